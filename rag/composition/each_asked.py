"""Questions that name several things and ask the same of each: what is said of one is not all that was asked."""

from __future__ import annotations

from collections.abc import Sequence

from index.text.tokens import folded_syllables
from rag.composition.citing import said
from rag.composition.counted import asks_twice
from rag.composition.quote import Quote
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.understanding.question import Question
from rag.understanding.question_kind import form_of
from rag.understanding.question_terms import QuestionTerms, Words, words_of

_MOST = 3
# A further sentence tells as much of the question as the one that was chosen, or says the same of another thing.
# Chosen on the training sets.
_TELLS_AS_MUCH = 0.75
_ALIKE = 0.6
# How good it must be by itself, against the best.
_LEAST = 0.05
_SHOWN = ("percent", "money", "number", "date", "person", "body")
_TELLS_SOMETHING = 0.4
_TWICE = 2


def of_the_others(
    question: Question, chosen: Sequence[Evidence], quotes: Sequence[Quote], evidence: Sequence[Evidence]
) -> list[Evidence]:
    """The best sentence for each name or figure of the question that none of the quotes says, best first.

    Nothing unless the quotes say one of them, or two such figures are asked for: a question that names one place asks
    of that place only.
    """
    asked = _names_and_figures(question)
    there: Words = frozenset().union(*map(_words_around, quotes))
    lacking = asked - there
    if not lacking or (not asks_twice(question) and not asked & _own_words(quotes)):
        return []
    further: list[Evidence] = []
    for item in evidence:
        new = lacking & words_of(item.text)
        if new and item not in chosen and item.score >= _LEAST * evidence[0].score and _tells_alike(item, chosen):
            further.append(item)
            lacking -= new
        if not lacking or len(further) == _MOST:
            break
    return further


def of_other_documents(question: Question, chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Of each further document that the question names by its number, the best sentence that answers like the first.

    In the same words, or else with the kinds of thing that are asked for.
    """
    told = {item.found.passage.document.id for item in chosen}
    further: list[Evidence] = []
    for id_ in question.named_in_order[:_MOST] if len(question.named_in_order) >= _TWICE else ():
        own = [item for item in evidence if item.found.passage.document.id == id_]
        alike = [item for item in own if _alike(item.text, chosen[0].text)]
        fitting = [item for item in own if _answers_as_well(question, item, chosen[0])]
        further += (alike or fitting)[:1] if id_ not in told else ()
    return further


def _answers_as_well(question: Question, item: Evidence, best: Evidence) -> bool:
    shown = without_figures(question, item.text)
    wanted = [kind for kind in _SHOWN if kind in question.kinds]
    return item.coverage >= _TELLS_SOMETHING * best.coverage and all(
        answer_types().carries(kind, shown) for kind in wanted
    )


def _names_and_figures(question: Question) -> frozenset[str]:
    """The words of the question's names and its figures, without those that name a document or a clause of one."""
    text = question.text
    spans = [(one.start, one.end) for one in question.references.numbers]
    spans += [(one.start, one.end) for one in question.references.clauses]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    left = set(folded_syllables(text))
    terms = QuestionTerms.named(question).terms | QuestionTerms.figures(question).terms
    return frozenset(term for term in terms if isinstance(term, str) and term in left - question.carried)


def _words_around(quote: Quote) -> Words:
    """What a quote says with its headings and what names its document."""
    identity = quote.document.identity
    named = (identity.type, identity.number, identity.title, identity.issuer)
    return words_of(" . ".join((quote.text, *quote.heading, *(part for part in named if part))))


def _own_words(quotes: Sequence[Quote]) -> Words:
    return frozenset().union(*(words_of(quote.text) for quote in quotes))


def _tells_alike(item: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a sentence tells as much of the question as a chosen one, or the same in the same words."""
    return item.coverage >= _TELLS_AS_MUCH * chosen[0].coverage or any(_alike(item.text, one.text) for one in chosen)


def _alike(first: str, second: str) -> bool:
    one, other = ({w for w in folded_syllables(said(text)) if not w[0].isdigit()} for text in (first, second))
    return bool(one and other) and len(one & other) >= _ALIKE * max(len(one), len(other))


def of_another_time(question: Question, chosen: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """The best sentence that says what the best one says, in its words, with another figure.

    Asked how much it is now and how much then, one of the two is half of the answer.
    """
    if not asks_twice(question) and form_of(question.text, accented=question.accented) != "comparison":
        return []
    best = chosen[0]
    others = (item for item in evidence if item.score >= _LEAST * best.score and item not in chosen)
    return [item for item in others if _alike(item.text, best.text) and _figures(item.text) != _figures(best.text)][:1]


def _figures(text: str) -> frozenset[str]:
    return frozenset(word for word in folded_syllables(said(text)) if word[0].isdigit())

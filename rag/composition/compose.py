"""Composition without a language model: which sentences are said, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.document import Document
from index.text.tokens import folded_syllables
from rag.composition.document_parts import asks_parts_of, part_quotes
from rag.composition.quote import Quote
from rag.composition.surroundings import (
    from_its_beginning,
    heading_above,
    items_below,
    items_beside,
    lead_in,
    neighbours,
    notes,
    section_at,
    to_the_end_of_list,
)
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, words_of

# A further sentence is said when it is nearly as good as the first.
NEARLY_AS_GOOD = 0.6
MOST_SENTENCES = 2
MOST_LISTED = 6
NEARLY_AS_GOOD_LISTED = 0.5
_FAIRLY_GOOD = 0.4
_ALIKE = 0.75
# Kinds of thing whose absence from the chosen sentences sends us to their surroundings.
_COMPLETED = ("date", "body", "person", "money", "percent", "number", "place", "list")
_NEIGHBOURS = 3
# Sentences that may give what the best ones lack.
_ALTERNATIVES = 4
_WHO = ("body", "person")
# Items of a list stand together for an answer when they say this share of what the one that was found says.
_TELL_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Composition:
    """The quotes of an answer in the order they are said; ``listed`` puts each on a line of its own."""

    quotes: tuple[Quote, ...]
    listed: bool


def compose(question: Question, evidence: Sequence[Evidence], documents: Callable[[str], Document]) -> Composition:
    """Choose what is said; ``documents`` gives a document by its id."""
    parts = _parts(question, evidence, documents)
    if parts:
        return Composition(tuple(parts), listed=len(parts) > MOST_SENTENCES)
    wants_list = asks_list(question)
    chosen = (
        _choose(evidence, MOST_LISTED, NEARLY_AS_GOOD_LISTED)
        if wants_list
        else _choose(_saying_something(evidence), MOST_SENTENCES, NEARLY_AS_GOOD)
    )
    quotes: list[Quote] = []
    for item in chosen:
        document = documents(item.found.passage.document.id)
        for quote in _with_surroundings(question, item, document, first=item is chosen[0], listed=wants_list):
            _add(quote, quotes)
    quotes += _completing(question, quotes, [_alone(item, documents) for item in evidence[1:_ALTERNATIVES]])
    if wants_list:
        quotes = _in_reading_order(quotes)
    return Composition(tuple(quotes), listed=len(quotes) > MOST_SENTENCES or wants_list)


def _add(quote: Quote, quotes: list[Quote]) -> None:
    """Append a quote; where it overlaps one that is said already, that one grows."""
    for at, other in enumerate(quotes):
        if other.document.id == quote.document.id and other.start <= quote.end and quote.start <= other.end:
            quotes[at] = replace(other, start=min(other.start, quote.start), end=max(other.end, quote.end))
            return
    quotes.append(quote)


def asks_list(question: Question) -> bool:
    """Whether several things are asked for."""
    return "list" in question.kinds


def _parts(question: Question, evidence: Sequence[Evidence], documents: Callable[[str], Document]) -> list[Quote]:
    """What the asked parts say of the documents that are named, or of the one that was found first."""
    found = {item.found.passage.document.id: item.found.passage.id for item in reversed(evidence)}
    named = [id_ for id_ in question.named_in_order if id_ in found]
    asked_of = named or [evidence[0].found.passage.document.id]
    if not asks_parts_of(question, documents(asked_of[0]).identity):
        return []
    return part_quotes(question, asked_of, documents, found.__getitem__)


def _saying_something(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Without the lead-ins, where another sentence is fairly good: what stands below one is more than was asked."""
    others = [item for item in evidence if not item.text.endswith(":")]
    return others if others and others[0].score >= _FAIRLY_GOOD * evidence[0].score else evidence


def _choose(evidence: Sequence[Evidence], most: int, nearly: float) -> list[Evidence]:
    chosen: list[Evidence] = []
    for item in evidence:
        if len(chosen) == most or item.score < nearly * evidence[0].score:
            break
        if chosen and item.text.endswith(":"):
            # A lead-in says nothing beside another answer.
            continue
        if not any(_alike(item.text, other.text) for other in chosen):
            chosen.append(item)
    return chosen


def _alike(first: str, second: str) -> bool:
    """Whether two sentences say the same words: portals repeat a document's sentences in their summaries."""
    a, b = set(folded_syllables(first)), set(folded_syllables(second))
    if {word for word in a if word[0].isdigit()} != {word for word in b if word[0].isdigit()}:
        # The same words of another figure are another fact.
        return False
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _ALIKE


def _with_surroundings(
    question: Question, item: Evidence, document: Document, *, first: bool, listed: bool
) -> list[Quote]:
    """The sentence, with the lead-in it hangs on before it, and the items of its list where a list is asked for."""
    at = section_at(document, item.start)
    section = document.sections[at]
    passage_id = item.found.passage.id
    own = Quote(document, item.start, item.end, section.heading, passage_id)
    if item.text.endswith(":") and first:
        return [own, *items_below(document, at, passage_id)]
    if not question.kinds.isdisjoint(_WHO):
        own = from_its_beginning(own, document)
    above = lead_in(document, at, passage_id)
    before = [above] if above else []
    if listed and first:
        own = to_the_end_of_list(own, document)
        beside = items_beside(document, at, passage_id)
        return [*before, *(beside if _tell_alike(question, own, beside) else [own])]
    return [*before, own]


def _tell_alike(question: Question, own: Quote, beside: Sequence[Quote]) -> bool:
    """Whether the items of a list say as much of the question, on the whole, as the one that was found."""
    terms = QuestionTerms.of(question)
    weights = terms.alike()
    told = [weights.coverage(terms.said_in(words_of(quote.text))) for quote in beside]
    return bool(told) and sum(told) / len(told) >= _TELL_ALIKE * weights.coverage(terms.said_in(words_of(own.text)))


def _alone(item: Evidence, documents: Callable[[str], Document]) -> Quote:
    passage = item.found.passage
    return Quote(documents(passage.document.id), item.start, item.end, passage.heading, passage.id)


def _completing(question: Question, quotes: Sequence[Quote], others: Sequence[Quote]) -> list[Quote]:
    """What is asked for and not in the chosen sentences, from around the first of them or from the next best."""
    wanted = [kind for kind in _COMPLETED if kind in question.kinds]
    added: list[Quote] = []
    for kind in wanted:
        if any(_shows(question, kind, quote.text) for quote in [*quotes, *added]):
            continue
        nearby = [*_around(quotes), *others]
        added.extend(next(([q] for q in nearby if _shows(question, kind, q.text)), []))
    if asks_list(question) and quotes:
        added.extend(note for quote in quotes[:1] for note in notes(quote, quote.document) if note not in added)
    return added


def _around(quotes: Sequence[Quote]) -> Iterator[Quote]:
    for quote in quotes[:1]:
        yield from neighbours(quote, quote.document)[:_NEIGHBOURS]
        yield from notes(quote, quote.document)
        above = heading_above(quote.document, section_at(quote.document, quote.start), quote.passage_id)
        if above:
            yield above


def _shows(question: Question, kind: str, text: str) -> bool:
    """Whether a text has something of a kind that the question does not name itself."""
    return answer_types().carries(kind, without_figures(question, text))


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes of one document in its order, the documents in the order their first quote came."""
    order = list(dict.fromkeys(quote.document.id for quote in quotes))
    return sorted(quotes, key=lambda quote: (order.index(quote.document.id), quote.start))

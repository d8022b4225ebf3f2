"""Composition without a language model: which sentences are said, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from index.document import Document
from rag.composition.choosing import MOST_SENTENCES, choose
from rag.composition.citing import said
from rag.composition.counted import Count, count_told, opens_what_is_counted, units_counted
from rag.composition.document_parts import asks_parts_of, part_quotes
from rag.composition.footnotes import notes, notes_asked, put_to
from rag.composition.further import further_sentences
from rag.composition.matching_items import fitting_items
from rag.composition.quote import Quote
from rag.composition.surroundings import (
    from_its_beginning,
    heading_above,
    items_below,
    items_beside,
    lead_in,
    neighbours,
    section_at,
    to_the_end_of_list,
)
from rag.composition.table_rows import headings_of_row, period_of_row
from rag.composition.trimming import without_its_end
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, words_of

# Kinds of thing whose absence from the chosen sentences sends us to their surroundings.
_COMPLETED = ("date", "body", "person", "money", "percent", "number", "place", "list")
_NEIGHBOURS = 3
# Sentences that may give what the best ones lack.
_ALTERNATIVES = 4
_WHO = ("body", "person")
# Words of a lead-in that says something by itself.
_SAYS_SOMETHING = 30
_FIGURES = frozenset({"money", "percent", "number"})
# Kinds of thing that footnotes spell out.
_NOTED = ("list", "body", "person", "place")
# Items of a list stand together for an answer when they say this share of what the one that was found says.
_TELL_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Composition:
    """The quotes of an answer in the order they are said; ``listed`` puts each on a line of its own.

    ``counted`` says how many things a question that counts them has in these quotes, where each of them is said.
    """

    quotes: tuple[Quote, ...]
    listed: bool
    counted: Count | None = None


def compose(question: Question, evidence: Sequence[Evidence], documents: Callable[[str], Document]) -> Composition:
    """Choose what is said; ``documents`` gives a document by its id."""
    parts = _parts(question, evidence, documents)
    if parts:
        return Composition(tuple(parts), listed=len(parts) > MOST_SENTENCES)
    wants_list = asks_list(question)
    chosen = choose(question, evidence, listed=wants_list)
    fitting = fitting_items(question, _alone(chosen[0], documents), listed=wants_list)
    quotes: list[Quote] = []
    alone = fitting or opens_what_is_counted(question, chosen[0].text)
    for item in chosen[:1] if alone else chosen:
        document = documents(item.found.passage.document.id)
        for quote in _with_surroundings(question, item, document, first=item is chosen[0], listed=wants_list):
            _add(quote, quotes)
    for quote in fitting:
        _add(quote, quotes)
    quotes += _completing(question, quotes, [_alone(item, documents) for item in evidence[1:_ALTERNATIVES]])
    for item in [] if alone else further_sentences(question, chosen, quotes, evidence, documents):
        document = documents(item.found.passage.document.id)
        for quote in _with_surroundings(question, item, document, first=False, listed=False):
            _add(quote, quotes)
    if wants_list or fitting:
        quotes = _in_reading_order(quotes)
    items = len(fitting) or sum(not quote.text.endswith(":") for quote in quotes)
    counted = count_told(question, items) if alone and units_counted(question) else None
    return Composition(tuple(quotes), listed=len(quotes) > MOST_SENTENCES or wants_list, counted=counted)


def _add(quote: Quote, quotes: list[Quote]) -> None:
    """Append a quote; where it overlaps one that is said already, that one grows."""
    for at, other in enumerate(quotes):
        if _overlap(other, quote):
            quotes[at] = replace(other, start=min(other.start, quote.start), end=max(other.end, quote.end))
            return
    quotes.append(quote)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.document.id == other.document.id and one.start <= other.end and other.start <= one.end


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


def _with_surroundings(
    question: Question, item: Evidence, document: Document, *, first: bool, listed: bool
) -> list[Quote]:
    """The sentence, with the lead-in it hangs on before it, and the items of its list where a list is asked for."""
    at = section_at(document, item.start)
    section = document.sections[at]
    passage_id = item.found.passage.id
    own = Quote(document, item.start, item.end, section.heading, passage_id)
    if item.text.endswith(":") and first and not _says_it_itself(question, item.text):
        return [own, *items_below(document, at, passage_id)]
    if not question.kinds.isdisjoint(_WHO):
        own = from_its_beginning(own, document)
    finders = (lead_in, put_to, period_of_row) if question.kinds & _FIGURES else (lead_in, put_to)
    above = next(filter(None, (find(document, at, passage_id) for find in finders)), None)
    before = [quote for quote in (above, headings_of_row(document, at, passage_id)) if quote]
    if listed and first:
        own = to_the_end_of_list(own, document)
        beside = items_beside(document, at, passage_id)
        return [*before, *(beside if _tell_alike(question, own, beside) else [own])]
    return [*before, own if listed else without_its_end(question, own, partial(_shows_any, question))]


def _says_it_itself(question: Question, text: str) -> bool:
    """Whether a lead-in answers by itself, and not what stands below it: "… năm 2026 từ 10% trở lên, cụ thể như sau:".

    It has what is asked for, or, where that is of no kind, is long enough to be more than a heading.
    """
    if asks_list(question):
        return False
    asked = not question.kinds.isdisjoint(_COMPLETED)
    return _shows_any(question, text) if asked else len(text.split()) >= _SAYS_SOMETHING


def _shows_any(question: Question, text: str) -> bool:
    return any(_shows(question, kind, text) for kind in _COMPLETED if kind in question.kinds)


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
    noted = quotes and not question.kinds.isdisjoint(_NOTED)
    spelt_out = notes_asked(frozenset(question.content), quotes[0], quotes[0].document) if noted else []
    added = [note for note in spelt_out if not any(_overlap(note, quote) for quote in quotes)]
    # "… được thực hiện 01 lần như sau:" opens what answers.
    answering = [quote for quote in quotes if not quote.text.endswith(":")] or quotes
    for kind in wanted:
        if any(_shows(question, kind, quote.text) for quote in [*answering, *added]):
            continue
        nearby = [*_around(answering), *others]
        added.extend(next(([q] for q in nearby if _shows(question, kind, q.text)), []))
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
    return answer_types().carries(kind, without_figures(question, said(text)))


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes of one document in its order, the documents in the order their first quote came."""
    order = list(dict.fromkeys(quote.document.id for quote in quotes))
    return sorted(quotes, key=lambda quote: (order.index(quote.document.id), quote.start))

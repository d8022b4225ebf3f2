"""What stands around a sentence and belongs to it: its lead-in, the items below or beside it, what goes on."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from index.anatomy.sections import Section, label_of
from index.document import Document
from index.text.sentences import sentence_spans
from rag.composition.quote import Quote
from rag.evidence.answer_type import answer_types

# A list that a lead-in opens is given whole; this many is more than any reader wants.
MOST_ITEMS = 30
# A paragraph that goes on with an enumeration is said to its end up to this length.
_LONGEST_PARAGRAPH = 1600
_LONGEST_HEADING = 200
_LONGEST_NAME = 90
_CELLS = 3
_LONGEST_CELL = 260
_LONGEST_SENTENCE = 900
_GOES_ON = ";,"
PERIOD = regex.compile(r"[-+•*\d.() ]{0,6}(?:Giai đoạn|Đến (?:hết )?năm|Trong năm|Từ năm|Năm|Quý|Tháng)\s")
_ENUMERATES = regex.compile(r"(?:\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)|[:;])")


def section_at(document: Document, position: int) -> int:
    """Which section of the document a place lies in."""
    return next(i for i, s in enumerate(document.sections) if s.start <= position < s.end)


def lead_in(document: Document, at: int, passage_id: str) -> Quote | None:
    """The sentence ending in a colon, or the bare name of a body or period, under which a list item stands.

    Without it, nobody knows who must do it, or for which years a target is set.
    """
    above = _above(document, at)
    if above is None:
        return None
    text = document.text[above.start : above.end]
    if len(text) <= _LONGEST_NAME and (answer_types().carries("body", text) or PERIOD.match(text)):
        return Quote(document, above.start, above.end, above.heading, passage_id)
    if not text.endswith(":"):
        return None
    start, end = sentence_spans(text)[-1]
    return Quote(document, above.start + start, above.start + end, above.heading, passage_id)


def heading_above(document: Document, at: int, passage_id: str) -> Quote | None:
    """The short heading right above a section: "6. Sở Y tế" says who its items are for."""
    above = _above(document, at)
    if above is None or above.end - above.start > _LONGEST_HEADING:
        return None
    return Quote(document, above.start, above.end, above.heading, passage_id)


def _above(document: Document, at: int) -> Section | None:
    section = document.sections[at]
    if not section.heading:
        return None
    for above in reversed(document.sections[:at]):
        if above.rank is not None and label_of(document.text[above.start : above.end]) == section.heading[-1]:
            return above
    return None


def items_below(document: Document, at: int, passage_id: str) -> list[Quote]:
    """The first sentence of each item that a lead-in opens."""
    rank = document.sections[at].rank
    items: list[Quote] = []
    for section in document.sections[at + 1 :]:
        ends = section.part != "body" or section.rank is None or (rank is not None and section.rank <= rank)
        if ends or len(items) == MOST_ITEMS:
            break
        items.extend(_first_sentence(document, section, passage_id))
    return items


def items_beside(document: Document, at: int, passage_id: str) -> list[Quote]:
    """The items of the list that a section is one of, itself among them; none when it stands alone."""
    section = document.sections[at]
    if section.rank is None or section.kind != "paragraph":
        return []
    first, last = at, at + 1
    while first > 0 and _goes_on(document.sections[first - 1], section):
        first -= 1
    while last < len(document.sections) and _goes_on(document.sections[last], section):
        last += 1
    beside = [one for one in document.sections[first:last] if one.rank == section.rank]
    if not 1 < len(beside) <= MOST_ITEMS:
        return []
    return [quote for one in beside for quote in _first_sentence(document, one, passage_id)]


def _goes_on(other: Section, section: Section) -> bool:
    """Whether another section is of the same list: an item beside it, or what stands below one."""
    same_part = other.part == section.part and other.rank is not None and section.rank is not None
    same_place = other.heading[: len(section.heading)] == section.heading
    return bool(same_part and same_place and (other.rank or 0) >= (section.rank or 0))


def _first_sentence(document: Document, section: Section, passage_id: str) -> Iterator[Quote]:
    spans = sentence_spans(document.text[section.start : section.end])
    if spans:
        start, end = spans[0]
        yield Quote(document, section.start + start, section.start + end, section.heading, passage_id)


def to_the_end_of_list(quote: Quote, document: Document) -> Quote:
    """The quote, and the rest of an enumeration that begins in it and goes on in its paragraph."""
    section = document.sections[section_at(document, quote.start)]
    rest = document.text[quote.end : section.end]
    begins = _ENUMERATES.search(quote.text) is not None and quote.text[-1:] in ";:,"
    if not begins or not rest.strip() or section.end - quote.start > _LONGEST_PARAGRAPH:
        return quote
    return Quote(document, quote.start, section.end, quote.heading, quote.passage_id)


def neighbours(quote: Quote, document: Document) -> list[Quote]:
    """The sentences of the same paragraph, those after it first, each nearer one before a farther one."""
    section = document.sections[section_at(document, quote.start)]
    text = document.text[section.start : section.end]
    spans = [(section.start + start, section.start + end) for start, end in sentence_spans(text)]
    after = [span for span in spans if span[0] >= quote.end]
    before = [span for span in spans if span[1] <= quote.start]
    near = [Quote(document, *span, quote.heading, quote.passage_id) for span in [*after, *reversed(before)]]
    return near if after or before else _cells_after(quote, document)


def _cells_after(quote: Quote, document: Document) -> list[Quote]:
    """The short paragraphs right after a short one under the same headings: a table written a cell to a line."""
    at = section_at(document, quote.start)
    found: list[Quote] = []
    for section in document.sections[at : at + 1 + _CELLS]:
        short = section.end - section.start <= _LONGEST_CELL and section.part == "body"
        if not short or section.heading != document.sections[at].heading:
            break
        found.append(Quote(document, section.start, section.end, section.heading, quote.passage_id))
    return found[1:]


def from_its_beginning(quote: Quote, document: Document) -> Quote:
    """The quote from where its sentence begins, when it is a later clause of a long one: who acts stands there."""
    section = document.sections[section_at(document, quote.start)]
    start = quote.start
    for begin, end in reversed(sentence_spans(document.text[section.start : quote.start])):
        if document.text[section.start + end - 1] not in _GOES_ON:
            break
        start = section.start + begin
    if start == quote.start or quote.end - start > _LONGEST_SENTENCE:
        return quote
    return Quote(document, start, quote.end, quote.heading, quote.passage_id)

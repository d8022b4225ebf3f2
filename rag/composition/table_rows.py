"""A table's row in an answer: the rows beside it, and the headings that say what its figures are."""

from __future__ import annotations

import regex

from index.anatomy.sections import Section, label_of
from index.document import Document
from rag.composition.quote import Quote
from rag.composition.surroundings import PERIOD

_FIGURE = regex.compile(
    r"[<>≥≤~+-]{0,2}\s?\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?(?P<unit>\s?[^\W\d_%‰][^\d]{0,20}|\s?[%‰])?"
)
_RUNNING_NUMBER = regex.compile(r"\(?(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])(?:\.\d{1,2})*[.)]?")
_UNIT_LINE = regex.compile(r"\(?(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s*:", regex.I)
_LONGEST = 400
_FEW_CELLS = 2


def rows_beside(document: Document, at: int, passage_id: str) -> list[Quote]:
    """The rows of the table that a section is a row of, itself among them, under the same group; none of no table."""
    section = document.sections[at]
    if section.kind != "row" or not section.columns:
        return []
    first, last = at, at + 1
    while first > 0 and _same_table(document.sections[first - 1], section):
        first -= 1
    while last < len(document.sections) and _same_table(document.sections[last], section):
        last += 1
    rows = [one for one in document.sections[first:last] if one.heading == section.heading]
    return [Quote(document, row.start, row.end, row.heading, passage_id) for row in rows]


def _same_table(other: Section, section: Section) -> bool:
    return other.kind == "row" and other.columns == section.columns


def period_of_row(document: Document, at: int, passage_id: str) -> Quote | None:
    """The row that heads a table's row with the years it is for: "I | Đến năm 2030"."""
    row = document.sections[at]
    if row.kind != "row":
        return None
    for above in reversed(document.sections[:at]):
        text = document.text[above.start : above.end]
        if above.kind != "row" or not row.heading:
            return None
        if label_of(text) in row.heading and PERIOD.match(text.rpartition(" | ")[2]):
            return Quote(document, above.start, above.end, above.heading, passage_id)
    return None


def headings_of_row(document: Document, at: int, passage_id: str) -> Quote | None:
    """The row of headings above a row with several figures, or with one that nothing gives a unit.

    With the line "Đơn vị: triệu đồng" where one stands right above. ``None`` where the row needs none or has none.
    """
    row = document.sections[at]
    if row.kind != "row" or not row.columns or not _needs_headings(document, row):
        return None
    head = next((n for n in range(at - 1, -1, -1) if not _same_table(document.sections[n], row)), None)
    if head is None or document.sections[head].kind != "row":
        return None
    first = document.sections[head]
    above = document.sections[head - 1] if head else first
    start = above.start if _UNIT_LINE.match(document.text, above.start) else first.start
    return Quote(document, start, first.end, first.heading, passage_id) if first.end - start <= _LONGEST else None


def _needs_headings(document: Document, row: Section) -> bool:
    texts = [document.text[start:end].strip() for start, end in row.cells]
    if texts and _RUNNING_NUMBER.fullmatch(texts[0]):
        texts = texts[1:]
    filled = [text for text in texts if text]
    figures = [found for text in filled if (found := _FIGURE.fullmatch(text))]
    bare = [found for found in figures if not found["unit"]]
    return len(figures) > 1 or bool(bare and len(filled) <= _FEW_CELLS)

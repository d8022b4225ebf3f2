"""Quotes as they are cited and as they are said."""

import re

from index.anatomy.markers import LIST_KINDS, find_marker
from rag.answer import Citation
from rag.composition.quote import Quote

_FOOTNOTE_MARK = re.compile(r"\[\d+\]")
# The running number that a table row begins with: "43 | ", "11.2. | ", "II | ".
_ROW_NUMBER = re.compile(r"^(?:\d{1,3}|[IVXLC]{1,6})(?:\.\d{1,3})*\.? \| (?=\S)")


def citation_of(number: int, quote: Quote) -> Citation:
    """A quote with its number and all that names its document."""
    identity = quote.document.identity
    return Citation(
        number=number,
        document_id=quote.document.id,
        source=quote.document.source,
        title=identity.title or quote.document.source.rsplit("/", 1)[-1],
        document_number=identity.number,
        type=identity.type,
        issuer=identity.issuer,
        issued_on=identity.issued_on,
        heading=quote.heading,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        passage_id=quote.passage_id,
        cells=_cells(quote),
    )


def _cells(quote: Quote) -> tuple[tuple[str, str], ...]:
    """What a quoted row says under each of its column headings; nothing for any other quote."""
    document = quote.document
    row = next((s for s in document.sections if s.columns and s.start <= quote.start < s.end), None)
    if row is None:
        return ()
    return tuple(
        (column, document.text[start:end])
        for column, (start, end) in zip(row.columns, row.cells, strict=False)
        if quote.start <= start < end <= quote.end
    )


def said(quote: str) -> str:
    """A quote as it is said: without its list mark, a row without its number, and without the document's own "[3]",
    which is no citation of ours.
    """
    quote = _ROW_NUMBER.sub("", quote)
    marker = find_marker(quote)
    rest = quote[len(marker.text) :].lstrip() if marker and marker.kind in LIST_KINDS else ""
    # "1.5 triệu" and "15 - 20 ngày" begin like list items; what follows a mark is a word.
    text = (rest if rest[:1].isalpha() else quote).lstrip("+-•* ")
    text = text.removesuffix("/.") if text.endswith("./.") else text
    return " ".join(_FOOTNOTE_MARK.sub("", text).split()) or "…"

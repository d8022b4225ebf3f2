"""What is quoted of an earlier figure: its sentence, as much of it as is said, and the words that date its document."""

from contextlib import suppress
from dataclasses import dataclass

import regex as re

from index.anatomy.dates import WRITTEN, match_date
from index.document import Document
from index.errors import NotFoundError
from index.library import Library
from rag.composition.citing import said
from rag.composition.quote import Quote
from rag.composition.quoting import quote_at
from rag.figures.stated_figures import StatedFigure

_DATE = re.compile(rf"(?<![\d/.]){WRITTEN}", re.IGNORECASE)
# A report's "Sáng 18/3", whose year its publication tells.
_DAY = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm)\s+(?P<written>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![\d/])", re.I)
# A date that a document bears stands at its head; a line further down may date something else.
_HEAD_SECTIONS = 40
_LONGEST_LINE = 200
# Of a longer sentence only the clause with the figure is said.
_LONGEST_SAID = 160
_CLAUSE_BEGINS = re.compile(r"[;:(]\s*")
_CLAUSE_ENDS = re.compile(r"[;)]")


@dataclass(frozen=True, slots=True)
class DateQuote:
    """A document's date in its own words, and the quote that has them; ``None`` where the figure's own has."""

    day: str
    quote: Quote | None


def sentence_quote(library: Library, document: Document, figure: StatedFigure) -> Quote:
    """The sentence that states a figure; raises ``NotFoundError`` when the document is no longer there."""
    return quote_at(library, document, figure.evidence.start, figure.evidence.end)


def excerpt(figure: StatedFigure) -> str:
    """What is said of the sentence: all of it, or the clause with the figure and "…" for what is left out."""
    text = figure.evidence.text
    if len(text) <= _LONGEST_SAID:
        return said(text)
    begins = [match.end() for match in _CLAUSE_BEGINS.finditer(text, 0, figure.figure.start)]
    ends = _CLAUSE_ENDS.search(text, figure.figure.end)
    start, end = begins[-1] if begins else 0, ends.start() if ends else len(text)
    clause = said(text[start:end].strip())
    return f"{'…' if start else ''}{clause}{'…' if ends else ''}"


def date_quote(library: Library, document: Document, figure: StatedFigure) -> DateQuote | None:
    """The words that date a figure's document; ``None`` if there are none, or the sentence itself says its day."""
    found = None if figure.dated.said else _written_date(document, figure)
    if found is None:
        return None
    told, start, end = found
    if figure.evidence.start <= start < figure.evidence.end:
        return DateQuote(told, None)
    # What no passage holds cannot be cited.
    with suppress(NotFoundError):
        return DateQuote(told, quote_at(library, document, start, end))
    return None


def _written_date(document: Document, figure: StatedFigure) -> tuple[str, int, int] | None:
    """A date at a document's head as it is told, and the line or words ``[start, end)`` that have it."""
    day, issued = figure.day, document.identity.issued_on
    for section in document.sections[:_HEAD_SECTIONS]:
        line = document.text[section.start : section.end]
        whole = (m.span() for m in _DATE.finditer(line) if match_date(m) in (day, issued))
        short = (
            m.span("written") for m in _DAY.finditer(line) if (int(m["day"]), int(m["month"])) == (day.day, day.month)
        )
        if span := next(whole, None) or next(short, None):
            start, end = (0, len(line)) if len(line) <= _LONGEST_LINE else span
            return _as_told(line[slice(*span)]), section.start + start, section.start + end
    return None


def _as_told(written: str) -> str:
    words = " ".join(written.split())
    return words[0].lower() + words[1:] if words[0].isalpha() else f"ngày {words}"

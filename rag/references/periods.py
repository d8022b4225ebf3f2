"""Dates and periods that a question names: "22/11", "quý II", "6 tháng đầu năm", "tuần trước"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from index.text.calendar import month_span
from rag.references.periods_calendar import Span, shifted
from rag.references.periods_written import written_spans
from rag.references.phrases import PhraseFinder, data_rows
from rag.references.typed_text import TypedText

Role = Literal["as_of", "document", "mentioned"]

_AS_OF = re.compile(
    r"\b(?:tinh (?:den|toi)|(?:cho )?(?:den|toi) het|het)(?: (?:thoi diem|het|cuoi))*\s*(?:ngay\s*|thang\s*|nam\s*)?$"
)
_SINCE = re.compile(r"\b(?:tu|giai doan|trong|khoang)(?: (?:ngay|thang|nam|dau|hom))*\s*$")
_UNTIL = re.compile(r"\s*(?:-|\b(?:cho )?(?:den|toi)\b)(?: (?:het|ngay|thang|nam|hom))*\s*$")
_AND = re.compile(r"\s*(?:,|\b(?:va|voi|hay|hoac|sang|so voi)\b)(?: (?:ngay|thang|nam|hom|phien|ky|hop))*\s*")
_UNTIL_NOW = re.compile(r"\s*(?:den|toi) (?:nay|gio|hien nay)\b")
_DATES_DOCUMENT = re.compile(
    r"\b(?:ban hanh|thong qua|phe duyet|hop|phien|hoi nghi|lam viec|cuoc hop|ky(?= (?:ngay|hom|vao)))"
    r"(?: (?:hop|thu|lan|thuong ky|vao|hoi|trong|giua|dau|cuoi|truc tuyen|\d+))*"
    r"(?: (?:ngay|hom|thang|nam|sang|chieu))?\s*$"
)
_AFTER_DOCUMENT = re.compile(
    r"(?: (?:khan|so|nay|do|moi))*(?: (?:so )?[\d/a-z\-]*\d[\w/\-]*)?(?: (?:cua|do) (?:\w+ ){0,5}\w+)?"
    r"[ ,(]*(?:(?:duoc )?(?:ban hanh|ky|ra|de|vao) )?(?:vao |hoi )?"
    r"(?:ngay|hom|thang|nam|quy|dau|giua|cuoi|sang|chieu)?\s*$"
)
_LOOK_BEHIND = 60
_AGO = re.compile(
    r"(?<![\w])(?P<count>\d{1,3}(?= (?:ngay|tuan|thang))|\d{1,2}) (?P<unit>ngay|tuan|thang|nam)"
    r" (?P<way>qua|gan day|vua qua|vua roi|toi)\b"
)
# "Những năm trước", "5 năm tới" are no single one.
_SEVERAL = re.compile(r"\b(?:nhung|cac|may|nhieu|vai|\d+)\s+$")
_DAYS = {"ngay": 1, "tuan": 7}


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last`` that ``[start, end)`` of a question names.

    ``role`` is ``as_of`` where facts are asked up to then ("tính đến …"), ``document`` where it dates a document or a
    meeting. ``sure`` is false where no year was named and the likeliest was taken.
    """

    first: date
    last: date
    text: str
    start: int
    end: int
    role: Role = "mentioned"
    sure: bool = True

    @property
    def shown(self) -> str:
        """What the reader is told was understood."""
        first, last = f"{self.first:%d/%m/%Y}", f"{self.last:%d/%m/%Y}"
        return f"Thời gian: {first}" if first == last else f"Thời gian: {first}–{last}"


def find_periods(text: TypedText, *, on: date, documents: Sequence[int] = ()) -> tuple[Period, ...]:
    """The periods of a question asked on a day, from left to right.

    ``documents`` are where kinds and numbers of documents end in the folded text: what follows one may date it.
    """
    spans = sorted((*written_spans(text, on), *_relative_spans(text, on)), key=lambda span: (span.start, -span.end))
    apart: list[Span] = []
    for span in spans:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(_period(text, span, documents, on) for span in _joined(text, apart, on))


def _relative_spans(text: TypedText, on: date) -> list[Span]:
    spans = [
        Span(*shifted(unit, int(by), on), found.start, found.end)
        for found in _relative_finder().find(text)
        for unit, by in (found.meaning.split(),)
        if not _SEVERAL.search(text.folded, 0, found.start)
    ]
    for match in _AGO.finditer(text.folded):
        reach = _reach(int(match["count"]), match["unit"], on, ahead=match["way"] == "toi")
        spans.append(Span(*reach, match.start(), match.end()))
    return spans


def _reach(count: int, unit: str, on: date, *, ahead: bool) -> tuple[date, date]:
    if unit in _DAYS:
        days = timedelta(days=count * _DAYS[unit])
        return (on, on + days) if ahead else (on - days, on)
    months = count * (12 if unit == "nam" else 1)
    far = month_span(on.year, on.month + (months if ahead else -months))
    return (on, far[1]) if ahead else (far[0], on)


def _joined(text: TypedText, spans: list[Span], on: date) -> list[Span]:
    """ "từ tháng 3 đến tháng 5/2025" as one span; the first takes the year of the second."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and _UNTIL.fullmatch(text.folded, last.end, span.start) and _starts(text, last, span):
            earlier = _in_year(last, span)
            if earlier.first <= span.last:
                joined[-1] = replace(earlier, last=span.last, end=span.end, sure=span.sure)
                continue
        if last and _AND.fullmatch(text.folded, last.end, span.start):
            joined[-1] = _in_year(last, span)
        joined.append(span)
    if joined and (now := _UNTIL_NOW.match(text.folded, joined[-1].end)) and joined[-1].first <= on:
        joined[-1] = replace(joined[-1], last=on, end=now.end())
    return joined


def _starts(text: TypedText, span: Span, following: Span) -> bool:
    dash = "-" in text.folded[span.end : following.start]
    return dash or _SINCE.search(text.folded, 0, span.start) is not None


def _in_year(span: Span, following: Span) -> Span:
    if span.sure or not following.sure:
        return span
    years = following.last.year - span.last.year
    first, last = _years_on(span.first, years), _years_on(span.last, years)
    return replace(span, first=first, last=last, sure=True) if first <= following.last else span


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _period(text: TypedText, span: Span, documents: Sequence[int], on: date) -> Period:
    start, end = text.span(span.start, span.end)
    role = _role(text, span, documents)
    if role == "document" and not span.sure and span.first > on:
        # Nothing has been issued or held yet on a day to come.
        span = replace(span, first=_years_on(span.first, -1), last=_years_on(span.last, -1))
    return Period(span.first, span.last, text.typed[start:end], start, end, role, span.sure)


def _role(text: TypedText, span: Span, documents: Sequence[int]) -> Role:
    before = text.folded[max(0, span.start - _LOOK_BEHIND) : span.start]
    if _AS_OF.search(before):
        return "as_of"
    if span.last.year > span.first.year:
        # "Chương trình 2025-2030" is about those years.
        return "mentioned"
    if _DATES_DOCUMENT.search(before):
        return "document"
    end = max((end for end in documents if end <= span.start), default=None)
    return "document" if end is not None and _AFTER_DOCUMENT.fullmatch(text.folded, end, span.start) else "mentioned"


@cache
def _relative_finder() -> PhraseFinder:
    return PhraseFinder((phrase, f"{unit} {by}") for phrase, unit, by in data_rows("relative_periods.tsv"))

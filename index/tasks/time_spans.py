"""Days, months, quarters and years written in a stretch of text, and the days they mean."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import regex as re

from index.anatomy.dates import make_date
from index.text.calendar import month_span, months_span, part_of
from index.text.folding import fold

Kind = Literal["day", "month", "quarter", "year"]

_D, _M, _Y = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)", r"(?:0?[1-9]|1[0-2])(?!\d)", r"(?:19|20)\d\d(?!\d)"
_FREE, _ENDS = r"(?<![\w/.,\-])", r"(?![\w%]|[/\-]\d)"
_OF_YEAR = rf"(?:\s?[/.\-]\s?|\s*,?\s*năm\s+)(?P<year>{_Y})"
_TO = r"\s*(?:[-–]|đến|tới|và|,)\s*(?:hết\s+)?"
_PART = r"(?:(?P<part>đầu|giữa|cuối)\s+)?"
_QUARTER = r"IV|I{1,3}|[1-4]"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ALSO_QUARTERS = rf"(?:\s*,\s*(?:quý\s+)?(?:{_QUARTER})){{0,2}}"
_ALSO_MONTHS = rf"(?:\s*,\s*(?:tháng\s+)?{_M}){{0,10}}"
_LONGEST_SPAN_OF_YEARS = 50
_LEAP_YEAR = 2028


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The days from ``first`` to ``last`` that ``[start, end)`` of a text names, the smallest unit that it names, and
    whether their number stands alone, which means a time only where a time is expected ("2025").
    """

    first: date
    last: date
    start: int
    end: int
    kind: Kind
    bare: bool = False


def time_spans(text: str, on: date | None) -> list[TimeSpan]:
    """The spans of time in ``text`` (NFC, tones unified) from left to right, the longest where several could be read.

    ``on`` is the day from which one without a year is counted: the first that is not over by then. Without it such a
    span is left out.
    """
    found: list[TimeSpan] = []
    never = sorted(impossible_days(text))
    for span in sorted(_candidates(text, on), key=lambda span: (span.start, -span.end)):
        at = bisect_left(never, (span.end, 0))
        if at and never[at - 1][1] > span.start:
            continue
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def impossible_days(text: str) -> list[tuple[int, int]]:
    """Where days are written that no calendar has: "31/11/2025", "30 tháng 02"."""
    written = (match for kind, pattern, _ in _patterns() if kind == "day" for match in pattern.finditer(text))
    return [match.span() for match in written if not _is_day(match)]


def _is_day(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return make_date(_year_of(groups) or _LEAP_YEAR, int(groups["month"]), int(groups["day"])) is not None


def _year_of(groups: dict[str, str | None]) -> int | None:
    """The year that is written, in four digits or in two."""
    short = groups.get("short")
    return 2000 + int(short) if short else int(year) if (year := groups.get("year")) else None


_Reader = Callable[[re.Match[str], date | None], tuple[date, date] | None]


def _candidates(text: str, on: date | None) -> Iterator[TimeSpan]:
    for kind, pattern, reader in _patterns():
        for match in pattern.finditer(text):
            days = reader(match, on)
            if days and days[0] <= days[1]:
                bare = match.group()[0].isdigit() and kind in ("month", "year")
                yield TimeSpan(*days, match.start(), match.end(), kind, bare)


@cache
def _patterns() -> tuple[tuple[Kind, re.Pattern[str], _Reader], ...]:
    written: tuple[tuple[Kind, str, _Reader], ...] = (
        (
            "day",
            rf"{_FREE}(?:ngày\s+)?(?:(?P<from>{_D}){_TO}(?:ngày\s+)?)?(?P<day>{_D})\s?[/.\-]\s?(?P<month>{_M})"
            rf"\s?[/.\-]\s?(?P<year>{_Y}){_ENDS}",
            _day,
        ),
        (
            "day",
            rf"{_FREE}(?:ngày\s+)?(?:(?P<from>{_D}){_TO}(?:ngày\s+)?)?(?P<day>{_D})\s*,?\s*tháng\s+(?P<month>{_M})"
            rf"(?:{_OF_YEAR})?{_ENDS}",
            _day,
        ),
        ("day", rf"{_FREE}(?:ngày\s+)?(?P<day>{_D})/(?P<month>{_M})(?:/(?P<short>[23]\d)(?!\d))?{_ENDS}", _day),
        (
            "month",
            rf"{_FREE}{_PART}tháng\s+(?:(?P<from>{_M}){_ALSO_MONTHS}{_TO}(?:tháng\s+)?)?(?P<month>{_M})"
            rf"(?:{_OF_YEAR})?{_ENDS}",
            _month,
        ),
        ("month", rf"{_FREE}T(?P<month>{_M})\s?[/.\-]\s?(?P<year>{_Y}){_ENDS}", _month),
        ("month", rf"{_FREE}{_PART}(?P<month>{_M})\s?/\s?(?P<year>{_Y}){_ENDS}", _month),
        (
            "quarter",
            rf"{_FREE}quý\s+(?:(?P<from>{_QUARTER}){_ALSO_QUARTERS}{_TO}(?:quý\s+)?)?(?P<quarter>{_QUARTER})"
            rf"(?:{_OF_YEAR})?{_ENDS}",
            _quarter,
        ),
        (
            "quarter",
            rf"{_FREE}Q\.?\s?(?:(?P<from>{_QUARTER}){_TO}(?:Q\.?\s?)?)?(?P<quarter>{_QUARTER})\s?/\s?(?P<year>{_Y}){_ENDS}",
            _quarter,
        ),
        ("quarter", rf"{_FREE}nửa\s+(?P<half>đầu|cuối)\s+năm(?:\s+(?P<year>{_Y}))?", _half),
        (
            "quarter",
            rf"{_FREE}(?P<count>[1-9]|1[01])\s+tháng\s+(?P<which>đầu|cuối)\s+năm(?:\s+(?P<year>{_Y}))?",
            _months,
        ),
        (
            "year",
            rf"{_FREE}(?:(?:giai đoạn|thời kỳ|(?:các\s+)?năm)\s+)?(?P<since>{_Y})"
            rf"\s*(?:[-–]|đến(?:\s+năm)?)\s*(?P<year>{_Y}){_ENDS}",
            _year,
        ),
        ("year", rf"{_FREE}{_PART}năm\s+(?P<year>{_Y}){_ENDS}", _year),
        ("year", rf"{_FREE}(?P<part>đầu|giữa|cuối)\s+năm\b(?!\s*\d)", _year),
        ("year", rf"{_FREE}(?P<year>{_Y}){_ENDS}", _year),
    )
    return tuple((kind, re.compile(pattern, re.IGNORECASE), reader) for kind, pattern, reader in written)


def _day(match: re.Match[str], on: date | None) -> tuple[date, date] | None:
    groups = match.groupdict()
    day, month = int(groups["day"]), int(groups["month"])
    last = _first_not_over(_year_of(groups), on, lambda year: make_date(year, month, day))
    if last is None:
        return None
    since = int(groups["from"]) if groups.get("from") else day
    return (last.replace(day=since) if since < day else last), last


def _month(match: re.Match[str], on: date | None) -> tuple[date, date] | None:
    groups = match.groupdict()
    month, since = int(groups["month"]), int(groups.get("from") or groups["month"])
    last = _first_not_over(_year_of(groups), on, lambda year: month_span(year, month)[1])
    if last is None:
        return None
    if since > month:
        # "Từ tháng 11 đến tháng 02/2026" begins in the year before.
        return month_span(last.year - 1, since)[0], last
    days = months_span(last.year, since, month)
    return part_of(*days, fold(groups["part"])) if groups.get("part") and since == month else days


def _quarter(match: re.Match[str], on: date | None) -> tuple[date, date] | None:
    groups = match.groupdict()
    quarter = _number(groups["quarter"])
    since = _number(groups["from"]) if groups["from"] else quarter
    last = _first_not_over(_year_of(groups), on, lambda year: month_span(year, 3 * quarter)[1])
    return (month_span(last.year - (since > quarter), 3 * since - 2)[0], last) if last else None


def _half(match: re.Match[str], on: date | None) -> tuple[date, date] | None:
    year = _year_of(match.groupdict()) or (on.year if on else None)
    return months_span(year, *((7, 12) if fold(match["half"]) == "cuoi" else (1, 6))) if year else None


def _months(match: re.Match[str], on: date | None) -> tuple[date, date] | None:
    count = int(match["count"])
    year = int(match["year"]) if match["year"] else on.year if on else None
    if year is None:
        return None
    return months_span(year, *((13 - count, 12) if fold(match["which"]) == "cuoi" else (1, count)))


def _year(match: re.Match[str], on: date | None) -> tuple[date, date] | None:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else on.year if on else None
    if year is None:
        return None
    since = int(groups.get("since") or year)
    if not 0 <= year - since <= _LONGEST_SPAN_OF_YEARS:
        return None
    days = months_span(since, 1, 12)[0], months_span(year, 1, 12)[1]
    return part_of(*days, fold(groups["part"])) if groups.get("part") else days


def _first_not_over(year: int | None, on: date | None, last_day: Callable[[int], date | None]) -> date | None:
    if year:
        return last_day(year)
    if on is None:
        return None
    days = (last_day(year) for year in (on.year, on.year + 1))
    return next((day for day in days if day and day >= on), None)


def _number(quarter: str) -> int:
    return int(quarter) if quarter.isdigit() else _QUARTERS[quarter.lower()]

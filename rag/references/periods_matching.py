"""Whether a passage speaks of a period, in whatever spelling."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from rag.references.periods import Period

_MONTH, _YEAR = r"th[aá]ng", r"n[aă]m"
_TO = rf"\s*(?:-|–|đến|tới)\s*(?:{_YEAR}\s+)?"
_NOT_BEFORE, _NOT_AFTER = r"(?<![\d/.,\-])", r"(?!\d|[.,]\d|/\d)"
_ROMAN = ("I", "II", "III", "IV")
_LONGEST_LISTED = 31


def speaks_of(period: Period, text: str) -> bool:
    """Whether a text (NFC) names the period: "22/11/2025", "ngày 22 tháng 11 năm 2025", "quý II năm 2025", …

    A month is spoken of by its days too. Where the text names no year, or the question did not, the year is not asked
    for; a year that contradicts a named one is another time.
    """
    first, last = period.first, period.last
    if not _figure(first, last).search(text):
        return False
    return _pattern(first, last, period.sure).search(text) is not None


@lru_cache(maxsize=256)
def _figure(first: date, last: date) -> re.Pattern[str]:
    """A figure without which a text cannot name the period: found at once where it is missing."""
    if first == last:
        return re.compile(rf"{first.day}(?!\d)")
    if (first.year, first.month) == (last.year, last.month):
        return re.compile(rf"{first.month}(?!\d)")
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return re.compile(str(first.year))
    return re.compile(r"\d|\bqu[yýí]\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def _pattern(first: date, last: date, sure: bool) -> re.Pattern[str]:
    return re.compile("|".join(_spellings(first, last, sure)), re.IGNORECASE)


def _spellings(first: date, last: date, sure: bool) -> Iterator[str]:
    if first == last:
        yield _day(first, rf"0?{first.day}", sure)
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        yield from _years(first.year, last.year)
    elif first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year:
        yield from _months(first, last, sure)
    elif (last - first).days < _LONGEST_LISTED:
        yield from _days(first, last, sure)
    else:
        yield f"(?s:{_day(first, rf'0?{first.day}', sure)}.*{_day(last, rf'0?{last.day}', sure)})"


def _years(first: int, last: int) -> Iterator[str]:
    if first == last:
        yield rf"(?<![\d.,\-]){first}(?![\d]|[.,]\d)"
    else:
        yield rf"(?<!\d){first}{_TO}{last}(?!\d)"


def _months(first: date, last: date, sure: bool) -> Iterator[str]:
    year = _year(first.year, sure)
    if first.month == last.month:
        month = rf"0?{first.month}"
        # A month that another number stands before is a count: "6 tháng 11".
        yield rf"\b{_MONTH}\s+{month}(?!\d|[.,]\d){year}"
        yield _day(first, r"(?:[0-2]?\d|3[01])", sure)
        yield rf"{_NOT_BEFORE}{month}\s*[/-]\s*{_any_year(first.year, sure)}(?!\d)"
        return
    count = last.month - first.month + 1
    if count == 3 and first.month % 3 == 1:
        quarter = last.month // 3
        yield rf"\bqu[yýí]\s+(?:{_ROMAN[quarter - 1]}|0?{quarter})\b{year}"
    if first.month == 1:
        yield rf"\b0?{count} {_MONTH} (?:đầu )?(?:của )?{_YEAR}\b(?:\s+{first.year}|(?!\s+\d{{4}}))"
    if last.month == 12:
        yield rf"\b0?{count} {_MONTH} cuối (?:của )?{_YEAR}\b(?:\s+{first.year}|(?!\s+\d{{4}}))"
    yield rf"\b{_MONTH}\s+0?{first.month}\b.{{0,10}}(?:-|–|đến|tới)\s*(?:{_MONTH}\s+)?0?{last.month}\b{year}"


def _days(first: date, last: date, sure: bool) -> Iterator[str]:
    """Any day of a week or the like, by month."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    for month in sorted({(day.year, day.month) for day in days}):
        within = [day for day in days if (day.year, day.month) == month]
        yield _day(within[0], rf"(?:{'|'.join(rf'0?{day.day}' for day in within)})", sure)


def _day(day: date, numbers: str, sure: bool) -> str:
    """Days of one month: with marks between the figures, or with words."""
    month = rf"0?{day.month}"
    return (
        rf"{_NOT_BEFORE}{numbers}(?:\s*[/.\-]\s*{month}(?!\d)"
        rf"(?:\s*[/.\-]\s*{_any_year(day.year, sure)}(?!\d)|(?![/.\-]\d))"
        rf"|\s+{_MONTH}\s+{month}(?!\d){_year(day.year, sure)})"
    )


def _year(year: int, sure: bool) -> str:
    """A year after a month in words, if the text names one, must be the very one."""
    return rf"(?:\s*(?:[/\-]|,?\s*{_YEAR})\s*{_any_year(year, sure)}(?!\d)|(?!\s*(?:[/\-]|,?\s*{_YEAR})\s*\d))"


def _any_year(year: int, sure: bool) -> str:
    return str(year) if sure else r"(?:19|20)\d\d"

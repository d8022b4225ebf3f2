"""Reckoning with days, months, quarters and years."""

from calendar import monthrange
from datetime import date


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; months beyond the year's end or start are those of other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def months_span(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of one month to the last day of another."""
    return month_span(year, first)[0], month_span(year, last)[1]


def part_of(first: date, last: date, part: str) -> tuple[date, date]:
    """The beginning ("dau"), middle ("giua") or end ("cuoi") third of a month or year."""
    at = ("dau", "giua", "cuoi").index(part)
    if first.month != last.month:
        return months_span(first.year, 4 * at + 1, 4 * at + 4)
    return first.replace(day=10 * at + 1), first.replace(day=10 * at + 10) if at < 2 else last

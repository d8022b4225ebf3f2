"""Periods of a question: shifted ones, and the likeliest year of a date that was typed without."""

from dataclasses import dataclass
from datetime import date, timedelta

from index.anatomy.dates import make_date
from index.text.calendar import month_span, months_span

# Documents tell of the past, and set deadlines: a day ahead counts as far as one this many times as long ago.
_FUTURE = 2


@dataclass(frozen=True, slots=True)
class Span:
    """The days from ``first`` to ``last`` that a stretch of folded text names; ``sure`` when its year was named."""

    first: date
    last: date
    start: int
    end: int
    sure: bool = True


def shifted(unit: str, by: int, on: date) -> tuple[date, date]:
    """The day, week, month, quarter or year that lies ``by`` of its kind from the one that holds a day."""
    if unit == "day":
        return on + timedelta(days=by), on + timedelta(days=by)
    if unit == "week":
        monday = on - timedelta(days=on.weekday()) + timedelta(weeks=by)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return month_span(on.year, on.month + by)
    if unit == "quarter":
        first = (on.month - 1) // 3 * 3 + 1 + 3 * by
        return months_span(on.year, first, first + 2)
    return months_span(on.year + by, 1, 12)


def likeliest_day(day: int, month: int, on: date) -> date | None:
    """The day of the year that is nearest to ``on``."""
    days = [made for year in (on.year - 1, on.year, on.year + 1) if (made := make_date(year, month, day))]
    return min(days, key=lambda made: _distance(made, on), default=None)


def likeliest_month(month: int, on: date) -> tuple[date, date]:
    """The month of the year that is nearest to ``on``."""
    months = [month_span(year, month) for year in (on.year - 1, on.year, on.year + 1)]
    return min(months, key=lambda days: _far(days, on))


def _far(days: tuple[date, date], on: date) -> int:
    return 0 if days[0] <= on <= days[1] else min(_distance(days[0], on), _distance(days[1], on))


def _distance(day: date, on: date) -> int:
    ahead = (day - on).days
    return ahead * _FUTURE if ahead > 0 else -ahead

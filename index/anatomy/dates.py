"""Dates as documents write them."""

from datetime import date

import regex as re

_DAY = r"(?P<day>\d{1,2})"
WRITTEN = (
    rf"(?:ngày\s*)?{_DAY}\s*(?:/|-|\.|tháng)\s*(?P<month>\d{{1,2}})\s*(?:/|-|\.|,?\s*năm)\s*(?P<year>\d{{4}})(?!\d)"
)
_WRITTEN = re.compile(rf"(?<![\d/.]){WRITTEN}", re.IGNORECASE)
# The place is a name: each of its words has a capital.
_PLACE = r"(?:(?:\p{Lu}[\p{L}.]*|-)[\s-]*){1,7}"
_BEFORE = rf"(?:^|.*\s|.*\|\s*)(?:{_PLACE},\s*|{_PLACE}\s)"
_DATE_LINE = re.compile(
    rf"(?:{_BEFORE}|^)[Nn]gày\s*{_DAY}\s*(?:tháng|/|-)\s*(?P<month>\d{{1,2}})\s*(?:năm|/|-)\s*(?P<year>\d{{4}})\W*$"
    rf"|{_BEFORE}{_DAY}/(?P<month>\d{{1,2}})/(?P<year>\d{{4}})\W*$"
)
_BLANK_LINE = re.compile(rf"(?:{_BEFORE}|^)[Nn]gày[\s\d.…_]*tháng[\s\d.…_]*năm[\s\d.…_]*$")
_LONGEST_LINE = 160
_REACH = 24


def find_letterhead_date(head: list[str], number_at: int) -> date | None:
    """The date that stands beside the number; one left blank is not sought elsewhere."""
    # A line further off may date something else.
    for at in sorted(range(len(head)), key=lambda at: abs(at - number_at))[:_REACH]:
        line = head[at]
        if len(line) > _LONGEST_LINE:
            continue
        match = _DATE_LINE.match(line)
        if match:
            return match_date(match)
        if _BLANK_LINE.match(line):
            return None
    return None


def first_date(text: str) -> date | None:
    """The first whole date in a text."""
    match = _WRITTEN.search(text)
    return match_date(match) if match else None


def match_date(match: re.Match[str]) -> date | None:
    """The date of a match with the groups ``day``, ``month`` and ``year``."""
    return make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def make_date(year: int, month: int, day: int) -> date | None:
    """A date, ``None`` where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

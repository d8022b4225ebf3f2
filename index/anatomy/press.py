"""Press reports: headline, day of publication, and the day of which they tell."""

from collections.abc import Sequence
from datetime import date

import regex as re

from index.anatomy.dates import first_date, make_date
from index.anatomy.markers import find_marker
from index.blocks import ReadDocument

PRESS = "tin báo chí"
_PARAGRAPHS = 3
_PROSE, _SHORT_PROSE = 120, 60
_OPENING = 6
_DAYPART = r"(?:Rạng sáng|Sáng|Trưa|Chiều|Tối|Đêm)"
# "Sáng 18/3", "Chiều ngày 17/5/2025", "Ngày 15 tháng 11 năm 2025", "sáng nay (18/3)".
_EVENT = re.compile(
    rf"(?:^|[.!?:–—,-]\s*|\s)(?:{_DAYPART}|(?i:{_DAYPART})|Trong ngày|Ngày|Vào ngày)\s+"
    r"(?:nay\s*,?\s*)?(?:\(\s*)?(?:ngày\s+)?"
    r"(?P<day>\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:/|-|\.|,?\s*năm)\s*(?P<year>\d{4}))?(?![\d%])"
)
# "Sáng 20/5/2025, tại Hà Nội, …"
_BEGINNING = 40
_UNTIL = re.compile(
    r"(?<!\p{L})(?:trước|đến|hết|từ|chậm nhất|muộn nhất)\s+(?:là\s+)?(?:ngày\s+)?\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}"
    r"\s*(?:[/.\-]|năm)\s*\d{4}",
    re.IGNORECASE,
)
_TODAY = re.compile(rf"(?:{_DAYPART}|(?i:{_DAYPART})|Hôm)\s+nay\b")


def headline(document: ReadDocument) -> str | None:
    """A report's headline: the first heading, or a first line that is short enough to be one."""
    heading = next((b.text for b in document.blocks[:5] if b.kind == "heading"), None)
    first = document.blocks[0].text if document.blocks else ""
    marker = find_marker(first)
    if marker and marker.kind == "appendix" and marker.text == first and len(document.blocks) > 1:
        # An annex in a file of its own: "PHỤ LỤC I" is named by the line below.
        below = document.blocks[1]
        return f"{first} {below.text}" if below.kind != "row" and len(below.text) <= 300 else first
    return heading or (first if 0 < len(first) <= 160 else None)


def is_press(lines: Sequence[str]) -> bool:
    """Whether a text without letterhead and number has enough prose to be a report."""
    return len([line for line in lines if len(line) > _PROSE]) >= _PARAGRAPHS


def published_on(document: ReadDocument, lines: Sequence[str]) -> date | None:
    """The day of publication, as the container says or as the first lines do: anywhere in a short one, in a paragraph
    only where it begins with it.

    A day behind "trước", "đến" is until when something is to be done.
    """
    begun = (line if len(line) <= _PROSE else line[:_BEGINNING] for line in lines[:_OPENING])
    days = (first_date(_UNTIL.sub(" ", line)) for line in begun)
    return document.published_on or next((day for day in days if day), None)


def event_on(lines: Sequence[str], published: date | None) -> date | None:
    """The day the report tells of, from its first paragraphs; never later than its publication.

    A day without a year is of the year of publication, or of the year before where it would lie ahead.
    """
    for line in [line for line in lines[:30] if len(line) > _SHORT_PROSE][: _PARAGRAPHS + 1]:
        for match in _EVENT.finditer(line):
            day = _placed(match, published)
            if day and (published is None or day <= published):
                return day
        if published and _TODAY.search(line):
            return published
    return None


def _placed(match: re.Match[str], published: date | None) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return make_date(int(match["year"]), month, day)
    if published is None:
        return None
    placed = make_date(published.year, month, day)
    return placed if placed is None or placed <= published else make_date(published.year - 1, month, day)

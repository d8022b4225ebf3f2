"""Deadlines that count from some day: "trong 10 ngày kể từ ngày ký", "sau 15 ngày làm việc kể từ ngày nhận …"."""

from collections.abc import Iterator
from datetime import date, timedelta

import regex as re

from index.anatomy.counted import counted
from index.tasks.task import Deadline
from index.text.calendar import month_span

_UNIT = r"(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng|năm|giờ)"
_COUNT = r"(?P<count>\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+lăm)?|hai\s+mươi|ba\s+mươi)"
_RELATIVE = re.compile(
    r"(?<!\p{L})(?P<cue>(?:chậm\s+nhất|muộn\s+nhất|không\s+quá|trong|sau|thời\s+hạn)"
    rf"(?:\s+(?:là|sau|vòng|thời\s+hạn|thời\s+gian|không\s+quá|tối\s+đa))*)\s+{_COUNT}\s*(?:\([^()]{{1,20}}\)\s*)?{_UNIT}(?!\p{{L}})"
    r"(?P<since>\s*,?\s*(?:tính\s+|kể\s+)?(?:từ|khi)\s+(?:khi|ngày|thời\s+điểm)?[^,;.()]{0,90})?",
    re.IGNORECASE,
)
_FROM_ISSUE = re.compile(
    r"từ\s+(?:ngày|khi)\s+(?:\p{Lu}[\p{L} ]{2,20}?\s+này\s+)?(?:được\s+)?(?:ký|ban\s+hành|ra)\b"
    r"(?:\s*,?\s*(?:ký|ban\s+hành))?(?:\s+(?:[\p{L} ]{2,20}?\s+)?này)?\W*$"
)
_FROM_EFFECT = re.compile(r"từ\s+(?:ngày|khi)\s+(?:[\p{L} ]{2,20}?\s+này\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?\W*$")
_DONE_JUST = re.compile(r"(?:hoàn\s+(?:thành|tất)|xong)\s+$", re.IGNORECASE)
_REACH_BACK = 16
_SURE_CUE = re.compile(r"chậm|muộn|vòng|hạn|không\s+quá", re.IGNORECASE)
# A task to be done within more years than this is a law's rule, not a task.
_MOST_YEARS = 30


def relative_deadlines(
    text: str, even: str, issued_on: date | None, effective_from: date | None
) -> Iterator[tuple[Deadline, int, int]]:
    """The deadlines with their places; days only where they count from the document's own issue or effect."""
    for match in _RELATIVE.finditer(even):
        done = _DONE_JUST.search(even, max(0, match.start() - _REACH_BACK), match.start())
        if not (match["since"] or done or _SURE_CUE.search(match["cue"])):
            continue
        stop = match.end() - (len(match.group()) - len(match.group().rstrip()))
        start_day = _start(match["since"] or "", issued_on, effective_from)
        last = _added(start_day, match) if start_day else None
        yield Deadline(text[match.start() : stop], None, last), match.start(), stop


def _start(since: str, issued_on: date | None, effective_from: date | None) -> date | None:
    if _FROM_ISSUE.search(since):
        return issued_on
    return effective_from if _FROM_EFFECT.search(since) else None


def _added(day: date, match: re.Match[str]) -> date | None:
    """``None`` for working days: holidays are not known here."""
    count, unit = counted(match["count"]), match["unit"].lower()
    if count is None or "làm" in unit or unit == "giờ":
        return None
    if unit in ("ngày", "tuần"):
        return day + timedelta(days=count * (7 if unit == "tuần" else 1))
    if unit == "năm" and count > _MOST_YEARS:
        return None
    last = month_span(day.year, day.month + count * (12 if unit == "năm" else 1))[1]
    return last.replace(day=min(day.day, last.day))

"""Whether a task should have been done by now."""

import re
from datetime import date
from functools import cache

from index.tasks.task import Deadline
from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_ALL = 100.0
# A cell that says no more than how a task stands is short; one that tells how the work went is not.
_LONGEST_STATE = 60


def is_overdue(deadline: Deadline | None, status: str | None, on: date) -> bool:
    """Whether the last day of a deadline is past; what comes again or is said to be done is never overdue."""
    if deadline is None or deadline.end is None or deadline.recurring:
        return False
    return deadline.end < on and not is_done(status)


def is_done(status: str | None) -> bool:
    """Whether a table's column of progress says that the task is done, and wholly."""
    written = unify_tones(" ".join((status or "").lower().split()))
    # What was done late is done: "đã hoàn thành quá hạn".
    written = _any_of("done_late.txt").sub("hoàn thành", written)
    shares = [float(share.replace(",", ".")) for share in _PERCENT.findall(written)]
    if any(share < _ALL for share in shares) or _any_of("not_done.txt").search(written):
        return False
    return bool(shares) or bool(_any_of("done.txt").search(written))


def says_state(words: str) -> bool:
    """Whether a table's cell says how a task stands and no more: "Đã hoàn thành", "Chưa đến hạn", "80 %"."""
    written = unify_tones(" ".join(words.lower().split()))
    if not 0 < len(written) <= _LONGEST_STATE:
        return False
    return bool(_any_of("states.txt").match(written) or _PERCENT.match(written))


@cache
def _any_of(file: str) -> re.Pattern[str]:
    # With their marks: without them "đang" could be "Đảng".
    phrases = "|".join(re.escape(unify_tones(phrase)) for phrase in data_lines("index.tasks", file))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")

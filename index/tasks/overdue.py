"""Whether a task should have been done by now."""

import re
from datetime import date
from functools import cache

from index.tasks.task import Deadline
from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones

_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_ALL = 100.0


def is_overdue(deadline: Deadline | None, status: str | None, on: date) -> bool:
    """Whether the last day of a deadline is past; what comes again or is said to be done is never overdue."""
    if deadline is None or deadline.end is None or deadline.recurring:
        return False
    return deadline.end < on and not is_done(status)


def is_done(status: str | None) -> bool:
    """Whether a table's column of progress says that the task is done, and wholly."""
    written = unify_tones((status or "").lower())
    shares = [float(share.replace(",", ".")) for share in _PERCENT.findall(written)]
    if any(share < _ALL for share in shares) or _any_of("not_done.txt").search(written):
        return False
    return bool(shares) or bool(_any_of("done.txt").search(written))


@cache
def _any_of(file: str) -> re.Pattern[str]:
    # With their marks: without them "đang" could be "Đảng".
    phrases = "|".join(re.escape(unify_tones(phrase)) for phrase in data_lines("index.tasks", file))
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")

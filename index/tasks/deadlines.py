"""Until when a task is to be done: "trước ngày 10/12/2025", "trong quý II", "17h hằng ngày"."""

from datetime import date

import regex as re

from index.tasks.dated_deadlines import dated_deadlines, days_of, impossible_deadlines, is_range
from index.tasks.found_deadline import FoundDeadline
from index.tasks.recurring_times import comes_again, recurring_times
from index.tasks.relative_times import relative_deadlines
from index.tasks.seasons import before_season
from index.tasks.task import Deadline
from index.tasks.time_spans import TimeSpan, time_spans
from index.text.tone_placement import unify_tones

_NEXT_YEARS = re.compile(r"\s*(?:và|,)?\s*(?:(?:các|những)\s+)?năm\s+tiếp\s+theo\b", re.IGNORECASE)
_FROM_ON = re.compile(r"(?<!\p{L})(?:kể\s+)?từ\s+$", re.IGNORECASE)


def find_deadline(text: str, issued_on: date | None, effective_from: date | None = None) -> FoundDeadline | None:
    """The deadline that a sentence or clause sets, ``None`` when it sets none.

    ``issued_on`` is the document's day, from which dates without a year and "kể từ ngày ký" count;
    ``effective_from`` the day from which "kể từ ngày có hiệu lực" does. A date that merely dates a document or an
    event is none.
    """
    found = find_deadlines(text, issued_on, effective_from)
    return max(found, key=lambda one: (one.weight, -one.start), default=None)


def find_deadlines(text: str, issued_on: date | None, effective_from: date | None = None) -> list[FoundDeadline]:
    """All deadlines of a text from left to right."""
    even = unify_tones(text)
    spans = time_spans(even, issued_on)
    found = [*dated_deadlines(text, even, spans, issued_on), *recurring_times(text, even, spans)]
    found.extend(impossible_deadlines(text, even))
    for deadline, start, end in relative_deadlines(text, even, issued_on, effective_from):
        found.append(FoundDeadline(deadline, start, end, 3 if deadline.end else 2))
    apart: list[FoundDeadline] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    return apart


def read_deadline(cell: str, issued_on: date | None, effective_from: date | None = None) -> Deadline | None:
    """The deadline that a table's cell is, where any date means one: "6/2025", "Năm 2025-2030", "Hằng năm"."""
    words = cell.strip()
    if not any(letter.isalnum() for letter in words):
        return None
    even = unify_tones(words)
    found = find_deadline(words, issued_on, effective_from)
    if found and found.deadline.recurring:
        return Deadline(words, found.deadline.begin, found.deadline.end, recurring=True)
    spans = time_spans(even, issued_on)
    if not spans:
        found = found or find_deadline(f"trong {words}", issued_on, effective_from)
        return Deadline(words, found.deadline.begin, found.deadline.end) if found else Deadline(words)
    if before_season(even):
        return Deadline(words)
    if comes_again(even):
        return Deadline(words, recurring=True)
    begin, end = _cell_days(even, spans)
    if len(spans) == 1 and not is_range(even, spans[0]) and _FROM_ON.search(even, 0, spans[0].start):
        return Deadline(words, spans[0].first, None)
    return Deadline(words, begin, end)


def _cell_days(even: str, spans: list[TimeSpan]) -> tuple[date | None, date | None]:
    first, last = spans[0], spans[-1]
    if _NEXT_YEARS.match(even, last.end):
        return first.first, None
    begin, end = days_of(even, first)
    if last is not first:
        return begin, max(span.last for span in spans)
    # Under "Thời hạn" a day is the last one.
    return (None if begin == end else begin), end

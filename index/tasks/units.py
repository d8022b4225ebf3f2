"""The clauses of a point put together to tasks: cut where the one who must act changes, or the deadline does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex as re

from index.tasks.found_deadline import FoundDeadline
from index.tasks.leads import Lead
from index.tasks.task import Deadline

_DONE = re.compile(
    r"(?:hoàn\s+(?:thành|tất)|xong|thời\s+(?:hạn|gian)(?:\s+hoàn\s+thành)?\s*:?|nhiệm\s+vụ)(?:[^,;.]{0,60})?$",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?:và\s+)?(?:kết\s+quả\s+(?:[\p{L}\d]+\s+){0,8}?)?(?:hoàn\s+(?:thành|tất)|báo\s+cáo|trình|gửi|xong|thời\s+(?:hạn|gian)|nhiệm\s+vụ)(?!\p{L})",
    re.IGNORECASE,
)
# A clause that says no more than this besides its deadline says nothing of its own.
_LONGEST_PURE = 48


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause ``[start, end)`` that ``lead`` is to act on; ``action`` is where what is to be done begins."""

    lead: Lead
    start: int
    end: int
    action: int
    opens_sentence: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """Neighbouring clauses of one lead and one deadline."""

    lead: Lead
    start: int
    end: int
    action: int
    deadline: Deadline | None


DeadlineOf = Callable[[int, int], FoundDeadline | None]


def cut_to_units(text: str, clauses: Sequence[Clause], deadline_of: DeadlineOf) -> list[Unit]:
    """The tasks of one point of a document, in order.

    "…, hoàn thành trước ngày A" dates its sentence back to its beginning or the deadline before; a clause that is
    nothing but a deadline dates everything back to there; any other deadline dates its own clause.
    """
    units: list[Unit] = []
    run: list[Clause] = []
    for clause in clauses:
        if run and clause.lead != run[-1].lead:
            units.extend(_cut(text, run, deadline_of))
            run = []
        run.append(clause)
    return [*units, *(_cut(text, run, deadline_of) if run else [])]


def _cut(text: str, run: Sequence[Clause], deadline_of: DeadlineOf) -> list[Unit]:
    stretches: list[tuple[list[Clause], Deadline | None]] = []
    pending: list[Clause] = []
    sentence = 0
    for clause in run:
        sentence = len(pending) if clause.opens_sentence else sentence
        found = deadline_of(clause.start, clause.end)
        if found is None:
            pending.append(clause)
            continue
        back = _reach(text, clause, found, sentence, len(pending))
        stretches += [(pending[:back], None), ([*pending[back:], clause], found.deadline)]
        pending, sentence = [], 0
    stretches.append((pending, None))
    return _units([stretch for stretch in stretches if stretch[0]])


def _reach(text: str, clause: Clause, found: FoundDeadline, sentence: int, pending: int) -> int:
    """The first of the clauses before that a deadline dates too."""
    before = text[clause.start : clause.start + found.start]
    after = text[clause.start + found.end : clause.end]
    if _REPORTS.match(before) and len(before) + len(after) <= _LONGEST_PURE:
        return 0
    return sentence if _DONE.search(before) else pending


def _units(stretches: Sequence[tuple[list[Clause], Deadline | None]]) -> list[Unit]:
    units: list[Unit] = []
    for clauses, deadline in stretches:
        first, last = clauses[0], clauses[-1]
        if units and _same(units[-1].deadline, deadline):
            before = units[-1]
            units[-1] = Unit(before.lead, before.start, last.end, before.action, before.deadline)
        else:
            units.append(Unit(first.lead, first.start, last.end, first.action, deadline))
    return units


def _same(one: Deadline | None, other: Deadline | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.begin, one.end, one.recurring) == (other.begin, other.end, other.recurring)

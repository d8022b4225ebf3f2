"""Which of many tasks are said, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.catalog.task_records import TaskRecord

_SHARES = (None, "lead", "support", "collective")


def in_order(records: Iterable[TaskRecord], on: date, most: int) -> list[TaskRecord]:
    """The ``most`` that matter most ``on`` a day: own before shared, due before long past; the soonest first."""

    def matters(record: TaskRecord) -> tuple[int, int, int]:
        end = end_of(record)
        if end is None:
            return _share(record), 2, -(record.issued_on or date.min).toordinal()
        return _share(record), int(end < on), abs((end - on).days)

    chosen = sorted(records, key=matters)[:most]
    return sorted(chosen, key=lambda r: (_share(r), end_of(r) or date.max))


def newest_first(records: Iterable[TaskRecord], most: int) -> list[TaskRecord]:
    """The ``most`` whose deadlines passed last, the newest first; own before shared."""
    return sorted(records, key=lambda r: (_share(r), -(end_of(r) or date.min).toordinal()))[:most]


def soonest_first(records: Iterable[TaskRecord], on: date, most: int) -> list[TaskRecord]:
    """The ``most`` that are due soonest from ``on`` a day, and after them those due before; own before shared."""

    def matters(record: TaskRecord) -> tuple[int, int, int]:
        end = end_of(record) or date.max
        return _share(record), int(end < on), abs((end - on).days)

    chosen = sorted(records, key=matters)[:most]
    return sorted(chosen, key=lambda r: (_share(r), (end_of(r) or date.max) < on, end_of(r) or date.max))


def of_each(records: Sequence[TaskRecord], documents: Sequence[str], on: date, most: int) -> list[TaskRecord]:
    """Of several documents that are named, tasks of each in the order they are named; what one lacks others fill."""
    groups = [[r for r in records if r.document_id == id_] for id_ in documents]
    groups = [in_order(group, on, most) for group in groups if group]
    if not groups:
        return []
    counts = [0] * len(groups)
    for _ in range(most):
        free = [at for at, group in enumerate(groups) if counts[at] < len(group)]
        if not free or sum(counts) == most:
            break
        counts[min(free, key=lambda at: counts[at])] += 1
    return [record for group, count in zip(groups, counts, strict=True) for record in group[:count]]


def end_of(record: TaskRecord) -> date | None:
    """The last day of a task's deadline."""
    return record.task.deadline.end if record.task.deadline else None


def _share(record: TaskRecord) -> int:
    """What a body leads comes before what it supports, and that before what it is only one of many to do."""
    return _SHARES.index(record.matched)

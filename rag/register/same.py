"""The same task told twice, in a document and in its annex or another document, counted once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.anatomy.names import name_key
from index.catalog.task_records import TaskRecord
from index.tasks.linking import Wording, overlap, wording
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.register.order import end_of

# Words of an action by which two of them are told apart.
_TELLING = 24
# Of all word pairs of two tasks the part that both have, or of the shorter one's where they have many in common. Looked
# at on the tasks of 35 real documents: below these are other items of one list.
_NEARLY_ALL = 0.85
_MANY, _OF_SHORTER = 12, 0.95
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class _Told:
    """A task as it is compared with others of its lead."""

    document: str
    number: str | None
    end: date | None
    figures: frozenset[str]
    wording: Wording


def each_once(records: Sequence[TaskRecord]) -> tuple[TaskRecord, ...]:
    """The tasks in their order, of those that are the same one.

    Kept is what has a deadline, then what has a number, then the newer. Told in nearly the same words a task is the
    same only in one document and what is attached to it, with no other figures, and the same deadline or none.
    """
    kept: set[str] = set()
    said: set[tuple[str, ...]] = set()
    by_lead: dict[str, list[_Told]] = defaultdict(list)
    for record in sorted(records, key=_rank):
        words, told = _words(record), _told(record)
        leads = told.wording.leads
        if words in said or any(_is_same(told, other) for lead in leads for other in by_lead[lead]):
            continue
        kept.add(record.id)
        said.add(words)
        for lead in leads:
            by_lead[lead].append(told)
    return tuple(record for record in records if record.id in kept)


def _rank(record: TaskRecord) -> tuple[bool, bool, int]:
    return end_of(record) is None, record.document_number is None, -(record.issued_on or date.min).toordinal()


def _told(record: TaskRecord) -> _Told:
    action = record.task.action
    leads = [name_key(name) for name in record.task.lead]
    figures = frozenset(_FIGURE.findall(action))
    return _Told(record.document_id, record.document_number, end_of(record), figures, wording(leads, action))


def _is_same(later: _Told, earlier: _Told) -> bool:
    if later.end not in (None, earlier.end) or not (
        later.figures <= earlier.figures or earlier.figures <= later.figures
    ):
        return False
    if later.document != earlier.document and later.number and earlier.number and later.number != earlier.number:
        return False
    one, other = later.wording.pairs, earlier.wording.pairs
    common = len(one & other)
    if common >= _MANY and overlap(later.wording, earlier.wording) >= _OF_SHORTER:
        return True
    return bool(common) and common / len(one | other) >= _NEARLY_ALL


def _words(record: TaskRecord) -> tuple[str, ...]:
    return (*record.task.lead, *plain_syllables(fold(record.task.action))[:_TELLING])

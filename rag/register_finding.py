"""The tasks that a question to the register asks for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from index.anatomy.names import is_province, name_key
from index.catalog.task_records import TaskFilter, TaskRecord
from index.library import Library
from index.store.protocol import NO_FILTER
from index.tasks.assignees import addresses
from index.tasks.overdue import is_overdue
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.lookup_names import issued_by
from rag.periods import Period
from rag.question import Question
from rag.question_terms import Term, Words, words_of
from rag.register_asked import RegisterAsked
from rag.register_template import Assignee
from rag.within_filter import is_within

# Tasks read of one body or document, and of those not yet due where there are more.
_READ, _READ_AHEAD = 300, 100
# A task is about what is asked when it says this share of it, and nearly as much as the one that says most.
_ABOUT, _NEARLY = 0.6, 0.8
_BEFORE = ("trước", "truoc", "đến hết", "den het", "chậm nhất", "cham nhat")
# Words of an action by which two of them are told apart.
_TELLING = 24
_CONCERNED = "lien quan"
_SHARES = (None, "lead", "support", "collective")


@dataclass(frozen=True, slots=True)
class Found:
    """The tasks found, and the days between which they are due where those were asked for."""

    records: tuple[TaskRecord, ...]
    first: date | None = None
    last: date | None = None


def find_asked(library: Library, question: Question, asked: RegisterAsked, on: date) -> Found:
    """The tasks asked for as known ``on`` a day, each once."""
    known = _Known(library, question, asked, on)
    if asked.kind == "overdue":
        day = asked.periods[-1].last if asked.periods else on
        late = known.tasks(due_to=day - timedelta(days=1))
        kept = [r for r in late if is_overdue(r.task.deadline, r.task.status, day)]
        return Found(_once(_about(asked.topic, kept)), None, day)
    for period in _readings(asked.periods[:1]):
        found = _of_period(known, asked, question, period)
        if found.records:
            return found
    if asked.kind == "due":
        return Found((), *_due(question, asked.periods[0]))
    words = [word for period in asked.periods for word in plain_syllables(fold(period.text))]
    return Found(_once(_about((*asked.topic, *words), known.tasks())))


def _of_period(known: _Known, asked: RegisterAsked, question: Question, period: Period) -> Found:
    """What is due in the period, else what was assigned in it."""
    first, last = _due(question, period)
    if period.role != "document":
        due = _once(_about(asked.topic, known.tasks(due_from=first, due_to=last)))
        if due or asked.kind == "due":
            return Found(due, first, last)
    issued = [r for r in known.tasks() if r.issued_on and period.first <= r.issued_on <= period.last]
    return Found(_once(_about(asked.topic, issued)))


def _due(question: Question, period: Period) -> tuple[date | None, date]:
    """The first and the last day of a deadline that is asked for; "trước ngày 10/12" has no first."""
    words = question.text[max(0, period.start - 20) : period.start].lower()
    words = words if question.accented else fold(words)
    return (None if any(word in words for word in _BEFORE) or period.role == "as_of" else period.first), period.last


def _readings(periods: Sequence[Period]) -> Iterable[Period]:
    """The period as it was read, and a year earlier where no year was named, in case nothing is of the first."""
    for period in periods:
        yield period
        if not period.sure:
            yield replace(period, first=_year_before(period.first), last=_year_before(period.last))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


@dataclass(frozen=True, slots=True)
class _Known:
    """The register as far as a question may see it."""

    library: Library
    question: Question
    asked: RegisterAsked
    on: date

    def tasks(self, *, due_from: date | None = None, due_to: date | None = None) -> list[TaskRecord]:
        """Tasks of the bodies and documents asked of; of several bodies those that all of them have, if any."""
        wanted = TaskFilter(role=self.asked.role, due_from=due_from, due_to=due_to)
        each = [self._of(replace(wanted, assignee=body.name), body) for body in self.asked.bodies or (Assignee(""),)]
        records = {record.id: record for found in each for record in found}
        times = Counter(record.id for found in each for record in found if record.matched in ("lead", "support"))
        shared = [record for record in records.values() if times[record.id] == len(each) > 1]
        return self._allowed(shared or list(records.values()))

    def _of(self, wanted: TaskFilter, body: Assignee) -> list[TaskRecord]:
        named = sorted(self.question.named)
        filters = [replace(wanted, document=id_) for id_ in named] if named else [wanted]
        found = [record for one in filters for record in self._read(one)]
        place = body.place or (self.asked.by.name if self.asked.by and is_province(self.asked.by.name) else None)
        found = self._of_place(found, place) if place else found
        return [record for record in found if _is_for(record, body)]

    def _read(self, wanted: TaskFilter) -> list[TaskRecord]:
        """All of them or, where there are too many, those that are not yet due before all others."""
        records, more = self.library.tasks.find(wanted, _READ)
        if more and wanted.due_from is None and (wanted.due_to is None or wanted.due_to >= self.on):
            ahead, _ = self.library.tasks.find(replace(wanted, due_from=self.on), _READ_AHEAD)
            records += [record for record in ahead if record not in records]
        return records

    def _of_place(self, records: Sequence[TaskRecord], place: str) -> list[TaskRecord]:
        """Those of documents that the place issued, or whose assignee is called after it."""
        issuers = self._issuers(records)
        key = f" {name_key(place)} "
        return [
            r
            for r in records
            if issued_by(place, issuers[r.document_id], r.document_number)
            or any(key in f" {name_key(name)} " for name in (*r.task.lead, *r.task.support))
        ]

    def _issuers(self, records: Iterable[TaskRecord]) -> dict[str, str | None]:
        return {id_: self.library.documents.get(id_).identity.issuer for id_ in {r.document_id for r in records}}

    def _allowed(self, records: list[TaskRecord]) -> list[TaskRecord]:
        """Those that the question's filter allows, of documents that are there on the day."""
        known = [r for r in records if r.issued_on is None or r.issued_on <= self.on]
        filter = self.question.filter
        if filter == NO_FILTER:
            return known
        issuers = self._issuers(known)
        return [
            r
            for r in known
            if is_within(filter, id=r.document_id, type=r.type, issuer=issuers[r.document_id], issued_on=r.issued_on)
        ]


def _is_for(record: TaskRecord, body: Assignee) -> bool:
    """Whether a task is the body's: what a group leads is its members', unless only those concerned are meant."""
    if record.matched != "collective":
        return True
    return any(addresses(name, body.name) and _CONCERNED not in fold(name) for name in record.task.lead)


def _about(topic: Sequence[str], records: Sequence[TaskRecord]) -> list[TaskRecord]:
    """The tasks that say most of the topic, its words and pairs weighed by how few of the tasks say them."""
    if not topic or not records:
        return list(records)
    terms: tuple[Term, ...] = (*topic, *pairwise(topic))
    said = [words_said(record) for record in records]
    holding = Counter(term for words in said for term in terms if term in words)
    weights = {term: math.log(1 + len(records) / (0.5 + holding[term])) for term in terms}
    total = sum(weights.values())
    shares = [sum(weights[term] for term in terms if term in words) / total for words in said]
    least = max(_ABOUT, _NEARLY * max(shares))
    return [record for record, share in zip(records, shares, strict=True) if share >= least]


def words_said(record: TaskRecord) -> Words:
    """The folded words of a task, its headings and its document's title, and their pairs."""
    task = record.task
    return words_of(" . ".join((task.action, record.quote, task.result or "", record.title or "", *task.heading)))


def _once(records: Sequence[TaskRecord]) -> tuple[TaskRecord, ...]:
    """The tasks, of those told in the same words one: what has a number before what has none, and the newer."""
    by_rank = sorted(records, key=lambda r: (r.document_number is None, -(r.issued_on or date.min).toordinal()))
    kept: dict[tuple[str, ...], str] = {}
    for record in by_rank:
        kept.setdefault(_told(record), record.id)
    return tuple(record for record in records if kept[_told(record)] == record.id)


def _told(record: TaskRecord) -> tuple[str, ...]:
    return (*record.task.lead, *plain_syllables(fold(record.task.action))[:_TELLING])


def in_order(records: Iterable[TaskRecord], on: date, most: int) -> list[TaskRecord]:
    """The ``most`` that matter most ``on`` a day: own before shared, due before long past; the soonest first."""

    def matters(record: TaskRecord) -> tuple[int, int, int]:
        end = _end(record)
        if end is None:
            return _share(record), 2, -(record.issued_on or date.min).toordinal()
        return _share(record), int(end < on), abs((end - on).days)

    chosen = sorted(records, key=matters)[:most]
    return sorted(chosen, key=lambda r: (_share(r), _end(r) or date.max))


def _share(record: TaskRecord) -> int:
    """What a body leads comes before what it supports, and that before what it is only one of many to do."""
    return _SHARES.index(record.matched)


def _end(record: TaskRecord) -> date | None:
    return record.task.deadline.end if record.task.deadline else None

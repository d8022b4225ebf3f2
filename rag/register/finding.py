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
from index.tasks.overdue import is_done, is_overdue
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.references.names import issued_by
from rag.references.periods import Period
from rag.register.asked import RegisterAsked
from rag.register.same import each_once
from rag.register.template import Assignee
from rag.register.words import either_way
from rag.retrieval.within_filter import is_within
from rag.understanding.question import Question
from rag.understanding.question_terms import Term, Words, words_of

# Tasks read of one body or document, and of those not yet due where there are more.
_READ, _READ_AHEAD = 300, 100
# A task is about what is asked when it says this share of it, and nearly as much as the one that says most.
_ABOUT, _NEARLY = 0.6, 0.8
_CONCERNED = "lien quan"


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
        return _overdue(known, asked, on)
    if asked.kind == "deadline":
        return Found(each_once(_own_if_any(_about(asked.topic, _open(known.tasks())))))
    for period in _readings(asked.periods[:1]):
        found = _of_period(known, asked, question, period)
        if found.records:
            return found
    if asked.kind == "due":
        return Found((), *_due(question, asked.periods[0], on))
    words = [word for period in asked.periods for word in plain_syllables(fold(period.text))]
    return Found(each_once(_about((*asked.topic, *words), known.tasks())))


def _open(records: Sequence[TaskRecord]) -> list[TaskRecord]:
    """Those with a deadline that are not said to be done."""
    return [record for record in records if record.task.deadline and not is_done(record.task.status)]


def _own_if_any(records: Sequence[TaskRecord]) -> list[TaskRecord]:
    """A body's own tasks; those it has as one of a group only where it has no other."""
    return [record for record in records if record.matched != "collective"] or list(records)


def _overdue(known: _Known, asked: RegisterAsked, on: date) -> Found:
    """What should have been done before the day that is named, or before ``on``, not done."""
    period = next((p for p in reversed(asked.periods) if p.role != "document"), None)
    first, day = None, on
    if period and (period.role == "as_of" or period.first == period.last):
        day = period.last
    elif period:
        # What was due in a month is overdue when that day of it is past, never before.
        first, day = period.first, min(period.last + timedelta(days=1), on)
    late = known.tasks(due_from=first, due_to=day - timedelta(days=1))
    kept = [r for r in late if is_overdue(r.task.deadline, r.task.status, day)]
    return Found(each_once(_about(asked.topic, kept)), first, day)


def _of_period(known: _Known, asked: RegisterAsked, question: Question, period: Period) -> Found:
    """What is due in the period, else what was assigned in it."""
    first, last = _due(question, period, known.on)
    if period.role != "document":
        found = known.tasks(due_from=first, due_to=last)
        if asked.kind == "due":
            found = _open(found)
        due = each_once(_about(asked.topic, found))
        if due or asked.kind == "due":
            return Found(due, first, last)
    issued = [r for r in known.tasks() if r.issued_on and period.first <= r.issued_on <= period.last]
    return Found(each_once(_about(asked.topic, issued)))


def _due(question: Question, period: Period, on: date) -> tuple[date | None, date]:
    """The first and the last day of a deadline that is asked for; "trước ngày 10/12" begins today."""
    words = question.text[max(0, period.start - 20) : period.start].lower()
    words = words if question.accented else fold(words)
    if period.role == "as_of" or any(word in words for word in either_way("ahead")):
        return (on if on <= period.last else None), period.last
    return period.first, period.last


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

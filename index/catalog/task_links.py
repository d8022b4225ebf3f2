"""Tasks of other documents that are the same work, found when they are asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, aliased

from index.catalog.relations import RelationCatalog
from index.catalog.tables import AssigneeRow, DocumentRow, TaskMarkRow, TaskRow
from index.catalog.task_records import LinkedTask, TaskLinks, TaskRecord
from index.tasks.linking import Wording, is_same_work, wording

# Pairs looked at for one page, and links shown for one task: enough for any real register.
_LOOKED_AT = 1_500
_SHOWN = 10
# Two tasks of nearly the same words share three or four marks of twelve, those of one stock phrase one.
_FEWEST_MARKS = 2
# Marks that more tasks carry are of phrases that everyone writes, and cost the more the larger the register is.
_MOST_CARRIERS = 60

_Pairs = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Compared:
    link: LinkedTask
    wording: Wording


class TaskLinkCatalog:
    """What was asked before and again, told by the words of tasks and by what they say of other documents."""

    def __init__(self, engine: Engine, relations: RelationCatalog) -> None:
        self._engine = engine
        self._relations = relations

    def of(self, tasks: Sequence[TaskRecord]) -> dict[str, TaskLinks]:
        """The links of some tasks, a page of them at most, by task id; a task without any is left out."""
        ids = {task.id for task in tasks}
        with Session(self._engine) as session:
            renewals = self._renewals(session, tasks)
            pairs = renewals | _of_words(session, ids)
            compared = _compared(session, {id_ for pair in pairs for id_ in pair})
        same = [pair for pair in sorted(pairs) if _is_same(pair, compared, renewals)]
        return {id_: _links(id_, same, compared) for id_ in ids if any(id_ in pair for pair in same)}

    def _renewals(self, session: Session, tasks: Sequence[TaskRecord]) -> _Pairs:
        """Tasks that say that they renew, each with every task of the documents that it names."""
        of_page: dict[str, list[str]] = {}
        for task in tasks:
            of_page.setdefault(task.document_id, []).append(task.id)
        pairs: _Pairs = set()
        citing = {relation.source_id for id_ in of_page for relation in self._relations.to(id_)}
        for later, named in self._renewing(session, TaskRow.document_id.in_(citing)):
            pairs |= {(later, earlier) for document_id in named for earlier in of_page.get(document_id, ())}
        for later, named in self._renewing(session, TaskRow.id.in_([task.id for task in tasks])):
            of_named = select(TaskRow.id).where(TaskRow.document_id.in_(named)).limit(_LOOKED_AT)
            pairs |= {(later, earlier) for earlier in session.scalars(of_named)}
        return pairs

    def _renewing(self, session: Session, among: Any) -> list[tuple[str, set[str]]]:  # noqa: ANN401
        """The renewing ones of some tasks, and the documents that each names."""
        columns = select(TaskRow.id, TaskRow.document_id, TaskRow.start, TaskRow.end)
        rows = session.execute(columns.where(TaskRow.renewing, among).limit(_LOOKED_AT)).all()
        said = {document_id: self._relations.of(document_id) for document_id in {row.document_id for row in rows}}
        return [
            (row.id, {r.target_id for r in said[row.document_id] if r.target_id and row.start <= r.start < row.end})
            for row in rows
        ]


def _of_words(session: Session, ids: Collection[str]) -> _Pairs:
    """Tasks that share marks, one of them among ``ids``."""
    own, other = aliased(TaskMarkRow), aliased(TaskMarkRow)
    asked = select(TaskMarkRow.mark).where(TaskMarkRow.task_id.in_(ids))
    rare = (
        select(TaskMarkRow.mark)
        .where(TaskMarkRow.mark.in_(asked))
        .group_by(TaskMarkRow.mark)
        .having(func.count() <= _MOST_CARRIERS)
    )
    shared = (
        select(own.task_id, other.task_id)
        .join(other, other.mark == own.mark)
        .where(own.task_id.in_(ids), own.mark.in_(rare), other.task_id != own.task_id)
        .group_by(own.task_id, other.task_id)
        .having(func.count() >= _FEWEST_MARKS)
        .order_by(func.count().desc(), own.task_id, other.task_id)
        .limit(_LOOKED_AT)
    )
    return {(one, another) for one, another in session.execute(shared)}


def _compared(session: Session, ids: Collection[str]) -> dict[str, _Compared]:
    leads: dict[str, set[str]] = {}
    named = select(AssigneeRow.task_id, AssigneeRow.key).where(AssigneeRow.role == "lead")
    for task_id, key in session.execute(named.where(AssigneeRow.task_id.in_(ids))):
        leads.setdefault(task_id, set()).add(key)
    columns = (TaskRow.id, TaskRow.document_id, DocumentRow.number, DocumentRow.issued_on, TaskRow.due_text)
    statement = select(*columns, TaskRow.action).join(DocumentRow, DocumentRow.id == TaskRow.document_id)
    return {
        id_: _Compared(LinkedTask(id_, document_id, number, issued, due), wording(leads.get(id_, ()), action))
        for id_, document_id, number, issued, due, action in session.execute(statement.where(TaskRow.id.in_(ids)))
    }


def _is_same(pair: tuple[str, str], compared: Mapping[str, _Compared], renewals: _Pairs) -> bool:
    one, other = (compared.get(id_) for id_ in pair)
    days = [task.link.issued_on for task in (one, other) if task and task.link.issued_on]
    if one is None or other is None or len(set(days)) < len(pair):
        return False
    later, earlier = (one, other) if days[0] > days[1] else (other, one)
    named = (later.link.id, earlier.link.id) in renewals
    return is_same_work(later.wording, earlier.wording, named=named)


def _links(id_: str, pairs: Iterable[tuple[str, str]], compared: Mapping[str, _Compared]) -> TaskLinks:
    others = {other for pair in pairs if id_ in pair for other in pair if other != id_}
    links = sorted((compared[other].link for other in others), key=_when)
    day = _when(compared[id_].link)[0]
    earlier = [link for link in reversed(links) if _when(link)[0] < day]
    later = [link for link in links if _when(link)[0] > day]
    return TaskLinks(tuple(earlier[:_SHOWN]), tuple(later[:_SHOWN]))


def _when(link: LinkedTask) -> tuple[date, str]:
    return (link.issued_on or date.min, link.id)

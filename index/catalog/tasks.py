"""The register of tasks in the catalog: found by who, until when, where and in which words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, false, func, or_, select
from sqlalchemy.orm import Session

from index.anatomy.number_key import number_key
from index.catalog.tables import AssigneeRow, DocumentRow, TaskRow
from index.catalog.task_order import TaskOrder
from index.catalog.task_records import Matched, TaskFilter, TaskRecord
from index.catalog.task_rows import task_of
from index.catalog.task_states import in_state
from index.knowledge.by_state import ByState
from index.tasks.assignees import addresses, is_collective, same_body
from index.text.folding import fold


@dataclass(frozen=True, slots=True)
class _Asked:
    """The keys of the names that mean the body asked for, and of the groups that it belongs to."""

    own: frozenset[str]
    groups: frozenset[str]


class TaskCatalog:
    """The tasks of the visible documents. Every method is one transaction."""

    def __init__(self, engine: Engine, state: Callable[[], str]) -> None:
        """``state`` gives another string whenever a document came, changed or went."""
        self._engine = engine
        self._leading = ByState(state, self._read_leading)

    def find(
        self, wanted: TaskFilter, limit: int = 50, cursor: str | None = None
    ) -> tuple[list[TaskRecord], str | None]:
        """Tasks in the order of ``TaskOrder``, seen from the day that ``wanted`` has.

        Also the cursor of the next page, ``None`` after the last; what comes or goes meanwhile moves no other task
        across the end of a page. Raises ``CatalogError`` for a cursor that is none.
        """
        order = TaskOrder(_seen_from(wanted))
        with Session(self._engine) as session:
            asked = _asked(session, wanted)
            statement = select(TaskRow.id, *order.columns()).join(DocumentRow, DocumentRow.id == TaskRow.document_id)
            statement = statement.where(*_conditions(session, wanted, asked))
            if cursor is not None:
                statement = statement.where(order.after(cursor))
            # The ids first, so that no text is read that will not be shown.
            found = session.execute(statement.order_by(*order.by()).limit(limit + 1)).all()
            page = found[:limit]
            records = _records(session, [row[0] for row in page], asked, wanted.role)
            following = order.cursor(page[-1][1:]) if len(found) > limit else None
            return [records[row[0]] for row in page], following

    def total(self, wanted: TaskFilter) -> int:
        """How many tasks match."""
        with Session(self._engine) as session:
            conditions = _conditions(session, wanted, _asked(session, wanted))
            return session.scalar(select(func.count()).select_from(TaskRow).where(*conditions)) or 0

    def of_ids(self, ids: Sequence[str]) -> list[TaskRecord]:
        """The tasks among ``ids`` that are there, in that order."""
        with Session(self._engine) as session:
            records = _records(session, ids, None, None)
        return [records[id_] for id_ in ids if id_ in records]

    def count(self, document_id: str) -> int:
        """How many tasks a document assigns."""
        statement = select(func.count()).select_from(TaskRow).where(TaskRow.document_id == document_id)
        with Session(self._engine) as session:
            return session.scalar(statement) or 0

    def assignees(self, limit: int) -> list[str]:
        """The bodies that lead the most tasks, in the order of their names; groups are left out."""
        return sorted(self._leading.current()[:limit], key=fold)

    def _read_leading(self) -> list[str]:
        """All bodies that lead tasks, those that lead the most first."""
        most = (
            select(func.min(AssigneeRow.name))
            .where(AssigneeRow.role == "lead", AssigneeRow.collective.is_(False))
            .group_by(AssigneeRow.key)
            .order_by(func.count().desc(), AssigneeRow.key)
        )
        with Session(self._engine) as session:
            return list(session.scalars(most))


def _asked(session: Session, wanted: TaskFilter) -> _Asked | None:
    assignee = wanted.assignee
    if not assignee.strip():
        return None
    columns = select(AssigneeRow.key, func.min(AssigneeRow.name), AssigneeRow.collective)
    names = session.execute(columns.group_by(AssigneeRow.key, AssigneeRow.collective)).all()
    own = {key for key, name, _ in names if same_body(assignee, name)}
    groups = set()
    if not wanted.named_only and not is_collective(assignee):
        groups = {key for key, name, collective in names if collective and addresses(name, assignee)}
    return _Asked(frozenset(own), frozenset(groups - own))


def _seen_from(wanted: TaskFilter) -> date | None:
    return wanted.as_of or (date.today() if wanted.status else None)


def _conditions(session: Session, wanted: TaskFilter, asked: _Asked | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked is not None or wanted.role:
        conditions.append(_is_assigned(asked, wanted.role))
    if wanted.status:
        conditions.append(in_state(session, wanted.status, _seen_from(wanted) or date.today()))
    if wanted.due_from:
        conditions.append(TaskRow.due_end >= wanted.due_from)
    if wanted.due_to:
        conditions.append(TaskRow.due_end <= wanted.due_to)
    if document := wanted.document.strip():
        named = or_(DocumentRow.id == document, DocumentRow.number_key == number_key(document))
        conditions.append(TaskRow.document_id.in_(select(DocumentRow.id).where(named)))
    conditions += [TaskRow.folded.contains(word, autoescape=True) for word in fold(wanted.words).split()]
    return conditions


def _is_assigned(asked: _Asked | None, role: str | None) -> ColumnElement[bool]:
    """A subquery of task ids."""
    assigned = select(AssigneeRow.task_id)
    if role:
        assigned = assigned.where(AssigneeRow.role == role)
    if asked is not None:
        keys = asked.own | asked.groups
        if not keys:
            return false()
        assigned = assigned.where(AssigneeRow.key.in_(sorted(keys)))
    return TaskRow.id.in_(assigned)


def _records(session: Session, ids: Sequence[str], asked: _Asked | None, role: str | None) -> dict[str, TaskRecord]:
    quote = func.substr(DocumentRow.text, TaskRow.start + 1, TaskRow.end - TaskRow.start)
    document = (DocumentRow.number, DocumentRow.type, DocumentRow.title, DocumentRow.source, DocumentRow.issued_on)
    statement = select(TaskRow, quote, *document).join(DocumentRow, DocumentRow.id == TaskRow.document_id)
    records = {row[0].id: _record(row) for row in session.execute(statement.where(TaskRow.id.in_(ids)))}
    names: dict[str, list[AssigneeRow]] = {}
    for name in session.scalars(select(AssigneeRow).where(AssigneeRow.task_id.in_(ids))):
        names.setdefault(name.task_id, []).append(name)
    return {id_: _marked(record, names.get(id_, ()), asked, role) for id_, record in records.items()}


def _record(row: Any) -> TaskRecord:  # noqa: ANN401
    task, quote, number, kind, title, source, issued_on = row
    return TaskRecord(task.id, task.document_id, number, kind, title, source, issued_on, task_of(task), quote)


def _marked(record: TaskRecord, names: Sequence[AssigneeRow], asked: _Asked | None, role: str | None) -> TaskRecord:
    collective = any(name.collective for name in names if name.role == "lead")
    return replace(record, collective=collective, matched=_matched(names, asked, role) if asked else None)


def _matched(names: Sequence[AssigneeRow], asked: _Asked, role: str | None) -> Matched:
    roles = {name.role for name in names if name.key in asked.own and role in (None, name.role)}
    if "lead" in roles:
        return "lead"
    return "support" if roles else "collective"

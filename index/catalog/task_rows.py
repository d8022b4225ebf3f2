"""A document's tasks as rows of the catalog, and back."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from index.anatomy.names import name_key
from index.catalog.tables import AssigneeRow, TaskMarkRow, TaskRow
from index.document import Document
from index.tasks.assignees import is_collective
from index.tasks.linking import marks, says_renewing
from index.tasks.task import Deadline, Task
from index.text.folding import fold


def add_tasks(session: Session, document: Document) -> None:
    """Add a document's tasks; its own row is there already."""
    ids = _task_ids(document)
    session.add_all(
        _task_row(document, task, id_, ordinal)
        for ordinal, (task, id_) in enumerate(zip(document.tasks, ids, strict=True))
    )
    session.flush()
    for task, id_ in zip(document.tasks, ids, strict=True):
        session.add_all(_assignee_rows(task, id_))
        session.add_all(TaskMarkRow(task_id=id_, mark=mark) for mark in marks(task.action))


def tasks_of(connection: Connection, document_id: str) -> tuple[Task, ...]:
    """A document's tasks, in its order."""
    return tuple(_task(*row) for row in connection.execute(_of_document(), {"id": document_id}))


@cache
def _of_document() -> Any:  # noqa: ANN401
    row = TaskRow
    columns = (
        row.lead, row.support, row.action, row.start, row.end, row.heading, row.result, row.status, row.due_text,
        row.due_begin, row.due_end, row.recurring, row.lead_start, row.lead_end,
    )  # fmt: skip
    return select(*columns).where(row.document_id == bindparam("id")).order_by(row.ordinal)


def task_of(row: TaskRow) -> Task:
    """The task that a row keeps."""
    return _task(
        row.lead, row.support, row.action, row.start, row.end, row.heading, row.result, row.status, row.due_text,
        row.due_begin, row.due_end, row.recurring, row.lead_start, row.lead_end,
    )  # fmt: skip


def _task(
    lead: Sequence[str], support: Sequence[str], action: str, start: int, end: int, heading: Sequence[str],
    result: str | None, status: str | None, due_text: str | None, due_begin: date | None, due_end: date | None,
    recurring: bool, lead_start: int | None, lead_end: int | None,
) -> Task:  # fmt: skip
    deadline = None if due_text is None else Deadline(due_text, due_begin, due_end, recurring)
    return Task(
        tuple(lead), tuple(support), action, start, end, tuple(heading), result, deadline, status, lead_start, lead_end
    )


def _task_ids(document: Document) -> list[str]:
    """The same as long as the file's bytes and a task's place in its text are; two in one place are counted."""
    seen: Counter[tuple[int, int]] = Counter()
    ids = []
    for task in document.tasks:
        place = (task.start, task.end)
        told = f"{document.id} {document.sha256} {task.start} {task.end} {seen[place]}"
        ids.append(hashlib.sha256(told.encode()).hexdigest()[:32])
        seen[place] += 1
    return ids


def _task_row(document: Document, task: Task, id_: str, ordinal: int) -> TaskRow:
    deadline = task.deadline
    quote = document.text[task.start : task.end]
    return TaskRow(
        id=id_, document_id=document.id, ordinal=ordinal, lead=list(task.lead), support=list(task.support),
        action=task.action, start=task.start, end=task.end, heading=list(task.heading), result=task.result,
        status=task.status, due_text=deadline.text if deadline else None,
        due_begin=deadline.begin if deadline else None, due_end=deadline.end if deadline else None,
        recurring=bool(deadline and deadline.recurring), lead_start=task.lead_start, lead_end=task.lead_end,
        renewing=_is_renewing(document, task), folded=_folded((task.action, quote, task.result or "")),
    )  # fmt: skip


def _is_renewing(document: Document, task: Task) -> bool:
    """It names another document and says that it renews or presses."""
    names_another = any(task.start <= relation.start < task.end for relation in document.relations)
    return names_another and says_renewing(document.text[task.start : task.end])


def _folded(texts: Sequence[str]) -> str:
    """Each text once: an action is mostly a part of its quote."""
    kept: list[str] = []
    for text in sorted(map(fold, texts), key=len, reverse=True):
        if text and not any(text in longer for longer in kept):
            kept.append(text)
    return "\n".join(kept)


def _assignee_rows(task: Task, task_id: str) -> Iterator[AssigneeRow]:
    named = [("lead", name) for name in task.lead] + [("support", name) for name in task.support]
    for ordinal, (role, name) in enumerate(named):
        yield AssigneeRow(
            task_id=task_id, ordinal=ordinal, role=role, name=name, key=name_key(name), collective=is_collective(name)
        )

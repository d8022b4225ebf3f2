"""What the register hands out and is asked with."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.tasks.task import Task

Role = Literal["lead", "support"]
Matched = Literal["lead", "support", "collective"]
TaskState = Literal["open", "overdue", "done"]


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks to find; what is left out does not restrict.

    ``assignee`` is a body in any spelling; a task of a group that it belongs to is its task too. ``role`` says in
    which role somebody, or the assignee, must be named. A task is due in a period when the last day of its deadline
    is: ``due_from <= end <= due_to``, both inclusive; one without such a day, as most that come again, is in none.
    ``document`` is a document's id or number; ``words`` must all stand in the action, the quote or the result, with
    or without their marks. ``named_only`` leaves out what the assignee has as one of a group only. ``status`` is how a
    task stands on the day ``as_of``, today where only a status is asked for; seen from that day what is ahead comes
    first, what is past last.
    """

    assignee: str = ""
    role: Role | None = None
    due_from: date | None = None
    due_to: date | None = None
    document: str = ""
    words: str = ""
    named_only: bool = False
    status: TaskState | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """A task in the register with what its document is called; ``quote`` is ``text[start:end]`` of that document.

    ``collective``: it is led by a group of bodies. ``matched`` says how the assignee that was asked for has it,
    ``None`` where nobody was asked for: by name, or as one of a group only.
    """

    id: str
    document_id: str
    document_number: str | None
    type: str | None
    title: str | None
    source: str
    issued_on: date | None
    task: Task
    quote: str
    collective: bool = False
    matched: Matched | None = None


@dataclass(frozen=True, slots=True)
class LinkedTask:
    """The same work in another document; ``deadline`` are its words there."""

    id: str
    document_id: str
    document_number: str | None
    issued_on: date | None
    deadline: str | None


@dataclass(frozen=True, slots=True)
class TaskLinks:
    """The same work in earlier and in later documents, the nearest in time first."""

    earlier: tuple[LinkedTask, ...] = ()
    later: tuple[LinkedTask, ...] = ()

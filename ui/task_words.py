"""What the doors say of a task in Vietnamese, beside its own words."""

from datetime import date

from index.tasks.overdue import is_overdue
from index.tasks.task import Deadline
from ui.wire import AskResponse, SameTask, TaskOut


def matched_words(task: TaskOut) -> str:
    """How the body that was asked for has the task, empty where it leads it by name."""
    if task.matched == "support":
        return "cơ quan phối hợp"
    if task.matched == "collective":
        return "thuộc nhóm cơ quan được giao" if task.collective else "thuộc nhóm cơ quan phối hợp"
    return ""


def is_late(task: TaskOut, today: date) -> bool:
    """Whether the task should have been done before ``today``."""
    written = task.deadline
    if written is None:
        return False
    return is_overdue(Deadline(written.text, written.from_, written.to, written.recurring), task.status, today)


def begun(text: str) -> str:
    """A name as it begins a line or a cell: "các bộ, ngành" with a capital."""
    return text[:1].upper() + text[1:]


def same_words(link: SameTask) -> str:
    """The same work elsewhere: its document, the day and the deadline there."""
    day = f"ngày {link.issued_on:%d/%m/%Y}" if link.issued_on else ""
    named = " ".join(part for part in (link.document_number or "văn bản không số", day) if part)
    return f"{named}, thời hạn: {link.deadline}" if link.deadline else named


def is_list_of_tasks(answer: AskResponse) -> bool:
    """Whether an answer says its tasks one by one already, so that no list of them need follow."""
    return len(answer.tasks) > 1 and len(answer.statements) >= len(answer.tasks) and answer.mode == "extractive"

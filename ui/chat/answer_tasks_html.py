"""The tasks of an answer, in brief: until when, who leads, who supports, in which document."""

from collections.abc import Sequence
from datetime import date

from ui.chat.markup import day, escaped, joined, name_of
from ui.task_words import is_late, matched_words, same_words
from ui.wire import TaskOut


def answer_tasks_html(tasks: Sequence[TaskOut], today: date) -> str:
    """A list of an answer's tasks, in its order; empty where there are none."""
    if not tasks:
        return ""
    items = "".join(f"<li>{_task(task, today)}</li>" for task in tasks)
    return f'<div class="answer-tasks"><h3>Nhiệm vụ</h3><ol>{items}</ol></div>'


def _task(task: TaskOut, today: date) -> str:
    name = name_of(task.type, task.document_number, task.source)
    parts = [
        _labelled("Chủ trì", task.lead),
        _labelled("Phối hợp", task.support),
        _deadline(task, today),
        escaped(matched_words(task)),
        *(f"Đã giao tại {escaped(same_words(link))}" for link in task.earlier[:1]),
        *(f"Giao lại tại {escaped(same_words(link))}" for link in task.later[:1]),
    ]
    opens = (
        f'<button type="button" class="task" data-document="{escaped(task.document_id)}" data-start="{task.start}" '
        f'data-end="{task.end}">{joined(escaped(name), day(task.issued_on))}'
        f'<span class="quote" hidden>{escaped(task.quote)}</span></button>'
    )
    return " · ".join(part for part in (*parts, opens) if part)


def _labelled(label: str, names: Sequence[str]) -> str:
    return f"{label}: <strong>{escaped(', '.join(names))}</strong>" if names else ""


def _deadline(task: TaskOut, today: date) -> str:
    if task.deadline is None:
        return ""
    late = ' <span class="late">Quá hạn</span>' if is_late(task, today) else ""
    last = f" ({day(task.deadline.to)})" if task.deadline.to else ""
    return f"Thời hạn: <strong>{escaped(task.deadline.text)}</strong>{last}{late}"

"""The register of tasks as markup: a table, each row of which opens its quote in its document."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from ui.chat.markup import day, escaped, name_of
from ui.task_words import begun, is_late, matched_words, same_words
from ui.wire import SameTask, TaskOut

_HEADINGS = ("Thời hạn", "Chủ trì", "Phối hợp", "Nhiệm vụ", "Văn bản")


def tasks_html(tasks: Sequence[TaskOut], total: int, today: date, *, before: int = 0) -> str:
    """A table of tasks, a page of ``total`` with ``before`` ones on earlier pages; what is late ``today`` is marked."""
    if not tasks:
        return '<p class="none">Không có nhiệm vụ nào khớp.</p>'
    head = "".join(f'<th scope="col">{heading}</th>' for heading in _HEADINGS)
    rows = "".join(_row(task, today) for task in tasks)
    return (
        f'<p class="total" role="status">{_counted(len(tasks), total, before)}</p>'
        f'<table class="tasks"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _counted(shown: int, total: int, before: int) -> str:
    if shown >= total:
        return f"{total} nhiệm vụ"
    return f"{before + 1}–{before + shown} trong {total} nhiệm vụ"


def downloads_html(query: Mapping[str, str]) -> str:
    """Links to what is shown, and all that follows it, as files; ``query`` is that of ``/v1/tasks``."""
    asked = urlencode({name: value for name, value in query.items() if value})
    links = " ".join(
        f'<a class="download" download href="{escaped(f"v1/tasks.{kind}?{asked}")}">Tải {kind.upper()}</a>'
        for kind in ("csv", "xlsx")
    )
    return f'<p class="downloads">{links}</p>'


def _row(task: TaskOut, today: date) -> str:
    cells = (_deadline(task, today), _lead(task), _names(task.support), _action(task), _document(task))
    labelled = zip(_HEADINGS, cells, strict=True)
    return "<tr>" + "".join(f'<td data-label="{heading}">{cell}</td>' for heading, cell in labelled) + "</tr>"


def _deadline(task: TaskOut, today: date) -> str:
    deadline = task.deadline
    if deadline is None:
        return ""
    late = '<span class="late">Quá hạn</span>' if is_late(task, today) else ""
    last = f'<span class="due">{day(deadline.to)}</span>' if deadline.to else ""
    return f'{last}{late}<span class="words">{escaped(deadline.text)}</span>'


def _lead(task: TaskOut) -> str:
    matched = matched_words(task)
    return _names(task.lead) + (f'<span class="words">({matched})</span>' if matched else "")


def _names(names: Sequence[str]) -> str:
    return "".join(f'<span class="body">{escaped(begun(name))}</span>' for name in names)


def _action(task: TaskOut) -> str:
    opens = (
        f'<button type="button" class="task" data-document="{escaped(task.document_id)}" data-start="{task.start}" '
        f'data-end="{task.end}">{escaped(task.action)}<span class="quote" hidden>{escaped(task.quote)}</span></button>'
    )
    said = [
        f'<span class="words">{label}: {escaped(text)}</span>'
        for label, text in (("Kết quả", task.result), ("Tiến độ", task.status))
        if text
    ]
    linked = [_same("Đã giao tại", link) for link in task.earlier] + [
        _same("Giao lại tại", link) for link in task.later
    ]
    return "".join((opens, *said, *linked))


def _same(label: str, link: SameTask) -> str:
    return (
        f'<button type="button" class="same" data-document="{escaped(link.document_id)}">'
        f"{label} {escaped(same_words(link))}</button>"
    )


def _document(task: TaskOut) -> str:
    name = name_of(task.type, task.document_number, task.source)
    return (
        f'<button type="button" class="of-document" data-document="{escaped(task.document_id)}" '
        f'title="{escaped(task.title)}">{escaped(name)}</button><span class="words">{day(task.issued_on)}</span>'
    )

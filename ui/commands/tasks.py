"""``chidao tasks``: the register, to read, as JSON, and as CSV and XLSX files."""

import sys
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.text import Text

from index.errors import ChiDaoError
from index.settings import Settings
from ui.client import connected
from ui.task_sheet import tasks_csv, tasks_xlsx
from ui.task_words import begun, is_late, matched_words, same_words
from ui.wire import TaskOut, TasksResponse


def list_tasks(
    settings: Settings,
    query: dict[str, str],
    *,
    as_json: bool = False,
    csv_file: Path | None = None,
    xlsx_file: Path | None = None,
) -> None:
    """Print the tasks that match, or write them to files; raises ``ChiDaoError`` where a file cannot be written."""
    with connected(settings) as client:
        tasks = client.tasks(**query)
    if csv_file:
        _write(csv_file, tasks_csv(tasks))
    if xlsx_file:
        _write(xlsx_file, tasks_xlsx(tasks))
    if as_json:
        sys.stdout.write(TasksResponse(tasks=tasks, next_cursor=None).model_dump_json(indent=2) + "\n")
    elif csv_file or xlsx_file:
        written = ", ".join(str(path) for path in (csv_file, xlsx_file) if path)
        Console().print(Text(f"Đã ghi {len(tasks)} nhiệm vụ vào {written}."), soft_wrap=True)
    else:
        _print(tasks, date.today())


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ChiDaoError(f"Không ghi được {path}: {error.strerror or error}.") from error


def _print(tasks: Sequence[TaskOut], today: date) -> None:
    console = Console()
    # Documents in the order in which their first task is due.
    order = {id_: place for place, id_ in enumerate(dict.fromkeys(task.document_id for task in tasks))}
    in_order = sorted(tasks, key=lambda task: order[task.document_id])
    for _, of_document in groupby(in_order, key=lambda task: task.document_id):
        group = list(of_document)
        console.print(Text(_heading(group[0]), style="bold"), soft_wrap=True)
        for task in group:
            for line in _lines(task, today):
                console.print(line, soft_wrap=True)
        console.print()
    console.print(f"{len(tasks)} nhiệm vụ." if tasks else "Không có nhiệm vụ nào khớp.")


def _heading(task: TaskOut) -> str:
    day = f"ngày {task.issued_on:%d/%m/%Y}" if task.issued_on else ""
    return " · ".join(part for part in (task.document_number, day, task.title, f"mã {task.document_id}") if part)


def _lines(task: TaskOut, today: date) -> list[Text]:
    who = "; ".join(task.lead) or "(không nêu cơ quan)"
    lines = [Text(f"  • {begun(who)}: {task.action}")]
    if matched := matched_words(task):
        lines.append(Text(f"    ({matched})", style="dim"))
    if task.support:
        lines.append(Text(f"    Phối hợp: {begun('; '.join(task.support))}", style="dim"))
    if task.deadline:
        lines.append(_deadline_line(task, today))
    if task.result:
        lines.append(Text(f"    Kết quả: {task.result}", style="dim"))
    if task.status:
        lines.append(Text(f"    Tiến độ: {task.status}", style="dim"))
    lines += [Text(f"    Đã giao tại {same_words(link)}", style="dim") for link in task.earlier]
    lines += [Text(f"    Giao lại tại {same_words(link)}", style="dim") for link in task.later]
    return lines


def _deadline_line(task: TaskOut, today: date) -> Text:
    assert task.deadline is not None
    last = f" (đến hết {task.deadline.to:%d/%m/%Y})" if task.deadline.to else ""
    line = Text(f"    Thời hạn: {task.deadline.text}{last}")
    if is_late(task, today):
        line.append(" – quá hạn", style="red")
    return line

"""The register as a table for spreadsheets: CSV and XLSX, in which nothing from a document is ever a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from ui.task_words import begun, same_words
from ui.wire import SameTask, TaskOut

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Heading and width of each column, in characters.
_COLUMNS = (
    ("Hạn đến ngày", 13), ("Thời hạn", 22), ("Chủ trì", 28), ("Phối hợp", 28), ("Nhiệm vụ", 70), ("Kết quả", 28),
    ("Tiến độ", 18), ("Văn bản", 18), ("Ngày ban hành", 13), ("Trích yếu", 40), ("Mục", 30), ("Nguyên văn", 70),
    ("Đã giao trước đó", 30), ("Giao lại sau đó", 30), ("Từ ngày", 13), ("Định kỳ", 9), ("Tệp nguồn", 30),
    ("Mã văn bản", 14), ("Vị trí", 14),
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), full-width letters too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What one cell of XLSX holds.
_LONGEST_CELL = 32_767
_DAY_FORMAT = "dd/mm/yyyy"

_Cell = str | date | None


def tasks_csv(tasks: Sequence[TaskOut]) -> bytes:
    """CSV in UTF-8 with the byte order mark that spreadsheets know it by; days are ISO 8601."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heading for heading, _ in _COLUMNS)
    writer.writerows([_literal(cell) for cell in _cells(task)] for task in tasks)
    return written.getvalue().encode("utf-8-sig")


def tasks_xlsx(tasks: Sequence[TaskOut]) -> bytes:
    """A workbook of one sheet, its heading row fixed, its days real days."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    # Its stubs know nothing of what it takes over from an ordinary sheet.
    sheet: Any = book.create_sheet("Nhiệm vụ")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(tasks) + 1}"
    for number, (_, width) in enumerate(_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_sheet_cell(sheet, heading, bold=True) for heading, _ in _COLUMNS])
    for task in tasks:
        sheet.append([_sheet_cell(sheet, value) for value in _cells(task)])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet_cell(sheet: Any, value: _Cell, *, bold: bool = False) -> "Cell":  # noqa: ANN401
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, date):
        made = WriteOnlyCell(sheet, datetime.combine(value, time.min))
        made.number_format = _DAY_FORMAT
    else:
        made = WriteOnlyCell(sheet, _printable(value or ""))
        if made.value is not None:
            # Whatever it begins with, it is text.
            made.data_type = "s"
    made.alignment, made.font = _styles(bold=bold)
    return made


@cache
def _styles(*, bold: bool) -> "tuple[Alignment, Font]":
    from openpyxl.styles import Alignment, Font

    return Alignment(wrap_text=True, vertical="top"), Font(bold=bold)


def _cells(task: TaskOut) -> list[_Cell]:
    deadline = task.deadline
    return [
        deadline.to if deadline else None,
        deadline.text if deadline else None,
        begun("; ".join(task.lead)),
        begun("; ".join(task.support)),
        task.action,
        task.result,
        task.status,
        task.document_number,
        task.issued_on,
        task.title,
        " › ".join(task.heading),
        task.quote,
        _same(task.earlier),
        _same(task.later),
        deadline.from_ if deadline else None,
        "có" if deadline and deadline.recurring else None,
        task.source,
        task.document_id,
        f"{task.start}–{task.end}",
    ]


def _same(links: Sequence[SameTask]) -> str:
    return "; ".join(same_words(link) for link in links)


def _literal(cell: _Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    text = cell or ""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _printable(text: str) -> str | None:
    """Without the control characters that XML has no way to write, and no longer than a cell may be."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:_LONGEST_CELL] or None

"""The register of tasks: who must do what, until when."""

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Response

from index.catalog.task_records import TaskFilter, TaskState
from ui.api.access import MayRead
from ui.api.state import State
from ui.task_register import all_tasks, tasks_page
from ui.task_sheet import CSV_TYPE, XLSX_TYPE, tasks_csv, tasks_xlsx
from ui.wire import TasksResponse

# PostgreSQL has no such character.
NO_NUL = r"^[^\x00]*$"

router = APIRouter(prefix="/v1", tags=["Nhiệm vụ"])


def _wanted(
    assignee: Annotated[
        str, Query(max_length=200, pattern=NO_NUL, description="Cơ quan, viết cách nào cũng được.")
    ] = "",
    role: Annotated[Literal["lead", "support"] | None, Query(description="Chủ trì hay phối hợp.")] = None,
    due_from: Annotated[date | None, Query(description="Ngày cuối của thời hạn, từ ngày này.")] = None,
    due_to: Annotated[date | None, Query(description="Ngày cuối của thời hạn, đến hết ngày này.")] = None,
    document_id: Annotated[
        str, Query(max_length=100, pattern=NO_NUL, description="Mã hoặc số, ký hiệu của văn bản.")
    ] = "",
    q: Annotated[
        str, Query(max_length=500, pattern=NO_NUL, description="Các từ trong nhiệm vụ, có dấu hoặc không.")
    ] = "",
    named_only: Annotated[bool, Query(description="Chỉ việc nêu đích danh cơ quan, không qua một nhóm.")] = False,
    status: Annotated[
        TaskState | None, Query(description="Còn hạn hoặc không có hạn (open), quá hạn (overdue), đã xong (done).")
    ] = None,
    as_of: Annotated[
        date | None, Query(description="Ngày để xét tình trạng, mặc định hôm nay; việc còn hạn từ ngày này xếp trước.")
    ] = None,
) -> TaskFilter:
    if due_from and due_to and due_from > due_to:
        raise HTTPException(422, "due_from sau due_to: ngày bắt đầu phải trước hoặc cùng ngày kết thúc.")
    return TaskFilter(assignee, role, due_from, due_to, document_id, q, named_only, status, as_of)


Wanted = Annotated[TaskFilter, Depends(_wanted)]


@router.get("/tasks")
def list_tasks(
    state: State,
    _: MayRead,
    wanted: Wanted,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=100)] = None,
) -> TasksResponse:
    """Tasks by deadline, those without one last; seen from a day, those past come behind them."""
    return tasks_page(state.library, wanted, limit, cursor)


@router.get("/tasks.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def export_csv(state: State, _: MayRead, wanted: Wanted) -> Response:
    """All tasks that match, for a spreadsheet."""
    return _download(tasks_csv(all_tasks(state.library, wanted)), CSV_TYPE, "nhiem-vu.csv")


@router.get("/tasks.xlsx", response_class=Response, responses={200: {"content": {XLSX_TYPE: {}}}})
def export_xlsx(state: State, _: MayRead, wanted: Wanted) -> Response:
    """All tasks that match, as a workbook."""
    return _download(tasks_xlsx(all_tasks(state.library, wanted)), XLSX_TYPE, "nhiem-vu.xlsx")


def _download(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=kind, headers=headers)

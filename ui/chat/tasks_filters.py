"""The filters of the register: what people choose and type there, as what to find and as a query of the API."""

from datetime import date
from typing import Any

from index.catalog.records import DocumentQuery
from index.catalog.task_records import Role, TaskFilter, TaskState
from index.errors import ChiDaoError
from ui.api.state import ApiState
from ui.chat.filters import typed_day
from ui.chat.markup import day, joined, name_of

# Offered to choose from; any other may still be typed.
_BODIES_OFFERED = 300
_DOCUMENTS_OFFERED = 200
_STATES = (("Còn hạn", "open"), ("Quá hạn", "overdue"), ("Đã xong", "done"), ("Tất cả", ""))
_ROLES = (("Tất cả", ""), ("Chủ trì", "lead"), ("Phối hợp", "support"))


def add_filters() -> tuple[Any, ...]:
    """How it stands, whose, in which words, in which role, of which document, from and to which day, by name only."""
    import gradio as gr

    # Folded on a phone when the room is opened, so that the tasks are seen at once.
    with gr.Accordion("Bộ lọc", open=True, elem_id="task-fold"), gr.Row(elem_id="task-filters"):
        state = gr.Dropdown(list(_STATES), label="Tình trạng", value="open", min_width=200, elem_id="task-state")
        assignee = gr.Dropdown([], label="Cơ quan", value="", allow_custom_value=True, min_width=240)
        words = gr.Textbox("", label="Tìm trong nhiệm vụ", max_length=500, min_width=240, elem_id="task-words")
        role = gr.Dropdown(list(_ROLES), label="Vai trò", value="", min_width=160)
        document = gr.Dropdown([], label="Văn bản", value="", allow_custom_value=True, min_width=240)
        first, last = _day_field("Thời hạn từ ngày"), _day_field("Thời hạn đến ngày")
        named = gr.Checkbox(False, label="Chỉ việc nêu đích danh cơ quan", min_width=240)
    return state, assignee, words, role, document, first, last, named


def wanted_of(
    state: str, assignee: str, words: str, role: str, document: str, first: str, last: str, named: bool, *, today: date
) -> TaskFilter:
    """What to find; raises ``ChiDaoError`` for a day that is none."""
    due_from, due_to = typed_day(first), typed_day(last)
    if due_from and due_to and due_from > due_to:
        raise ChiDaoError("Ngày bắt đầu sau ngày kết thúc; sửa lại trong bộ lọc.")
    in_role: Role | None = "lead" if role == "lead" else "support" if role == "support" else None
    states: dict[str, TaskState] = {"open": "open", "overdue": "overdue", "done": "done"}
    return TaskFilter(
        (assignee or "")[:200], in_role, due_from, due_to, (document or "")[:100], words, named,
        states.get(state or ""), today,
    )  # fmt: skip


def query_of(wanted: TaskFilter) -> dict[str, str]:
    """The same as a query of ``/v1/tasks``."""
    return {
        "assignee": wanted.assignee,
        "role": wanted.role or "",
        "due_from": wanted.due_from.isoformat() if wanted.due_from else "",
        "due_to": wanted.due_to.isoformat() if wanted.due_to else "",
        "document_id": wanted.document,
        "q": wanted.words,
        "named_only": "true" if wanted.named_only else "",
        "status": wanted.status or "",
        "as_of": wanted.as_of.isoformat() if wanted.as_of else "",
    }


def choices_of(state: ApiState) -> list[Any]:
    """The bodies and documents to choose from."""
    import gradio as gr

    documents, _ = state.library.documents.find(DocumentQuery(limit=_DOCUMENTS_OFFERED))
    named = [
        (joined(name_of(d.identity.type, d.identity.number, d.source), day(d.identity.issued_on)), d.id)
        for d in documents
    ]
    bodies = state.library.tasks.assignees(_BODIES_OFFERED)
    return [gr.update(choices=[("Tất cả", ""), *bodies]), gr.update(choices=[("Tất cả", ""), *named])]


def _day_field(label: str) -> Any:  # noqa: ANN401
    import gradio as gr

    return gr.Textbox("", label=label, placeholder="ngày/tháng/năm", max_length=20, max_lines=1, min_width=190)

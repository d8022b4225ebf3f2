"""The room of the register: who must do what, until when; a task opens its quote in the source panel."""

from datetime import date
from typing import TYPE_CHECKING, Any

from index.catalog.records import DocumentQuery
from index.catalog.task_records import Role, TaskFilter
from index.errors import ChiDaoError
from ui.api.state import ApiState
from ui.chat.answer_html import notice_html
from ui.chat.filters import typed_day
from ui.chat.markup import day, joined, name_of
from ui.chat.tasks_html import downloads_html, tasks_html
from ui.task_register import tasks_out

if TYPE_CHECKING:
    import gradio as gr

_AT_ONCE = 50
# Offered to choose from; any other may still be typed.
_BODIES_OFFERED = 300
_DOCUMENTS_OFFERED = 200
_ROLES = (("Tất cả", ""), ("Chủ trì", "lead"), ("Phối hợp", "support"))
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}


def add_tasks_room(tab: "gr.Tab", state: ApiState) -> None:
    """Add the room to the tab that is being built; it is filled when the tab is opened."""
    import gradio as gr

    fields = _fields()
    notice = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="task-notice")
    downloads = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="task-downloads")
    listed = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="task-list")
    limit = gr.State(_AT_ONCE)
    more = gr.Button("Xem thêm", visible=False, elem_id="more-tasks")
    shown = [notice, downloads, listed, more, limit]

    def list_anew(*typed: Any) -> list[Any]:  # noqa: ANN401
        return _listed(state, typed, _AT_ONCE)

    def list_more(at_most: int, *typed: Any) -> list[Any]:  # noqa: ANN401
        return _listed(state, typed, at_most + _AT_ONCE)

    assignee, role, document, first, last, words, named = fields
    tab.select(lambda: _choices(state), None, [assignee, document], **_QUIET)
    # A day is looked at when it is typed to its end: half of one is none.
    days = [event for field in (first, last) for event in (field.submit, field.blur)]
    changed = [tab.select, assignee.change, role.change, document.change, words.change, named.change, *days]
    gr.on(changed, list_anew, list(fields), shown, trigger_mode="always_last", **_QUIET)
    more.click(list_more, [limit, *fields], shown, **_QUIET)


def _fields() -> tuple[Any, ...]:
    """Whose, in which role, of which document, from and to which day, in which words, by name only or not."""
    import gradio as gr

    with gr.Row(elem_id="task-filters"):
        assignee = gr.Dropdown([], label="Cơ quan", value="", allow_custom_value=True, min_width=220)
        role = gr.Dropdown(list(_ROLES), label="Vai trò", value="", min_width=160)
        document = gr.Dropdown([], label="Văn bản", value="", allow_custom_value=True, min_width=220)
        first = gr.Textbox(
            "", label="Thời hạn từ ngày", placeholder="ngày/tháng/năm", max_length=20, max_lines=1, min_width=140
        )
        last = gr.Textbox(
            "", label="Thời hạn đến ngày", placeholder="ngày/tháng/năm", max_length=20, max_lines=1, min_width=140
        )
        words = gr.Textbox("", label="Tìm trong nhiệm vụ", max_length=500, min_width=220, elem_id="task-words")
        named = gr.Checkbox(False, label="Chỉ việc nêu đích danh cơ quan", min_width=220)
    return assignee, role, document, first, last, words, named


def _listed(state: ApiState, typed: tuple[Any, ...], at_most: int) -> list[Any]:
    import gradio as gr

    try:
        wanted = _wanted(*typed)
    except ChiDaoError as error:
        return [notice_html(str(error)), *(gr.skip() for _ in range(4))]
    records, following = state.library.tasks.find(wanted, at_most)
    markup = tasks_html(tasks_out(state.library, records), state.library.tasks.total(wanted), date.today())
    links = downloads_html(_query(wanted)) if records else ""
    return ["", links, markup, gr.update(visible=following is not None), at_most]


def _wanted(assignee: str, role: str, document: str, first: str, last: str, words: str, named: bool) -> TaskFilter:
    due_from, due_to = typed_day(first), typed_day(last)
    if due_from and due_to and due_from > due_to:
        raise ChiDaoError("Ngày bắt đầu sau ngày kết thúc; sửa lại trong bộ lọc.")
    in_role: Role | None = "lead" if role == "lead" else "support" if role == "support" else None
    return TaskFilter((assignee or "")[:200], in_role, due_from, due_to, (document or "")[:100], words, named)


def _query(wanted: TaskFilter) -> dict[str, str]:
    return {
        "assignee": wanted.assignee,
        "role": wanted.role or "",
        "due_from": wanted.due_from.isoformat() if wanted.due_from else "",
        "due_to": wanted.due_to.isoformat() if wanted.due_to else "",
        "document_id": wanted.document,
        "q": wanted.words,
        "named_only": "true" if wanted.named_only else "",
    }


def _choices(state: ApiState) -> list[Any]:
    import gradio as gr

    documents, _ = state.library.documents.find(DocumentQuery(limit=_DOCUMENTS_OFFERED))
    named = [
        (joined(name_of(d.identity.type, d.identity.number, d.source), day(d.identity.issued_on)), d.id)
        for d in documents
    ]
    bodies = state.library.tasks.assignees(_BODIES_OFFERED)
    return [gr.update(choices=[("Tất cả", ""), *bodies]), gr.update(choices=[("Tất cả", ""), *named])]

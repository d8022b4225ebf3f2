"""The page: a banner and three rooms: one to ask in, one for the register of tasks, one for the documents."""

from typing import TYPE_CHECKING

from ui.api.state import ApiState
from ui.chat.chat_room import add_chat_room
from ui.chat.documents_room import add_documents_room
from ui.chat.markup import static_text
from ui.chat.tasks_room import add_tasks_room

if TYPE_CHECKING:
    import gradio as gr

# Questions answered at the same time; the others wait their turn and are told so.
_AT_ONCE = 4


def build_page(state: ApiState) -> "gr.Blocks":
    """The chat page over an open state."""
    import gradio as gr

    with gr.Blocks(title="Chỉ Đạo", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(static_text("header.html"), js_on_load=None, apply_default_css=False, elem_id="banner")
        with gr.Tabs(elem_id="rooms"):
            with gr.Tab("Hỏi đáp", id="chat"):
                add_chat_room(page, state)
            with gr.Tab("Nhiệm vụ", id="tasks") as tasks:
                add_tasks_room(tasks, state)
            with gr.Tab("Văn bản", id="documents"):
                add_documents_room(page, state)
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page

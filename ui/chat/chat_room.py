"""The room to ask in: its parts and what each of them sets off. What is then done lives in ``asking``."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import ChiDaoError
from ui.api.state import ApiState
from ui.chat.answer_html import notice_html
from ui.chat.asking import Asking, Shown
from ui.chat.filters import choices, filters_of
from ui.chat.lists_html import conversations_html
from ui.chat.markup import static_text
from ui.present import conversation_out

if TYPE_CHECKING:
    import gradio as gr

_QUIET = {"show_progress": "hidden", "api_visibility": "private"}
_LISTENING_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class _Parts:
    """The room's components; ``filters`` are kinds, issuers, first and last day."""

    conversation_id: "gr.BrowserState"
    earlier: "gr.HTML"
    begin: "gr.Button"
    conversation: "gr.HTML"
    question: "gr.Textbox"
    send: "gr.Button"
    notice: "gr.HTML"
    filters: "tuple[gr.Dropdown, gr.Dropdown, gr.Textbox, gr.Textbox]"

    @property
    def filled(self) -> list[Any]:
        """What a question is asked with, besides its text."""
        return [self.conversation_id, *self.filters]

    @property
    def shown(self) -> list[Any]:
        """Where ``Shown`` goes, in the order of ``_outputs``."""
        return [self.conversation, self.conversation_id, self.question, self.notice]


def add_chat_room(page: "gr.Blocks", state: ApiState) -> None:
    """Add the room to the part of the page that is being built."""
    parts = _lay_out()
    asking = Asking(state)
    _wire_questions(parts, asking, state)
    parts.begin.click(lambda: _outputs(asking.begin()), None, parts.shown, **_QUIET)
    page.load(lambda kept_id: _outputs(asking.resume(kept_id)), parts.conversation_id, parts.shown, **_QUIET)
    page.load(lambda: _earlier(state), None, parts.earlier, **_QUIET)
    page.load(lambda: _choices(state), None, list(parts.filters[:2]), **_QUIET)


def _lay_out() -> _Parts:
    import gradio as gr

    conversation_id = gr.BrowserState(None, storage_key="chidao-conversation")
    with gr.Row(elem_id="conversation-tools"):
        with gr.Accordion("Cuộc trò chuyện trước đây", open=False):
            earlier = gr.HTML(js_on_load=static_text("choosing.js"), apply_default_css=False, elem_id="earlier")
        begin = gr.Button("Cuộc trò chuyện mới", elem_id="begin", scale=0, size="sm")
    conversation = gr.HTML(js_on_load=static_text("choosing.js"), apply_default_css=False, elem_id="conversation")
    with gr.Column(elem_id="asking"):
        with gr.Row():
            question = gr.Textbox(
                "", show_label=False, placeholder="Nhập câu hỏi…", lines=1, max_lines=6, scale=1, elem_id="question",
                html_attributes=gr.InputHTMLAttributes(lang="vi", autocorrect="off"), container=False,
            )  # fmt: skip
            send = gr.Button("Gửi", variant="primary", scale=0, min_width=88, elem_id="send")
        notice = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="notice")
        with gr.Accordion("Bộ lọc", open=False, elem_id="filters"), gr.Row():
            filters = (
                gr.Dropdown([], label="Loại văn bản", multiselect=True, allow_custom_value=True),
                gr.Dropdown([], label="Cơ quan ban hành", multiselect=True, allow_custom_value=True),
                gr.Textbox("", label="Ban hành từ ngày", placeholder="ngày/tháng/năm", max_length=20),
                gr.Textbox("", label="Ban hành đến ngày", placeholder="ngày/tháng/năm", max_length=20),
            )
    return _Parts(conversation_id, earlier, begin, conversation, question, send, notice, filters)


def _wire_questions(parts: _Parts, asking: Asking, state: ApiState) -> None:
    import gradio as gr

    def ask(text: str, kept_id: object, *filter_fields: Any) -> Iterator[list[Any]]:  # noqa: ANN401
        for step in _asked(asking, text, kept_id, filter_fields):
            yield _outputs(step)

    def chosen(event: gr.EventData, kept_id: object, *filter_fields: Any) -> Iterator[list[Any]]:  # noqa: ANN401
        if event.question:
            yield from ask(str(event.question), kept_id, *filter_fields)
        else:
            yield _outputs(asking.resume(event.conversation))

    for event in (
        gr.on([parts.question.submit, parts.send.click], ask, [parts.question, *parts.filled], parts.shown, **_QUIET),
        parts.conversation.select(chosen, parts.filled, parts.shown, **_QUIET),
        parts.earlier.select(chosen, parts.filled, parts.shown, **_QUIET),
    ):
        event.then(lambda: _earlier(state), None, parts.earlier, **_QUIET)


def _asked(asking: Asking, text: str, kept_id: object, filter_fields: tuple[Any, ...]) -> Iterator[Shown]:
    try:
        filters = filters_of(*filter_fields)
    except ChiDaoError as error:
        # Gradio loses the end of an event that is over before its page listens to it, and then takes no other.
        time.sleep(_LISTENING_SECONDS)
        resumed = asking.resume(kept_id)
        yield Shown(resumed.conversation, resumed.conversation_id, text, str(error))
        return
    yield from asking.ask(text, kept_id, filters)


def _outputs(shown: Shown) -> list[Any]:
    return [shown.conversation, shown.conversation_id, shown.question, notice_html(shown.notice)]


def _earlier(state: ApiState) -> str:
    return conversations_html([conversation_out(c) for c in state.library.conversations.latest()])


def _choices(state: ApiState) -> list[Any]:
    import gradio as gr

    return [gr.update(choices=offered) for offered in choices(state)]

"""The page: its parts and what each of them sets off. What is done lives in ``asking``, how it looks in ``*_html``."""

from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.catalog.records import DocumentQuery
from index.errors import ChiDaoError
from ui.api.state import ApiState
from ui.chat.answer_html import notice_html
from ui.chat.asking import Asking, Shown
from ui.chat.filters import choices, filters_of
from ui.chat.lists_html import conversations_html, documents_html
from ui.present import conversation_out, document_out

if TYPE_CHECKING:
    import gradio as gr

_DOCUMENTS_AT_ONCE = 50
# Questions answered at the same time; the others wait their turn and are told so.
_AT_ONCE = 4


def build_page(state: ApiState) -> "gr.Blocks":
    """The chat page over an open state."""
    import gradio as gr

    with gr.Blocks(title="Chỉ Đạo", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(_static("header.html"), js_on_load=None, apply_default_css=False, elem_id="banner")
        with gr.Tabs(elem_id="rooms"):
            with gr.Tab("Hỏi đáp", id="chat"):
                _chat_room(page, state)
            with gr.Tab("Văn bản", id="documents"):
                _documents_room(page, state)
    page.queue(default_concurrency_limit=_AT_ONCE, api_open=False)
    return page


def _chat_room(page: "gr.Blocks", state: ApiState) -> None:
    import gradio as gr

    asking = Asking(state)
    conversation_id = gr.BrowserState(None, storage_key="chidao-conversation")
    with gr.Row(elem_id="conversation-tools"):
        with gr.Accordion("Cuộc trò chuyện trước đây", open=False):
            earlier = gr.HTML(js_on_load=_static("choosing.js"), apply_default_css=False, elem_id="earlier")
        begin = gr.Button("Cuộc trò chuyện mới", elem_id="begin", scale=0, size="sm")
    conversation = gr.HTML(js_on_load=_static("choosing.js"), apply_default_css=False, elem_id="conversation")
    with gr.Column(elem_id="asking"):
        with gr.Row():
            question = gr.Textbox(
                "", show_label=False, placeholder="Nhập câu hỏi…", lines=1, max_lines=6, scale=1, elem_id="question",
                html_attributes=gr.InputHTMLAttributes(lang="vi", autocorrect="off"), container=False,
            )  # fmt: skip
            send = gr.Button("Gửi", variant="primary", scale=0, min_width=88, elem_id="send")
        notice = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="notice")
        with gr.Accordion("Bộ lọc", open=False, elem_id="filters"), gr.Row():
            kinds = gr.Dropdown([], label="Loại văn bản", multiselect=True, allow_custom_value=True)
            issuers = gr.Dropdown([], label="Cơ quan ban hành", multiselect=True, allow_custom_value=True)
            issued_from = gr.Textbox("", label="Ban hành từ ngày", placeholder="ngày/tháng/năm", max_length=20)
            issued_to = gr.Textbox("", label="Ban hành đến ngày", placeholder="ngày/tháng/năm", max_length=20)

    filled = [conversation_id, kinds, issuers, issued_from, issued_to]
    shown = [conversation, conversation_id, question, notice]

    def ask(text: str, kept_id: Any, *filter_fields: Any) -> Iterator[list[Any]]:  # noqa: ANN401
        for step in _asked(asking, text, kept_id, filter_fields):
            yield _outputs(step)

    def chosen(event: gr.EventData, kept_id: Any, *filter_fields: Any) -> Iterator[list[Any]]:  # noqa: ANN401
        if event.question:
            yield from ask(str(event.question), kept_id, *filter_fields)
        else:
            yield _outputs(asking.resume(event.conversation))

    def list_earlier() -> str:
        return conversations_html([conversation_out(c) for c in state.library.conversations.latest()])

    def offer_choices() -> list[Any]:
        return [gr.update(choices=offered) for offered in choices(state)]

    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    asked = [
        gr.on([question.submit, send.click], ask, [question, *filled], shown, **quiet),
        conversation.select(chosen, filled, shown, **quiet),
        earlier.select(chosen, filled, shown, **quiet),
    ]
    for event in asked:
        event.then(list_earlier, None, earlier, **quiet)
    begin.click(lambda: _outputs(asking.begin()), None, shown, **quiet)
    page.load(lambda kept_id: _outputs(asking.resume(kept_id)), conversation_id, shown, **quiet)
    page.load(list_earlier, None, earlier, **quiet)
    page.load(offer_choices, None, [kinds, issuers], **quiet)


def _documents_room(page: "gr.Blocks", state: ApiState) -> None:
    import gradio as gr

    gr.HTML(_static("upload.html"), js_on_load=None, apply_default_css=False, elem_id="upload")
    words = gr.Textbox(
        "", show_label=False, placeholder="Tìm theo số, loại, trích yếu, cơ quan, tên tệp…", container=False,
        max_length=500, elem_id="document-words",
    )  # fmt: skip
    listed = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="document-list")
    limit = gr.State(_DOCUMENTS_AT_ONCE)
    more = gr.Button("Xem thêm", visible=False, elem_id="more-documents")
    refresh = gr.Button("Làm mới", visible="hidden", elem_id="refresh-documents")

    def list_documents(typed: str, at_most: int) -> list[Any]:
        records, following = state.library.documents.find(DocumentQuery(words=typed, limit=at_most))
        shown = documents_html([document_out(record) for record in records], searched=bool(typed.strip()))
        return [shown, gr.update(visible=following is not None)]

    def list_anew(typed: str) -> list[Any]:
        return [*list_documents(typed, _DOCUMENTS_AT_ONCE), _DOCUMENTS_AT_ONCE]

    def list_more(typed: str, at_most: int) -> list[Any]:
        return [*list_documents(typed, at_most + _DOCUMENTS_AT_ONCE), at_most + _DOCUMENTS_AT_ONCE]

    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    words.change(list_anew, words, [listed, more, limit], trigger_mode="always_last", **quiet)
    more.click(list_more, [words, limit], [listed, more, limit], **quiet)
    refresh.click(list_documents, [words, limit], [listed, more], **quiet)
    page.load(list_documents, [words, limit], [listed, more], **quiet)


def _asked(asking: Asking, text: str, kept_id: object, filter_fields: tuple[Any, ...]) -> Iterator[Shown]:
    try:
        filters = filters_of(*filter_fields)
    except ChiDaoError as error:
        resumed = asking.resume(kept_id)
        yield Shown(resumed.conversation, resumed.conversation_id, text, str(error))
        return
    yield from asking.ask(text, kept_id, filters)


def _outputs(shown: Shown) -> list[Any]:
    return [shown.conversation, shown.conversation_id, shown.question, notice_html(shown.notice)]


def _static(name: str) -> str:
    return (files("ui.chat") / "static" / name).read_text("utf-8")

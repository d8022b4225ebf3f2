"""The room of documents: uploading, searching, listing, what failed; a document opens in the source panel."""

from typing import TYPE_CHECKING, Any

from index.catalog.records import DocumentQuery
from ui.api.state import ApiState
from ui.chat.lists_html import documents_html, failures_html
from ui.chat.markup import static_text
from ui.present import document_out, failure_out

if TYPE_CHECKING:
    import gradio as gr

_AT_ONCE = 50
_FAILURES_SHOWN = 50
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}


def add_documents_room(page: "gr.Blocks", state: ApiState) -> None:
    """Add the room to the part of the page that is being built."""
    import gradio as gr

    gr.HTML(static_text("upload.html"), js_on_load=None, apply_default_css=False, elem_id="upload")
    words = gr.Textbox(
        "", show_label=False, placeholder="Tìm theo số, loại, trích yếu, cơ quan, tên tệp…", container=False,
        max_length=500, elem_id="document-words",
    )  # fmt: skip
    failed = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="failure-list")
    listed = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="document-list")
    limit = gr.State(_AT_ONCE)
    more = gr.Button("Xem thêm", visible=False, elem_id="more-documents")
    # Pressed by the upload script when a run is over.
    refresh = gr.Button("Làm mới", visible="hidden", elem_id="refresh-documents")

    def list_up_to(typed: str, at_most: int) -> list[Any]:
        records, following = state.library.documents.find(DocumentQuery(words=typed, limit=at_most))
        markup = documents_html([document_out(record) for record in records], searched=bool(typed.strip()))
        failures = state.library.failures.all(limit=_FAILURES_SHOWN)
        listed_failures = failures_html([failure_out(f) for f in failures], state.library.failures.count())
        return [markup, listed_failures, gr.update(visible=following is not None), at_most]

    shown = [listed, failed, more, limit]
    page.load(list_up_to, [words, limit], shown, **_QUIET)
    refresh.click(list_up_to, [words, limit], shown, **_QUIET)
    words.change(lambda typed: list_up_to(typed, _AT_ONCE), words, shown, trigger_mode="always_last", **_QUIET)
    more.click(lambda typed, at_most: list_up_to(typed, at_most + _AT_ONCE), [words, limit], shown, **_QUIET)

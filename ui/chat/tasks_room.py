"""The room of the register: who must do what, until when; a task opens its quote in the source panel."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from index.errors import ChiDaoError
from ui.api.state import ApiState
from ui.chat.answer_html import notice_html
from ui.chat.markup import static_text
from ui.chat.tasks_filters import add_filters, choices_of, query_of, wanted_of
from ui.chat.tasks_html import downloads_html, tasks_html
from ui.task_register import tasks_out

if TYPE_CHECKING:
    import gradio as gr

_ON_A_PAGE = 50
_QUIET = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the register a person is: the cursors of the pages up to the one shown, and of the next."""

    trail: tuple[str | None, ...] = (None,)
    following: str | None = None

    def next(self) -> "_Place":
        return _Place((*self.trail, self.following)) if self.following else self

    def previous(self) -> "_Place":
        return _Place(self.trail[:-1] or (None,))


def add_tasks_room(tab: "gr.Tab", state: ApiState) -> None:
    """Add the room to the tab that is being built; it is filled when the tab is opened."""
    import gradio as gr

    fields = add_filters()
    notice = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="task-notice")
    downloads = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="task-downloads")
    listed = gr.HTML(js_on_load=None, apply_default_css=False, elem_id="task-list")
    with gr.Row(elem_id="task-pages"):
        previous = gr.Button("← Trang trước", visible=False, elem_id="previous-tasks", size="sm")
        following = gr.Button("Trang sau →", visible=False, elem_id="next-tasks", size="sm")
    place = gr.State(_Place())
    shown = [notice, downloads, listed, previous, following, place]

    def list_anew(*typed: Any) -> list[Any]:  # noqa: ANN401
        return _listed(state, typed, _Place())

    def list_next(at: _Place, *typed: Any) -> list[Any]:  # noqa: ANN401
        return _listed(state, typed, at.next())

    def list_previous(at: _Place, *typed: Any) -> list[Any]:  # noqa: ANN401
        return _listed(state, typed, at.previous())

    how, assignee, words, role, document, first, last, named = fields
    tab.select(None, None, None, js=static_text("fold_on_phone.js"), **_QUIET)
    tab.select(lambda: choices_of(state), None, [assignee, document], **_QUIET)
    # A day is looked at when it is typed to its end: half of one is none.
    days = [event for field in (first, last) for event in (field.submit, field.blur)]
    chosen = [field.change for field in (how, assignee, words, role, document, named)]
    gr.on([tab.select, *chosen, *days], list_anew, list(fields), shown, trigger_mode="always_last", **_QUIET)
    for button, turn in ((previous, list_previous), (following, list_next)):
        turned = button.click(turn, [place, *fields], shown, **_QUIET)
        turned.then(None, None, None, js="() => document.querySelector('#task-list').scrollIntoView()", **_QUIET)


def _listed(state: ApiState, typed: tuple[Any, ...], place: _Place) -> list[Any]:
    import gradio as gr

    today = date.today()
    try:
        wanted = wanted_of(*typed, today=today)
        records, following = state.library.tasks.find(wanted, _ON_A_PAGE, place.trail[-1])
    except ChiDaoError as error:
        return [notice_html(str(error)), *(gr.skip() for _ in range(5))]
    before = (len(place.trail) - 1) * _ON_A_PAGE
    total = state.library.tasks.total(wanted)
    markup = tasks_html(tasks_out(state.library, records), total, today, before=before)
    links = downloads_html(query_of(wanted)) if records else ""
    turning = [gr.update(visible=before > 0), gr.update(visible=following is not None)]
    return ["", links, markup, *turning, _Place(place.trail, following)]

"""POST /v1/ask, whole or as a stream of events."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterable, Iterator

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from sse_starlette import EventSourceResponse, ServerSentEvent

from index.errors import ChiDaoError
from rag.answer import Citation, Statement
from rag.rewriting.showing import Show
from rag.saying import render
from ui.api.access import MayRead
from ui.api.state import ApiState, State
from ui.present import ask_response, citation_out, store_filter
from ui.statement_places import pieces
from ui.task_register import tasks_out
from ui.turns import turns_before
from ui.wire import AskRequest, AskResponse, CitationOut

router = APIRouter(prefix="/v1", tags=["Hỏi đáp"])

_Early = tuple[Statement, tuple[Citation, ...]]


@router.post("/ask", response_model=AskResponse)
async def ask(request: AskRequest, state: State, _: MayRead) -> AskResponse | EventSourceResponse:
    """Answer a question from the documents, every sentence with its source; or say that they do not tell."""
    if request.stream:
        return EventSourceResponse(_events(request, state))
    return await run_in_threadpool(answer_and_keep, request, state)


def answer_and_keep(request: AskRequest, state: ApiState, show: Show | None = None) -> AskResponse:
    """Answer a question and keep the answer in its conversation; ``show`` is told of it while it is written."""
    answer = state.assistant.ask(
        request.question,
        filter=store_filter(request.filters),
        mode=request.mode,
        as_of=request.as_of,
        turns=turns_before(request, state.library.conversations),
        show=show,
    )
    response = ask_response(
        answer,
        request.conversation_id or uuid.uuid4().hex,
        passages=request.passages,
        tasks=tasks_out(state.library, answer.tasks),
    )
    state.library.conversations.save_answer(
        response.id, response.conversation_id, response.question, response.model_dump(mode="json")
    )
    return response


async def _events(request: AskRequest, state: ApiState) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent('{"state": "retrieving"}', event="status")
    early: asyncio.Queue[_Early | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def show(statement: Statement, citations: tuple[Citation, ...]) -> None:
        loop.call_soon_threadsafe(early.put_nowait, (statement, citations))

    answering = asyncio.ensure_future(run_in_threadpool(answer_and_keep, request, state, show))
    answering.add_done_callback(lambda _: early.put_nowait(None))
    said = ""
    while (shown := await early.get()) is not None:
        text = " " * bool(said) + render(shown[:1], listed=False)
        said += text
        for event in _piece(text, map(citation_out, shown[1])):
            yield event
    try:
        response = await answering
    except ChiDaoError as error:
        yield ServerSentEvent(_json({"state": "failed", "detail": str(error)}), event="status")
        return
    if not response.answer.startswith(said):
        # A document changed meanwhile, and what there is now gave another answer.
        yield ServerSentEvent(_json({"state": "restarted"}), event="status")
        said = ""
    for delta, citations in pieces(response, len(said)):
        for event in _piece(delta, citations):
            yield event
    yield ServerSentEvent(response.model_dump_json(), event="done")


def _piece(delta: str, citations: Iterable[CitationOut]) -> Iterator[ServerSentEvent]:
    """A sentence, and after it the citations that it is the first to use."""
    yield ServerSentEvent(_json({"text": delta}), event="delta")
    for citation in citations:
        yield ServerSentEvent(citation.model_dump_json(), event="citation")


def _json(value: dict[str, str]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)

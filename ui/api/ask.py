"""POST /v1/ask, whole or as a stream of events."""

import uuid
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from sse_starlette import EventSourceResponse, ServerSentEvent

from index.errors import ChiDaoError
from ui.api.access import MayRead
from ui.api.state import ApiState, State
from ui.present import ask_response, store_filter
from ui.wire import AskRequest, AskResponse

router = APIRouter(prefix="/v1", tags=["Hỏi đáp"])


@router.post("/ask", response_model=AskResponse)
async def ask(request: AskRequest, state: State, _: MayRead) -> AskResponse | EventSourceResponse:
    """Answer a question from the documents, every sentence with its source; or say that they do not tell."""
    if request.stream:
        return EventSourceResponse(_events(request, state))
    return await run_in_threadpool(answer_and_keep, request, state)


def answer_and_keep(request: AskRequest, state: ApiState) -> AskResponse:
    """Answer a question and keep the answer in its conversation."""
    answer = state.assistant.ask(
        request.question, filter=store_filter(request.filters), mode=request.mode, as_of=request.as_of
    )
    response = ask_response(answer, request.conversation_id or uuid.uuid4().hex, passages=request.passages)
    state.library.conversations.save_answer(
        response.id, response.conversation_id, response.question, response.model_dump(mode="json")
    )
    return response


async def _events(request: AskRequest, state: ApiState) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent('{"state": "retrieving"}', event="status")
    try:
        response = await run_in_threadpool(answer_and_keep, request, state)
    except ChiDaoError as error:
        yield ServerSentEvent(_json({"state": "failed", "detail": str(error)}), event="status")
        return
    for delta in _deltas(response):
        yield ServerSentEvent(_json({"text": delta}), event="delta")
    for citation in response.citations:
        yield ServerSentEvent(citation.model_dump_json(), event="citation")
    yield ServerSentEvent(response.model_dump_json(), event="done")


def _deltas(response: AskResponse) -> list[str]:
    """The answer in the pieces it is made of; together they are the answer exactly."""
    pieces: list[str] = []
    rest = response.answer
    for statement in response.statements:
        end = rest.find(statement.text) + len(statement.text) + sum(len(f"[{n}]") for n in statement.citations) + 1
        pieces.append(rest[:end])
        rest = rest[end:]
    return [piece for piece in (*pieces, rest) if piece]


def _json(value: dict[str, str]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)

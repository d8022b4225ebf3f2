"""The OpenAI-compatible door: chat clients ask here what ``/v1/ask`` answers.

An answer is streamed when it is whole: what that protocol has sent cannot be taken back.
"""

import time
from collections.abc import AsyncIterator, Iterator
from typing import Literal

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sse_starlette import EventSourceResponse, ServerSentEvent

from ui.api.access import MayRead
from ui.api.ask import answer_and_keep
from ui.api.state import ApiState, State
from ui.footnotes import footnotes
from ui.statement_places import pieces
from ui.wire import AskRequest, AskResponse
from ui.wire.asking import Turn
from ui.wire.chat_completions import (
    MODELS,
    AnsweredMessage,
    ChatCompletion,
    ChatCompletionChunk,
    ChatCompletionRequest,
    Choice,
    ChunkChoice,
    Delta,
    Model,
    Models,
    Usage,
)

router = APIRouter(prefix="/v1", tags=["Tương thích OpenAI"])

_MODES: dict[str, Literal["auto", "extractive"]] = {MODELS[0]: "auto", MODELS[1]: "extractive"}
_MOST_TURNS = 100
_MOST_CHARACTERS = 20_000


@router.get("/models")
async def models(_: MayRead) -> Models:
    """What may be asked: with the configured language model where there is one, or in the documents' own words."""
    return Models(data=[Model(id=name, created=0) for name in MODELS])


@router.post("/chat/completions", response_model=ChatCompletion)
async def chat_completions(
    request: ChatCompletionRequest, state: State, _: MayRead
) -> ChatCompletion | EventSourceResponse:
    """Answer the last question of a conversation, with footnotes and citations."""
    model = request.model if request.model in _MODES else MODELS[0]
    response = await run_in_threadpool(answer_and_keep, _asked(request, model), state)
    created, usage = int(time.time()), await run_in_threadpool(_usage, request, response, state)
    if request.stream:
        told = usage if request.stream_options and request.stream_options.include_usage else None
        return EventSourceResponse(_events(response, model, created, told))
    message = AnsweredMessage(content=response.answer + footnotes(response), citations=response.citations)
    return ChatCompletion(id=response.id, created=created, model=model, choices=[Choice(message=message)], usage=usage)


def _asked(request: ChatCompletionRequest, model: str) -> AskRequest:
    """The last message of a user as the question, those before it as its history."""
    told = [message for message in request.messages if message.role in ("user", "assistant") and message.text.strip()]
    last = max((at for at, message in enumerate(told) if message.role == "user"), default=None)
    question = "" if last is None else told[last].text
    before = told[:last][-_MOST_TURNS:]
    try:
        history = [Turn.model_validate({"role": m.role, "content": m.text[:_MOST_CHARACTERS]}) for m in before]
        return AskRequest(question=question, history=history, mode=_MODES[model])
    except ValidationError as error:
        places = [{**one, "loc": ("body", "messages")} for one in error.errors()]
        raise RequestValidationError(places) from error


def _usage(request: ChatCompletionRequest, response: AskResponse, state: ApiState) -> Usage:
    count = state.library.encoder().count_tokens
    asked = sum(count(message.text) for message in request.messages)
    said = count(response.answer + footnotes(response))
    return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)


async def _events(
    response: AskResponse, model: str, created: int, usage: Usage | None
) -> AsyncIterator[ServerSentEvent]:
    for choices in _choices(response):
        yield _event(ChatCompletionChunk(id=response.id, created=created, model=model, choices=choices))
    if usage:
        yield _event(ChatCompletionChunk(id=response.id, created=created, model=model, choices=[], usage=usage))
    yield ServerSentEvent("[DONE]")


def _choices(response: AskResponse) -> Iterator[list[ChunkChoice]]:
    """The role, each sentence, the footnotes, and at the end all citations."""
    yield [ChunkChoice(delta=Delta(role="assistant", content=""))]
    for text, _ in pieces(response):
        yield [ChunkChoice(delta=Delta(content=text))]
    if response.citations:
        yield [ChunkChoice(delta=Delta(content=footnotes(response)))]
    yield [ChunkChoice(delta=Delta(citations=response.citations), finish_reason="stop")]


def _event(chunk: ChatCompletionChunk) -> ServerSentEvent:
    return ServerSentEvent(chunk.model_dump_json(exclude_none=True))

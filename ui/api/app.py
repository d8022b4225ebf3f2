"""The API's app, put together from its routes."""

import logging
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi_offline import FastAPIOffline

from ui.api import ask, chat_completions, conversations, documents, health, search, tasks
from ui.api.problems import add_problem_handlers
from ui.api.state import ApiState

_log = logging.getLogger("chidao.access")


def build_app(state: ApiState) -> FastAPI:
    """The whole API over an open state; the state is closed when the app shuts down."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        state.close()

    app = FastAPIOffline(
        title="Chỉ Đạo",
        version="1",
        description="Hỏi đáp trên văn bản chỉ đạo, điều hành; từng câu dẫn tới đúng đoạn văn bản gốc.",
        lifespan=lifespan,
    )
    app.state.chidao = state
    add_problem_handlers(app)
    if state.settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(state.settings.cors_origins),
            allow_methods=["*"],
            allow_headers=["Authorization", "Content-Type"],
        )
    app.middleware("http")(_log_request)
    for module in (ask, chat_completions, search, documents, tasks, conversations, health):
        app.include_router(module.router)
    return app


async def _log_request(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """One line a request, with its id and without its body, its query or its key."""
    request.state.request_id = uuid.uuid4().hex
    started = time.perf_counter()
    response = await call_next(request)
    response.headers["X-Request-ID"] = request.state.request_id
    milliseconds = (time.perf_counter() - started) * 1000
    _log.info(
        "%s %s %d %.0f ms %s",
        request.method, request.url.path, response.status_code, milliseconds, request.state.request_id,
    )  # fmt: skip
    return response

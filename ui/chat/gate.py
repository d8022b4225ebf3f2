"""The chat's gate: only what the page needs, only for those who may read, only for the page's own calls."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from ui.api.access import scopes_of
from ui.api.state import ApiState

# What Gradio's page loads and calls. Its other addresses (files, uploads, proxy, recordings, code editing, login)
# serve nothing here: a document is uploaded through the API, and the page plays no media.
_PAGES = frozenset({"", "config", "theme.css", "favicon.ico"})
_FOLDERS = ("assets/", "static/")
_CALLS = frozenset({"app_id", "cancel", "heartbeat", "info", "queue", "reset", "startup-events"})
_CALL_PREFIX = "gradio_api/"
# Browsers that read only the first scheme of a challenge must find the one they can ask a person for.
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Chi Dao", charset="UTF-8"'}


class ChatGate:
    """ASGI app in front of the chat's. Refusals are raised, so that they leave as the API's problem documents."""

    def __init__(self, chat: ASGIApp, state: ApiState) -> None:
        self._chat = chat
        self._state = state
        self._policy = _content_policy(state.settings.cors_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through to the chat, or raise 401, 403 or 404."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        request = Request(scope, receive)
        if not _served(request.url.path):
            raise HTTPException(404)
        await run_in_threadpool(self._admit, request)
        await self._chat(scope, receive, self._with_headers(send))

    def _admit(self, request: Request) -> None:
        origin = request.headers.get("origin")
        # A browser adds the password it remembers to calls of any page, so a key does not excuse a foreign one.
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            raise HTTPException(403, "Trang hỏi đáp không nhận lời gọi từ trang khác.")
        try:
            scopes = scopes_of(self._state, request)
        except HTTPException as error:
            raise _asking_for_password(error) from error
        if "read" not in scopes:
            raise HTTPException(403, "Khóa này không có quyền 'read'.")

    def _with_headers(self, send: Send) -> Callable[[Message], Awaitable[None]]:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        return send_with_headers


def _served(path: str) -> bool:
    path = path.lstrip("/")
    if path.startswith(_CALL_PREFIX):
        return path.removeprefix(_CALL_PREFIX).partition("/")[0] in _CALLS
    return path in _PAGES or path.startswith(_FOLDERS)


def _asking_for_password(error: HTTPException) -> HTTPException:
    return HTTPException(401, error.detail, _CHALLENGE) if error.status_code == 401 else error


def _content_policy(portals: tuple[str, ...]) -> str:
    """The browser itself keeps the page from reaching any other host; Gradio compiles its templates with eval."""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(("frame-ancestors 'self'", *portals)),
        )
    )

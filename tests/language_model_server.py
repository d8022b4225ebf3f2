"""A real HTTP server that speaks the OpenAI chat-completions protocol and says what a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "thử-nghiệm"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered. ``body`` replaces the protocol's JSON; ``{authorization}`` in it echoes the caller's header.

    ``delay`` seconds pass before the first byte; with ``drip`` the body comes byte by byte, that many seconds apart.
    ``promised`` claims a longer body than is sent.
    """

    text: str = ""
    status: int = 200
    body: bytes | None = None
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    drip: float = 0.0
    promised: int = 0


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came in; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """All that the model is told."""
        return "\n".join(str(message["content"]) for message in self.body.get("messages", []))


Say = Callable[[Received], Reply]


@dataclass(slots=True)
class LanguageModelServer:
    """A running server: ``url`` is the base URL to configure, ``received`` what has been asked so far."""

    url: str
    say: Say
    api_key: str | None = None
    received: list[Received] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def reply(self, *replies: Reply | str) -> None:
        """Give these replies in turn, the last one for ever."""
        self.say = in_turn(replies)


def in_turn(replies: Sequence[Reply | str]) -> Say:
    left = [reply if isinstance(reply, Reply) else Reply(reply) for reply in replies]
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@contextmanager
def running_language_model(*replies: Reply | str, api_key: str | None = None) -> Iterator[LanguageModelServer]:
    """Run a server on loopback; with ``api_key`` every other key is refused. It is gone when the block ends."""
    server = LanguageModelServer("", in_turn(replies or ("",)), api_key)
    handler = type("Handler", (_Handler,), {"model_server": server})
    listener = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    listener.daemon_threads = True
    server.url = f"http://127.0.0.1:{listener.server_port}/v1"
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        listener.shutdown()
        listener.server_close()
        thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model_server: LanguageModelServer

    def do_GET(self) -> None:
        received = self._receive()
        if received.path != "/v1/models":
            self._send(_problem(404, "no such path"), received)
        elif self._refused(received):
            self._send(_problem(401, "Incorrect API key provided: {authorization}"), received)
        else:
            models = {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "test"}]}
            self._send(Reply(body=_json(models)), received)

    def do_POST(self) -> None:
        received = self._receive()
        if received.path != "/v1/chat/completions":
            self._send(_problem(404, "no such path"), received)
        elif self._refused(received):
            self._send(_problem(401, "Incorrect API key provided: {authorization}"), received)
        else:
            self._send(self.model_server.say(received), received)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def _receive(self) -> Received:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        received = Received(self.command, self.path, headers, json.loads(raw) if raw else {})
        self.model_server.received.append(received)
        return received

    def _refused(self, received: Received) -> bool:
        key = self.model_server.api_key
        return key is not None and received.headers.get("authorization") != f"Bearer {key}"

    def _send(self, reply: Reply, received: Received) -> None:
        streamed = reply.body is None and reply.status < 300 and bool(received.body.get("stream"))
        body = _events(reply.text) if streamed else reply.body if reply.body is not None else _completion(reply.text)
        body = body.replace(b"{authorization}", received.headers.get("authorization", "").encode())
        # Whoever asked may be gone by now.
        with suppress(ConnectionError):
            self.model_server.stopping.wait(reply.delay)
            self.send_response(reply.status)
            self.send_header("Content-Type", "text/event-stream" if streamed else reply.content_type)
            self.send_header("Content-Length", str(max(len(body), reply.promised)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self._write(body, reply.drip)
        self.close_connection = reply.promised > len(body) or self.close_connection

    def _write(self, body: bytes, drip: float) -> None:
        if not drip:
            self.wfile.write(body)
            return
        for byte in body:
            if self.model_server.stopping.is_set():
                break
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(drip)


def _completion(text: str) -> bytes:
    message = {"role": "assistant", "content": text}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return _json({**_head("chat.completion"), "choices": [choice], "usage": usage})


def _events(text: str) -> bytes:
    pieces = [*(f"{word} " for word in text.split(" ")[:-1]), text.split(" ")[-1]]
    deltas: list[dict[str, str]] = [{"role": "assistant", "content": ""}, *({"content": piece} for piece in pieces), {}]
    chunks = [
        {"index": 0, "delta": delta, "finish_reason": None if delta else "stop", "logprobs": None} for delta in deltas
    ]
    events = [_json({**_head("chat.completion.chunk"), "choices": [chunk]}) for chunk in chunks]
    return b"".join(b"data: " + event + b"\n\n" for event in [*events, b"[DONE]"])


def _head(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 0, "model": MODEL}


def _problem(status: int, message: str) -> Reply:
    return Reply(status=status, body=_json({"error": {"message": message, "type": "test", "code": None}}))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()

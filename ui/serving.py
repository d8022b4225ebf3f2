"""Serving: the owner of a data folder always answers on a loopback address, so that others can be forwarded."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ChiDaoError, OwnerError, SettingsError
from index.owner import Ownership
from index.settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from index.library import Library

_log = logging.getLogger(__name__)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_START_SECONDS = 60


def serve(settings: Settings, *, host: str, port: int, with_chat: bool, ownership: Ownership) -> None:
    """Serve API and chat until told to stop; the data folder is given up afterwards.

    Raises ``SettingsError`` for an address that others can reach while there is no key that would let them in,
    ``OwnerError`` when the address is taken.
    """
    from ui.api.state import open_state

    listener = _listen(host, port)
    state = open_state(settings, ownership.token)
    try:
        if host not in _LOOPBACK and not state.library.keys.any_valid():
            raise SettingsError(
                f"Không mở dịch vụ tại {host} khi chưa có khóa truy cập nào. Tạo khóa trước: "
                "chidao keys create --name TÊN --scope read"
            )
        app = _app(state, with_chat=with_chat)
        ownership.announce(_url("127.0.0.1" if host in ("0.0.0.0", "localhost") else host, listener))
        threading.Thread(target=_warm_up, args=(state.library,), name="warm-up", daemon=True).start()
        _server(app).run(sockets=[listener])
    finally:
        state.close()
        listener.close()
        ownership.release()


@contextmanager
def serving_in_background(settings: Settings, ownership: Ownership) -> Iterator[str]:
    """The API on a free loopback port for as long as the block runs; gives its URL."""
    from ui.api.state import open_state

    listener = _listen("127.0.0.1", 0)
    state = open_state(settings, ownership.token)
    server = _server(_app(state, with_chat=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="api", daemon=True)
    thread.start()
    try:
        _wait_until_started(server, thread)
        url = _url("127.0.0.1", listener)
        ownership.announce(url)
        yield url
        # Another process may have been forwarded here meanwhile.
        state.jobs.finish()
    finally:
        server.should_exit = True
        # As long as the present batch takes: the lock must not be given up while it is being written.
        thread.join()
        listener.close()
        ownership.release()


def _warm_up(library: "Library") -> None:
    """Load model, store and names now, so that no first question waits for them; a failure shows in /readyz."""
    try:
        library.store()
        library.names()
    except ChiDaoError as error:
        _log.error("%s", error)


def _app(state: "object", *, with_chat: bool) -> "FastAPI":
    from ui.api.app import build_app
    from ui.api.state import ApiState

    assert isinstance(state, ApiState)
    app = build_app(state)
    if with_chat:
        from ui.chat.mount import mount_chat

        app = mount_chat(app, state)
    return app


def _server(app: "FastAPI") -> "uvicorn.Server":
    import uvicorn

    return uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise OwnerError(
            f"Không mở được địa chỉ {host}:{port}: {error}. "
            "Chọn cổng khác bằng --port hoặc dừng chương trình đang chiếm cổng."
        ) from error
    return listener


def _url(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _wait_until_started(server: "uvicorn.Server", thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise OwnerError("Dịch vụ nội bộ không khởi động được; xem nhật ký.")
        time.sleep(0.01)


def set_up_logging(log_format: str, *, quiet: bool) -> None:
    """Log to standard error, as text or as JSON lines; ``quiet`` keeps to warnings, for commands."""
    handler = logging.StreamHandler()
    if log_format == "json":
        from pythonjsonlogger.json import JsonFormatter

        handler.setFormatter(JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING if quiet else logging.INFO, handlers=[handler], force=True)
    for noisy in ("httpx", "alembic", "sentence_transformers", "httpcore", "qdrant_client"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

"""A real service as a process of its own, for the journeys through its doors."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from ui.cli import main; main()", *arguments]


def environment(data: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "CHIDAO_DATA_DIR": str(data), "COLUMNS": "200", **more}


def chidao(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=environment(data, **more), capture_output=True, text=True, check=False
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_service(data: Path, *arguments: str, **more: str) -> Iterator[httpx.Client]:
    port = free_port()
    serve = command("serve", "--port", str(port), *arguments)
    process = subprocess.Popen(serve, env=environment(data, **more), stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120, trust_env=False) as client:
            deadline = time.monotonic() + 120
            while not answers(client):
                assert process.poll() is None and time.monotonic() < deadline, "the service did not start"
                time.sleep(0.2)
            yield client
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/healthz").is_success
    except httpx.TransportError:
        return False

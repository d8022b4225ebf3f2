"""A service of one's own for a measurement: a data folder, an ingestion, a running server, all left again."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx

_START_SECONDS = 120


def ingest(data_dir: Path, *paths: Path) -> None:
    """Bring files in through the product's own command."""
    subprocess.run([*_command(), "ingest", *map(str, paths)], env=_environment(data_dir), check=True)


@contextmanager
def service(data_dir: Path) -> Iterator[httpx.Client]:
    """``chidao serve`` on a free loopback port, ready to answer; gives a client of it."""
    port = _free_port()
    command = [*_command(), "serve", "--no-ui", "--port", str(port)]
    # The log has a line for each request: it is shown only when the service does not start.
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env=_environment(data_dir), stdout=subprocess.DEVNULL, stderr=log)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120, trust_env=False) as client:
                _wait(client, process, log)
                yield client
        finally:
            process.terminate()
            process.wait(timeout=30)


def _command() -> list[str]:
    return [sys.executable, "-c", "from ui.cli import main; main()"]


def _environment(data_dir: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHIDAO_")}
    return {**kept, "CHIDAO_DATA_DIR": str(data_dir)}


def _wait(client: httpx.Client, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if client.get("/readyz").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    log.seek(0)
    raise RuntimeError(f"the service did not become ready:\n{log.read().decode(errors='replace')}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""A real Chromium and a real server process for journeys through the page."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from qdrant_server import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

START_SECONDS = 90.0
# Nothing of the browser's own may go to the network, or it would pass for the page's doing.
_ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


def chromium_binary() -> str | None:
    """Debian's Chromium, if it is there."""
    return shutil.which("chromium")


@contextmanager
def running_chromium(hosts: Mapping[str, str] | None = None) -> Iterator["Browser"]:
    """A browser; ``hosts`` are names it finds at the addresses given."""
    from playwright.sync_api import sync_playwright

    rules = ", ".join(f"MAP {name} {address}" for name, address in (hosts or {}).items())
    arguments = [*_ARGUMENTS, *([f"--host-resolver-rules={rules}"] if rules else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_binary(), args=arguments)
        yield browser
        browser.close()


@contextmanager
def running_service(data_dir: Path, **settings: str) -> Iterator[str]:
    """``chidao serve`` as its own process over a data folder; gives its URL and ends the process afterwards."""
    port = free_port()
    log = data_dir.parent / f"{data_dir.name}-service.log"
    environment = {**os.environ, "CHIDAO_DATA_DIR": str(data_dir), **settings}
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=Path(__file__).resolve().parent.parent, env=environment, stdout=output, stderr=output
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_alive(url, process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_alive(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/healthz", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"the service did not start:\n{log.read_text(errors='replace')[-4000:]}")

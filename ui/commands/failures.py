"""``chidao documents failed``: the files that could not be read, and why."""

import json
import sys

from rich.console import Console
from rich.text import Text

from index.errors import RemoteError
from index.settings import Settings
from ui.client import connected


def list_failures(settings: Settings, *, as_json: bool) -> None:
    """Print the failed files with their reasons, the last failure first."""
    with connected(settings) as client:
        failures = client.failures()
    if as_json:
        sys.stdout.write(json.dumps([f.model_dump(mode="json") for f in failures], ensure_ascii=False, indent=2) + "\n")
        return
    console = Console()
    for failure in failures:
        times = f" · {failure.attempts} lần" if failure.attempts > 1 else ""
        kept = " · bản đã nạp trước đó vẫn giữ" if failure.document_id else ""
        console.print(Text(f"✗ {failure.source}", style="red"), soft_wrap=True)
        console.print(Text(f"  {failure.reason}"), soft_wrap=True)
        when = f"{failure.last_failed_at.astimezone():%d/%m/%Y %H:%M}"
        console.print(Text(f"  {when}{times}{kept} · mã {failure.id}", style="dim"), soft_wrap=True)
    console.print(f"{len(failures)} tệp không nạp được.")


def dismiss_failures(settings: Settings, failure_ids: list[str]) -> int:
    """Take failed files off the list; returns the exit code, 1 when one was not there."""
    console, failed = Console(), 0
    with connected(settings) as client:
        for failure_id in failure_ids:
            try:
                client.dismiss_failure(failure_id)
                console.print(Text(f"Đã bỏ {failure_id} khỏi danh sách."))
            except RemoteError as error:
                failed = 1
                console.print(Text(f"Không bỏ được {failure_id}: {error}", style="red"))
    return failed

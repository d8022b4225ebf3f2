"""``chidao ingest``: progress while it runs, a summary with every reason at its end."""

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index.settings import Settings
from ui.client import Client, connected
from ui.wire import IngestPathsRequest, IngestPathsResponse, JobOut

_NAMES = {"added": "thêm mới", "updated": "cập nhật", "unchanged": "không đổi", "failed": "không nạp được"}


def ingest(settings: Settings, paths: list[Path], *, prune: bool, reindex: bool) -> int:
    """Ingest and say what became of every file; returns the exit code, 1 when some failed."""
    console = Console()
    with connected(settings) as client:
        if not client.owns:
            console.print("Dịch vụ đang chạy; chuyển yêu cầu nạp cho dịch vụ đó.")
        begun = client.ingest_paths(
            IngestPathsRequest(
                # The owner may have another working folder; what was written stays visible in the source's name.
                paths=[str(path) if client.owns else str(path.resolve()) for path in paths],
                prune=prune,
                reindex=reindex,
                optimize=client.owns,
            )
        )
        job = _follow(client, begun.job_id, console)
    _summarise(job, begun, console)
    failed = job.state == "failed" or any(d.status == "failed" for d in job.documents)
    return 1 if failed else 0


def _follow(client: Client, job_id: str, console: Console) -> JobOut:
    columns = (TextColumn("Đang nạp"), BarColumn(), MofNCompleteColumn(), TextColumn("tệp"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("ingest", total=None)

        def show(job: JobOut) -> None:
            bar.update(task, completed=job.done, total=job.total or None)

        return client.follow(job_id, show)


def _summarise(job: JobOut, begun: IngestPathsResponse, console: Console) -> None:
    counts = Counter[str](document.status for document in job.documents)
    console.print("Kết quả: " + ", ".join(f"{_NAMES[status]} {counts[status]}" for status in _NAMES) + ".")
    if job.state == "done" and job.detail:
        console.print(escape(job.detail), soft_wrap=True)
    if begun.passed_over:
        console.print(f"Bỏ qua {len(begun.passed_over)} tệp không phải văn bản: {escape(', '.join(begun.passed_over))}")
    for document in job.documents:
        if document.detail:
            mark = "[red]✗[/red]" if document.status == "failed" else "[yellow]•[/yellow]"
            console.print(f"  {mark} {escape(document.source)}: {escape(document.detail)}", soft_wrap=True)
    if job.state == "failed":
        console.print(f"[red]Đợt nạp dừng giữa chừng:[/red] {escape(job.detail or '')}", soft_wrap=True)

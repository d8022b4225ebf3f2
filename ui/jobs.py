"""Ingestion runs in the background: one at a time, in the order they were asked for."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from pathlib import Path

from index.catalog.records import JobDocument
from index.errors import ChiDaoError
from index.library import Library
from ui.uploads import Upload, Uploads

_log = logging.getLogger(__name__)
_STOPPED = "Dịch vụ dừng khi chưa nạp hết; nạp lại để hoàn tất."
_BROKEN = "Lỗi không lường trước khi nạp; xem nhật ký của dịch vụ."


class Jobs:
    """Starts ingestion runs on the library and notes in the catalog how far they are."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ingest")
        self._stopping = threading.Event()

    def start_paths(
        self, paths: Sequence[Path], *, prune: bool, reindex: bool, optimize: bool
    ) -> tuple[str, list[str]]:
        """Ingest files of this machine; returns the run's id and the files passed over.

        Raises ``CatalogError`` where ``prune`` is not safe.
        """
        if prune:
            self._library.gone(paths)
        incoming, passed_over = self._library.incoming(paths)

        def work(report: Callable[[JobDocument], None]) -> str | None:
            if reindex:
                self._library.reindex(report)
            self._library.ingest(takewhile(self._goes_on, incoming), report)
            # Only now: a file that was renamed has by now taken its document along.
            pruned = self._prune(paths) if prune and not self._stopping.is_set() else []
            if optimize:
                self._library.optimize()
            return f"Đã gỡ {len(pruned)} văn bản không còn tệp nguồn: {', '.join(pruned)}" if pruned else None

        documents = self._library.documents.counts()[0] if reindex else 0
        return self._start(work, len(incoming) + documents), list(passed_over)

    def start_uploads(self, uploads: Uploads, received: Sequence[Upload]) -> str:
        """Ingest uploaded files; returns the run's id."""

        def work(report: Callable[[JobDocument], None]) -> str | None:
            # One run for each file: two of one name in one upload are two versions of one document, in their order.
            for upload in takewhile(self._goes_on, received):
                self._ingest_upload(uploads, upload, report)
            return None

        return self._start(work, len(received))

    def finish(self) -> None:
        """Wait for the runs that are asked for; no more are taken."""
        self._worker.shutdown(wait=True)

    def close(self) -> None:
        """Let the present batch end; what is left is not begun."""
        self._stopping.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _ingest_upload(self, uploads: Uploads, upload: Upload, report: Callable[[JobDocument], None]) -> None:
        files = {file.source: file for file in uploads.incoming(upload)}

        def settle(document: JobDocument) -> None:
            uploads.keep(files[document.source], document)
            report(document)

        try:
            self._library.ingest(takewhile(self._goes_on, files.values()), settle)
        finally:
            uploads.drop(upload)

    def _goes_on(self, _: object) -> bool:
        return not self._stopping.is_set()

    def _prune(self, paths: Sequence[Path]) -> list[str]:
        removed = []
        for document_id in self._library.gone(paths):
            removed.append(self._library.documents.get(document_id).source)
            self._library.remove(document_id)
        self._library.forget_gone_failures(paths)
        return removed

    def _start(self, work: Callable[[Callable[[JobDocument], None]], str | None], total: int) -> str:
        """Begin a run; what ``work`` returns is told of it when it is done."""
        jobs = self._library.jobs
        job_id = jobs.create()
        jobs.set_state(job_id, "queued", total=total)

        def run() -> None:
            try:
                jobs.set_state(job_id, "running")
                told = work(lambda document: jobs.record(job_id, [document]))
            except ChiDaoError as error:
                jobs.set_state(job_id, "failed", detail=str(error))
            except Exception:  # noqa: BLE001
                # The run's last door: whatever broke must be on record, or its caller waits for ever.
                _log.exception("ingestion run %s broke", job_id)
                jobs.set_state(job_id, "failed", detail=_BROKEN)
            else:
                stopped = self._stopping.is_set()
                jobs.set_state(job_id, "failed" if stopped else "done", detail=_STOPPED if stopped else told)

        self._worker.submit(run)
        return job_id

"""Files to documents in a process of its own: one that crashes, hangs or eats memory costs only itself."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.document import Document, build_document
from index.errors import ReadError
from index.passages import Passage, split_into_passages
from index.readers.reading import check_length, read_bytes

if TYPE_CHECKING:
    from pebble import ProcessPool

# A worker is replaced after so many files, so that what a library leaks does not add up.
_FILES_A_WORKER = 200


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What one file may cost: its size in bytes, seconds on the clock, memory of the reading process in bytes.

    ``folder`` is the only place where readers may write what they need for a while.
    """

    max_bytes: int
    seconds: float
    memory: int
    folder: Path


@dataclass(frozen=True, slots=True)
class FileToRead:
    """The bytes of a file and what its document is to be called; see ``Document``."""

    data: bytes
    source: str
    location: str
    sha256: str
    document_id: str
    revision: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A document and its passages, ready to be encoded; ``remark`` tells what of the file could not be read."""

    document: Document
    passages: tuple[Passage, ...]
    remark: str | None = None


class GuardedReader:
    """Reads files one at a time in another process, which is ended and replaced when a file breaks a limit."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._pool: ProcessPool | None = None
        self._starting = threading.Lock()

    def begin(self, file: FileToRead) -> Callable[[], ReadFile]:
        """Start reading; what is returned waits for the end and raises ``ReadError`` with the reason why not."""
        future = self._workers().schedule(_read, args=(file, self._limits), timeout=self._limits.seconds)
        return lambda: self._result(future)

    def close(self) -> None:
        """End the reading process; what it is reading is given up."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None
            self._clear()

    def _clear(self) -> None:
        """Drop what a reading process that was ended left behind."""
        shutil.rmtree(self._limits.folder, ignore_errors=True)

    def _workers(self) -> "ProcessPool":
        with self._starting:
            if self._pool is None or not self._pool.active:
                from multiprocessing import get_context

                from pebble import ProcessPool

                self._clear()
                # Spawned, not forked: the process that serves has threads and a model loaded.
                self._pool = ProcessPool(
                    max_workers=1,
                    max_tasks=_FILES_A_WORKER,
                    context=get_context("spawn"),
                    initializer=_settle_in,
                    initargs=(self._limits,),
                )
            return self._pool

    def _result(self, future: "Future[ReadFile]") -> ReadFile:
        from pebble import ProcessExpired

        try:
            return future.result()
        except TimeoutError as error:
            raise ReadError(
                f"Đọc tệp mất quá {self._limits.seconds:.0f} giây nên đã dừng; tệp có thể bị hỏng hoặc quá nhiều "
                "trang. Hãy tách nhỏ tệp hoặc tăng CHIDAO_READ_SECONDS."
            ) from error
        except ProcessExpired as error:
            raise ReadError(
                "Tệp làm hỏng tiến trình đọc (có thể tệp bị hỏng hoặc cần quá nhiều bộ nhớ); "
                "hãy mở và lưu lại tệp bằng phần mềm gốc rồi nạp lại."
            ) from error


def _read(file: FileToRead, limits: ReadLimits) -> ReadFile:
    """The work of the other process."""
    try:
        read = read_bytes(file.data, file.source, max_bytes=limits.max_bytes)
        check_length(sum(len(block.text) for block in read.blocks))
        document = build_document(
            read, source=file.source, location=file.location, data_sha256=file.sha256, id_=file.document_id
        )
        return ReadFile(document, tuple(split_into_passages(document, file.revision)), read.remark)
    except MemoryError as error:
        raise ReadError(
            f"Đọc tệp cần hơn {limits.memory // 2**20} MB bộ nhớ nên đã dừng; "
            "hãy tách nhỏ tệp hoặc tăng CHIDAO_READ_MEMORY_MB."
        ) from error
    except RecursionError as error:
        raise ReadError("Tệp có cấu trúc lồng nhau quá sâu nên không đọc được.") from error


def _settle_in(limits: ReadLimits) -> None:
    """Temporary files go into the folder; the address space of this process and its children is bounded on Linux."""
    limits.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    tempfile.tempdir = os.environ["TMPDIR"] = str(limits.folder)
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    except (ImportError, ValueError, OSError):
        # Windows has no such limit and macOS refuses it; the limits of size and time hold there all the same.
        return

"""Uploaded files: kept in the data folder under names of our own, never under the sender's."""

import unicodedata
import uuid
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from index.catalog.records import JobDocument
from index.errors import ReadError
from index.incoming import UPLOAD, Incoming, opened

_CHUNK = 1 << 20
_NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """A file received: the sender's name for it, cleaned, and where its bytes are."""

    name: str
    path: Path
    refused: str | None = None

    def read(self) -> bytes:
        """The bytes; raises ``ReadError`` for a file that was refused."""
        if self.refused:
            raise ReadError(self.refused)
        return self.path.read_bytes()

    @property
    def location(self) -> str:
        """What makes it the same document when it is sent again."""
        return f"{UPLOAD}{self.name}"


class Uploads:
    """The folder of uploaded files."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def receive(self, name: str, file: BinaryIO) -> Upload:
        """Write a file down; one larger than allowed is refused, and says so when it is read."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        upload = Upload(clean_name(name), self._folder / f"incoming-{uuid.uuid4().hex}")
        size = 0
        with upload.path.open("wb") as out:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > self._max_bytes:
                    break
                out.write(chunk)
        if size > self._max_bytes:
            upload.path.unlink()
            limit = f"{self._max_bytes / 2**20:.0f} MB"
            return replace(
                upload, refused=f"Tệp quá lớn: vượt giới hạn {limit}. Tách tệp ra hoặc tăng CHIDAO_MAX_UPLOAD_MB."
            )
        return upload

    def incoming(self, upload: Upload) -> list[Incoming]:
        """The file as it is ingested, an archive as the files in it."""
        if upload.refused:
            return [Incoming(upload.name, upload.location, upload.read)]
        return opened(upload.name, upload.location, upload.path, self._max_bytes)

    def keep(self, file: Incoming, document: JobDocument) -> None:
        """Keep the original of a document that is in."""
        if document.status in ("added", "updated") and document.document_id:
            part = self._folder / f"incoming-{document.document_id}"
            part.write_bytes(file.read())
            part.replace(self._folder / document.document_id)

    def drop(self, upload: Upload) -> None:
        """What was received has been settled."""
        upload.path.unlink(missing_ok=True)

    def forget(self, document_id: str) -> None:
        """Drop the original of a document that is removed; one that was not uploaded has none."""
        (self._folder / document_id).unlink(missing_ok=True)

    def clear(self) -> None:
        """Drop what an interruption left half received or half ingested."""
        for leftover in self._folder.glob("incoming-*"):
            leftover.unlink(missing_ok=True)


def clean_name(name: str) -> str:
    """A file's own name without folders and control characters; never empty, never hidden, never ``..``."""
    last = PureWindowsPath(PurePosixPath(unicodedata.normalize("NFC", name)).name).name
    kept = "".join(c for c in last if c.isprintable()).strip().lstrip(".")
    return kept[-_NAME_LENGTH:] or "khong-ten"

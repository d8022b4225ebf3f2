"""Files on their way in: where they come from, archives opened, and whether they are still there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import archives
from index.errors import ReadError
from index.file_walk import FoundFile

UPLOAD = "upload:"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in; ``read`` gives its bytes and raises ``ReadError`` or ``OSError``."""

    source: str
    location: str
    read: Callable[[], bytes]


def incoming_files(files: Iterable[FoundFile], max_bytes: int) -> list[Incoming]:
    """Files on disk, an archive as the files in it; one that is too large is refused before it is read."""
    return [incoming for file in files for incoming in opened(file.source, file.location, file.path, max_bytes)]


def opened(source: str, location: str, path: Path, max_bytes: int) -> list[Incoming]:
    """The file at ``path``, or the files in it when its name says that it is an archive."""
    whole = Incoming(source, location, partial(_read_file, path, max_bytes))
    if not archives.is_archive(source):
        return [whole]
    try:
        inside = archives.members(path, max_bytes)
    except (ReadError, OSError) as error:
        return [Incoming(source, location, partial(_refuse, error))]
    return [Incoming(f"{source}/{name}", f"{location}{archives.INSIDE}{name}", read) for name, read in inside]


def still_exists(location: str) -> bool:
    """Whether there is still a file at a document's location; uploads are kept, so theirs always is."""
    if location.startswith(UPLOAD):
        return True
    return archives.still_there(location) if archives.is_inside(location) else Path(location).exists()


def is_below(location: str, roots: Iterable[Path]) -> bool:
    """Whether a document came from one of the paths, or from below it."""
    return not location.startswith(UPLOAD) and any(_is_at_or_below(location, root) for root in roots)


def _is_at_or_below(location: str, root: Path) -> bool:
    return Path(location).is_relative_to(root) or location.startswith(f"{root}{archives.INSIDE}")


def _refuse(error: Exception) -> bytes:
    raise error


def _read_file(path: Path, max_bytes: int) -> bytes:
    size = path.stat().st_size
    if size > max_bytes:
        raise ReadError(
            f"Tệp quá lớn: {size / 2**20:.0f} MB, giới hạn {max_bytes / 2**20:.0f} MB. "
            "Tách tệp ra hoặc tăng CHIDAO_MAX_UPLOAD_MB."
        )
    return path.read_bytes()

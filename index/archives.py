"""ZIP archives as folders: every document in one is a file of its own, none of them is written to disk."""

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import IO

from index.errors import ReadError
from index.file_walk import NOT_DOCUMENTS, is_clutter, printable

ARCHIVE_SUFFIX = ".zip"
# Between an archive and a file in it, in a document's location.
INSIDE = "!/"
MOST_MEMBERS = 5_000
# The records at an archive's end: how they begin, where the size of the directory stands in them, in how many bytes;
# APPNOTE.TXT, sections 4.3.16 and 4.3.14.
_END = (b"PK\x05\x06", 12, 4)
_END_64 = (b"PK\x06\x06", 40, 8)
_ELSEWHERE = 0xFFFFFFFF
_LONGEST_END = (1 << 16) + 22 + 20 + 56
# A directory has at least 46 bytes for each member, and names are seldom longer than this.
_BYTES_A_MEMBER = 512
# What is unpacked piece by piece, so that a small member cannot ask for much memory.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# An archive may unpack to so many times the largest file that is read.
_LARGEST_UNPACKED = 40
_ENCRYPTED = 0x1
_CROWDED = f"Tệp nén có quá nhiều tệp bên trong (hơn {MOST_MEMBERS}); hãy giải nén rồi nạp thư mục."
# What the library raises for an archive that is cut off or garbled.
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, IndexError, struct.error)
_UTF8_NAME = 0x800


def is_archive(name: str) -> bool:
    """Whether a file of this name is an archive of documents."""
    return name.lower().endswith(ARCHIVE_SUFFIX)


def members(path: Path, max_bytes: int) -> list[tuple[str, "Member"]]:
    """The documents of an archive by their names in it, in order; raises ``ReadError`` for one that is not opened.

    Names are made harmless: they say where a file was in the archive, never where it would go on this machine.
    """
    _refuse_crowded(path)
    with _opened(path) as archive:
        inside = archive.infolist()
    if len(inside) > MOST_MEMBERS:
        raise ReadError(_CROWDED)
    infos = [(at, info) for at, info in enumerate(inside) if _is_document(info)]
    unpacked = sum(info.file_size for _, info in infos)
    if unpacked > _LARGEST_UNPACKED * max_bytes:
        raise ReadError(f"Tệp nén giải ra {unpacked // 2**20} MB, giống bom nén nên không được mở.")
    if not infos:
        raise ReadError("Tệp nén không có văn bản nào bên trong.")
    names = _distinct([_clean_name(info) for _, info in infos])
    return [(name, partial(read_member, path, at, max_bytes)) for name, (at, _) in zip(names, infos, strict=True)]


Member = partial[bytes]


def read_member(path: Path, at: int, max_bytes: int) -> bytes:
    """The bytes of the file at a place in an archive's directory; raises ``ReadError`` with the reason why not."""
    with _opened(path) as archive:
        info = archive.infolist()[at]
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("Tệp nén có mật khẩu; hãy giải nén rồi nạp lại.")
        if is_archive(info.filename):
            raise ReadError("Tệp nén nằm trong tệp nén; hãy giải nén rồi nạp lại.")
        if info.compress_type not in _METHODS:
            raise ReadError("Tệp nén theo cách ít gặp nên không được mở; hãy giải nén rồi nạp lại.")
        try:
            with archive.open(info) as file:
                return _read(file, max_bytes)
        except (*_DAMAGED, RuntimeError, OSError) as error:
            raise ReadError("Tệp nén bị hỏng ở tệp này; hãy xin lại tệp gốc.") from error


def is_inside(location: str) -> bool:
    """Whether a document's location is inside an archive."""
    return ARCHIVE_SUFFIX + INSIDE in location.lower()


def still_there(location: str) -> bool:
    """Whether a location inside an archive still names a file there."""
    at = location.lower().index(ARCHIVE_SUFFIX + INSIDE) + len(ARCHIVE_SUFFIX)
    path, name = Path(location[:at]), location[at + len(INSIDE) :]
    try:
        state = path.stat()
        return name in _names(path, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        return False
    except (ReadError, OSError):
        # What cannot be opened just now may still hold it.
        return True


@lru_cache(maxsize=16)
def _names(path: Path, changed: int, size: int) -> frozenset[str]:  # noqa: ARG001
    """The names in an archive as it was when it had been ``changed`` last and had that ``size``."""
    with _opened(path) as archive:
        return frozenset(_distinct([_clean_name(info) for info in archive.infolist() if _is_document(info)]))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _DAMAGED as error:
        raise ReadError("Tệp nén bị hỏng nên không mở được; hãy xin lại tệp gốc.") from error


def _refuse_crowded(path: Path) -> None:
    """Look at the size of the directory before the library builds an object for each of its entries."""
    with path.open("rb") as file:
        file.seek(-min(_LONGEST_END, file.seek(0, io.SEEK_END)), io.SEEK_END)
        tail = file.read()
    for record, place, length in (_END, _END_64):
        at = tail.rfind(record)
        size = int.from_bytes(tail[at + place : at + place + length], "little") if at >= 0 else 0
        # All ones in the plain record: the other one tells.
        if size > MOST_MEMBERS * _BYTES_A_MEMBER and size != _ELSEWHERE:
            raise ReadError(_CROWDED)


def _distinct(names: Sequence[str]) -> list[str]:
    """The names in order, a repeated one with its count: each stands for a file of its own."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        path = PurePosixPath(name)
        distinct.append(name if seen[name] == 1 else str(path.with_name(f"{path.stem} ({seen[name]}){path.suffix}")))
    return distinct


def _is_document(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    linked = stat.S_ISLNK(info.external_attr >> 16)
    hidden = any(part.startswith(".") and part not in (".", "..") for part in path.parts) or "__MACOSX" in path.parts
    return not (info.is_dir() or linked or hidden or is_clutter(path.name) or path.suffix.lower() in NOT_DOCUMENTS)


def _clean_name(info: zipfile.ZipInfo) -> str:
    return "/".join(_parts(_decoded(info))) or "khong-ten"


def _parts(name: str) -> Iterator[str]:
    for part in name.replace("\\", "/").split("/"):
        kept = "".join(c for c in printable(part) if c.isprintable()).strip()
        if kept not in ("", ".", "..") and not (len(kept) == 2 and kept[1] == ":"):
            yield kept


def _decoded(info: zipfile.ZipInfo) -> str:
    """Programs that forget to say so write names in UTF-8 all the same."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _read(file: IO[bytes], max_bytes: int) -> bytes:
    data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise ReadError(
            f"Tệp quá lớn: giải nén ra hơn {max_bytes / 2**20:.0f} MB. Tách tệp ra hoặc tăng CHIDAO_MAX_UPLOAD_MB."
        )
    return data

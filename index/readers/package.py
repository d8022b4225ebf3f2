"""A document that is a ZIP package: its list of parts is looked at before anything of it is unpacked."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from index.errors import ReadError

# A file of this size unpacked is no document; one that shrinks by more than this ratio is a zip bomb.
_LARGEST_UNPACKED = 512 * 1024 * 1024
_LARGEST_RATIO = 200
_RATIO_MATTERS_FROM = 8 * 1024 * 1024
# What the ZIP and XML libraries raise where a part is cut off, garbled or missing.
DAMAGED = (BadZipFile, zlib.error, EOFError, KeyError, IndexError, ValueError, TypeError, AttributeError, RuntimeError)


def check_package(data: bytes, kind: str) -> tuple[str, ...]:
    """The names of the package's parts; raises ``ReadError`` where it is damaged or a zip bomb.

    ``kind`` is what to call the file in a message, as in "Tệp Word".
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (*DAMAGED, OSError) as error:
        raise ReadError(f"{kind} bị hỏng: gói ZIP không mở được ({error}). Hãy xin lại tệp gốc.") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > _LARGEST_UNPACKED or (unpacked > _RATIO_MATTERS_FROM and unpacked > _LARGEST_RATIO * packed):
        raise ReadError(
            f"{kind} giải nén ra {unpacked // (1024 * 1024)} MB từ {len(data) // 1024} KB, "
            "giống bom nén nên không được đọc."
        )
    return tuple(part.filename for part in parts)

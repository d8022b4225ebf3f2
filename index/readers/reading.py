"""The one way into the readers: a file or its bytes to clean blocks, or the reason why not."""

from dataclasses import replace
from pathlib import Path

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.legacy_fonts import is_legacy_font_text
from index.readers.line_shapes import is_rule

_TEXT_SUFFIXES = frozenset({".txt"})
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_HTML_SUFFIXES = frozenset({".html", ".htm"})
SUPPORTED_SUFFIXES = _TEXT_SUFFIXES | _MARKDOWN_SUFFIXES | _HTML_SUFFIXES | {".docx", ".pdf"}
# Formats people try, and what to save them as.
_INSTEAD = {".doc": ".docx", ".rtf": ".docx", ".odt": ".docx", ".xls": ".pdf", ".xlsx": ".pdf", ".pptx": ".pdf"}


def read_document(path: Path, *, max_bytes: int) -> ReadDocument:
    """Read a file.

    ``max_bytes`` is the largest size that is read; a larger file is not opened. Raises ``ReadError`` with a reason
    in Vietnamese where the file is missing, of another kind, too large, empty, damaged, locked or without text.
    """
    _check_suffix(path.name)
    try:
        _check_size(path.stat().st_size, max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"Không mở được tệp: {error.strerror or error}. Hãy xem lại đường dẫn và quyền đọc.") from error
    return read_bytes(data, path.name, max_bytes=max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int) -> ReadDocument:
    """Read the bytes of a file called ``name``, whose suffix tells the format; as ``read_document``."""
    suffix = _check_suffix(name)
    _check_size(len(data), max_bytes)
    if not data.strip():
        raise ReadError("Tệp rỗng.")
    document = _read(data, suffix)
    # A dash or a row of dots that nothing followed is drawn, not written.
    document = replace(document, blocks=tuple(block for block in document.blocks if not is_rule(block.text)))
    if not any(letter.isalnum() for block in document.blocks for letter in block.text):
        raise ReadError("Tệp không có chữ nào để đọc.")
    if is_legacy_font_text(block.text for block in document.blocks):
        raise ReadError(
            "Văn bản dùng bảng mã phông chữ cũ (TCVN3 hoặc VNI) nên đọc ra sai dấu; "
            "hãy chuyển sang Unicode rồi nạp lại."
        )
    return document


def _read(data: bytes, suffix: str) -> ReadDocument:
    """Hand the bytes to the reader of their format; its libraries are loaded only then."""
    if suffix == ".docx":
        from index.readers.docx import read_docx

        return read_docx(data)
    if suffix == ".pdf":
        from index.readers.pdf import read_pdf

        return read_pdf(data)
    from index.readers.decoding import decode_text

    text = decode_text(data)
    if suffix in _MARKDOWN_SUFFIXES:
        from index.readers.markdown import read_markdown

        return read_markdown(text)
    if suffix in _HTML_SUFFIXES:
        from index.readers.html import read_html

        return read_html(text)
    from index.readers.plain import read_plain

    return read_plain(text)


def _check_suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix in SUPPORTED_SUFFIXES:
        return suffix
    advice = f" Hãy lưu thành {_INSTEAD[suffix]} rồi nạp lại." if suffix in _INSTEAD else ""
    kinds = ", ".join(sorted(SUPPORTED_SUFFIXES))
    raise ReadError(f"Không đọc được tệp {f'đuôi {suffix}' if suffix else 'không có đuôi'}; chỉ đọc {kinds}.{advice}")


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise ReadError(f"Tệp quá lớn: {_megabytes(size)}, giới hạn là {_megabytes(max_bytes)}.")


def _megabytes(size: int) -> str:
    """A size for people, with a decimal comma."""
    if size < 1024 * 1024:
        return f"{size / 1024:.1f} KB".replace(".", ",")
    return f"{size / (1024 * 1024):.1f} MB".replace(".", ",")

"""The one way into the readers: a file or its bytes to clean blocks, or the reason why not."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers import kinds
from index.readers.legacy_fonts import is_legacy_font_text
from index.readers.line_shapes import is_rule

# A thousand pages hold some 2.5 million characters; what has more than twice that is not read to be looked up.
MAX_CHARACTERS = 5_000_000
SUPPORTED_SUFFIXES = frozenset(kinds.KIND_OF_SUFFIX)


def read_document(path: Path, *, max_bytes: int) -> ReadDocument:
    """Read a file.

    ``max_bytes`` is the largest size that is read; a larger file is not opened. Raises ``ReadError`` with a reason
    in Vietnamese where the file is missing, of another kind, too large, empty, damaged, locked or without text.
    """
    kinds.kind_of_name(path.name)
    try:
        _check_size(path.stat().st_size, max_bytes)
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"Không mở được tệp: {error.strerror or error}. Hãy xem lại đường dẫn và quyền đọc.") from error
    return read_bytes(data, path.name, max_bytes=max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int) -> ReadDocument:
    """Read the bytes of a file called ``name``, whose suffix tells the format; as ``read_document``."""
    named = kinds.kind_of_name(name)
    _check_size(len(data), max_bytes)
    if not data.strip():
        raise ReadError("Tệp rỗng.")
    document = _reader(kinds.kind_of_content(data, named))(data)
    # A dash or a row of dots that nothing followed is drawn, not written.
    document = replace(document, blocks=tuple(block for block in document.blocks if not is_rule(block.text)))
    if not any(letter.isalnum() for block in document.blocks for letter in block.text):
        raise ReadError("Tệp không có chữ nào để đọc.")
    if is_legacy_font_text(block.text for block in document.blocks):
        raise ReadError(
            "Văn bản dùng bảng mã phông chữ cũ mà không chuyển được sang Unicode nên đọc ra sai dấu; "
            "hãy chuyển sang Unicode rồi nạp lại."
        )
    return document


def _reader(kind: str) -> Callable[[bytes], ReadDocument]:
    """The reader of a kind; its libraries are loaded only then."""
    match kind:
        case kinds.DOCX:
            from index.readers.docx import read_docx

            return read_docx
        case kinds.DOC:
            from index.readers.doc import read_doc

            return read_doc
        case kinds.RTF:
            from index.readers.rtf import read_rtf

            return read_rtf
        case kinds.ODT:
            from index.readers.odt import read_odt

            return read_odt
        case kinds.MHTML:
            from index.readers.mhtml import read_mhtml

            return read_mhtml
        case kinds.PDF:
            from index.readers.pdf import read_pdf

            return read_pdf
        case kinds.IMAGE:
            from index.readers.image import read_image

            return read_image
        case _:
            return _text_reader(kind)


def _text_reader(kind: str) -> Callable[[bytes], ReadDocument]:
    """The reader of a kind that is text in some encoding."""
    from index.readers.decoding import decode_page, decode_text
    from index.readers.html import read_html
    from index.readers.markdown import read_markdown
    from index.readers.plain import read_plain

    if kind == kinds.HTML:
        return lambda data: read_html(decode_page(data))
    if kind == kinds.MARKDOWN:
        return lambda data: read_markdown(_bounded(decode_text(data)))
    return lambda data: read_plain(_bounded(decode_text(data)))


def check_length(characters: int) -> None:
    """Raise ``ReadError`` for a text that is no directive but a data dump."""
    if characters > MAX_CHARACTERS:
        shown, most = (f"{count:,}".replace(",", ".") for count in (characters, MAX_CHARACTERS))
        raise ReadError(f"Văn bản dài {shown} ký tự, quá giới hạn {most} ký tự; hãy tách nhỏ tệp.")


def _bounded(text: str) -> str:
    check_length(len(text))
    return text


def _check_size(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise ReadError(f"Tệp quá lớn: {_megabytes(size)}, giới hạn là {_megabytes(max_bytes)}.")


def _megabytes(size: int) -> str:
    """A size for people, with a decimal comma."""
    if size < 1024 * 1024:
        return f"{size / 1024:.1f} KB".replace(".", ",")
    return f"{size / (1024 * 1024):.1f} MB".replace(".", ",")

"""Bytes of a text file to text: UTF-8 first, then what its marks and letters say; anything else is refused."""

import re

from index.errors import ReadError
from index.readers.characters import bound_marks
from index.readers.legacy_encodings import western
from index.readers.legacy_fonts import NOT_SHOWN, detect_encoding, page_to_unicode, text_to_unicode

# What other files begin with, and what to call them.
_MAGIC = {
    b"%PDF": "tệp PDF",
    b"PK\x03\x04": "tệp nén ZIP hoặc Office",
    b"\xd0\xcf\x11\xe0": "tệp Office kiểu cũ",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"II*\x00": "ảnh TIFF",
    b"MM\x00*": "ảnh TIFF",
    b"RIFF": "tệp âm thanh, phim hoặc ảnh",
    b"\x1f\x8b": "tệp nén GZIP",
    b"7z\xbc\xaf": "tệp nén 7-Zip",
    b"Rar!": "tệp nén RAR",
    b"\x7fELF": "chương trình",
    b"SQLite format 3": "cơ sở dữ liệu SQLite",
    b"{\\rtf": "tệp RTF",
}
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A few stray control characters are cleaned away; beyond this share the bytes are no text.
_MOST_CONTROLS = 0.02
# A file may be cut in the middle of a letter, or hold a stray byte; beyond this share it is not UTF-8.
_MOST_BROKEN = 0.01
# The guess needs no more than this.
_SAMPLE = 256 * 1024
# In UTF-16 without a mark, every second byte of the plain letters and spaces is zero.
_UTF16_ZEROS = 0.15


def decode_text(data: bytes) -> str:
    """The text of a text file, in Unicode; raises ``ReadError`` where its bytes are not text."""
    _refuse_other_files(data)
    return _checked(text_to_unicode(bound_marks(_decode(data))))


def decode_page(data: bytes) -> str:
    """The source of a web page, in Unicode; raises ``ReadError`` where its bytes are not text."""
    _refuse_other_files(data)
    return _checked(page_to_unicode(bound_marks(_decode(data))))


def _refuse_other_files(data: bytes) -> None:
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(f"Nội dung là {name} chứ không phải văn bản; hãy đặt lại đúng đuôi tệp rồi nạp lại.")


def _checked(text: str) -> str:
    controls = len(_CONTROL.findall(text))
    if controls > max(2, _MOST_CONTROLS * len(text)):
        raise ReadError("Nội dung là dữ liệu nhị phân chứ không phải văn bản.")
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data:
        return _decode_utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= max(1, _MOST_BROKEN * len(text)):
        return text
    return _decode_guessed(data)


def _decode_utf16(data: bytes) -> str:
    """UTF-16 without a byte order mark, told by where the zero bytes stand."""
    low, high = data[0::2].count(0), data[1::2].count(0)
    if max(low, high) >= _UTF16_ZEROS * (len(data) / 2) and min(low, high) * 20 <= max(low, high):
        return data.decode("utf-16-le" if high > low else "utf-16-be", "replace")
    raise ReadError("Nội dung có ký tự NUL: là dữ liệu nhị phân chứ không phải văn bản.")


def _decode_guessed(data: bytes) -> str:
    """Older encodings: Vietnamese ones by their words, else the one the page declares or the letters speak for.

    Bytes in a Vietnamese encoding are given as Windows shows them, to be put into Unicode as text is.
    """
    shown = western(data)
    if detect_encoding([NOT_SHOWN.sub(" ", shown[:_SAMPLE])]):
        return shown
    from charset_normalizer import from_bytes

    declared = _DECLARED.search(data[:4096])
    candidates = [declared.group(1).decode("ascii").lower()] if declared else []
    best = from_bytes(data[:_SAMPLE]).best()
    candidates.append(best.encoding if best is not None else "latin-1")
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    raise ReadError("Không nhận ra bảng mã của tệp; hãy lưu lại thành UTF-8 rồi nạp lại.")

"""What kind of document some bytes are: among office and web documents the content decides, not the suffix."""

import re
from pathlib import Path

from index.errors import ReadError
from index.readers.package import check_package

TEXT, MARKDOWN, PDF, IMAGE = "text", "markdown", "pdf", "image"
DOC, DOCX, RTF, ODT, HTML, MHTML = "doc", "docx", "rtf", "odt", "html", "mhtml"
# Portals hand out any of these under the suffix of another.
_OFFICE_AND_WEB = frozenset({DOC, DOCX, RTF, ODT, HTML, MHTML})
KIND_OF_SUFFIX = {
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".mht": MHTML,
    ".mhtml": MHTML,
    ".doc": DOC,
    ".docx": DOCX,
    ".rtf": RTF,
    ".odt": ODT,
    ".pdf": PDF,
    ".png": IMAGE,
    ".jpg": IMAGE,
    ".jpeg": IMAGE,
    ".tif": IMAGE,
    ".tiff": IMAGE,
    ".bmp": IMAGE,
    ".webp": IMAGE,
}
# Formats people try, and what to save them as.
_INSTEAD = {
    ".docm": ".docx",
    ".dot": ".docx",
    ".dotx": ".docx",
    ".wps": ".docx",
    ".pages": ".docx",
    ".fodt": ".odt",
    ".xml": ".docx",
    ".xls": ".pdf",
    ".xlsx": ".pdf",
    ".xlsm": ".pdf",
    ".ods": ".pdf",
    ".csv": ".pdf",
    ".ppt": ".pdf",
    ".pptx": ".pdf",
    ".odp": ".pdf",
    ".djvu": ".pdf",
    ".xps": ".pdf",
    ".epub": ".html",
    ".gif": ".png",
    ".heic": ".png",
}
_HEAD = 4096
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = b"PK\x03\x04"
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_MIME = re.compile(rb"^(?:mime-version:|content-type:\s*multipart/)", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|meta|body|div|table|p|span|h[1-6])\b", re.IGNORECASE)
_WORD_XML = re.compile(rb"<w:wordDocument\b|progid=\"Word\.Document\"|<pkg:package\b")


def kind_of_name(name: str) -> str:
    """The kind a file's suffix stands for; raises ``ReadError`` with what to do for one that is not read."""
    suffix = Path(name).suffix.lower()
    if suffix in KIND_OF_SUFFIX:
        return KIND_OF_SUFFIX[suffix]
    advice = f" Hãy lưu thành {_INSTEAD[suffix]} rồi nạp lại." if suffix in _INSTEAD else ""
    kinds = ", ".join(sorted(KIND_OF_SUFFIX))
    raise ReadError(f"Không đọc được tệp {f'đuôi {suffix}' if suffix else 'không có đuôi'}; chỉ đọc {kinds}.{advice}")


def kind_of_content(data: bytes, named: str) -> str:
    """The kind of ``data`` in a file whose suffix stands for the kind ``named``."""
    return _office_or_web(data, named) if named in _OFFICE_AND_WEB else named


def _office_or_web(data: bytes, named: str) -> str:
    if data.startswith(_OLE_MAGIC):
        return DOC
    if data.startswith(_ZIP_MAGIC):
        return _packaged(data)
    head = data[:_HEAD].replace(b"\x00", b"")
    if _RTF.match(head):
        return RTF
    if _WORD_XML.search(head):
        raise ReadError("Nội dung là Word XML 2003; hãy mở bằng Word, lưu thành .docx rồi nạp lại.")
    if _MIME.search(head) and b"text/html" in data.lower():
        return MHTML
    if named in {HTML, MHTML} or _TAG.search(head):
        return HTML
    raise ReadError(
        "Nội dung không phải Word, RTF, OpenDocument hay trang web nên không đọc được theo đuôi tệp. "
        "Hãy lưu thành .docx rồi nạp lại; nếu là văn bản thuần thì đổi đuôi thành .txt."
    )


def _packaged(data: bytes) -> str:
    """Word's and OpenDocument's packages are told by their parts."""
    names = check_package(data, "Tệp Word")
    if any(name.startswith("word/") for name in names):
        return DOCX
    if "content.xml" in names:
        return ODT
    other = next(
        (kind for start, kind in (("xl/", "bảng tính"), ("ppt/", "bản trình chiếu")) if _any(names, start)), ""
    )
    if other:
        raise ReadError(f"Nội dung là {other}; hãy lưu thành .pdf rồi nạp lại.")
    raise ReadError("Tệp Word bị hỏng: trong gói không có nội dung văn bản (thư mục word).")


def _any(names: tuple[str, ...], start: str) -> bool:
    return any(name.startswith(start) for name in names)

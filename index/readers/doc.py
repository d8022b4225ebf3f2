"""Word 97-2003 documents to blocks: converted to the present format in a folder of their own, then read as such."""

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.docx import read_docx
from index.readers.package import DAMAGED

_LARGEST_STREAM = 128 * 1024 * 1024
_MOST_ENTRIES = 20_000
# Streams that tell what else is kept in the same container, and what to call it.
_OTHER_KINDS = {
    "EncryptedPackage": "Tệp Word có mật khẩu nên không mở được; hãy bỏ mật khẩu, lưu lại rồi nạp lại.",
    "Workbook": "Nội dung là bảng tính Excel; hãy lưu thành .pdf rồi nạp lại.",
    "Book": "Nội dung là bảng tính Excel; hãy lưu thành .pdf rồi nạp lại.",
    "PowerPoint Document": "Nội dung là bản trình chiếu PowerPoint; hãy lưu thành .pdf rồi nạp lại.",
}
# Documents of Word 6 and 95 have lower numbers of their format.
_FIRST_WORD_97_FORMAT = 0x00C1
_FAILURES = (*DAMAGED, OSError, struct.error, ArithmeticError, AssertionError)


def read_doc(data: bytes) -> ReadDocument:
    """The blocks of a ``.doc`` file; raises ``ReadError`` where it is locked, older, damaged or of another program."""
    return read_docx(_as_docx(data))


def _as_docx(data: bytes) -> bytes:
    from doc2docx import convert  # type: ignore[import-untyped]
    from doc2docx.cfb import CompoundFile, CompoundFileLimits  # type: ignore[import-untyped]
    from doc2docx.errors import Doc2DocxError, EncryptedDocumentError  # type: ignore[import-untyped]

    limits = CompoundFileLimits(len(data), _LARGEST_STREAM, _MOST_ENTRIES)
    try:
        container = CompoundFile(data, limits=limits)
        names = {entry.name for entry in container.entries}
        _refuse_other_kinds(names)
        if "WordDocument" in names:
            _refuse_old_format(container.open_stream("WordDocument"))
        with TemporaryDirectory(prefix="chidao-doc-") as folder:
            source, target = Path(folder, "a.doc"), Path(folder, "a.docx")
            source.write_bytes(data)
            convert(source, target, limits=limits)
            return target.read_bytes()
    except EncryptedDocumentError as error:
        raise ReadError(_OTHER_KINDS["EncryptedPackage"]) from error
    except (Doc2DocxError, *_FAILURES) as error:
        raise ReadError(
            f"Tệp .doc bị hỏng: cấu trúc bên trong không đọc được ({type(error).__name__}). "
            "Hãy mở bằng Word, lưu thành .docx rồi nạp lại."
        ) from error


def _refuse_other_kinds(names: set[str]) -> None:
    for name, reason in _OTHER_KINDS.items():
        if name in names and "WordDocument" not in names:
            raise ReadError(reason)


def _refuse_old_format(stream: bytes) -> None:
    """The format's number follows the two bytes every Word document begins with."""
    if len(stream) >= 4 and int.from_bytes(stream[2:4], "little") < _FIRST_WORD_97_FORMAT:
        raise ReadError("Tệp .doc do Word 95 hoặc cũ hơn lưu; hãy mở bằng Word, lưu thành .docx rồi nạp lại.")

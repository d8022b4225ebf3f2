"""Word documents to blocks: paragraphs and tables in body order, as they stand after all tracked changes.

Headers, footers, comments, deleted text, tables of contents and macros are left out; nothing linked is opened.
"""

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from index.blocks import Block, ReadDocument
from index.errors import ReadError
from index.readers.characters import one_line
from index.readers.docx_numbering import Numbering
from index.readers.docx_text import Footnotes, paragraph_lines, tag
from index.readers.glued import split_glued
from index.readers.lines import Line
from index.readers.rows import is_layout, table_blocks
from index.readers.wrapping import join_lines

# A Word file of this size unpacked is no document; one that shrinks by more than this ratio is a zip bomb.
_LARGEST_UNPACKED = 512 * 1024 * 1024
_LARGEST_RATIO = 200
_RATIO_MATTERS_FROM = 8 * 1024 * 1024
# What python-docx and the ZIP and XML libraries under it raise where a part is cut off, garbled or missing.
_DAMAGED = (BadZipFile, zlib.error, EOFError, KeyError, IndexError, ValueError, TypeError, AttributeError, RuntimeError)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_docx(data: bytes) -> ReadDocument:
    """The blocks of a Word document; raises ``ReadError`` where the file is locked, damaged or a zip bomb."""
    _check_package(data)
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = Document(BytesIO(data))
        reader = _Reader(document)
        return ReadDocument(tuple(reader.blocks()))
    except (*_DAMAGED, PackageNotFoundError, XMLSyntaxError) as error:
        raise ReadError(
            f"Tệp Word bị hỏng: cấu trúc bên trong không đọc được ({type(error).__name__}: {error}). "
            "Hãy mở bằng Word, lưu lại rồi nạp lại."
        ) from error


def _check_package(data: bytes) -> None:
    """Look at the package's list of parts before anything of it is unpacked."""
    if data.startswith(_OLE_MAGIC):
        raise ReadError(
            "Tệp Word có mật khẩu hoặc là .doc kiểu cũ đổi tên; hãy bỏ mật khẩu, lưu thành .docx rồi nạp lại."
        )
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (*_DAMAGED, OSError) as error:
        raise ReadError(f"Tệp Word bị hỏng: gói ZIP không mở được ({error}). Hãy xin lại tệp gốc.") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > _LARGEST_UNPACKED or (unpacked > _RATIO_MATTERS_FROM and unpacked > _LARGEST_RATIO * packed):
        raise ReadError(
            f"Tệp Word giải nén ra {unpacked // (1024 * 1024)} MB từ {len(data) // 1024} KB, "
            "giống bom nén nên không được đọc."
        )
    if not any(part.filename.startswith("word/") for part in parts):
        raise ReadError("Tệp Word bị hỏng: trong gói không có nội dung văn bản (thư mục word).")


class _Reader:
    """One pass over the body; keeps the counters of automatic numbers and the footnotes met."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 (python-docx has no types)
        self._body = document.element.body
        self._numbering = Numbering(document)
        self._footnotes = Footnotes(document)
        self._styles = {style.style_id: (style.name or "").lower() for style in document.styles}

    def blocks(self) -> Iterator[Block]:
        yield from self._container(self._body, is_layout_cell=False)
        for note in self._footnotes.texts():
            yield Block("paragraph", note)

    def _container(self, container: Any, *, is_layout_cell: bool) -> Iterator[Block]:  # noqa: ANN401
        """The blocks of the body or a layout cell; paragraphs run on until a heading or table.

        Heading styles in a letterhead or signature are only borrowed for their looks.
        """
        run: list[Line] = []
        for element in _content(container):
            level = self._heading_level(element) if tag(element) == "p" and not is_layout_cell else 0
            if tag(element) == "p" and not level:
                run.extend(self._lines(element))
                continue
            yield from _paragraphs(run)
            run = []
            if level:
                yield from self._heading(element, level)
            else:
                yield from self._table(element)
        yield from _paragraphs(run)

    def _style(self, paragraph: Any) -> str:  # noqa: ANN401
        style = paragraph.pPr.pStyle if paragraph.pPr is not None else None
        return self._styles.get(style.val, "") if style is not None else ""

    def _heading_level(self, paragraph: Any) -> int:  # noqa: ANN401
        style = self._style(paragraph)
        if style == "title":
            return 1
        number = style.removeprefix("heading ")
        return min(int(number), 6) if style.startswith("heading ") and number.isdigit() else 0

    def _lines(self, paragraph: Any) -> list[Line]:  # noqa: ANN401
        """The lines of a paragraph, its automatic number before the first."""
        marker = self._numbering.marker(paragraph)
        if self._style(paragraph).startswith("toc "):
            return []
        texts = [text for text in paragraph_lines(paragraph, self._footnotes) if text]
        if marker and texts:
            texts[0] = f"{marker} {texts[0]}"
        return [Line(text, gap=number == 0, hard=number > 0) for number, text in enumerate(texts)]

    def _heading(self, paragraph: Any, level: int) -> Iterator[Block]:  # noqa: ANN401
        text = one_line(" ".join(line.text for line in self._lines(paragraph)))
        if any(letter.isalnum() for letter in text):
            yield Block("heading", text, level)

    def _table(self, table: Any) -> Iterator[Block]:  # noqa: ANN401
        """The rows of a table, or what stands in its cells where it only arranges the page."""
        cells = [[cell for cell in row.tc_lst if cell.vMerge != "continue"] for row in table.tr_lst]
        nested = any(tag(part) == "tbl" for row in cells for cell in row for part in _content(cell))
        sketch = [["\n".join(_sketch(cell)) for cell in row] for row in cells]
        if nested or is_layout([row for row in sketch if any(cell.strip() for cell in row)]):
            for row in cells:
                for cell in row:
                    yield from self._container(cell, is_layout_cell=True)
            return
        yield from table_blocks([self._row(row) for row in table.tr_lst], _header_rows(table))

    def _row(self, row: Any) -> list[str]:  # noqa: ANN401
        """The cells of a data row, a merged one filled once."""
        cells = [""] * row.grid_before
        for cell in row.tc_lst:
            lines = [line.text for part in _content(cell) if tag(part) == "p" for line in self._lines(part)]
            cells.extend(["" if cell.vMerge == "continue" else "\n".join(lines)] + [""] * (cell.grid_span - 1))
        return cells


def _content(container: Any) -> Iterator[Any]:  # noqa: ANN401
    """The paragraphs and tables of a container, content controls and the like opened."""
    for element in container:
        if tag(element) in {"p", "tbl"}:
            yield element
        elif tag(element) in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"}:
            yield from _content(element)


def _sketch(cell: Any) -> Iterator[str]:  # noqa: ANN401
    """The cell's lines, read without counting numbers or footnotes."""
    for paragraph in cell.iter():
        if tag(paragraph) == "p":
            yield from paragraph_lines(paragraph, None)


def _header_rows(table: Any) -> int | None:  # noqa: ANN401
    """How many leading rows are headings: those Word repeats on every page, else a bold first row."""
    marked = 0
    for row in table.tr_lst:
        if row.trPr is None or not any(tag(child) == "tblHeader" for child in row.trPr):
            break
        marked += 1
    if marked:
        return marked
    runs = [run for row in table.tr_lst[:1] for run in row.iter() if tag(run) == "r" and (run.text or "").strip()]
    if not runs or not all(run.rPr is not None and any(tag(mark) == "b" for mark in run.rPr) for run in runs):
        return None
    heads = 1
    while heads < len(table.tr_lst) and any(cell.vMerge == "continue" for cell in table.tr_lst[heads].tc_lst):
        heads += 1
    return heads


def _paragraphs(run: Sequence[Line]) -> Iterator[Block]:
    for text in join_lines(run):
        yield from (Block("paragraph", part) for part in split_glued(text))

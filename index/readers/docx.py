"""Word documents to blocks: paragraphs and tables in body order, as they stand after all tracked changes.

Headers, footers, comments, deleted text, tables of contents and macros are left out; nothing linked is opened.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.docx_fonts import Fonts
from index.readers.docx_numbering import Numbering
from index.readers.docx_text import Footnotes, paragraph_runs, tag
from index.readers.flow import Cell, Paragraph, Part, Table, flow_blocks
from index.readers.legacy_runs import Run
from index.readers.package import DAMAGED, check_package

# A file can claim any span; no table of a document is wider.
_WIDEST_SPAN = 200


def read_docx(data: bytes) -> ReadDocument:
    """The blocks of a Word document; raises ``ReadError`` where the file is locked, damaged or a zip bomb."""
    if not any(name.startswith("word/") for name in check_package(data, "Tệp Word")):
        raise ReadError("Tệp Word bị hỏng: trong gói không có nội dung văn bản (thư mục word).")
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        return ReadDocument(tuple(flow_blocks(_Reader(Document(BytesIO(data))).parts())))
    except (*DAMAGED, PackageNotFoundError, XMLSyntaxError) as error:
        raise ReadError(
            f"Tệp Word bị hỏng: cấu trúc bên trong không đọc được ({type(error).__name__}). "
            "Hãy mở bằng Word, lưu lại rồi nạp lại."
        ) from error


class _Reader:
    """One pass over the body; keeps the counters of automatic numbers and the footnotes met."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 (python-docx has no types)
        self._body = document.element.body
        self._numbering = Numbering(document)
        self._fonts = Fonts(document)
        self._footnotes = Footnotes(document, self._fonts)
        self._styles = {style.style_id: (style.name or "").lower() for style in document.styles}

    def parts(self) -> list[Part]:
        """The paragraphs and tables of the body, the footnotes it refers to after it."""
        return [*self._container(self._body), *(Paragraph(note) for note in self._footnotes.notes())]

    def _container(self, container: Any) -> tuple[Part, ...]:  # noqa: ANN401
        return tuple(
            self._paragraph(element) if tag(element) == "p" else self._table(element) for element in _content(container)
        )

    def _style(self, paragraph: Any) -> str:  # noqa: ANN401
        style = paragraph.pPr.pStyle if paragraph.pPr is not None else None
        return self._styles.get(style.val, "") if style is not None else ""

    def _paragraph(self, paragraph: Any) -> Paragraph:  # noqa: ANN401
        """A paragraph with its automatic number before its text."""
        marker = self._numbering.marker(paragraph)
        style = self._style(paragraph)
        if style.startswith("toc "):
            return Paragraph(())
        runs = paragraph_runs(paragraph, self._footnotes, self._fonts)
        if marker and any(run.text.strip() for run in runs):
            runs = (Run(f"{marker} "), *runs)
        return Paragraph(runs, _heading_level(style))

    def _table(self, table: Any) -> Table:  # noqa: ANN401
        rows = tuple(tuple(self._row(row)) for row in table.tr_lst)
        return Table(rows, _header_rows(table))

    def _row(self, row: Any) -> Iterator[Cell]:  # noqa: ANN401
        for _ in range(min(row.grid_before, _WIDEST_SPAN)):
            yield Cell()
        for cell in row.tc_lst:
            continues = cell.vMerge == "continue"
            yield Cell(() if continues else self._container(cell), min(cell.grid_span, _WIDEST_SPAN), continues)


def _heading_level(style: str) -> int:
    if style == "title":
        return 1
    number = style.removeprefix("heading ")
    return min(int(number), 6) if style.startswith("heading ") and number.isdigit() else 0


def _content(container: Any) -> Iterator[Any]:  # noqa: ANN401
    """The paragraphs and tables of a container, content controls and the like opened."""
    for element in container:
        if tag(element) in {"p", "tbl"}:
            yield element
        elif tag(element) in {"sdt", "sdtContent", "customXml", "ins", "moveTo", "AlternateContent", "Choice"}:
            yield from _content(element)


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

"""OpenDocument texts to blocks: paragraphs, lists and tables in body order, as they stand after all tracked changes.

Headers, footers, comments, deleted text, tables of contents and objects are left out; nothing linked is opened.
"""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element as Element

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.flow import Cell, Paragraph, Part, Table, flow_blocks
from index.readers.legacy_runs import Run
from index.readers.odt_lists import ListCounters
from index.readers.odt_styles import Styles, name, value
from index.readers.package import DAMAGED, check_package

_KIND = "Tệp OpenDocument"
# What holds no text of the document as it stands now.
_SKIPPED = frozenset(
    "tracked-changes annotation annotation-end table-of-content illustration-index table-index object-index"  # noqa: SIM905
    " user-index alphabetical-index bibliography object object-ole hidden-text title desc forms sequence-decls"
    " variable-decls user-field-decls note-citation change shapes".split()
)
_CONTAINERS = frozenset({"section", "index-body", "text", "body"})
_MOST_REPEATED = 200


def read_odt(data: bytes) -> ReadDocument:
    """The blocks of an OpenDocument text; raises ``ReadError`` where it is locked, damaged or a zip bomb."""
    if "content.xml" not in check_package(data, _KIND):
        raise ReadError(f"{_KIND} bị hỏng: trong gói không có nội dung (content.xml).")
    try:
        with ZipFile(BytesIO(data)) as package:
            if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in package.read(
                "META-INF/manifest.xml"
            ):
                raise ReadError(f"{_KIND} có mật khẩu nên không mở được; hãy bỏ mật khẩu, lưu lại rồi nạp lại.")
            content = _parse(package.read("content.xml"))
            styles = [_parse(package.read("styles.xml"))] if "styles.xml" in package.namelist() else []
        return ReadDocument(tuple(flow_blocks(_Reader(content, Styles([*styles, content])).parts())))
    except (*DAMAGED, OSError, etree.XMLSyntaxError) as error:
        raise ReadError(
            f"{_KIND} bị hỏng: cấu trúc bên trong không đọc được ({type(error).__name__}). "
            "Hãy mở bằng LibreOffice, lưu lại rồi nạp lại."
        ) from error


def _parse(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(data, parser)


class _Reader:
    """One pass over the body; keeps the counters of lists and the footnotes met."""

    def __init__(self, content: Element, styles: Styles) -> None:
        body = content.find("{*}body/{*}text")
        if body is None:
            raise ReadError(f"{_KIND} không phải văn bản (là bảng tính hoặc bản trình chiếu); hãy lưu thành .pdf.")
        self._body = body
        self._styles = styles
        self._lists = ListCounters(styles)
        self._notes: list[Paragraph] = []

    def parts(self) -> list[Part]:
        """The paragraphs and tables of the body, the footnotes it refers to after it."""
        return [*self._container(self._body), *self._notes]

    def _container(self, container: Element) -> Iterator[Part]:
        for element in container:
            match name(element):
                case "p" | "h":
                    yield from self._paragraph(element)
                case "list":
                    style = value(element, "style-name")
                    yield from self._list(element, style, 1, self._lists.open(element, style))
                case "table":
                    yield self._table(element)
                case kind if kind in _CONTAINERS:
                    yield from self._container(element)

    def _list(self, element: Element, style: str, level: int, counters: dict[int, int]) -> Iterator[Part]:
        """The items of a list; only the first paragraph of an item has its marker."""
        for item in element:
            marker, is_first = "", True
            for part in item:
                kind = name(part)
                if kind == "list":
                    yield from self._list(part, value(part, "style-name") or style, level + 1, counters)
                elif kind in {"p", "h"}:
                    if is_first and name(item) == "list-item":
                        marker = self._lists.item(item, counters, style or self._own_list(part), level)
                    yield from self._paragraph(part, marker if is_first else "", in_list=True)
                    is_first = False

    def _own_list(self, paragraph: Element) -> str:
        return self._styles.list_of(value(paragraph, "style-name"))

    def _paragraph(self, element: Element, marker: str = "", *, in_list: bool = False) -> Iterator[Paragraph]:
        """A paragraph, and after it those of the text boxes anchored in it."""
        style = value(element, "style-name")
        if self._styles.is_index(style):
            return
        boxes: list[Element] = []
        runs = [run for run in self._runs(element, self._styles.font(style), boxes) if run.text]
        outline = value(element, "outline-level") if name(element) == "h" else ""
        level = min(int(outline), 6) if outline.isdigit() and len(outline) < 3 else 0
        has_text = any(run.text.strip() for run in runs)
        if level and not in_list and has_text and value(element, "is-list-header") != "true":
            marker = self._lists.heading(level)
        yield Paragraph(tuple([Run(f"{marker} "), *runs] if marker and has_text else runs), level)
        for box in boxes:
            yield from (part for part in self._container(box) if isinstance(part, Paragraph))

    def _runs(self, element: Element, font: str, boxes: list[Element]) -> Iterator[Run]:
        yield Run(" ".join((element.text or "").split("\n")), font)
        for child in element:
            match name(child):
                case "line-break":
                    yield Run("\n")
                case "s" | "tab":
                    yield Run(" ")
                case "note":
                    yield Run(self._note(child))
                case "text-box":
                    boxes.append(child)
                case kind if kind and kind not in _SKIPPED:
                    own = self._styles.font(value(child, "style-name")) if kind in {"span", "a"} else ""
                    yield from self._runs(child, own or font, boxes)
            yield Run(" ".join((child.tail or "").split("\n")), font)

    def _note(self, note: Element) -> str:
        """Keep a footnote for the end; returns the mark to put in the text."""
        body = note.find("{*}note-body")
        mark = f"[{len(self._notes) + 1}]"
        runs = (
            [run for part in self._container(body) if isinstance(part, Paragraph) for run in part.runs]
            if body is not None
            else []
        )
        self._notes.append(Paragraph((Run(f"{mark} "), *(Run(run.text.replace("\n", " "), run.font) for run in runs))))
        return mark

    def _table(self, table: Element) -> Table:
        rows = list(_rows(table))
        marked = sum(any(name(a) == "table-header-rows" for a in row.iterancestors()) for row in rows)
        heads = marked if 0 < marked < len(rows) else self._bold_head(rows)
        return Table(tuple(tuple(self._cells(row)) for row in rows), heads)

    def _cells(self, row: Element) -> Iterator[Cell]:
        for cell in row:
            if name(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            covered = name(cell) == "covered-table-cell"
            parts = () if covered else tuple(self._container(cell))
            repeated = value(cell, "number-columns-repeated")
            for _ in range(min(int(repeated), _MOST_REPEATED) if repeated.isdigit() and len(repeated) < 6 else 1):
                yield Cell(parts, continues=covered)

    def _bold_head(self, rows: list[Element]) -> int | None:
        """A first row all in bold type is a heading, with those below that its merged cells reach into."""
        texts = [p for row in rows[:1] for p in row.iter("{*}p", "{*}h") if "".join(p.itertext()).strip()]
        if not texts or not all(map(self._is_bold, texts)):
            return None
        spans = [value(cell, "number-rows-spanned") for cell in rows[0]]
        return min(max([int(span) for span in spans if span.isdigit() and len(span) < 6] + [1]), len(rows))

    def _is_bold(self, paragraph: Element) -> bool:
        if self._styles.is_bold(value(paragraph, "style-name")):
            return True
        spans = [span for span in paragraph.iter("{*}span") if (span.text or "").strip()]
        shown = sum(len((span.text or "").split()) for span in spans if self._styles.is_bold(value(span, "style-name")))
        return shown >= len("".join(paragraph.itertext()).split())


def _rows(table: Element) -> Iterator[Element]:
    """The rows of this table, not of tables inside it."""
    for element in table:
        if name(element) == "table-row":
            yield element
        elif name(element) in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(element)

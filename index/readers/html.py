"""HTML to blocks: the document of a saved page, without the page; nothing is fetched, no entity is resolved."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from lxml import etree
from lxml import html as lxml_html
from lxml.etree import _Element as Element

from index.blocks import Block, ReadDocument
from index.errors import ReadError
from index.readers import line_shapes as shape
from index.readers.article import as_document
from index.readers.characters import clean_text, one_line
from index.readers.chrome import is_official
from index.readers.glued import split_glued
from index.readers.html_region import BLOCK_TAGS, Region, drop_link_boxes, find_region, prune
from index.readers.html_tables import header_rows, table_grid
from index.readers.lines import Line
from index.readers.rows import is_layout, table_blocks
from index.readers.wrapping import join_lines

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PUBLISHED = frozenset(
    "article:published_time pubdate publishdate publish_date publish-date datepublished dc.date dc.date.issued"  # noqa: SIM905
    " dcterms.created og:article:published_time og:published_time".split()
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SITE_SUFFIX = re.compile(r"\s+[|»]\s+[^|»]{1,60}$")
_LONGEST_SENTENCE_AS_HEADING = 80
# What the parser says when it got no room to say more.
_OUT_OF_MEMORY = "unknown error"


def read_html(text: str) -> ReadDocument:
    """The blocks of a web page; raises ``ReadError`` where the page cannot be taken apart."""
    root = _parse(text)
    body = root if root.tag == "body" else root.find("body")
    if body is None:
        return ReadDocument(())
    title, published_on = _title(root), _published(root)
    prune(body)
    region = find_region(body)
    blocks = _region_blocks(region)
    if not is_official([block.text for block in blocks]):
        drop_link_boxes(region)
        blocks = _region_blocks(region)
    return as_document(blocks, title=title, published_on=published_on, web=True)


def _region_blocks(region: Region) -> list[Block]:
    return [block for element in (*region.lead, *region.core) for block in _blocks_of(element)]


def _parse(text: str) -> Element:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root: Element = lxml_html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        if _OUT_OF_MEMORY in str(error):
            raise MemoryError from error
        raise ReadError(f"Trang HTML không đọc được: {error}. Hãy lưu lại trang từ trình duyệt rồi nạp lại.") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ReadError("Trang HTML có các thẻ lồng nhau quá sâu nên không đọc được; hãy lưu lại trang dạng văn bản.")
    return root


def _title(root: Element) -> str | None:
    """What the page calls itself: ``og:title``, its one ``h1``, else ``<title>`` without the site's name."""
    for meta in root.iter("meta"):
        if (meta.get("property") or meta.get("name")) == "og:title" and one_line(meta.get("content") or ""):
            return one_line(meta.get("content") or "")
    headings = [heading for heading in (one_line("".join(h1.itertext())) for h1 in root.iter("h1")) if heading]
    if len(headings) == 1:
        return headings[0]
    title = root.find(".//title")
    return _SITE_SUFFIX.sub("", one_line("".join(title.itertext()))) or None if title is not None else None


def _published(root: Element) -> date | None:
    stamps = [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() in _PUBLISHED
    ]
    stamps += [time.get("datetime") or "" for time in root.iter("time")]
    for stamp in stamps:
        match = _ISO_DATE.match(stamp.strip())
        try:
            return date(*map(int, match.groups())) if match else None
        except ValueError:
            continue
    return None


def _blocks_of(element: Element, prefix: str = "") -> Iterator[Block]:
    """The blocks of an element in document order; ``prefix`` is the marker a browser would draw before its text."""
    if element.tag == "table":
        yield from _table(element)
        return
    if element.tag in _HEADINGS:
        text = one_line(" ".join(line.text for line in _inline_lines(element)))
        if text and _is_summary(text):
            yield Block("paragraph", text)
        elif text:
            yield Block("heading", text, _HEADINGS[element.tag])
        return
    run: list[Line] = []
    for part in _parts(element):
        if isinstance(part, Line):
            run.append(part)
            continue
        yield from _paragraphs(run, prefix)
        prefix, run = ("", []) if run else (prefix, run)
        yield from _blocks_of(part, _list_marker(part) or prefix)
        prefix = ""
    yield from _paragraphs(run, prefix)


def _is_summary(heading: str) -> bool:
    """Whether what is marked as a heading is the summary that news sites put under the headline."""
    return len(heading) > _LONGEST_SENTENCE_AS_HEADING and heading.endswith((".", "…"))


def _paragraphs(run: Sequence[Line], prefix: str) -> Iterator[Block]:
    paragraphs = [part for text in join_lines(run) for part in split_glued(text)]
    if paragraphs and prefix and not shape.list_marker(paragraphs[0]):
        paragraphs[0] = f"{prefix} {paragraphs[0]}"
    yield from (Block("paragraph", paragraph) for paragraph in paragraphs)


def _list_marker(element: Element) -> str:
    """The marker a browser draws before a list item."""
    parent = element.getparent()
    if element.tag != "li" or parent is None:
        return ""
    if parent.tag != "ol":
        return "-"
    first = parent.get("start") or "1"
    number = (int(first) if first.isdecimal() and len(first) < 10 else 1) + sum(
        1 for item in element.itersiblings("li", preceding=True)
    )
    return f"{number}."


def _parts(element: Element) -> Iterator["Line | Element"]:
    """Lines of text and block elements inside ``element``, in order; a line after ``<br>`` is marked as such."""
    text, hard = element.text or "", False
    stack = [iter(element)]
    open_inline: list[Element] = []
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            if open_inline:
                text += open_inline.pop().tail or ""
        elif not isinstance(child.tag, str):
            text += child.tail or ""
        elif child.tag in BLOCK_TAGS or child.tag == "br":
            if one_line(text):
                yield Line(one_line(text), hard=hard)
            hard = child.tag == "br"
            if child.tag != "br":
                yield child
            text = child.tail or ""
        else:
            text += child.text or ""
            open_inline.append(child)
            stack.append(iter(child))
    if one_line(text):
        yield Line(one_line(text), hard=hard)


def _inline_lines(element: Element) -> list[Line]:
    """All text of an element as lines, whatever blocks are in it."""
    lines: list[Line] = []
    for part in _parts(element):
        lines.extend([part] if isinstance(part, Line) else _inline_lines(part))
    return lines


def _table(table: Element) -> Iterator[Block]:
    """A table's rows, or the blocks of its cells where it only arranges the page."""
    rows = table_grid(table, lambda cell: "\n".join(line.text for line in _inline_lines(cell)))
    nested = any(inner is not table for inner in table.iter("table"))
    if nested or is_layout([row for row in rows if any(clean_text(cell).strip() for cell in row)]):
        for cell in table.iter("td", "th", "caption"):
            if next(cell.iterancestors("table")) is table:
                yield from _blocks_of(cell)
    else:
        yield from table_blocks(rows, header_rows(table))

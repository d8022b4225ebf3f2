"""PDF to blocks: text lines with their places, page furniture dropped, paragraphs joined over lines and pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any

from index.blocks import Block, ReadDocument
from index.errors import ReadError
from index.readers.glued import split_glued
from index.readers.legacy_fonts import detect_encoding, lines_to_unicode
from index.readers.lines import Line
from index.readers.ocr import missing
from index.readers.pdf_furniture import without_furniture
from index.readers.pdf_glyphs import Shapes
from index.readers.pdf_lines import PdfLine, note_named_letters, page_lines
from index.readers.pdf_pictures import is_picture, read_again
from index.readers.wrapping import join_lines

# Where pictures cannot be recognised, a document with more of its pages in pictures than this is not read at all.
_MOST_UNREAD = 0.25
_INDENT = 8.0
# A line further below the one before than this many times the usual pitch begins a paragraph.
_PARAGRAPH_PITCH = 1.45
# Room on both sides that differs by less than this share of the column's width: a centred line.
_CENTRED = 0.1
_FEWEST_INDENTED = 3
# Columns narrower than this, in points, are cells: what looks like an indent there is centring.
_NARROWEST_TEXT = 200.0


def read_pdf(data: bytes) -> ReadDocument:
    """The blocks of a PDF; raises ``ReadError`` for a locked or damaged file, or a scan that cannot be recognised."""
    import pypdfium2

    document = _open(data)
    shapes = Shapes()
    pages: list[list[PdfLine]] = []
    heights: list[float] = []
    try:
        for page in document:
            heights.append(page.get_height())
            pages.append(page_lines(page.get_textpage(), heights[-1], shapes))
        if shapes.named:
            pages = _with_letters(document, pages, shapes)
        pages = _in_unicode(pages)
        pages, recognised, remark = _with_pictures(document, pages)
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"Tệp PDF bị hỏng ở trang {len(heights) + 1}: {str(error).rstrip('.')}. Hãy xin lại tệp gốc."
        ) from error
    finally:
        document.close()
    return ReadDocument(tuple(paper_blocks(pages, heights)), recognised=recognised, remark=remark)


def paper_blocks(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> Iterator[Block]:
    """The blocks of lines with their places on pages ``heights`` points high, page furniture left out."""
    return _blocks(without_furniture(pages, heights))


def _in_unicode(pages: list[list[PdfLine]]) -> list[list[PdfLine]]:
    """The pages with text of fonts from before Unicode put into Unicode."""
    encoding = detect_encoding(line.text for page in pages for line in page)
    if not encoding:
        return pages
    texts = (lines_to_unicode([line.text for line in page], encoding) for page in pages)
    return [
        [replace(line, text=text) for line, text in zip(page, found, strict=True)]
        for page, found in zip(pages, texts, strict=True)
    ]


def _with_pictures(document: Any, pages: list[list[PdfLine]]) -> tuple[list[list[PdfLine]], bool, str | None]:  # noqa: ANN401
    """The pages with those recognised whose text is in a picture, whether any was, and what had to be left out."""
    scans = [number for number, lines in enumerate(pages) if is_picture(document[number], lines)]
    if scans and (reason := missing()):
        if len(scans) > _MOST_UNREAD * len(pages):
            raise ReadError(
                f"Tệp PDF là bản quét ({len(scans)} trong {len(pages)} trang là ảnh, không có lớp chữ): {reason}."
            )
        left_out = ", ".join(str(number + 1) for number in scans)
        return pages, False, f"Bỏ qua {len(scans)} trang là ảnh (trang {left_out}): {reason}."
    read = {number: read_again(document[number], pages[number]) for number in scans}
    result = [read.get(number, lines) for number, lines in enumerate(pages)]
    _refuse_empty(result, len(scans))
    return result, any(lines and lines is not pages[number] for number, lines in read.items()), None


def _with_letters(document: Any, pages: Sequence[Sequence[PdfLine]], shapes: Shapes) -> list[list[PdfLine]]:  # noqa: ANN401
    """The pages with the letters put in that the PDF does not name, as far as they can be told."""
    for page in document:
        note_named_letters(page.get_textpage(), shapes)
    letters = shapes.letters(line.text for page in pages for line in page)
    return [[replace(line, text=line.text.translate(letters)) for line in page] for page in pages]


def _open(data: bytes) -> Any:  # noqa: ANN401 (pypdfium2 has no types)
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("Tệp PDF có mật khẩu nên không mở được; hãy bỏ mật khẩu rồi nạp lại.") from error
        raise ReadError(f"Tệp PDF bị hỏng: {str(error).rstrip('.')}. Hãy xin lại tệp gốc.") from error


def _refuse_empty(pages: Sequence[Sequence[PdfLine]], scans: int) -> None:
    if any(character.isalpha() for lines in pages for line in lines for character in line.text):
        return
    if not scans:
        raise ReadError(f"Tệp PDF không có chữ nào trên {len(pages)} trang.")
    raise ReadError(
        f"Tệp PDF là bản quét ({scans} trang ảnh) mà không nhận dạng được chữ nào; hãy quét lại rõ hơn, 300 dpi."
    )


def _blocks(pages: Sequence[Sequence[PdfLine]]) -> Iterator[Block]:
    lines: list[Line] = []
    for page in pages:
        columns = list(_columns(page))
        for number, column in enumerate(columns):
            # Over the page's end a paragraph may go on; from one column or cell to the next it does not.
            lines.extend(_with_evidence(column, gap=number > 0))
    for paragraph in join_lines(lines):
        yield from (Block("paragraph", part) for part in split_glued(paragraph))


def _columns(lines: Sequence[PdfLine]) -> Iterator[list[PdfLine]]:
    """Runs of lines one below the other that share a part of the page's width."""
    column: list[PdfLine] = []
    for line in lines:
        if column:
            last = column[-1]
            beside = line.left > last.right or line.right < last.left
            above = line.bottom > last.bottom + 0.5 * last.size
            if above or (beside and not _is_centred_below(column, line)):
                yield column
                column = []
        column.append(line)
    if column:
        yield column


def _is_centred_below(column: Sequence[PdfLine], line: PdfLine) -> bool:
    """Whether a short line still stands within the width of the column above it."""
    return line.left >= min(item.left for item in column) - _INDENT and line.right <= max(item.right for item in column)


def _with_evidence(column: Sequence[PdfLine], gap: bool) -> Iterator[Line]:
    """The lines of a column with what their places say about the breaks before and after them."""
    left, right = _margins(column)
    pitches = [above.bottom - below.bottom for above, below in pairwise(column)]
    usual = median(pitches) if pitches else 0.0
    lefts = Counter(round(line.left / 4) for line in column)
    for number, line in enumerate(column):
        before, after = line.left - left, right - line.right
        at_indent = lefts[round(line.left / 4)] >= _FEWEST_INDENTED
        centred = min(before, after) > _INDENT and abs(before - after) < _CENTRED * (right - left) and not at_indent
        spaced = number > 0 and len(pitches) > 2 and pitches[number - 1] > _PARAGRAPH_PITCH * usual
        indented = before > _INDENT and not centred and right - left > _NARROWEST_TEXT
        following = column[number + 1] if number + 1 < len(column) else None
        yield Line(
            line.text,
            gap=gap and number == 0,
            starts=True if indented or spaced else None,
            full=_is_full(line, following, right),
        )


def _margins(column: Sequence[PdfLine]) -> tuple[float, float]:
    """The left edge most lines of the column begin at, and the right edge they reach."""
    lefts = Counter(round(line.left / 4) for line in column for _ in range(1 + len(line.text) // 20))
    common = [edge for edge, count in lefts.items() if count >= 0.2 * max(lefts.values())]
    return min(common) * 4.0, max(line.right for line in column)


def _is_full(line: PdfLine, following: PdfLine | None, right: float) -> bool:
    """Whether the next line's first word would not have fitted on this one; at a page's end, whether it is wide."""
    if following is None:
        return line.right > right - 3 * line.size
    word = following.text.split(" ", 1)[0]
    width = (following.right - following.left) * (len(word) + 1) / max(1, len(following.text))
    return line.right + width > right - 2.0

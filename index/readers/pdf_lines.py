"""One PDF page as lines with their places on the paper, side-by-side columns kept apart."""

from collections.abc import Iterable, Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass, replace
from math import hypot
from typing import Any
from unicodedata import normalize

from index.readers.characters import one_line
from index.readers.legacy_fonts import font_encoding
from index.readers.pdf_glyphs import Shapes

# A gap between words this many times the type size parts columns; justified lines never stretch so far.
_COLUMN_GAP = 1.8
_SMALLEST_COLUMN_GAP = 18.0
# Type that changes size by this ratio over a visible gap is another text: a stamp beside a running head.
_SIZE_RATIO = 1.35
_SIZE_GAP = 4.0
# The share of the page's height, at its head and foot, where stamps and running lines stand.
MARGIN = 0.14
# Boxes on one line differ in height by their letters; baselines further apart than this are other lines.
_SAME_LINE = 3.0
# Put between the words of a line where a drawn rule parts two columns.
COLUMN_BREAK = "\x1f"
_LINE_END_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD})


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A run of text on one line; lengths in points, ``bottom`` and ``top`` measured from the foot of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(slots=True)
class Character:
    """A letter or word of a line, or a space, whose place does not count; lengths as those of a line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def page_lines(textpage: Any, height: float, shapes: Shapes) -> list[PdfLine]:  # noqa: ANN401 (untyped)
    """The lines of a page ``height`` points high, in reading order: side-by-side columns one after the other.

    Letters the PDF does not name are place holders of ``shapes``.
    """
    return lines_of_characters(_character_lines(textpage, shapes), height)


def lines_of_characters(character_lines: Iterable[list[Character]], height: float) -> list[PdfLine]:
    """The same of characters that are lines already, in the order they were found on the page."""
    rows: list[list[PdfLine]] = []
    for characters in character_lines:
        segments = [line for line in (_line(segment) for segment in _segments(characters, height)) if line.text]
        if segments and rows and _is_same_row(rows[-1][-1], segments[0]):
            rows[-1][-1] = _merged(rows[-1][-1], segments[0])
            rows[-1].extend(segments[1:])
        elif segments:
            rows.append(segments)
    return list(_in_columns(rows))


def _character_lines(textpage: Any, shapes: Shapes) -> Iterator[list[Character]]:  # noqa: ANN401
    """The visible characters and spaces of every line, as the text layer orders them."""
    import pypdfium2.raw as raw

    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    size = 0.0
    line: list[Character] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (0x0A, 0x0D):
            yield line
            line = []
            continue
        character = chr(code) if code else _unnamed(textpage, index, shapes)
        if code in _LINE_END_HYPHENS:
            # A letter in fonts from before Unicode, whose texts are put into Unicode later.
            character = "\u2212" if font_encoding(_font(textpage, index)) else "-"
        if character.isspace():
            line.append(Character(" ", 0, 0, 0, 0, 0))
            continue
        # The loose box spans the type's full height and advance: the same for every letter of a line.
        raw.FPDFText_GetLooseCharBox(textpage, index, byref(box))
        left, right, bottom, top = box.left, box.right, box.bottom, box.top
        if line and code and line[-1].text == "-" and top < line[-1].bottom:
            # The text layer runs a hyphenated word on over the line's end.
            yield line
            line = []
        if not line or line[-1].text == " ":
            raw.FPDFText_GetMatrix(textpage, index, byref(matrix))
            size = raw.FPDFText_GetFontSize(textpage, index) * hypot(matrix.c, matrix.d)
        line.append(Character(character, left, right, bottom, top, size))
    yield line


def _unnamed(textpage: Any, index: int, shapes: Shapes) -> str:  # noqa: ANN401
    """The place holder of a letter without a name, told apart by its font and measures."""
    import pypdfium2.raw as raw

    edges = [c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(textpage, index, *map(byref, edges))
    left, right, bottom, top = (edge.value for edge in edges)
    origin, baseline, matrix = c_double(), c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(textpage, index, byref(origin), byref(baseline))
    raw.FPDFText_GetMatrix(textpage, index, byref(matrix))
    size = raw.FPDFText_GetFontSize(textpage, index) * hypot(matrix.c, matrix.d) or 1.0
    font = _font(textpage, index)
    if font not in shapes.named:
        shapes.named[font] = set()
    return shapes.holder(font, (right - left) / size, (top - bottom) / size, (baseline.value - bottom) / size)


def note_named_letters(textpage: Any, shapes: Shapes) -> None:  # noqa: ANN401
    """Add to ``shapes`` the letters that fonts with unnamed ones do name on this page."""
    import pypdfium2.raw as raw

    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code > ord("z") and (letters := shapes.named.get(_font(textpage, index))) is not None:
            letters.add(normalize("NFC", chr(code)).lower())


def _font(textpage: Any, index: int) -> str:  # noqa: ANN401
    import pypdfium2.raw as raw

    name, flags = create_string_buffer(128), c_int()
    raw.FPDFText_GetFontInfo(textpage, index, name, len(name), byref(flags))
    return name.value.decode("utf-8", "replace")


def _segments(characters: list[Character], height: float) -> Iterator[list[Character]]:
    """A line's characters, cut where a gap shows that another column begins, or a stamp beside a running head."""
    segment: list[Character] = []
    last: Character | None = None
    for character in characters:
        if character.text == COLUMN_BREAK:
            yield segment
            segment, last = [], None
            continue
        if character.text != " " and last is not None:
            gap = character.left - last.right
            large, small = max(character.size, last.size), max(1.0, min(character.size, last.size))
            marginal = character.bottom > height * (1 - MARGIN) or character.top < height * MARGIN
            other_type = marginal and gap > _SIZE_GAP and large / small > _SIZE_RATIO
            if gap > max(_SMALLEST_COLUMN_GAP, _COLUMN_GAP * small) or other_type:
                yield segment
                segment = []
        segment.append(character)
        last = character if character.text != " " else last
    yield segment


def _line(characters: list[Character]) -> PdfLine:
    visible = [character for character in characters if character.text != " "]
    if not visible:
        return PdfLine("", 0, 0, 0, 0, 0)
    sizes = sorted(character.size for character in visible)
    return PdfLine(
        one_line("".join(character.text for character in characters)),
        min(character.left for character in visible),
        max(character.right for character in visible),
        min(character.bottom for character in visible),
        max(character.top for character in visible),
        sizes[len(sizes) // 2],
    )


def _is_same_row(line: PdfLine, following: PdfLine) -> bool:
    """Whether the text layer broke one word in two: same height, no room between."""
    return abs(line.bottom - following.bottom) < _SAME_LINE and -1.0 <= following.left - line.right < 0.2 * line.size


def _merged(line: PdfLine, following: PdfLine) -> PdfLine:
    return replace(
        line,
        text=line.text + following.text,
        right=following.right,
        bottom=min(line.bottom, following.bottom),
        top=max(line.top, following.top),
    )


def _in_columns(rows: list[list[PdfLine]]) -> Iterator[PdfLine]:
    """Runs of rows with several segments column by column, the other rows as they come."""
    run: list[list[PdfLine]] = []
    for row in [*rows, []]:
        if len(row) > 1:
            run.append(row)
            continue
        for column in range(max(map(len, run), default=0)):
            yield from (segments[column] for segments in run if column < len(segments))
        run = []
        yield from row

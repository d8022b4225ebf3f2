"""Tables that lost their lines: every cell stands by itself, one below the other, and becomes a row's cell again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.blocks import Block
from index.readers import line_shapes as shape
from index.readers.amount_tables import amount_table
from index.readers.cell_placing import Column, columns_of, place
from index.readers.column_headings import is_first_heading, is_known_heading
from index.readers.lines import Line
from index.readers.row_labels import row_label
from index.readers.row_rhythm import Cell, RowSpan, find_rows
from index.readers.rows import is_layout, row_blocks, table_blocks
from index.readers.wrapping import join_lines

Cells = tuple[str, ...]

_WIDEST = 15
_LONGEST_HEADING = 120
# So many cells after the first heading there is a first row, or no table.
_HEAD_DEPTH = 40
_FEWEST_ROWS = 2
_FEWEST_TABBED_CELLS = 3
_FULL_SHARE = 0.5
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|\(?\*{1,3}\)?\s")
# A unit of text that no table cell is: what follows a table in the document.
_AFTER_TABLE = re.compile(r"(?:PHỤ LỤC|Phụ lục|Nơi nhận|NƠI NHẬN|TM\.|KT\.|TL\.|TUQ\.|Ghi chú\s*:)")


@dataclass(frozen=True, slots=True)
class TableBlocks:
    """The rows of one table among lines."""

    blocks: tuple[Block, ...]


def split_tables(lines: Sequence[Line]) -> Iterator[list[Line] | TableBlocks]:
    """``lines`` in order, as runs of ordinary lines and as the rows of the tables among them."""
    starts = [number for number, line in enumerate(lines) if is_first_heading(line.text)]
    # A table reaches to the next first heading at most, which begins another table or the same one on its next page.
    ends = dict(pairwise([*starts, len(lines)]))
    heads: set[Cells] = set()
    done = 0
    number = 0
    while number < len(lines):
        table = _rows_of_cells(lines, number)
        if table is None and number in ends:
            table = _table_of(lines[number : ends[number]], heads)
        table = table or _rows_of_amounts(lines, number)
        if table is None:
            number += 1
            continue
        blocks, size = table
        heads.add(blocks[0].cells)
        if done < number:
            yield list(lines[done:number])
        yield TableBlocks(tuple(blocks))
        done = number = number + size
    if done < len(lines):
        rest = list(lines[done:])
        yield [replace(rest[0], gap=rest[0].gap or done > 0), *rest[1:]]


def _rows_of_cells(lines: Sequence[Line], start: int) -> tuple[list[Block], int] | None:
    """The table at ``start`` whose rows are lines with tabs or drawn lines between cells, and how many lines it has."""
    width = len(lines[start].cells)
    if not _is_row_of_headings(lines[start].cells):
        return None
    end = next((n for n in range(start, len(lines)) if len(lines[n].cells) != width), len(lines))
    grid = [lines[n].cells for n in range(start, end) if not all(shape.is_rule(cell) for cell in lines[n].cells)]
    if len(grid) < _FEWEST_ROWS or is_layout(grid):
        return None
    return table_blocks(grid), end - start


def _rows_of_amounts(lines: Sequence[Line], start: int) -> tuple[list[Block], int] | None:
    """The table of names and amounts at ``start``, a cell a paragraph, and how many lines it has."""
    found = amount_table(lines, start)
    return (row_blocks([found.head], found.rows, found.head), found.end - start) if found else None


def _is_row_of_headings(cells: Cells) -> bool:
    """Whether a line of cells heads a table; two cells are often only a line with a tab in it, so both must say so."""
    known = sum(map(is_known_heading, cells))
    return known > 0 if len(cells) >= _FEWEST_TABBED_CELLS else known == len(cells) == 2


def _table_of(lines: Sequence[Line], heads: set[Cells]) -> tuple[list[Block], int] | None:
    """The rows of the table whose first heading is the first line, and how many lines it has; ``None`` if it is none.

    ``heads`` are the headings of tables before, under which a single row is enough.
    """
    cells = _cells(lines)
    first = next((n for n, cell in enumerate(cells[:_HEAD_DEPTH]) if n and row_label(cell.text)), None)
    if first is None:
        return None
    # The headings end where the first row begins; else sums or group titles stand between, else headings of headings.
    narrower = range(min(first - 1, _WIDEST), 1, -1)
    choices = [[(first, first)], [(width, width) for width in narrower], [(width, first) for width in narrower]]
    for choice in choices:
        tables = [
            found for width, body in choice if width <= _WIDEST and (found := _rows_under(cells, width, body, heads))
        ]
        if tables:
            _, width, body, spans = max(tables, key=lambda table: table[0])
            return _built(cells, cells[:body], spans, width)
    return None


def _rows_under(
    cells: Sequence[Cell], width: int, body: int, heads: set[Cells]
) -> tuple[float, int, int, list[RowSpan]] | None:
    """The rows from cell ``body`` on under the first ``width`` cells as headings, with their score."""
    head = cells[:width]
    if not _is_head(head):
        return None
    score, spans = find_rows(cells[body:], width)
    return (score, width, body, spans) if _is_table(spans, head, heads) else None


def _cells(lines: Sequence[Line]) -> list[Cell]:
    """The cells of ``lines`` up to what is certainly no cell: parted by blank lines, or one a line."""
    by_line = len(lines) > 1 and not lines[1].gap
    cells: list[Cell] = []
    first = 0
    for number in range(1, len(lines) + 1):
        if number < len(lines) and not _begins_cell(lines, number, by_line):
            continue
        cell = _cell(lines, first, number)
        if cells and _ends_table(cell.text):
            break
        cells.append(cell)
        first = number
    return cells


def _begins_cell(lines: Sequence[Line], number: int, by_line: bool) -> bool:
    line, previous = lines[number], lines[number - 1]
    if line.gap or not by_line:
        return line.gap
    goes_on = shape.starts_lower(line.text) and not shape.list_marker(line.text)
    unfinished = previous.text.endswith(",") or shape.ends_open(previous.text) if previous.text else False
    return not ((goes_on or unfinished) and previous.text and not row_label(previous.text))


def _cell(lines: Sequence[Line], start: int, end: int) -> Cell:
    own = lines[start:end]
    filled = [line for line in own if line.text]
    bold = bool(filled) and all(line.emphasis == "bold" for line in filled)
    return Cell(" ".join(join_lines(own)), start, end, bold)


def _ends_table(text: str) -> bool:
    return (
        _AFTER_TABLE.match(text) is not None
        or _FOOTNOTE.match(text) is not None
        or shape.is_motto(text)
        or shape.is_document_type(text)
        or shape.is_place_and_date(text)
    )


def _is_head(head: Sequence[Cell]) -> bool:
    """Whether the cells read like column headings: short, no sentences, no figures, known or set in bold."""
    texts = [cell.text for cell in head]
    if not all(0 < len(text) <= _LONGEST_HEADING and not shape.ends_sentence(text) for text in texts):
        return False
    if any(row_label(text) or text[0].isdigit() for text in texts):
        return False
    known = sum(is_known_heading(text) for text in texts[1:])
    return known > 0 or all(cell.bold for cell in head)


def _is_table(spans: Sequence[RowSpan], head: Sequence[Cell], heads: set[Cells]) -> bool:
    """Whether enough rows were found, and most of them whole."""
    sizes = [span.end - span.start for span in spans if span.shape == "data"]
    full = sum(size == len(head) for size in sizes)
    known = tuple(cell.text for cell in head) in heads or all(is_known_heading(cell.text) for cell in head[1:])
    alone = len(sizes) == 1 == full and known
    return (len(sizes) >= _FEWEST_ROWS and full >= _FULL_SHARE * len(sizes)) or alone


def _built(
    cells: Sequence[Cell], head: Sequence[Cell], spans: Sequence[RowSpan], width: int
) -> tuple[list[Block], int]:
    """The blocks of a table found, and the line after it."""
    body = cells[len(head) :]
    full = [
        [cell.text for cell in body[s.start : s.end]] for s in spans if s.shape == "data" and s.end - s.start == width
    ]
    columns = columns_of(full)
    heads = [tuple(cell.text for cell in head)]
    names = heads[0] if len(head) == width else ()
    rows: list[Cells] = []
    for span in spans:
        texts = [cell.text for cell in body[span.start : span.end]]
        if span.shape == "count":
            heads.append(tuple(texts))
        else:
            rows.append(_laid_out(span, texts, columns, width))
    end = body[spans[-1].end - 1].end
    return row_blocks(heads, rows, names), end


def _laid_out(span: RowSpan, texts: Sequence[str], columns: Sequence[Column], width: int) -> Cells:
    """The texts of one row as ``width`` cells."""
    if len(texts) == width:
        return tuple(texts)
    if span.shape == "group":
        cells = ("", *texts) if len(texts) == 1 else tuple(texts)
        return (*cells, *[""] * (width - len(cells)))
    if span.shape == "total":
        return ("", texts[0], *_figures_placed(texts[1:], columns[2:]))
    return place(texts, columns)[1]


def _figures_placed(texts: Sequence[str], columns: Sequence[Column]) -> Cells:
    """Sums under the columns that hold figures, the first of them first."""
    cells = [""] * len(columns)
    figures = [number for number, column in enumerate(columns) if column.kinds["figure"]]
    targets = figures if len(figures) >= len(texts) else list(range(len(columns)))
    for target, text in zip(targets, texts, strict=False):
        cells[target] = text
    return tuple(cells)

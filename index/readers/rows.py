"""Tables to blocks: rows with their column headings, or plain paragraphs where a table only arranges the page."""

from collections.abc import Sequence

from index.blocks import Block
from index.readers import line_shapes as shape
from index.readers.characters import one_line
from index.readers.column_headings import column_names, count_header_rows
from index.readers.glued import split_glued
from index.readers.group_rows import group_levels
from index.readers.lines import Line
from index.readers.wrapping import join_lines

Grid = Sequence[Sequence[str]]
Cells = tuple[str, ...]

# Letterheads and signatures are small; a data table of this size is not told from them by words alone.
_LARGEST_LAYOUT_ROWS = 4
_LARGEST_LAYOUT_COLUMNS = 3


def table_blocks(grid: Grid, header_rows: int | None = None) -> list[Block]:
    """The blocks of a table.

    ``grid`` holds the cells row by row, lines inside a cell parted by ``\\n``, merged cells filled once and empty
    after that. ``header_rows`` says how many leading rows are headings where the container knows; otherwise the
    words decide. A row's text leaves its empty cells out; ``cells`` keeps them, aligned with ``columns``.
    """
    rows = [list(row) for row in grid if any(cell.strip() for cell in row)]
    if is_layout(rows):
        return [block for row in rows for cell in row for block in cell_blocks(cell)]
    width = max((len(row) for row in rows), default=0)
    table = [_unrepeated(tuple(_cell_text(cell) for cell in row)) + ("",) * (width - len(row)) for row in rows]
    heads = count_header_rows(table, header_rows)
    return row_blocks(table[:heads], table[heads:], column_names(table[:heads]))


def row_blocks(heads: Sequence[Cells], rows: Sequence[Cells], columns: Cells) -> list[Block]:
    """The heading rows and the rows under ``columns``; a group row has a level, the headings above it none."""
    blocks = [_row(cells, ()) for cells in heads]
    levels = group_levels(rows)
    return blocks + [_row(cells, columns, level) for cells, level in zip(rows, levels, strict=True)]


def is_layout(rows: Grid) -> bool:
    """Whether the table only arranges text on the page: one cell wide or high, a letterhead, a signature."""
    if len(rows) <= 1 or max(len(row) for row in rows) <= 1:
        return True
    if len(rows) > _LARGEST_LAYOUT_ROWS or max(len(row) for row in rows) > _LARGEST_LAYOUT_COLUMNS:
        return False
    lines = [one_line(line) for row in rows for cell in row for line in cell.split("\n")]
    return any(shape.is_motto(line) or shape.is_letterhead(line) for line in lines if line)


def cell_blocks(cell: str) -> list[Block]:
    """The lines of a layout cell as paragraphs."""
    lines = [Line(one_line(line), hard=True) for line in cell.split("\n")]
    return [Block("paragraph", part) for text in join_lines(lines) for part in split_glued(text)]


def _cell_text(cell: str) -> str:
    """The lines of a data cell on one line, drawn ones left out."""
    lines = (one_line(line) for line in cell.split("\n"))
    return " ".join(line for line in lines if line and not (shape.is_rule(line) and len(line) > 1))


def _unrepeated(cells: Cells) -> Cells:
    """``cells`` with a text that converters wrote into every place of one merged cell kept in the first only."""
    repeated = len(cells) > 2 and len(set(cells)) == 1
    return (cells[0], *[""] * (len(cells) - 1)) if repeated else cells


def _row(cells: Cells, columns: Cells, level: int = 0) -> Block:
    return Block("row", " | ".join(cell for cell in cells if cell), level, cells=cells, columns=columns)

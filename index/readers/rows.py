"""Tables to blocks: rows with their column headings, or plain paragraphs where a table only arranges the page."""

from collections.abc import Sequence

from index.blocks import Block
from index.readers import line_shapes as shape
from index.readers.characters import one_line
from index.readers.glued import split_glued
from index.readers.lexicon import phrase_set
from index.readers.lines import Line
from index.readers.wrapping import join_lines

Grid = Sequence[Sequence[str]]

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
    table = [tuple(_cell_text(cell) for cell in row) + ("",) * (width - len(row)) for row in rows]
    heads = _count_header_rows(table) if header_rows is None else min(header_rows, len(table))
    columns = _column_names(table[:heads])
    blocks = [_row(cells, ()) for cells in table[:heads]]
    return blocks + [_row(cells, columns) for cells in table[heads:]]


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


def _row(cells: tuple[str, ...], columns: tuple[str, ...]) -> Block:
    return Block("row", " | ".join(cell for cell in cells if cell), cells=cells, columns=columns)


def _count_header_rows(table: Sequence[tuple[str, ...]]) -> int:
    """One where the first row reads like headings: a known first heading, or words over a column of figures."""
    if len(table) < 2:
        return 0
    first = table[0]
    if not all(first) or any(any(letter.isdigit() for letter in cell) for cell in first):
        return int(bool(first[0]) and first[0].lower().rstrip(".") in phrase_set("column_headings"))
    known = any(cell.lower().rstrip(".:") in phrase_set("column_headings") for cell in first)
    figures = any(cell[:1].isdigit() for row in table[1:] for cell in row)
    return int(known or (figures and max(map(len, first)) <= 60))


def _column_names(heads: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """One name a column; under a heading that spans several columns "spanning – own"."""
    if not heads:
        return ()
    names = list(heads[0])
    for lower in heads[1:]:
        spanning = ""
        for number, own in enumerate(lower):
            spanning = names[number] or spanning
            if own:
                names[number] = f"{spanning} – {own}" if spanning else own
    return tuple(names)

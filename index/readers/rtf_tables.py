"""Tables of an RTF file: cells and rows are told one after the other, columns by where their right edges are."""

from dataclasses import dataclass, field, replace

from index.readers.flow import Cell, Paragraph, Part, Table

_DEEPEST_TABLE = 20
_WIDEST_ROW = 200
# Right edges nearer than this, in twips, are one column's.
_SAME_EDGE = 90


@dataclass(slots=True)
class RowShape:
    """What ``\\trowd`` and the words after it say of a row: right edges, and which cells go on from above."""

    edges: list[int] = field(default_factory=list)
    continued: list[bool] = field(default_factory=list)
    is_header: bool = False
    continues: bool = False

    def end_cell(self, edge: int) -> None:
        """One more cell, ``edge`` being its right edge."""
        if len(self.edges) < _WIDEST_ROW:
            self.edges.append(edge)
            self.continued.append(self.continues)
        self.continues = False


@dataclass(slots=True)
class _Level:
    """An open table: its rows so far, the cells of the open row and the parts of the open cell."""

    parts: list[Part] = field(default_factory=list)
    cells: list[tuple[Part, ...]] = field(default_factory=list)
    rows: list[tuple[list[tuple[Part, ...]], RowShape]] = field(default_factory=list)
    bold_rows: list[bool] = field(default_factory=list)
    is_bold: bool = True


class Body:
    """The parts of a document as they come; tables inside cells are told by their depth."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._levels: list[_Level] = []

    def paragraph(self, paragraph: Paragraph, depth: int, *, is_bold: bool) -> None:
        """One paragraph, in a cell of the table ``depth`` deep; 0 is outside of tables."""
        self._open(depth)
        if paragraph.runs and self._levels:
            self._levels[-1].is_bold &= is_bold
        (self._levels[-1].parts if self._levels else self._parts).append(paragraph)

    def end_cell(self, depth: int) -> None:
        """The cell of the table at ``depth`` is complete."""
        self._open(max(1, depth))
        level = self._levels[-1]
        level.cells.append(tuple(level.parts))
        level.parts = []

    def end_row(self, depth: int, shape: RowShape) -> None:
        """The row of the table at ``depth`` is complete."""
        self._open(max(1, depth))
        level = self._levels[-1]
        if level.cells:
            level.rows.append((level.cells, replace(shape, edges=[*shape.edges], continued=[*shape.continued])))
            level.bold_rows.append(level.is_bold)
        level.cells, level.is_bold = [], True

    def parts(self) -> list[Part]:
        """Everything, open tables closed."""
        self._open(0)
        return self._parts

    def _open(self, depth: int) -> None:
        """Open tables down to ``depth``, close those that are deeper."""
        depth = min(depth, _DEEPEST_TABLE)
        while len(self._levels) < depth:
            self._levels.append(_Level())
        while len(self._levels) > depth:
            level = self._levels.pop()
            target = self._levels[-1].parts if self._levels else self._parts
            loose = [part for cell in level.cells for part in cell] + level.parts
            target.extend([*([_table(level)] if level.rows else []), *loose])


def _table(level: _Level) -> Table:
    edges = _columns([edge for _, shape in level.rows for edge in shape.edges])
    rows = tuple(tuple(_row(cells, shape, edges)) for cells, shape in level.rows)
    heads = next((number for number, (_, shape) in enumerate(level.rows) if not shape.is_header), len(rows))
    if heads in {0, len(rows)}:
        return Table(rows, _bold_head(rows) if level.bold_rows[0] else None)
    return Table(rows, heads)


def _bold_head(rows: tuple[tuple[Cell, ...], ...]) -> int:
    """A bold first row is a heading, with those below that its merged cells reach into."""
    heads = 1
    while heads < len(rows) and any(cell.continues for cell in rows[heads]):
        heads += 1
    return heads


def _columns(edges: list[int]) -> list[int]:
    """The distinct right edges of a table's columns."""
    columns: list[int] = []
    for edge in sorted(set(edges)):
        if not columns or edge - columns[-1] > _SAME_EDGE:
            columns.append(edge)
    return columns


def _row(cells: list[tuple[Part, ...]], shape: RowShape, edges: list[int]) -> list[Cell]:
    row: list[Cell] = []
    column = 0
    for number, parts in enumerate(cells):
        end = column + 1
        if number < len(shape.edges):
            end = max(end, sum(edge <= shape.edges[number] for edge in edges))
        continues = number < len(shape.continued) and shape.continued[number]
        row.append(Cell(() if continues else parts, end - column, continues))
        column = end
    return row

"""Word processor documents to blocks: paragraphs and tables in body order, whatever format they were saved in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.blocks import Block
from index.readers.characters import clean_characters, one_line
from index.readers.glued import split_glued
from index.readers.legacy_runs import LegacyRuns, Run
from index.readers.lines import Line
from index.readers.rows import is_layout, table_blocks
from index.readers.wrapping import join_lines

# Parts the cells of a table inside a cell, which becomes text.
_INSIDE = "; "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of one font each, explicit line breaks as ``\\n``; ``level`` is the heading level, 0 for none."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell over ``span`` columns; one that ``continues`` is merged with the cell above it."""

    parts: tuple["Paragraph | Table", ...] = ()
    span: int = 1
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The cells row by row; ``header_rows`` leading ones are headings where the file says so."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int | None = None


Part = Paragraph | Table


def flow_blocks(parts: Sequence[Part]) -> list[Block]:
    """The blocks of a body; runs in fonts from before Unicode are put into Unicode."""
    return list(_blocks(parts, LegacyRuns(_runs(parts)), in_layout_cell=False))


def _runs(parts: Iterable[Part]) -> Iterator[Run]:
    """All runs of a body, those in tables included."""
    for part in parts:
        if isinstance(part, Paragraph):
            yield from part.runs
            yield Run("\n")
        else:
            for row in part.rows:
                for cell in row:
                    yield from _runs(cell.parts)


def _blocks(parts: Sequence[Part], legacy: LegacyRuns, *, in_layout_cell: bool) -> Iterator[Block]:
    """The blocks of the body or a layout cell; paragraphs run on until a heading or table.

    Heading styles in a letterhead or signature are only borrowed for their looks.
    """
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Paragraph) and (in_layout_cell or not part.level):
            run.extend(_lines(part, legacy))
            continue
        yield from _paragraphs(run)
        run = []
        if isinstance(part, Table):
            yield from _table(part, legacy)
        else:
            yield from _heading(part, legacy)
    yield from _paragraphs(run)


def _lines(paragraph: Paragraph, legacy: LegacyRuns) -> list[Line]:
    text = clean_characters(legacy.unicode(paragraph.runs))
    lines = [line for line in map(one_line, text.split("\n")) if line]
    return [Line(line, gap=number == 0, hard=number > 0) for number, line in enumerate(lines)]


def _heading(paragraph: Paragraph, legacy: LegacyRuns) -> Iterator[Block]:
    text = one_line(" ".join(line.text for line in _lines(paragraph, legacy)))
    if any(letter.isalnum() for letter in text):
        yield Block("heading", text, paragraph.level)


def _paragraphs(run: Sequence[Line]) -> Iterator[Block]:
    for text in join_lines(run):
        yield from (Block("paragraph", part) for part in split_glued(text))


def _table(table: Table, legacy: LegacyRuns) -> Iterator[Block]:
    """The rows of a table, tables inside it as text; or what stands in its cells where it only arranges the page."""
    filled = [[cell for cell in row if not cell.continues] for row in table.rows]
    sketch = [[_cell_text(cell, legacy) for cell in row] for row in filled]
    if is_layout([row for row in sketch if any(cell.strip() for cell in row)]):
        for row in filled:
            for cell in row:
                yield from _blocks(cell.parts, legacy, in_layout_cell=True)
        return
    yield from table_blocks([_row(row, legacy) for row in table.rows], table.header_rows)


def _row(row: Sequence[Cell], legacy: LegacyRuns) -> list[str]:
    """The texts of a data row, a merged cell filled once."""
    texts: list[str] = []
    for cell in row:
        texts.extend(["" if cell.continues else _cell_text(cell, legacy)] + [""] * (cell.span - 1))
    return texts


def _cell_text(cell: Cell, legacy: LegacyRuns) -> str:
    """The lines of a cell; each row of a table inside it is one of them."""
    return "\n".join(line for part in cell.parts for line in _cell_lines(part, legacy))


def _cell_lines(part: Part, legacy: LegacyRuns) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield from (line.text for line in _lines(part, legacy))
        return
    rows = ([one_line(_cell_text(cell, legacy)) for cell in row] for row in part.rows)
    joined = [_INSIDE.join(text for text in row if text) for row in rows]
    lines = [line for line in joined if line]
    yield from (line + _INSIDE.rstrip() for line in lines[:-1])
    yield from lines[-1:]

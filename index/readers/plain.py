"""Plain text to blocks: a text file has only its lines, so everything is read from them."""

from collections.abc import Sequence
from dataclasses import replace

from index.blocks import Block, ReadDocument
from index.readers.article import as_document
from index.readers.characters import clean_layout, one_line
from index.readers.chrome import article_lines
from index.readers.flattened_tables import TableBlocks, split_tables
from index.readers.glued import split_glued
from index.readers.lines import Line
from index.readers.page_lines import without_page_marks, without_running_lines
from index.readers.side_by_side import TwoColumns, two_columns
from index.readers.spaced_columns import spaced_table
from index.readers.wrapping import join_lines


def read_plain(text: str) -> ReadDocument:
    """The blocks of a text file; ``text`` is decoded but not cleaned.

    What a copied web page put around its article goes first, line by line, so that nothing is joined to it.
    """
    lines = without_page_marks(_lines(text))
    keep = article_lines([line.text for line in lines])
    # What was dropped parts the lines on both sides of it.
    parted = [False, *(not is_kept for is_kept in keep)]
    kept = [
        replace(line, gap=line.gap or is_parted)
        for line, is_parted, is_kept in zip(lines, parted, keep, strict=False)
        if is_kept
    ]
    return as_document([block for piece in split_tables(kept) for block in _blocks(piece)])


def _blocks(piece: list[Line] | TableBlocks) -> Sequence[Block]:
    if isinstance(piece, TableBlocks):
        return piece.blocks
    return [
        Block("paragraph", part)
        for paragraph in join_lines(without_running_lines(piece))
        for part in split_glued(paragraph)
    ]


def _lines(text: str) -> list[Line]:
    """The lines that are not blank, columns laid out with spaces taken apart."""
    lines: list[Line] = []
    raws = [clean_layout(raw) for raw in text.splitlines()]
    gap, number = False, 0
    while number < len(raws):
        table = spaced_table(raws, number)
        columns = None if table else two_columns(raws, number)
        if table:
            own = [Line(" ".join(filter(None, row)), cells=row) for row in table.rows]
        elif columns:
            own = _in_turn(columns)
        else:
            source = one_line(raws[number])
            own = [Line(source, cells=_cells(raws[number]))] if source else []
        lines.extend(replace(line, gap=line.gap or (gap and first == 0)) for first, line in enumerate(own))
        gap = not own or columns is not None
        number += table.size if table else columns.size if columns else 1
    return lines


def _in_turn(columns: TwoColumns) -> list[Line]:
    """The lines of the left column, then those of the right."""
    sides = (columns.left, columns.right)
    return [Line(one_line(text), gap=number == 0) for side in sides for number, text in enumerate(side)]


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a line that has tabs or drawn lines between them."""
    bare = raw.strip(" ")
    if bare.count("|") > 1 and bare.startswith("|") and bare.endswith("|"):
        return tuple(one_line(cell) for cell in bare[1:-1].split("|"))
    return tuple(one_line(cell) for cell in raw.split("\t")) if "\t" in bare else ()

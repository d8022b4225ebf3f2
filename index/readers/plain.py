"""Plain text to blocks: a text file has only its lines, so everything is read from them."""

from collections.abc import Sequence
from dataclasses import replace

from index.blocks import Block, ReadDocument
from index.readers.article import as_document
from index.readers.characters import clean_text, one_line
from index.readers.chrome import article_lines
from index.readers.flattened_tables import TableBlocks, split_tables
from index.readers.glued import split_glued
from index.readers.lines import Line
from index.readers.page_lines import without_page_marks, without_running_lines
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
    """The lines that are not blank."""
    lines: list[Line] = []
    gap = False
    for raw in text.splitlines():
        source = clean_text(raw).strip()
        if source:
            lines.append(Line(source, gap=gap, cells=_cells(raw)))
        gap = not source
    return lines


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a line that has tabs or drawn lines between them."""
    bare = raw.strip(" ")
    if bare.count("|") > 1 and bare.startswith("|") and bare.endswith("|"):
        return tuple(one_line(cell) for cell in bare[1:-1].split("|"))
    return tuple(one_line(cell) for cell in raw.split("\t")) if raw.count("\t") > 1 else ()

"""Plain text to blocks: a text file has only its lines, so everything is read from them."""

from index.blocks import Block, ReadDocument
from index.readers.article import as_document
from index.readers.characters import clean_text
from index.readers.chrome import article_lines
from index.readers.glued import split_glued
from index.readers.lines import Line
from index.readers.wrapping import join_lines


def read_plain(text: str) -> ReadDocument:
    """The blocks of a text file; ``text`` is decoded but not cleaned.

    What a copied web page put around its article goes first, line by line, so that nothing is joined to it.
    """
    lines = _lines(text)
    keep = article_lines([line.text for line in lines])
    kept = [line for line, is_kept in zip(lines, keep, strict=True) if is_kept]
    paragraphs = [part for paragraph in join_lines(kept) for part in split_glued(paragraph)]
    return as_document([Block("paragraph", paragraph) for paragraph in paragraphs])


def _lines(text: str) -> list[Line]:
    """The lines that are not blank."""
    lines: list[Line] = []
    gap = False
    for source in clean_text(text).split("\n"):
        if source.strip():
            lines.append(Line(source.strip(), gap=gap))
        gap = not source.strip()
    return lines

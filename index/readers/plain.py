"""Plain text to blocks: a text file has only its lines, so everything is read from them."""

from datetime import date

from index.blocks import Block, ReadDocument
from index.readers.characters import clean_text
from index.readers.chrome import article_lines, has_letterhead, is_headline, take_date
from index.readers.glued import split_glued
from index.readers.wrapping import Line, join_lines

# A page's date stamp stands near its head.
_DATE_DEPTH = 8


def read_plain(text: str) -> ReadDocument:
    """The blocks of a text file; ``text`` is decoded but not cleaned.

    A copied web page loses what the page put around the article; its headline and date stamp become the document's.
    """
    lines, published_on = _lines(text)
    texts = [line.text for line in lines]
    kept = [line for line, keep in zip(lines, article_lines(texts), strict=True) if keep]
    paragraphs = [part for paragraph in join_lines(kept) for part in split_glued(paragraph)]
    title = None
    if len(paragraphs) > 1 and not has_letterhead(texts) and is_headline(paragraphs[0], paragraphs[1]):
        title = paragraphs.pop(0)
    head = [Block("heading", title, level=1)] if title else []
    return ReadDocument((*head, *(Block("paragraph", text) for text in paragraphs)), title, published_on)


def _lines(text: str) -> tuple[list[Line], date | None]:
    """The lines that are not blank, and the date stamped on one of the first of them."""
    lines: list[Line] = []
    published_on: date | None = None
    gap = False
    for source in clean_text(text).split("\n"):
        line = source.strip()
        if line and len(lines) < _DATE_DEPTH and published_on is None:
            line, published_on = take_date(line)
        if line:
            lines.append(Line(line.strip(), gap=gap))
        gap = not line
    return lines, published_on

"""What every reader hands on: a document as a sequence of blocks of clean text."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

BlockKind = Literal["heading", "paragraph", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or table row.

    ``text`` is one line: NFC, no markup, no soft line breaks, no leading or trailing space. A row's text is its
    cells joined with ``" | "``. ``level`` is the heading level the markup gave (1 to 6), 0 where it gave
    none; of a row that heads the rows below it, how deep it stands (1 outermost), 0 of any other row.
    ``columns`` are the column headings that apply to a row, as many as it has cells, or empty when unknown.
    """

    kind: BlockKind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a reader found in one file: the blocks, and what the container itself says of title and date.

    ``recognised`` says that text was read off a picture, where letters may be mistaken; ``remark`` tells people, in
    Vietnamese, what could not be read.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    published_on: date | None = None
    recognised: bool = False
    remark: str | None = None

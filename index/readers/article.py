"""The last step for what may be a copied web page: its headline and date taken, what stands around it dropped."""

from collections.abc import Sequence
from datetime import date

from index.blocks import Block, ReadDocument
from index.readers.chrome import article_lines, is_headline, is_official, take_date

# A page's date stamp stands near its head.
_STAMP_DEPTH = 10


def as_document(
    blocks: Sequence[Block], *, title: str | None = None, published_on: date | None = None, web: bool = False
) -> ReadDocument:
    """The document of ``blocks``; ``title`` and ``published_on`` are what the container itself says of them,
    ``web`` that it is a saved web page.

    An official document, known by its letterhead or articles, keeps its blocks but for share lines. Of anything else
    the date stamp, captions, boxes and tail of a web page are dropped, and its first line is the title if it can be.
    """
    official = is_official([block.text for block in blocks])
    if not official:
        blocks, stamped = _without_stamps(blocks)
        published_on = published_on or stamped
    keep = article_lines([block.text for block in blocks], web=web)
    kept = [block for block, is_kept in zip(blocks, keep, strict=True) if is_kept or block.kind == "row"]
    if not official and len(kept) > 1:
        head = kept[0]
        if head.kind == "paragraph" and is_headline(head.text, kept[1].text):
            kept[0] = Block("heading", head.text, level=1)
        if title is None and kept[0].kind == "heading":
            title = kept[0].text
    return ReadDocument(tuple(kept), title, published_on)


def _without_stamps(blocks: Sequence[Block]) -> tuple[list[Block], date | None]:
    """The blocks without date stamps near the head, and the first such date."""
    kept: list[Block] = []
    stamped: date | None = None
    for number, block in enumerate(blocks):
        may_be_stamp = number < _STAMP_DEPTH and block.kind == "paragraph"
        rest, found = take_date(block.text) if may_be_stamp else (block.text, None)
        stamped = stamped or found
        if rest:
            kept.append(Block(block.kind, rest, block.level) if found else block)
    return kept, stamped

"""The closing lines of a document: "Trong quá trình thực hiện …" belongs to the whole, not to its last list item."""

from collections.abc import Sequence
from functools import cache

import regex as re

from index.anatomy.itself import kinds
from index.anatomy.markers import find_marker
from index.anatomy.names import word_list
from index.anatomy.parts import Part
from index.blocks import Block

_MOST = 6


def closing_lines(blocks: Sequence[Block], parts: Sequence[Part]) -> range:
    """The unmarked paragraphs above the recipients or the signature, from the first that closes the text."""
    end = next((at for at, part in enumerate(parts) if part in ("recipients", "signature")), 0)
    start = end
    while start > max(0, end - _MOST) and parts[start - 1] == "body" and _is_plain(blocks[start - 1]):
        start -= 1
    first = next((at for at in range(start, end) if _closes().match(blocks[at].text)), end)
    return range(first, end)


def _is_plain(block: Block) -> bool:
    return block.kind == "paragraph" and find_marker(block.text) is None


@cache
def _closes() -> re.Pattern[str]:
    openings = "|".join(re.escape(opening) for opening in word_list("closings.txt"))
    return re.compile(rf"^(?:{openings})\b|{_passed().pattern}")


def is_passed_line(text: str) -> bool:
    """ "Luật này được Quốc hội … thông qua ngày …" closes all of a text, whatever article stands above it."""
    return bool(_passed().match(text))


@cache
def _passed() -> re.Pattern[str]:
    return re.compile(rf"^(?i:{kinds()})\s+này\b.{{0,200}}?\bthông qua\b")

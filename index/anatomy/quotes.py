"""Quoted provisions: in amending documents whole articles stand between quotation marks, over many blocks."""

from collections.abc import Sequence

import regex as re

from index.anatomy.markers import find_marker

_OPENING = re.compile(r"^[“\"«]\s*")
_CLOSERS = {"“": "”", "«": "»"}
# A quotation that is not closed within so many blocks was never one.
_LONGEST = 200


def unquoted(text: str) -> str:
    """A block's text without the quotation mark it begins with."""
    return _OPENING.sub("", text)


def quoted_blocks(texts: Sequence[str]) -> dict[int, int]:
    """For each block of a quoted provision the block at which its quotation begins."""
    quoted: dict[int, int] = {}
    at = 0
    while at < len(texts):
        end = _end(texts, at)
        quoted.update(dict.fromkeys(range(at, end), at))
        at = max(end, at + 1)
    return quoted


def _end(texts: Sequence[str], start: int) -> int:
    """Where the quotation that block ``start`` opens is over; ``start`` when it opens none."""
    text = texts[start]
    if not _OPENING.match(text) or find_marker(unquoted(text)) is None:
        return start
    opener, depth = text[0], 0
    for at in range(start, min(len(texts), start + _LONGEST)):
        depth = _depth(texts[at], opener, depth)
        if depth <= 0:
            return at + 1
    return start


def _depth(text: str, opener: str, depth: int) -> int:
    if opener == '"':
        return (depth + text.count('"')) % 2
    return depth + text.count(opener) - text.count(_CLOSERS[opener])

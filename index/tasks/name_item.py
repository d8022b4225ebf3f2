"""A name, or several that are written as one, at a place of a text."""

from dataclasses import dataclass

import regex as re

DETERMINER = re.compile(
    r"(?:tất\s+cả\s+|toàn\s+thể\s+|toàn\s+bộ\s+)?(?:các|những|từng|mỗi|mọi|một\s+số)\s+", re.IGNORECASE
)
PAREN = re.compile(r"\s*\([^()]{1,160}\)")
OF = re.compile(r"\s+(?:của\s+)?")


@dataclass(frozen=True, slots=True)
class NameItem:
    """Names at a place of the text, over at ``end``; ``common`` says that they name kinds of bodies in common nouns."""

    names: tuple[str, ...]
    end: int
    common: bool = False


def behind_paren(even: str, stop: int, end: int) -> int:
    """``stop``, or where the bracket that follows it ends."""
    paren = PAREN.match(even, stop, end)
    return paren.end() if paren else stop

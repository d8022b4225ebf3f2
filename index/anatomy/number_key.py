"""What the spellings of one document number share, so that a citation finds the document it means."""

import re

from index.text.folding import fold

_SEPARATORS = re.compile(r"[^a-z0-9]+")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
# People's committees and councils, provincial Party committees and their offices: one symbol, many bodies.
_SHARED_SYMBOLS = frozenset({"ubnd", "hdnd", "tu", "btv", "bch", "vp"})


def number_key(number: str) -> str:
    """ "57-NQ/TW", "57 - NQ/TW" and "057-NQ-TW" give one key."""
    return _LEADING_ZEROS.sub("", _SEPARATORS.sub("-", fold(number)).strip("-"))


def is_shared_number(number: str) -> bool:
    """Whether bodies in many places give such numbers, as people's committees do, so that it names none by itself."""
    return not _SHARED_SYMBOLS.isdisjoint(number_key(number).split("-"))

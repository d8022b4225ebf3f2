"""What the spellings of one document number share, so that a citation finds the document it means."""

import re
from functools import cache, lru_cache

from index.anatomy.names import bodies_by_symbol, types_by_symbol
from index.text.folding import fold

_SEPARATORS = re.compile(r"[^a-z0-9]+")
_LEADING_ZEROS = re.compile(r"^0+(?=\d)")
_TERM = re.compile(r"\d+$")


@lru_cache(maxsize=4096)
def number_key(number: str) -> str:
    """ "57-NQ/TW", "57 - NQ/TW" and "057-NQ-TW" give one key."""
    return _LEADING_ZEROS.sub("", _SEPARATORS.sub("-", fold(number)).strip("-"))


def is_shared_number(number: str) -> bool:
    """Whether many bodies may give such a number, so that it names no document by itself.

    Only the symbol of a central body does; committees, departments and schools everywhere have the same ones.
    """
    symbols = {_TERM.sub("", symbol) for symbol in number_key(number).split("-")}
    return symbols.isdisjoint(_central_symbols())


@cache
def _central_symbols() -> frozenset[str]:
    """Symbols of central bodies that are not kinds of document as well, as "CT" is."""
    return frozenset(map(fold, bodies_by_symbol())) - frozenset(map(fold, types_by_symbol()))

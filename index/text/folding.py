"""Vietnamese letters without their marks, so that text typed with and without diacritics can meet."""

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[̀-ͯ]")
# Texts have the same words again and again, which are folded once. No word is longer, and Vietnamese has some 7 000.
_LONGEST_WORD, _WORDS = 24, 32_768


def fold(text: str) -> str:
    """Lower case without tone and vowel marks; ``đ`` becomes ``d``. "Đà Nẵng" gives "da nang"."""
    if len(text) <= _LONGEST_WORD:
        return _word(text)
    return " ".join([_word(part) if len(part) <= _LONGEST_WORD else _folded(part) for part in text.split(" ")])


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    return fold(text) != unicodedata.normalize("NFC", text.casefold())


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return _MARKS.sub("", decomposed).replace("đ", "d")


@lru_cache(maxsize=_WORDS)
def _word(text: str) -> str:
    return _folded(text)

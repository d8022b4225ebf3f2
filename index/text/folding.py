"""Vietnamese letters without their marks, so that text typed with and without diacritics can meet."""

import re
import unicodedata

_MARKS = re.compile(r"[̀-ͯ]")


def fold(text: str) -> str:
    """Lower case without tone and vowel marks; ``đ`` becomes ``d``. "Đà Nẵng" gives "da nang"."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return _MARKS.sub("", decomposed).replace("đ", "d")


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    return fold(text) != unicodedata.normalize("NFC", text.casefold())

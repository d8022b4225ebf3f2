"""Text made for fonts before Unicode (TCVN3, VNI): its letters are Western signs that only those fonts draw right."""

import re
from collections.abc import Iterable

# Latin-1 signs and letters that Vietnamese does not use, inside a word.
_FOREIGN_SIGN = re.compile(r"\w[¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]|[¡-©¬-°´-º¼-¾äåæëïñöøûü]\w")
_SHARE_OF_WORDS = 0.2
_SAMPLE_WORDS = 4000


def is_legacy_font_text(texts: Iterable[str]) -> bool:
    """Whether many of the first words hold such signs; no language written with them comes near this share."""
    words: list[str] = []
    for text in texts:
        words.extend(text.split())
        if len(words) >= _SAMPLE_WORDS:
            break
    return sum(_FOREIGN_SIGN.search(word) is not None for word in words) > _SHARE_OF_WORDS * len(words)

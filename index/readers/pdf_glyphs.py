"""Letters a PDF draws but does not name: told from what the same shape must be in every word that has it.

Some PDF printers leave letters out of a font's table of names. The shape's place holder is kept per shape, and a
letter is put in only where it alone fits: the font does not already have it, every word with the shape becomes a
Vietnamese syllable, and other words of the document decide between what is left. Otherwise ``UNKNOWN`` stays.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from index.readers.lexicon import phrase_set

UNKNOWN = "\ufffd"
# Code points that no text has; one for each distinct unnamed shape of a document.
_PLACE_HOLDERS = [chr(code) for code in range(0x2FE0, 0x2FF0)]
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHARP_OR_HEAVY = {"\u0301", "\u0323"}
_ONSET = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SHARE_OF_SYLLABLES = 0.9


class Shapes:
    """The unnamed shapes met in one document, and the letters their fonts do name."""

    def __init__(self) -> None:
        self._holders: dict[tuple[str, int, int, int], str] = {}
        self.named: dict[str, set[str]] = {}

    def holder(self, font: str, width: float, height: float, depth: float) -> str:
        """The place holder of a shape: its font and its measures as shares of the type size."""
        key = (font, round(width * 50), round(height * 50), round(depth * 50))
        if key not in self._holders and len(self._holders) >= len(_PLACE_HOLDERS):
            return UNKNOWN
        return self._holders.setdefault(key, _PLACE_HOLDERS[len(self._holders)])

    def letters(self, texts: Iterable[str]) -> Mapping[int, str]:
        """For ``str.translate``: every place holder to its letter, or to ``UNKNOWN``."""
        words = Counter(word.lower() for text in texts for word in _words_with_holders(text))
        found: dict[str, str] = {}
        for (font, *_), holder in sorted(self._holders.items(), key=lambda item: -_frequency(words, item[1])):
            taken = self.named.get(font, set()) | set(found.values())
            found[holder] = _letter(holder, words, taken)
        return {ord(holder): letter for holder, letter in found.items()}


def is_syllable(word: str) -> bool:
    """Whether ``word`` is spelt as a Vietnamese syllable can be."""
    plain, tones = _without_tone(word.lower())
    if len(tones) > 1:
        return False
    for onset in {_ONSET.match(plain).group(), plain[:1] if plain[:2] in {"gi", "qu"} else ""}:  # type: ignore[union-attr]
        rime = plain[len(onset) :]
        stopped = rime.endswith(("c", "p", "t", "ch"))
        if rime in phrase_set("rimes") and (not stopped or (tones <= _SHARP_OR_HEAVY and tones)):
            return True
    return False


def _words_with_holders(text: str) -> list[str]:
    """The words of a text, place holders counted as letters."""
    return re.findall(rf"(?:[^\W\d_]|[{''.join(_PLACE_HOLDERS)}])+", text)


def _frequency(words: Counter[str], holder: str) -> int:
    return sum(count for word, count in words.items() if holder in word)


def _letter(holder: str, words: Counter[str], taken: set[str]) -> str:
    """The one letter that fits in all words with this shape, or ``UNKNOWN``."""
    forms = [word for word in words if holder in word and not any(other in word for other in _others(holder))]
    fitting = []
    for letter in _vietnamese_letters():
        made = [form.replace(holder, letter) for form in forms]
        if letter not in taken and sum(map(is_syllable, made)) >= _SHARE_OF_SYLLABLES * len(forms) > 0:
            fitting.append((sum(word in words for word in made), letter))
    fitting.sort(reverse=True)
    decided = len(fitting) == 1 or (len(fitting) > 1 and fitting[0][0] > fitting[1][0])
    return fitting[0][1] if decided else UNKNOWN


def _others(holder: str) -> list[str]:
    return [other for other in _PLACE_HOLDERS if other != holder]


def _vietnamese_letters() -> list[str]:
    """The small letters that Vietnamese adds to the alphabet: those are the ones that fonts fail to name."""
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ["", *sorted(_TONES)]]
    return [*(vowel for vowel in vowels if not vowel.isascii()), "đ"]


def _without_tone(word: str) -> tuple[str, set[str]]:
    decomposed = unicodedata.normalize("NFD", word)
    tones = {mark for mark in decomposed if mark in _TONES}
    return unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)), tones

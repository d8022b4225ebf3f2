"""What a syllable is made of: its letters without marks, its marks, and whether Vietnamese can be spelt so."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from index.text.data_lines import data_lines

# Combining grave, acute, tilde, hook above, dot below.
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# "đ" has no decomposition; its stroke is written here as this combining mark.
STROKE = "\u0335"
# The letter a mark stands on, where it is the tone of the whole syllable.
WHOLE = "*"
# A syllable that a stop ends has one of these two tones.
_STOPS = ("c", "p", "t", "ch")
_STOP_TONES = frozenset("\u0301\u0323")
_MANY = 20_000

Mark = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """``letters`` without marks; ``marks`` as (letter, combining mark), a tone on ``WHOLE``."""

    letters: str
    marks: frozenset[Mark]


@lru_cache(maxsize=_MANY)
def shape(syllable: str) -> Shape:
    """Take a lower-case syllable apart."""
    letters: list[str] = []
    marks: set[Mark] = set()
    for character in unicodedata.normalize("NFD", syllable):
        if character in TONES:
            marks.add((WHOLE, character))
        elif unicodedata.combining(character):
            marks.add((letters[-1] if letters else WHOLE, character))
        elif character == "đ":
            letters.append("d")
            marks.add(("d", STROKE))
        else:
            letters.append(character)
    return Shape("".join(letters), frozenset(marks))


@lru_cache(maxsize=_MANY)
def well_formed(syllable: str) -> bool:
    """Whether a lower-case syllable, just as it stands, keeps to Vietnamese spelling; it need not be a word."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = [c for c in decomposed if c in TONES]
    toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
    if len(tones) > 1 or not _onset_and_rime(toneless):
        return False
    return not toneless.endswith(_STOPS) or (len(tones) == 1 and tones[0] in _STOP_TONES)


def _onset_and_rime(toneless: str) -> bool:
    onsets, rimes = _spelling()
    if toneless.startswith("gi") and (toneless == "gi" or "i" + toneless[2:] in rimes):
        return True
    cuts = (toneless[:length] for length in range(min(3, len(toneless)) + 1))
    return any(cut in onsets and toneless[len(cut) :] in rimes and _agree(cut, toneless[len(cut) :]) for cut in cuts)


def _agree(onset: str, rime: str) -> bool:
    """Before e, ê, i, y stand "k", "gh", "ngh"; before the rest "c", "g", "ng"; "q" only before u."""
    front = rime[0] in "eêiy"
    if onset == "q":
        return rime[0] == "u"
    if onset in ("k", "gh", "ngh"):
        return front
    return not (front and onset in ("c", "g", "ng"))


@cache
def _spelling() -> tuple[frozenset[str], frozenset[str]]:
    onsets, *rimes = [line.split() for line in data_lines("rag", "rimes.txt")]
    return frozenset(["", *onsets]), frozenset(rime for line in rimes for rime in line)

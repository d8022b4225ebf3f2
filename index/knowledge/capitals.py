"""Which words the documents write with capitals: names, that a question typed in haste has in small letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import regex
from numpy.typing import NDArray

from index.knowledge.syllables import SyllableModel
from index.text.tone_placement import unify_tones

_WORD = re.compile(r"[^\W\d_]+")
# Two words, one after the other, both with a capital; the first where no sentence begins; the second an abbreviation.
# A line in capitals throughout has none.
_CAPITAL_PAIRS = (
    regex.compile(r"\b(\p{Lu}\p{Ll}*) (\p{Lu}\p{Ll}*)\b"),
    regex.compile(r"(?<=\p{Ll} )(\p{Lu}\p{Ll}*) (\p{Ll}+)\b"),
    regex.compile(r"\b(\p{Lu}?\p{Ll}+) (\p{Lu}{2}\p{L}*)\b"),
)
# A pair is a name where it is written so at least this often, and mostly.
_LEAST = 2
_MOSTLY = 0.6

Pair = tuple[str, str]
Names = Mapping[Pair, Pair]


def capital_pairs(text: str) -> Counter[Pair]:
    """How often each two neighbouring words stand there as part of a name, as they are written."""
    found: Counter[Pair] = Counter()
    for pattern in _CAPITAL_PAIRS:
        for (first, second), seen in Counter(pattern.findall(text, overlapped=True)).items():
            found[unify_tones(first), unify_tones(second)] += seen
    return found


def names_among(counts: Iterable[Mapping[Pair, int]], model: SyllableModel) -> Names:
    """Pairs in small letters and how they are written, where that is with capitals mostly.

    ``model`` knows how often they stand in the documents at all.
    """
    written: dict[Pair, Counter[Pair]] = {}
    for one in counts:
        for pair, seen in one.items():
            written.setdefault((pair[0].lower(), pair[1].lower()), Counter())[pair] += seen
    capital = {pair: ways.total() for pair, ways in written.items() if ways.total() >= _LEAST}
    if not capital:
        return {}
    # Everyday phrases are written in small letters and tell nothing of names.
    every = _seen(model, capital) - _seen(SyllableModel.everyday(), capital)
    names = (pair for pair, seen in zip(capital, every.tolist(), strict=True) if capital[pair] >= _MOSTLY * seen)
    return {pair: written[pair].most_common(1)[0][0] for pair in names}


def _seen(model: SyllableModel, pairs: Iterable[Pair]) -> NDArray[np.int32]:
    ids = np.array([(model.id_of(first), model.id_of(second)) for first, second in pairs])
    return model.pair_count(ids[:, 0], ids[:, 1])


def with_capitals(text: str, names: Names) -> str:
    """The text with its first letter and its names in capitals; nothing is made small."""
    letters = list(text)
    words = list(_WORD.finditer(text))
    plain = [unify_tones(word[0].lower()) for word in words]
    for at in range(len(words) - 1):
        as_there = names.get((plain[at], plain[at + 1]))
        if as_there and _touch(text, words[at], words[at + 1]):
            for word, own in zip(words[at : at + 2], as_there, strict=True):
                _raise(letters, word.start(), own)
    if words and not any(map(str.isdigit, text[: words[0].start()])):
        letters[words[0].start()] = _capital(letters[words[0].start()])
    return "".join(letters)


def _raise(letters: list[str], start: int, own: str) -> None:
    """Give the letters from ``start`` on the capitals of ``own``, which may have its mark on another letter."""
    for at, letter in enumerate(own):
        if letter.isupper():
            letters[start + at] = _capital(letters[start + at])


def _capital(letter: str) -> str:
    """The letter's capital, where that is one letter whose small form it is."""
    capital = letter.upper()
    return capital if capital.lower() == letter else letter


def _touch(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return second.start() - first.end() == 1 and text[first.end()] == " "

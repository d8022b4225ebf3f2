"""Which words the documents write with capitals: names, that a question typed in haste has in small letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import regex

from index.knowledge.syllables import SyllableModel
from index.text.tone_placement import unify_tones

_WORD = re.compile(r"[^\W\d_]+")
# Two words with a capital, one after the other. A line in capitals throughout has none.
_CAPITAL_PAIR = regex.compile(r"\b(\p{Lu}\p{Ll}*) (\p{Lu}\p{Ll}*)\b")
# A pair is a name where it is written so at least this often, and mostly.
_LEAST = 2
_MOSTLY = 0.6

Pair = tuple[str, str]


def capital_pairs(text: str) -> Counter[Pair]:
    """How often each two neighbouring words both have a capital; the words in small letters."""
    found: Counter[Pair] = Counter()
    for (first, second), seen in Counter(_CAPITAL_PAIR.findall(text, overlapped=True)).items():
        found[unify_tones(first.lower()), unify_tones(second.lower())] += seen
    return found


def names_among(counts: Iterable[Mapping[Pair, int]], model: SyllableModel) -> frozenset[Pair]:
    """The pairs that the documents write with capitals mostly; ``model`` knows how often they stand there at all."""
    capital: Counter[Pair] = Counter()
    for one in counts:
        capital.update(one)
    pairs = [pair for pair, seen in capital.items() if seen >= _LEAST]
    if not pairs:
        return frozenset()
    first, second = (np.array([model.id_of(pair[at]) for pair in pairs]) for at in (0, 1))
    every = model.pair_count(first, second).tolist()
    return frozenset(pair for pair, seen in zip(pairs, every, strict=True) if capital[pair] >= _MOSTLY * seen)


def with_capitals(text: str, names: frozenset[Pair]) -> str:
    """The text with its first letter and its names in capitals; nothing is made small."""
    letters = list(text)
    words = list(_WORD.finditer(text))
    plain = [unify_tones(word[0].lower()) for word in words]
    for at in range(len(words) - 1):
        if (plain[at], plain[at + 1]) in names and _touch(text, words[at], words[at + 1]):
            for word in words[at : at + 2]:
                letters[word.start()] = _capital(letters[word.start()])
    if words and not any(map(str.isdigit, text[: words[0].start()])):
        letters[words[0].start()] = _capital(letters[words[0].start()])
    return "".join(letters)


def _capital(letter: str) -> str:
    """The letter's capital, where that is one letter whose small form it is."""
    capital = letter.upper()
    return capital if capital.lower() == letter else letter


def _touch(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return second.start() - first.end() == 1 and text[first.end()] == " "

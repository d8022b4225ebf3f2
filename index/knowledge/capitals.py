"""Which words the documents write with capitals: names, that a question typed in haste has in small letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.text.tone_placement import unify_tones

_WORD = re.compile(r"[^\W\d_]+")
# A pair is a name where it is written so at least this often, and mostly.
_LEAST = 2
_MOSTLY = 0.6

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PairCounts:
    """How often neighbouring words, in small letters, are both written with a capital, and how often at all.

    Only pairs that are so written at least once are counted.
    """

    capital: Mapping[Pair, int]
    all: Mapping[Pair, int]


def count_pairs(text: str) -> PairCounts:
    """Of one text; lines in capitals throughout say nothing, nor does a word that may begin a sentence alone."""
    capital: Counter[Pair] = Counter()
    every: Counter[Pair] = Counter()
    for line in unify_tones(text).split("\n"):
        if line.isupper():
            continue
        for first, second in _neighbours(line):
            pair = (first.lower(), second.lower())
            every[pair] += 1
            if first[0].isupper() and second[0].isupper():
                capital[pair] += 1
    return PairCounts(capital, {pair: every[pair] for pair in every if pair in capital})


def names_among(counts: Iterable[PairCounts]) -> frozenset[Pair]:
    """The pairs that are written with capitals nearly always."""
    capital: Counter[Pair] = Counter()
    every: Counter[Pair] = Counter()
    for one in counts:
        capital.update(one.capital)
        every.update(one.all)
    return frozenset(pair for pair, seen in capital.items() if seen >= _LEAST and seen >= _MOSTLY * every[pair])


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


def _neighbours(line: str) -> Iterator[Pair]:
    before: re.Match[str] | None = None
    for word in _WORD.finditer(line):
        if before is not None and _touch(line, before, word):
            yield before[0], word[0]
        before = word


def _touch(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return second.start() - first.end() == 1 and text[first.end()] == " "

"""Known names in a question: whole words, folded, the longest name first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.text.data_lines import data_lines
from index.text.folding import fold
from rag.references.typed_text import TypedText

_WORD = re.compile(r"[a-z0-9]+(?:&[a-z0-9]+)*")
# What may stand between two words of one name: "TP. HCM", "Văn hóa, Thể thao", "Bà Rịa - Vũng Tàu".
_BETWEEN = re.compile(r"[ ,.\-/]{0,3}")
# A longer name is told by its letters alone; of shorter ones, other marks make other words.
_LONGEST_WITH_MARKS = 2


@dataclass(frozen=True, slots=True)
class FoundPhrase:
    """A name found at ``[start, end)`` of the folded text."""

    meaning: str
    start: int
    end: int


class PhraseFinder:
    """Finds phrases; one that means ``None`` only keeps others from being found within it."""

    def __init__(self, phrases: Iterable[tuple[str, str | None]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, str | None]]] = {}
        for phrase, meaning in phrases:
            words = phrase_words(phrase)
            self._by_first.setdefault(words[0], []).append((words, phrase, meaning))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: len(entry[0]), reverse=True)

    def find(self, text: TypedText) -> Iterator[FoundPhrase]:
        """The phrases of a text from left to right, none within another."""
        words = [text.folded[start:end].replace("&", "") for start, end in text.tokens]
        at = 0
        while at < len(words):
            taken, meaning = self._at(text, words, at)
            if meaning is not None:
                yield FoundPhrase(meaning, text.tokens[at][0], text.tokens[at + taken - 1][1])
            at += max(taken, 1)

    def _at(self, text: TypedText, words: list[str], at: int) -> tuple[int, str | None]:
        for phrase_words_, phrase, meaning in self._by_first.get(words[at], ()):
            size = len(phrase_words_)
            if tuple(words[at : at + size]) == phrase_words_ and _reads(text, at, size, phrase, meaning is None):
                return size, meaning
        return 0, None


def phrase_words(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase, "KH&CN" being one."""
    return tuple(word.replace("&", "") for word in _WORD.findall(fold(phrase)))


def data_rows(file: str, package: str = "rag") -> Iterator[tuple[str, ...]]:
    """The rows of a package's data file, their columns without blanks around them."""
    for line in data_lines(package, file):
        yield tuple(column.strip() for column in line.split("\t"))


def _reads(text: TypedText, at: int, size: int, phrase: str, blocks: bool) -> bool:
    spans = text.tokens[at : at + size]
    if not all(_BETWEEN.fullmatch(text.folded[a[1] : b[0]]) for a, b in pairwise(spans)):
        return False
    if blocks and at + size < len(text.tokens) and text.folded[text.tokens[at + size][0]].isdigit():
        # "Chính phủ số" is none when a number follows: "Nghị quyết của Chính phủ số 03".
        return False
    if not phrase.isupper() and len(spans) <= _LONGEST_WITH_MARKS:
        words = _unpunctuated(phrase)
        # In a text with marks, a single word without any is another word: "Huế" is not "hue".
        unmarked = size > 1 or not text.accented
        return len(words) == size and all(
            text.may_say(*span, word, unmarked=unmarked) for span, word in zip(spans, words, strict=True)
        )
    # An abbreviation of two letters is a word of many meanings unless in capitals.
    return not (phrase.isupper() and size == 1 and len(phrase) <= 2) or text.in_capitals(*spans[0])


def _unpunctuated(phrase: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:&[^\W_]+)*", phrase)

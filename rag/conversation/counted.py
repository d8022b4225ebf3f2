"""Things told apart by a number alone: "giai đoạn 2" after "giai đoạn 1", "3 cấp" after "2 cấp"."""

import re
from collections.abc import Iterator
from functools import cache

from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.conversation.words import aligned, content, is_accented
from rag.references.phrases import data_rows

_NUMBER = r"(?:\d{1,4}(?![\d./-])|[ivx]{1,4})"
_COUNTED = re.compile(r"(?<![\w.,/-])\d{1,3} (?P<noun>[^\W\d_]+)")
_WORD = re.compile(r" ([^\W\d_]+)")
# A count of time is no name of a thing.
_OF_TIME = frozenset(("nam", "thang", "ngay", "gio", "tuan"))


def counted(text: str) -> Iterator[tuple[str, int, int]]:
    """What is numbered or counted in a text (NFC), and where: ``(noun, start, end)``."""
    accented = is_accented(text)
    words = aligned(text, accented=accented)
    # "Tàu 2 cấp" is counted, "bão số 2" is numbered.
    numbered = [match for match in _numbered(accented).finditer(words) if not _is_count(words, match.end())]
    yield from ((match["noun"], match.start(), match.end()) for match in numbered)
    for match in _COUNTED.finditer(words):
        within = any(other.start() < match.end() and match.start() < other.end() for other in numbered)
        if not within and _is_noun(match["noun"]):
            yield match["noun"], match.start(), match.end()


def _is_noun(word: str) -> bool:
    return fold(word) not in _OF_TIME and (fold(word) in _counted_nouns() or bool(content(word)))


def _is_count(words: str, behind: int) -> bool:
    following = _WORD.match(words, behind)
    return following is not None and fold(following[1]) in _counted_nouns()


@cache
def _counted_nouns() -> frozenset[str]:
    return frozenset(fold(row[0]) for row in data_rows("counted_nouns.txt"))


@cache
def _numbered(accented: bool) -> re.Pattern[str]:
    files = ("numbered_things.txt", "standalone_numbered.txt")
    things = sorted((row[0] for file in files for row in data_rows(file)), key=len, reverse=True)
    nouns = "|".join(unify_tones(noun) if accented else fold(noun) for noun in things)
    return re.compile(rf"\b(?P<noun>{nouns})(?: số| so)? {_NUMBER}(?!\w)")

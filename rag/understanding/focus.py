"""The focus of a question: the words right beside its question word, which name what is wanted of the rest.

"Nhà máy Hiệp Phước giai đoạn 1 công suất mấy MW?" is about the plant, and asks for its "công suất" in "MW".
"""

from __future__ import annotations

from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tokens import plain_syllables
from index.text.tone_placement import unify_tones
from rag.understanding.question import Question

# Content words taken on each side of a question word, and how far away they may stand.
_BESIDE = 3
_REACH = 5


def focus(question: Question) -> frozenset[str]:
    """The folded content words beside the question words; empty when there is no question word."""
    words = plain_syllables(unify_tones(question.text.lower()))
    content = frozenset(question.content)
    found: set[str] = set()
    for at, length in _asked_at(words):
        before = [fold(word) for word in reversed(words[max(0, at - _REACH) : at])]
        after = [fold(word) for word in words[at + length : at + length + _REACH]]
        for side in (before, after):
            found.update([word for word in side if word in content][:_BESIDE])
    return frozenset(found)


def asks(text: str) -> bool:
    """Whether a text has a question word."""
    return bool(_asked_at(plain_syllables(unify_tones(text.lower()))))


def _asked_at(words: list[str]) -> list[tuple[int, int]]:
    """Where question words stand, and of how many words each is."""
    found = []
    at = 0
    while at < len(words):
        length = next((n for n in (2, 1) if " ".join(words[at : at + n]) in _question_words()), 0)
        if length:
            found.append((at, length))
        at += max(1, length)
    return found


@cache
def _question_words() -> frozenset[str]:
    return frozenset(unify_tones(line) for line in data_lines("rag", "question_words.txt"))

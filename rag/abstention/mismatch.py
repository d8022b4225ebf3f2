"""What a question names and its best evidence does not: another storm, another year, another province, another body.

A near-miss shares most words with the sentence that was found and differs in the one that matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.anatomy.names import name_key, provinces
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.abstention.ground import around, without_numbers
from rag.evidence.evidence import Evidence
from rag.understanding.question import Question

# "thứ sáu" counts, "sáu" alone need not.
_ORDINALS = {"nhat": "1", "hai": "2", "ba": "3", "tu": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8", "chin": "9"}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """How much of what the question names is missing: in the sentence with its headings (``own_``), or all around it.

    ``other_figure`` counts figures that stand there after the same word with another value ("bão số 16", "bão số 15").
    """

    figures: float
    years: float
    other_figure: float
    provinces: float
    own_provinces: float
    bodies: float
    own_bodies: float


def mismatch(question: Question, best: Evidence) -> Mismatch:
    """Hold the question's names and figures against the best sentence and what stands around it."""
    own = " . ".join((*best.found.passage.heading, best.text))
    near = around(best)
    figures = _figures(question)
    stand = _numbered(near)
    there, pairs = frozenset(stand), frozenset(pairwise(stand))
    missing = [(word, figure) for word, figure in figures if figure not in there]
    years = [figure for _, figure in missing if _YEAR.fullmatch(figure)]
    return Mismatch(
        figures=float(len(missing) - len(years)),
        years=float(len(years)),
        other_figure=float(sum(_has_other(word, figure, pairs) for word, figure in figures)),
        provinces=float(_lacking(_provinces_in(question.text), near)),
        own_provinces=float(_lacking(_provinces_in(question.text), own)),
        bodies=float(_lacking([name_key(body.name) for body in question.references.bodies], near)),
        own_bodies=float(_lacking([name_key(body.name) for body in question.references.bodies], own)),
    )


def lacks_provinces(question: Question, items: Sequence[Evidence]) -> bool:
    """Whether the question names provinces of which at least one stands around none of the sentences."""
    named = _provinces_in(question.text)
    return bool(named) and all(_lacking(named, around(item)) for item in items)


def _figures(question: Question) -> list[tuple[str, str]]:
    """The figures of a question, each after the word before it, without those of document numbers."""
    tokens = _numbered(without_numbers(question))
    return [(before, token) for before, token in zip(["", *tokens], tokens, strict=False) if token.isdigit()]


def _numbered(text: str) -> list[str]:
    """Folded words; "05" as "5", "thứ sáu" as "thu 6"."""
    tokens = plain_syllables(fold(text))
    return [
        (token.lstrip("0") or "0") if token.isdigit() else _ORDINALS.get(token, token) if before == "thu" else token
        for before, token in zip(["", *tokens], tokens, strict=False)
    ]


def _has_other(word: str, figure: str, pairs: frozenset[tuple[str, str]]) -> bool:
    if _YEAR.fullmatch(figure) or (word, figure) in pairs:
        return False
    return any(first == word and second.isdigit() for first, second in pairs)


def _provinces_in(text: str) -> list[str]:
    words = f" {name_key(text)} "
    return [key for key in _province_keys() if f" {key} " in words]


@cache
def _province_keys() -> tuple[str, ...]:
    return tuple(name_key(name) for name in provinces())


def _lacking(keys: Sequence[str], text: str) -> int:
    if not keys:
        return 0
    words = f" {name_key(text)} "
    return sum(f" {key} " not in words for key in keys)

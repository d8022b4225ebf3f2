"""What a question hangs on: the attribute, deed or kind of thing of which its evidence must speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.anatomy.names import numerals
from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones
from rag.abstention.ground import Ground
from rag.evidence.sentence_features import without_figures

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hinge:
    """Where ``asked`` is in a question, ``needed`` is near what answers it."""

    asked: Pattern
    needed: Pattern


def lacks_hinge(ground: Ground) -> bool:
    """Whether the question hangs on a word of ``data/hinges.tsv`` of which nothing near the evidence speaks."""
    return lacks_hinge_in(ground, ground.near)


def lacks_unit(ground: Ground) -> bool:
    """Whether so many of something are asked for and nothing near the evidence has a figure of them, but the
    question's own."""
    return lacks_unit_in(ground, ground.near)


def lacks_hinge_in(ground: Ground, texts: Sequence[str]) -> bool:
    """``lacks_hinge`` by other texts."""
    return any(hinge.asked.search(ground.asked) and not any(map(hinge.needed.search, texts)) for hinge in _hinges())


def lacks_unit_in(ground: Ground, texts: Sequence[str]) -> bool:
    """``lacks_unit`` by other texts."""
    for hinge in _units():
        if hinge.asked.search(ground.asked):
            return not any(hinge.needed.search(without_figures(ground.question, text)) for text in texts)
    return False


def says_it_of_a_sibling(ground: Ground) -> bool:
    """Whether the evidence is about another thing of the kind that the question asks about."""
    rows = _rows("siblings.tsv")
    return any(_is_of_another(row, ground.asked, texts) for row in rows for texts in (ground.near, ground.said))


def says_the_opposite(ground: Ground) -> bool:
    """Whether the question takes for granted the opposite of what the evidence says is done.

    Asked whether something is so, that it is not is an answer.
    """
    if ground.yes_or_no:
        return False
    taken = [row for row in _rows("opposites.tsv") if row[0].search(ground.asked) and not row[2].search(ground.asked)]
    return any(_is_denied(row, texts) for row in taken for texts in (ground.near, ground.said))


def _is_of_another(row: Sequence[Pattern], asked: str, texts: Sequence[str]) -> bool:
    """Whether one column only is asked about, no text speaks of it, and the best speaks of another column."""
    named = [column for column in row if column.search(asked)]
    if len(named) != 1 or any(map(named[0].search, texts)):
        return False
    return any(column.search(texts[0]) for column in row if column is not named[0])


def _is_denied(row: Sequence[Pattern], texts: Sequence[str]) -> bool:
    _, same, opposite = row
    return not any(map(same.search, texts)) and opposite.search(texts[0]) is not None


@cache
def _hinges() -> tuple[Hinge, ...]:
    return tuple(Hinge(*row) for row in _rows("hinges.tsv"))


@cache
def _units() -> tuple[Hinge, ...]:
    rows = (line.split("\t") for line in data_lines("rag", "asked_units.tsv"))
    counted = r"(?:bao nhiêu|mấy)(?: khoảng| chục| trăm| nghìn| ngàn| vạn| triệu| tỷ| tỉ)?"
    return tuple(Hinge(_word(rf"{counted} (?:{unit})"), _counting(figure)) for unit, figure in rows)


def _counting(figure: str) -> Pattern:
    words = "|".join(map(re.escape, numerals()))
    return re.compile(unify_tones(figure.replace("{number}", rf"(?:\d[\d.,]*|(?<!\w)(?:{words}|mười))")))


@cache
def _rows(file: str) -> tuple[tuple[Pattern, ...], ...]:
    return tuple(tuple(map(_word, line.split("\t"))) for line in data_lines("rag", file))


def _word(pattern: str) -> Pattern:
    """A pattern that begins and ends between words."""
    return re.compile(rf"(?<!\w)(?:{unify_tones(pattern)})(?!\w)")

"""Things that are told apart by their number: another storm, another session, another stage of works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold
from rag.abstention.ground import Ground
from rag.references.clauses import ordinals, roman

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# More than that is a document's own number: "công điện bão 231".
_LARGEST = 60
# "500kV", "6G": a figure that is part of a name.
_UNITED = re.compile(r"(?<!\w)\d{1,4}(?:g|kv|mw|ghz)(?!\w)")
_MONTHS = re.compile(r"(?<![\d/])(\d{1,2})\s+thang(?=\s+(?:dau|cuoi|nam|qua)\b)")

Numbered = tuple[str, int]


def asks_of_another_number(ground: Ground) -> bool:
    """Whether a numbered thing is asked about that is not in the documents found best, which tell of another one."""
    asked = {one for one in numbered(ground.asked) if one[1] <= _LARGEST}
    if not asked:
        return False
    best = set(numbered(ground.near[0]))
    there = {one for text in (*ground.near, *ground.further) for one in numbered(text)}
    return any(one not in there and _has_kin(one, best) for one in asked)


def asks_of_another_size(ground: Ground) -> bool:
    """Whether a thing with a figure in its name is asked about ("500kV"), or a span of months, and only others are
    near the evidence."""
    asked = fold(ground.asked)
    return any(
        (wanted := set(pattern.findall(asked))) and _stand_others(wanted, pattern, ground)
        for pattern in (_UNITED, _MONTHS)
    )


def _stand_others(wanted: set[str], pattern: re.Pattern[str], ground: Ground) -> bool:
    """Whether the best passage has some of the pattern, and no passage any that is wanted."""
    near = [set(pattern.findall(fold(text))) for text in ground.near]
    return bool(near[0]) and not any(wanted & there for there in near)


def numbered(text: str) -> Iterator[Numbered]:
    """The numbered things that a text names: ``("giai doan", 2)``."""
    for match in _pattern().finditer(fold(text)):
        number = _value(match["number"], ordinal=bool(match["ordinal"]))
        if number is not None:
            yield _names()[match["name"]], number


def _value(written: str, *, ordinal: bool) -> int | None:
    if written.isdigit():
        return int(written)
    # "giai đoạn năm 2025": only after "thứ" is a word a number.
    if ordinal and written in ordinals():
        return int(ordinals()[written])
    return roman(written) if written in _ROMAN else None


def _has_kin(one: Numbered, others: Iterable[Numbered]) -> bool:
    return any(name == one[0] for name, _ in others)


@cache
def _names() -> dict[str, str]:
    return dict(line.split("\t") for line in data_lines("rag", "numbered_kin.tsv"))


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _names()), key=len, reverse=True))
    words = "|".join((*sorted(_ROMAN, key=len, reverse=True), *ordinals()))
    return re.compile(
        rf"(?<!\w)(?P<name>{names})\s+(?:lan\s+)?(?P<ordinal>thu\s+)?(?:so\s+)?"
        rf"(?P<number>\d{{1,3}}|{words})(?![\w/])(?![.,]\d)"
    )

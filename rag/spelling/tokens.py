"""The places of a typed question: what may be read anew, what stays as it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold, has_diacritics
from index.text.tone_placement import unify_tones
from rag.spelling.keys import decode
from rag.understanding.lexicon_forms import abbreviations_in_small_letters

_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[@\\]|://|\w\.\w")
_OUTER_MARKS = re.compile(r"^\W+|\W+$")
# Some syllables typed without a space between them; what is longer is no word, and its slips are without number.
_LONGEST_WORD = 30
# Letters without a vowel are an abbreviation, known or not: "ttg", "cđ", "qppl".
_VOWELS = frozenset("aeiouy")
# A letter alone that something joins to more is no word: "R&D", "e-visa".
_JOINED_LETTER = re.compile(r"(?<!\w)[^\W\d_](?=[&-]\w)|(?<=\w[&-])[^\W\d_](?!\w)")
# "điểm k", "khoản j": letters of a clause, no words.
_NAMES_A_LETTER = frozenset(["điểm", "diem", "mục", "muc", "khối", "khoi", "loại", "loai", "nhóm", "nhom"])


@dataclass(frozen=True, slots=True)
class Place:
    """A word at ``[start, end)``; ``reading`` is ``typed`` in lower case, or what it stands for where that is ``sure``.

    ``fixed`` places are context only; a ``gap`` before one says that punctuation interrupts.
    """

    typed: str
    start: int
    end: int
    reading: str
    fixed: bool = False
    gap: bool = False
    number: bool = False
    sure: bool = False


def places(text: str) -> list[Place]:
    """All places of ``text`` (NFC), in order."""
    found: list[Place] = []
    shouted = text.isupper()
    shorthand = {} if shouted else _shorthand(doubtful=not _all_marked(text))
    end = 0
    for chunk in _CHUNK.finditer(text):
        for place in _of_chunk(chunk.group(), chunk.start(), shouted=shouted):
            gap = bool(found) and not text[end : place.start].isspace()
            before = found[-1].reading if found else ""
            found.append(_settled(place, before, gap=gap, shorthand=shorthand))
            end = place.end
    return found


def _of_chunk(chunk: str, start: int, *, shouted: bool) -> Iterator[Place]:
    """The words of what stands between two spaces; a code, a number or an address is one fixed place."""
    inner = _OUTER_MARKS.sub("", chunk)
    offset = start + chunk.find(inner)
    has_digit = any(map(str.isdigit, inner))
    if has_digit or _ADDRESS.search(inner):
        if inner:
            reads = has_digit and inner.islower() and decode(inner, "vni") is not None
            yield Place(inner, offset, offset + len(inner), inner.lower(), fixed=not reads, number=has_digit)
        return
    for word in _WORD.finditer(chunk):
        typed = word.group()
        yield Place(
            typed, start + word.start(), start + word.end(), unify_tones(typed.lower()),
            fixed=(_is_code(typed) and not shouted) or len(typed) > _LONGEST_WORD or _is_joined(word),
        )  # fmt: skip


def _is_joined(word: re.Match[str]) -> bool:
    return _JOINED_LETTER.match(word.string, word.start()) is not None


def _is_code(word: str) -> bool:
    """Capitals inside a word are an abbreviation's or a product's: "TTHC", "VNeID"."""
    return len(word) > 1 and not word[1:].islower()


def _all_marked(text: str) -> bool:
    """Whether a question seems typed with its marks: more of its words have one than not."""
    words = _WORD.findall(text)
    return 2 * sum(map(has_diacritics, words)) > len(words)


def _settled(place: Place, before: str, *, gap: bool, shorthand: Mapping[str, str]) -> Place:
    """The place with its shorthand read and its gap known."""
    is_letter = len(place.reading) == 1 and (before in _NAMES_A_LETTER or place.typed.isupper())
    if place.fixed or is_letter:
        return replace(place, fixed=True, gap=gap)
    read = shorthand.get(place.reading)
    if read is not None:
        return replace(place, reading=read, gap=gap, sure=True)
    return replace(place, fixed=not place.number and _is_abbreviation(fold(place.reading)), gap=gap)


def _is_abbreviation(folded: str) -> bool:
    return not _VOWELS.intersection(folded) or folded in abbreviations_in_small_letters()


@cache
def _shorthand(*, doubtful: bool) -> Mapping[str, str]:
    """What is typed for what; with ``doubtful`` also what may well mean something else."""
    rows = [line.split("\t") for line in data_lines("rag", "shorthand.tsv")]
    return {unify_tones(row[0]): unify_tones(row[1]) for row in rows if doubtful or len(row) == 2}

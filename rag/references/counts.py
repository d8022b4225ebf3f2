"""Digits after a kind of document that are no number of its: dates, spans of years, counts of things."""

import re
from functools import cache

from index.text.folding import fold
from rag.references.names import find_body_phrases
from rag.references.phrases import data_rows
from rag.references.symbols import YEAR
from rag.references.typed_text import TypedText

_DATE = re.compile(r"\s*[/\-.]\s*\d{1,2}(?!\d)")
_RANGE = re.compile(r"\s*-\s*\d")
_GOES_ON = re.compile(r"[a-z\d]|\s*%")
_DATED = re.compile(r" (?:ngay|thang|nam|quy) (?:\d|i|v)")
_PERIOD = re.compile(rf" nam {YEAR}\s*(?:-|den)\s*{YEAR}")
_SIGNED = re.compile(r" (?:ky|ban hanh|phe duyet)\b")
_ASKED = re.compile(r" (?:nao|may|gi|bao nhieu)\b")
_LABELLED = re.compile(r" (?:so )?\d| (?:nao|may|gi|quy|ve|cua)\b")
_SHORT_PERIOD = 10
# Things are rarely counted by the hundred right after a kind of document, and documents often.
_LEAST_TELLING = 3
_PARTS = ("dieu", "khoan", "chuong", "trang", "phan", "muc")
_TIMES = ("ngay", "tuan", "thang", "nam", "gio", "phut", "lan")
# Kinds whose numbers run into the thousands within a year; others with such digits are of that year.
_NUMBERED_HIGH = ("quyết định", "công văn", None)


def is_number(text: TypedText, end: int, digits: str, kind: str | None, *, labelled: bool, year: bool) -> bool:
    """Whether digits that end at ``end`` are the number of the kind of document named before them.

    ``labelled`` when "số" stands before them, ``year`` when "/2025" after them is part of what ends at ``end``.
    """
    after = text.folded[end:]
    if _GOES_ON.match(after) or (not year and (_DATE.match(after) or _RANGE.match(after))):
        return False
    if year or labelled:
        return True
    if re.fullmatch(YEAR, digits) and kind not in _NUMBERED_HIGH:
        return False
    return not _counts(text, end, digits, kind)


def _counts(text: TypedText, end: int, digits: str, kind: str | None) -> bool:
    """Whether what follows makes the digits a count: "quyết định 3 việc", but not "nghị quyết 57 năm 2024"."""
    after = text.folded[end:]
    counted = _counted().match(after)
    if counted is None or not _means_counted(text, end + counted.start(1), end + counted.end(1)):
        return False
    if any(body.start == end + counted.start(1) for body in find_body_phrases(text)):
        # "Quyết định 84 tỉnh Hà Tĩnh" is that province's.
        return False
    noun, rest = counted.group(1), after[counted.end() :]
    if noun == "nam" and _PERIOD.match(after) and int(digits) <= _SHORT_PERIOD:
        return True
    if _DATED.match(after) or _SIGNED.match(rest) or (noun in _PARTS and _LABELLED.match(rest)):
        return False
    if noun in _PARTS or noun in _measures():
        return True
    few = len(digits) < _LEAST_TELLING
    return few and (kind in _deeds() or (noun in _TIMES and not _ASKED.match(rest)))


def _means_counted(text: TypedText, start: int, end: int) -> bool:
    noun, ambiguous = _counted_nouns()[text.folded[start:end]]
    words = zip(re.finditer(r"\S+", text.folded[start:end]), noun.split(), strict=True)
    return all(text.may_say(start + at.start(), start + at.end(), word, unmarked=not ambiguous) for at, word in words)


@cache
def _counted() -> re.Pattern[str]:
    nouns = sorted(map(re.escape, _counted_nouns()), key=len, reverse=True)
    return re.compile(rf" ({'|'.join(nouns)})(?!\w)")


@cache
def _counted_nouns() -> dict[str, tuple[str, bool]]:
    """Nouns that are counted by their folded form, and whether that is other words too."""
    return {fold(row[0]): (row[0], len(row) > 1) for row in data_rows("counted_nouns.txt")}


@cache
def _measures() -> frozenset[str]:
    return frozenset(fold(row[0]) for row in data_rows("measures.txt"))


@cache
def _deeds() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("deed_types.txt"))

"""Sentences of a block of Vietnamese text: the smallest thing that is cited."""

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

# What may end a sentence, with the closing marks that belong to it.
_END = re.compile(r"(?:(?<![.!?…])[.!?…]+|(?<=[.!?…]/)\.)[\"”’»)\]]*(?=\s)")
_NEXT = re.compile(r"\s+[\"“‘«(\[]*(?=[^\W_])(.)", re.DOTALL)
# Characters before a full stop that decide whether it ends a sentence: longer than any marker or abbreviation.
_LOOK_BACK = 24
_LAST_WORD = re.compile(r"([^\s.(]+)\.$")
_MARKER = re.compile(
    r"(?:\(?[0-9]{1,3}|\(?[a-zđ]|[IVXLC]{1,5}|[0-9]{1,2}(?:\.[0-9]{1,2})+|[Đđ]iều \d+[a-z]?|[A-Z])\.?$"
)
# Longer sentences are offered in pieces that end at a semicolon.
LONG_SENTENCE = 420
_CLAUSE_END = re.compile(r";(?=\s)")


@cache
def _abbreviations() -> frozenset[str]:
    lines = files("index.text").joinpath("data/abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of one line of text as ``(start, end)`` offsets, in order, without the spaces between them.

    Nothing is cut inside a number, a date, an abbreviation or a list marker. A sentence longer than
    ``LONG_SENTENCE`` characters is cut at its semicolons.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, start, match):
            spans.extend(_pieces(text, start, match.end()))
            start = match.end()
    spans.extend(_pieces(text, start, len(text)))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    following = _NEXT.match(text, match.end())
    if following is None or not (following.group(1).isupper() or following.group(1).isdigit()):
        return False
    if match.group() != ".":
        return True
    before = text[max(start, match.end() - _LOOK_BACK) : match.end()].strip()
    word = _LAST_WORD.search(before)
    if word and word.group(1).casefold() in _abbreviations():
        return False
    return match.end() - start > _LOOK_BACK or not _MARKER.fullmatch(before)


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    start, end = _trimmed(text, start, end)
    if start >= end:
        return []
    if end - start <= LONG_SENTENCE:
        return [(start, end)]
    cuts = [m.end() for m in _CLAUSE_END.finditer(text, start, end)]
    edges = [start, *cuts, end]
    pieces = [_trimmed(text, a, b) for a, b in pairwise(edges)]
    return _joined([p for p in pieces if p[0] < p[1]])


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring clauses put together again while they stay short enough to be read at a glance."""
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        if merged and end - merged[-1][0] <= LONG_SENTENCE // 2:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

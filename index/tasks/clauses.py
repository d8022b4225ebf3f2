"""A block cut into what may each be a task: numbered parts, sentences, clauses."""

from itertools import pairwise

import regex as re

from index.anatomy.markers import find_marker
from index.text.sentences import sentence_spans

Span = tuple[int, int]

_MARK = re.compile(r"(?:(?<=^)|(?<=[:;.,…]\s)|(?<=[:;.,…]))\((?P<number>\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*")
_FIRST = frozenset(("1", "i", "a"))
_SEMICOLON = re.compile(r";\s*(?:(?:và|đồng thời)\s+)?(?=\S)")
_FOOTNOTE = re.compile(r"\s*\[\d{1,3}\]\s*")
_BRACKETS = re.compile(r"\([^()]{0,400}\)|“[^“”]{0,400}”")
_MOST_PARTS = 60


def content_start(text: str, start: int, end: int) -> int:
    """Where the words of a block begin, after its list marker and footnote marks."""
    marker = find_marker(text[start : min(end, start + 80)])
    at = start + len(marker.text) if marker and marker.kind not in ("ordinal",) else start
    while at < end and text[at] in " .):-–":
        at += 1
    return at


def numbered_parts(text: str, start: int, end: int) -> tuple[Span, list[Span]]:
    """What stands before "(1)", and the parts "(1) …", "(2) …" without their marks; none where none are counted."""
    marks = list(_MARK.finditer(text, start, end))
    first = next((at for at, mark in enumerate(marks) if mark["number"] in _FIRST), None)
    if first is None or len(marks) - first < 2:
        return (start, end), []
    marks = marks[first : first + _MOST_PARTS]
    edges = [*(mark.start() for mark in marks), end]
    parts = [trimmed(text, mark.end(), stop) for mark, (_, stop) in zip(marks, pairwise(edges), strict=True)]
    return trimmed(text, start, marks[0].start()), parts


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Whole sentences, however long; what is cut at semicolons elsewhere is put together again."""
    spans: list[Span] = []
    for a, b in sentence_spans(text[start:end]):
        begin, stop = start + a, start + b
        if spans and text[: spans[-1][1]].endswith(";", max(0, spans[-1][1] - 1)):
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((begin, stop))
    return spans


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The parts of a sentence between semicolons that stand outside brackets and quotation marks."""
    inside = _BRACKETS.finditer(text, start, end)
    around = next(inside, None)
    cuts: list[re.Match[str]] = []
    for mark in _SEMICOLON.finditer(text, start, end):
        while around and around.end() <= mark.start():
            around = next(inside, None)
        if around is None or mark.start() < around.start():
            cuts.append(mark)
    begins = [start, *(cut.end() for cut in cuts)]
    stops = [*(cut.start() for cut in cuts), end]
    return [span for a, b in zip(begins, stops, strict=True) if (span := trimmed(text, a, b))[0] < span[1]]


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without the blanks around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def without_stop(text: str, start: int, end: int) -> Span:
    """A span without the marks that end it: "…, hoàn thành trong năm 2025./." """
    start, end = trimmed(text, start, end)
    while end > start and (text[end - 1] in ".;,/:" or text[end - 1].isspace()):
        end -= 1
    return start, end

"""What is said of a long task: its first clauses, those that tell what is asked for, and the one with its deadline."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

# A task longer than this is cut, among several tasks, among many, and alone.
LONGEST_LISTED, LONGEST_OF_MANY, LONGEST_ALONE = 360, 240, 420
_SHORTEST_HEAD = 120
# So little left out is not worth a mark.
_LEAST_LEFT_OUT = 80
_CLAUSE_END = re.compile(r"[;,.](?=\s)| (?=\|)")
_SENTENCE_END = re.compile(r"[;.](?=\s)")

Span = tuple[int, int]


def listed_parts(text: str, start: int, end: int, due: Span | None, longest: int) -> list[Span]:
    """Of ``text[start:end]`` the first clauses and, where it comes later, the one with the deadline at ``due``.

    ``longest`` is the most characters of the first clauses; one that goes on without a stop is said to its end.
    """
    if end - start <= longest:
        return [(start, end)]
    stops = [m.start() for m in _CLAUSE_END.finditer(text, start + _SHORTEST_HEAD, start + longest)]
    after = _CLAUSE_END.search(text, start + longest, end)
    head = (start, stops[-1] if stops else after.start() if after else end)
    if due is None or due[1] <= head[1]:
        return [head]
    before = [m.end() for m in _CLAUSE_END.finditer(text, head[1], due[0])]
    tail = before[-1] if before else head[1]
    return [head, (tail + _blanks(text[tail : due[1]]), due[1])]


def telling_parts(text: str, start: int, end: int, due: Span | None, telling: Callable[[str], float]) -> list[Span]:
    """Of ``text[start:end]`` the first clauses, the one that is most ``telling``, and the one with the deadline."""
    if end - start <= LONGEST_ALONE:
        return [(start, end)]
    clauses = _clauses(text, start, end)
    best = max(range(len(clauses)), key=lambda at: (telling(text[slice(*clauses[at])]), -at))
    kept = {0, best} | {at for at, (a, b) in enumerate(clauses) if due and a < due[1] and due[0] < b}
    parts: list[Span] = []
    for at in sorted(kept):
        if parts and at - 1 in kept:
            parts[-1] = (parts[-1][0], clauses[at][1])
        else:
            parts.append(clauses[at])
    left_out = end - start - sum(b - a for a, b in parts)
    return parts if left_out >= _LEAST_LEFT_OUT else [(start, end)]


def _clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses between semicolons and full stops, the first of them long enough to say something."""
    first = start + _SHORTEST_HEAD
    edges = [start, *(m.end() for m in _SENTENCE_END.finditer(text, first, end)), end]
    spans = [(a + _blanks(text[a:b]), b) for a, b in pairwise(edges)]
    return [(a, b) for a, b in spans if a < b]


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip("| \t\u00a0"))

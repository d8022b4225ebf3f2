"""Whether a passage stands in a clause that a question names."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.anatomy.markers import find_marker
from index.text.folding import fold
from rag.references.clauses import Clause, ClausePart, ordinals, read_label

# Kinds of marker (index/anatomy/markers.py) that a kind of part may be written with.
_MARKERS = {
    "appendix": ("appendix", "form"),
    "part": ("part", "capital", "roman"),
    "chapter": ("chapter",),
    "division": ("division", "subdivision", "capital", "roman", "arabic", "decimal 2", "decimal 3", "decimal 4"),
    "article": ("article",),
    "clause": ("arabic", "decimal 2"),
    "point": ("letter", "bracket", "arabic", "decimal 2", "decimal 3", "decimal 4", "small roman"),
}
_CELL = re.compile(r"\s*\|\s*")
_ROW_RANK = 9
# A marker and what must follow it stand within so many characters of a line.
_LONGEST_MARKER = 48


def names_clause(clause: Clause, heading: Sequence[str], text: str) -> bool:
    """Whether a passage, or a line of it, stands in the clause: below it in the heading trail or within the text."""
    return any(_within(clause.parts, trail) for trail in _trails(heading, text))


def _within(parts: Sequence[ClausePart], trail: Sequence[tuple[str, str]]) -> bool:
    at = 0
    for part in parts:
        at = next((i + 1 for i in range(at, len(trail)) if _is_part(part, *trail[i])), -1)
        if at < 0:
            return False
    return True


def _is_part(part: ClausePart, kind: str, label: str) -> bool:
    allowed = (part.kind == "row" and kind in ("row", "arabic")) or kind in _MARKERS.get(part.kind, ())
    return allowed and (not part.labels or label in part.labels)


def _trails(heading: Sequence[str], text: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """The markers above each line of a passage and its own, from the outermost."""
    trail: list[tuple[int, str, str]] = []
    for line in (*heading, *text.split("\n")):
        read = _read_marker(line[:_LONGEST_MARKER])
        if read is None:
            continue
        rank, kind, _ = read
        kinds = [entry[1] for entry in trail]
        if kind in kinds:
            del trail[kinds.index(kind) :]
        while trail and trail[-1][0] >= rank:
            trail.pop()
        trail.append(read)
        yield tuple((kind, label) for _, kind, label in trail)


@lru_cache(maxsize=8192)
def _read_marker(line: str) -> tuple[int, str, str] | None:
    first = _CELL.split(line, maxsplit=1)
    if len(first) > 1 and first[0].strip(" .").isdecimal():
        return _ROW_RANK, "row", first[0].strip(" .")
    marker = find_marker(line.lstrip(' "“'))
    if marker is None:
        return None
    label = marker.text.strip(" .:()-–/")
    words = label.split()
    last = fold(words[-1]) if words else ""
    if last in ordinals():
        return marker.rank, marker.kind, ordinals()[last]
    if marker.kind in ("arabic", "letter", "bracket", "small roman") or marker.kind.startswith("decimal"):
        return marker.rank, marker.kind, label.lower()
    return marker.rank, marker.kind, read_label(last, words[-1] if words else "", marker.kind)

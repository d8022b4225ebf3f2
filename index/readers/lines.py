"""Lines as the readers hand them to be joined, and how the file they come from breaks its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers import line_shapes as shape
from index.readers.emphasis import Emphasis

# Lines of a hard-wrapped file end near one column; nothing in such a file is much longer.
_LONGEST_WRAPPED_LINE = 130
_SHORTEST_WRAP_COLUMN = 45
_FEWEST_PROVEN = 2
# A line is full when its next word would have passed this share of the wrap column.
_FULL_SHARE = 0.93


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what its container knows of the break before it.

    ``gap``: a blank line or an equal separator; ``hard``: an explicit line break; ``inside``: emphasis spans the break.
    ``starts``: the layout shows that the line begins (True) or goes on with (False) a paragraph; ``full``: whether it
    reaches the right margin. Both are ``None`` where the layout is not known. ``cells``: the parts of a line with tabs
    or drawn lines in it, of which ``text`` is all in one.
    """

    text: str
    gap: bool = False
    hard: bool = False
    inside: bool = False
    emphasis: Emphasis = ""
    starts: bool | None = None
    full: bool | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a file breaks its lines: ``column`` it is hard-wrapped at (0: not), widths of its proven soft breaks."""

    column: int = 0
    narrowest: int = 0
    widest: int = 0


def measure_wrapping(lines: Sequence[Line]) -> Wrapping:
    """How the file of ``lines`` breaks its lines."""
    proven = sorted(len(line.text) for line, following in pairwise(lines) if is_proven_soft(line, following))
    if len(proven) < _FEWEST_PROVEN:
        return Wrapping()
    longest = max(len(line.text) for line in lines)
    column = proven[int(0.95 * (len(proven) - 1))]
    # In a hard-wrapped file most soft breaks are at the column; else only first lines are broken, and early.
    full = sum(length >= 0.85 * column for length in proven)
    if longest <= _LONGEST_WRAPPED_LINE and column >= _SHORTEST_WRAP_COLUMN and full >= max(4, len(proven) / 2):
        return Wrapping(column=column)
    return Wrapping(narrowest=proven[0], widest=proven[-1])


def is_proven_soft(line: Line, following: Line) -> bool:
    """Whether the break between the two can only be soft: a small letter after no final punctuation."""
    return (
        not following.gap
        and not following.hard
        and shape.starts_lower(following.text)
        and not shape.list_marker(following.text)
        and not shape.ends_sentence(line.text)
    )


def is_full(previous: Line, line: Line, wrapping: Wrapping) -> bool:
    """Whether the first word of ``line`` would no longer have had room on the line before it."""
    if previous.full is not None:
        return previous.full
    first_word = line.text.split(" ", 1)[0]
    return 0 < wrapping.column * _FULL_SHARE <= len(previous.text) + 1 + len(first_word)

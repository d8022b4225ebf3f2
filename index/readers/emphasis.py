"""Markdown emphasis without trusting it: marks are taken off line by line, and what they prove about breaks is kept.

Saved pages carry marks that CommonMark does not close (``**Điều 2. **Sửa``), so marks are counted, not parsed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Emphasis = Literal["", "bold", "italic"]

# Stars and underscores that are marks: not footnote signs "(*)", not products "2*3", not parts of a_file_name.
_MARK = re.compile(
    r"""(?<!\()\*{2,5}(?!\))
    |(?<=[^\s(\d])\*(?!\))|(?<=\d)\*(?![\d)])|(?<![\d(])\*(?![\s)])
    |(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])""",
    re.VERBOSE,
)
# Two bold runs that touch, "… (đợt 2).****Bổ sung …": a lead paragraph and the heading after it.
_TOUCHING = re.compile(r"(?<=\S)\*{4}(?=[^\W\d_])")
_LONG_ENOUGH_TO_STAND_ALONE = 60
# An opened mark is closed within this many lines, or it is a stray one.
_LONGEST_SPAN = 4


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line without its marks. ``inside``: emphasis is open at the break before it; ``emphasis``: of all its words."""

    text: str
    inside: bool = False
    emphasis: Emphasis = ""


def split_touching(line: str) -> list[str]:
    """``line`` cut where a bold sentence runs into the bold heading that followed it, marks closed on both sides."""
    parts: list[str] = []
    start, opening = 0, ""
    for match in _TOUCHING.finditer(line):
        if match.start() - start >= _LONG_ENOUGH_TO_STAND_ALONE and line[match.end()].isupper():
            parts.append(f"{opening}{line[start : match.start()]}**")
            start, opening = match.end(), "**"
    return [*parts, opening + line[start:]]


def strip_emphasis(lines: Sequence[str]) -> list[MarkedLine]:
    """The lines of one Markdown paragraph without marks."""
    marks = [[match.group() for match in _MARK.finditer(line)] for line in lines]
    inside_bold = _crossings(lines, [_count(line, "b") for line in marks])
    inside_italic = _crossings(lines, [_count(line, "i") for line in marks])
    return [
        MarkedLine(
            text=" ".join(_MARK.sub("", line).split()),
            inside=bold or italic,
            emphasis=_emphasis(line, bold, italic),
        )
        for line, bold, italic in zip(lines, inside_bold, inside_italic, strict=True)
    ]


def _toggles(mark: str) -> str:
    """Which states a mark switches: ``b`` bold, ``i`` italic."""
    return "b" * (len(mark) // 2) + "i" * (len(mark) % 2)


def _count(marks: Sequence[str], kind: str) -> int:
    return sum(_toggles(mark).count(kind) for mark in marks)


def _crossings(lines: Sequence[str], counts: Sequence[int]) -> list[bool]:
    """For every line whether emphasis is open at the break before it: an odd line opens, the next odd one closes."""
    crossing = [False] * len(lines)
    opened: int | None = None
    for number, (line, count) in enumerate(zip(lines, counts, strict=True)):
        if count % 2 == 0:
            opened = None if count else opened
        elif opened is not None and number - opened <= _LONGEST_SPAN and not _MARK.match(line):
            crossing[opened + 1 : number + 1] = [True] * (number - opened)
            opened = None
        else:
            opened = number if not line.rstrip().endswith(("*", "_")) else None
    return crossing


def _emphasis(line: str, bold: bool, italic: bool) -> Emphasis:
    """The emphasis all words of ``line`` share, given what is open at its start."""
    all_bold = all_italic = True
    position, words = 0, 0
    for match in [*_MARK.finditer(line), None]:
        run = line[position : match.start() if match else len(line)]
        if any(letter.isalnum() for letter in run):
            words += 1
            all_bold, all_italic = all_bold and bold, all_italic and italic
        if match:
            position = match.end()
            toggles = _toggles(match.group())
            bold, italic = bold ^ (toggles.count("b") % 2 == 1), italic ^ (toggles.count("i") % 2 == 1)
    if not words:
        return ""
    return "bold" if all_bold else "italic" if all_italic else ""

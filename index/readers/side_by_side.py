"""Letterheads and signatures typed in two columns with spaces or tabs between: first the left lines, then the right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers import line_shapes as shape
from index.readers.lexicon import phrases

_BETWEEN = re.compile(r" {3,}|\s*\t\s*")
_LONGEST_BLOCK = 25
_LETTERHEAD_DEPTH = 30
# Lines are centred in their column, so that they begin this much before the one beside it.
_CENTRED = 12
_SHORTEST_INDENT = 15
_LONGEST_SIDE = 75
_LONGEST_NAME = 40
_NAME = re.compile(r"(?:[^\W\d_]\w*\.?\s){1,5}[^\W\d_]\w*")


@dataclass(slots=True)
class TwoColumns:
    """What was found on both sides, and how many lines it takes."""

    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    size: int = 0


def two_columns(lines: Sequence[str], start: int) -> TwoColumns | None:
    """The letterhead or signature in two columns that begins at ``start``; ``None`` where the text shows none."""
    anchor = _anchor(lines, start)
    if anchor is None:
        return None
    is_letterhead = any(map(shape.is_motto, _sides(lines[anchor])))
    edge = _right_edge(lines[anchor])
    found = TwoColumns()
    for number in range(start, min(len(lines), start + _LONGEST_BLOCK)):
        line = lines[number]
        if not line.strip():
            continue
        after_gap = number > start and not lines[number - 1].strip()
        sides = _placed(line, edge, after_gap=after_gap, is_letterhead=is_letterhead)
        if sides is None or (sides[1] and not is_letterhead and _is_signed(found.right)):
            break
        found.left.extend(side for side in sides[:1] if side)
        found.right.extend(side for side in sides[1:] if side)
        found.size = number - start + 1
    return found if found.left and found.right and found.size > anchor - start else None


def _anchor(lines: Sequence[str], start: int) -> int | None:
    """The line near ``start`` that shows two columns: a motto beside an office, a signer's title beside recipients."""
    for number in range(start, min(start + 3, len(lines))):
        sides = _sides(lines[number])
        if len(sides) == 2 and (_shows_letterhead(sides, number) or _shows_signature(sides)):
            return number
        if not (_opens_letterhead(sides) or _opens_signature(lines[number], sides)):
            return None
    return None


def _shows_letterhead(sides: Sequence[str], number: int) -> bool:
    if number > _LETTERHEAD_DEPTH or not any(map(shape.is_motto, sides)):
        return False
    return all(shape.is_motto(side) or shape.is_letterhead(side) or shape.is_capitals(side) for side in sides)


def _shows_signature(sides: Sequence[str]) -> bool:
    left, right = sides
    return left.lower().startswith(("nơi nhận", "- ")) and _is_title(right)


def _opens_letterhead(sides: Sequence[str]) -> bool:
    return len(sides) == 2 and all(map(shape.is_capitals, sides))


def _opens_signature(line: str, sides: Sequence[str]) -> bool:
    """A title that begins above the line of the recipients, or the recipients' title above the first of them."""
    is_right = _indent(line) >= _SHORTEST_INDENT and _is_title(line.strip())
    return len(sides) == 1 and (is_right or sides[0].lower().rstrip(":") == "nơi nhận")


def _is_title(text: str) -> bool:
    return shape.is_capitals(text) and shape.is_letterhead(text) and not shape.is_motto(text)


def _placed(line: str, edge: int, *, after_gap: bool, is_letterhead: bool) -> tuple[str, str] | None:
    """The line as its left and right side; ``None`` where it no longer stands in the two columns."""
    sides = _sides(line)
    if len(sides) > 2 or any(len(side) > _LONGEST_SIDE or _is_text(side) for side in sides):
        return None
    if len(sides) == 2:
        belongs = _is_letterhead_row if is_letterhead else _is_signature_row
        return (sides[0], sides[1]) if belongs(sides, after_gap) else None
    indent = _indent(line)
    if indent >= max(_SHORTEST_INDENT, edge - _CENTRED):
        return ("", sides[0]) if not is_letterhead or _is_of_letterhead(sides[0], after_gap) else None
    is_recipient = not is_letterhead and sides[0].startswith("-")
    if indent >= _SHORTEST_INDENT or (len(line.rstrip()) > edge and not is_recipient):
        return None
    goes_on = _is_of_letterhead(sides[0], after_gap) if is_letterhead else sides[0].startswith(("-", "Nơi", "NƠI"))
    return (sides[0], "") if goes_on or (not after_gap and shape.starts_lower(sides[0])) else None


def _is_letterhead_row(sides: Sequence[str], after_gap: bool) -> bool:
    goes_on = not after_gap and shape.starts_lower(sides[0])
    return goes_on or any(_is_of_letterhead(side, after_gap) for side in sides)


def _is_signature_row(sides: Sequence[str], after_gap: bool) -> bool:
    left, right = sides
    goes_on = not after_gap and shape.starts_lower(left)
    return (
        left.startswith(("-", "Nơi nhận", "NƠI NHẬN")) or _is_title(right) or (goes_on and len(right) <= _LONGEST_NAME)
    )


def _is_of_letterhead(side: str, after_gap: bool) -> bool:
    is_office = not after_gap and (shape.is_capitals(side) or shape.is_rule(side))
    return shape.is_letterhead(side) or shape.is_place_and_date(side) or is_office


def _is_text(side: str) -> bool:
    """Whether the side begins what stands below a letterhead or signature in the whole width of the page."""
    is_annex = side.lstrip("(").startswith(phrases("annex_starts"))
    return is_annex or shape.is_document_type(side) or side.startswith(("Kính gửi", "KÍNH GỬI"))


def _is_signed(right: Sequence[str]) -> bool:
    """Whether the signer's name, in small letters, already stands under the title."""
    titled = any(map(_is_title, right))
    return titled and bool(right) and not shape.is_capitals(right[-1]) and _NAME.fullmatch(right[-1]) is not None


def _sides(line: str) -> list[str]:
    return [side for side in _BETWEEN.split(line.strip()) if side]


def _indent(line: str) -> int:
    """How far the line stands from the margin; a tab puts it into the right column."""
    space = line[: len(line) - len(line.lstrip())]
    return _LONGEST_SIDE if "\t" in space else len(space)


def _right_edge(line: str) -> int:
    """Where the right column begins; behind a tab that is not to be told from the characters."""
    left, right = _sides(line)
    return _LONGEST_SIDE if "\t" in line else line.index(right, line.index(left) + len(left))

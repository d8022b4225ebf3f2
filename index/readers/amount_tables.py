"""Tables of amounts that lost their lines and never had row numbers: a name, then an amount for each further column.

"Khu vực hành chính", "Mức hỗ trợ (đồng)", "Các xã: …", "300.000.000", "Các phường: …", "350.000.000": cells of one
paragraph each. The steady beat of one text and as many figures as there are further headings is what shows the rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from index.readers import line_shapes as shape
from index.readers.lexicon import phrases
from index.readers.lines import Line
from index.readers.row_labels import row_label
from index.readers.wrapping import join_lines

_WIDEST = 8
_FEWEST_ROWS = 2
_LONGEST_HEADING = 80
_LONGEST_NAME = 600
_AMOUNT = r"[<>≥≤~+-]?\s?\d[\d.,]{0,20}(?:\s?[-–]\s?\d[\d.,]{0,20})?"
_BLANKS = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class AmountTable:
    """The headings and rows of a table; ``end`` is the line after it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    end: int


def amount_table(lines: Sequence[Line], start: int) -> AmountTable | None:
    """The table whose first heading begins at line ``start``; ``None`` where none does."""
    if not lines[start].gap or not is_heading(lines[start].text):
        return None
    head: list[_Cell] = []
    at = start
    while len(head) <= _WIDEST and at < len(lines):
        cell = _cell_at(lines, at)
        if is_amount(cell.text):
            break
        head.append(cell)
        at = cell.end
    width = len(head) - 1
    if width < 2 or len(head) > _WIDEST or not all(is_heading(cell.text) for cell in head[:width]):
        return None
    rows, end = _rows(lines, head[width - 1].end, width)
    if len(rows) < _FEWEST_ROWS:
        return None
    return AmountTable(tuple(cell.text for cell in head[:width]), rows, end)


def _rows(lines: Sequence[Line], start: int, width: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The rows from line ``start`` on, each a name and an amount under every further heading, and where they end."""
    rows: list[tuple[str, ...]] = []
    end = start
    while end < len(lines):
        cells: list[_Cell] = []
        at = end
        while len(cells) < width and at < len(lines):
            cells.append(_cell_at(lines, at))
            at = cells[-1].end
        if len(cells) < width or not _is_row(cells) or (at < len(lines) and is_amount(_cell_at(lines, at).text)):
            break
        rows.append(tuple(cell.text for cell in cells))
        end = at
    return tuple(rows), end


def _is_row(cells: Sequence[_Cell]) -> bool:
    name = cells[0].text
    named = 0 < len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) and not is_amount(name)
    return named and not shape.starts_division(name) and all(is_amount(cell.text) for cell in cells[1:])


def _cell_at(lines: Sequence[Line], start: int) -> _Cell:
    """The cell that begins at a line: the lines up to the next blank one."""
    end = next((n for n in range(start + 1, len(lines)) if lines[n].gap), len(lines))
    return _Cell(" ".join(join_lines(lines[start:end])), end)


def is_heading(text: str) -> bool:
    """Whether a cell reads like a column's heading: words, short, no sentence, no item of a list."""
    return (
        0 < len(text) <= _LONGEST_HEADING
        and any(map(str.isalpha, text))
        and not shape.ends_sentence(text)
        and not shape.list_marker(text)
        and not shape.starts_division(text)
        and not is_amount(text)
        and row_label(text) is None
    )


def is_amount(text: str) -> bool:
    """Whether a cell is a figure and nothing else but its unit."""
    return text in _BLANKS or _amount().fullmatch(text.lower()) is not None


@cache
def _amount() -> re.Pattern[str]:
    units = "|".join(map(re.escape, sorted(phrases("amount_units"), key=len, reverse=True)))
    return re.compile(rf"{_AMOUNT}\s?(?:{units})?")

"""Which column a cell belongs to when some of its row are missing: columns known by the kinds of their values."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.readers.lexicon import phrases

_DATE = re.compile(
    r"(?:(?:trước|từ|đến|xong|chậm nhất|hoàn thành|bắt đầu)\s+)*(?:(?:ngày|tháng|quý|năm|giai đoạn|cuối|đầu|trong)\s*)*"
    r"(?:\d{1,2}|[ivx]{1,3})?\s?[/.-]?\s?(?:\d{1,2}\s?[/.-]\s?)?(?:(?:ngày|tháng|năm|quý)\s*)*\d{1,4}(?:\s?[-–]\s?\d{4})?"
    r"|.*\d{1,2}/\d{1,2}/\d{4}",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[<>≥≤~+-]?\s?\d[\d.,]*\s?%?|-|–|%")
_LONG = 40
# A cell so long is out of place in a column where none is half as long.
_OUTSIZE = 50
_EMPTY_COST = 0.4
# Paragraphs share a cell of a column of prose, hardly one of names and dates.
_MERGE_COST, _MERGE_COST_OF_SHORT = 0.3, 1.5
_SHORT_COLUMN = 35
_MISFIT = -2.0
_FIRST_SENTENCE_COST = 0.5


def kind_of(cell: str) -> str:
    """What a cell looks like: a figure, a date, an office, a short or a long text."""
    if _FIGURE.fullmatch(cell):
        return "figure"
    if len(cell) <= _LONG and (_DATE.fullmatch(cell) or cell.lower() in phrases("recurring_times")):
        return "date"
    if cell.startswith(phrases("body_starts")):
        return "body"
    return "short" if len(cell) <= _LONG else "long"


@dataclass(slots=True)
class Column:
    """The values seen in one column of full rows."""

    kinds: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    longest: int = 0
    sentences: int = 0

    def add(self, cell: str) -> None:
        """Count one value."""
        self.kinds[kind_of(cell)] += 1
        self.values[cell] += 1
        self.longest = max(self.longest, len(cell))
        self.sentences += cell.endswith(".")

    @property
    def merge_cost(self) -> float:
        """What it costs to put a second cell into this column."""
        return _MERGE_COST_OF_SHORT if self.longest <= _SHORT_COLUMN else _MERGE_COST

    def fit(self, cell: str) -> float:
        """How well ``cell`` fits: -2 out of place, 1 of the column's kind, up to 2 for a value seen often."""
        seen = self.kinds.total()
        if not seen:
            return 0.0
        kind = kind_of(cell)
        share = self.kinds[kind] / seen
        texts = sum(self.kinds[text] for text in ("short", "long", "body")) / seen
        if kind in ("short", "long", "body"):
            share = max(share, texts / 2)
        if share < 0.1 or len(cell) > max(_OUTSIZE, 2 * self.longest):
            return _MISFIT
        if cell.endswith(".") and not self.sentences:
            share -= _FIRST_SENTENCE_COST
        repeated = (self.values[cell] - 1) / seen if self.values[cell] > 1 else 0.0
        return share + min(1.0, 2 * repeated)


def columns_of(rows: Sequence[Sequence[str]]) -> list[Column]:
    """The columns of ``rows``, which are all equally long."""
    columns = [Column() for _ in rows[0]] if rows else []
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            if cell:
                column.add(cell)
    return columns


def place(cells: Sequence[str], columns: Sequence[Column]) -> tuple[float, tuple[str, ...]]:
    """The best way to lay ``cells`` into ``columns`` in order, the first in the first, and how well they fit.

    A column may stay empty; several cells may share one, as paragraphs of one cell do.
    """
    # best[c] is the best score and layout of the cells so far with the last of them in column c.
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (columns[0].fit(cells[0]), (0,))}
    for cell in cells[1:]:
        fits = [column.fit(cell) for column in columns]
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (score, layout) in best.items():
            for target in range(max(last, 1), len(columns)):
                merged = target == last
                skipped = max(0, target - last - 1)
                gain = (
                    min(fits[target], 0.0) - columns[target].merge_cost
                    if merged
                    else fits[target] - _EMPTY_COST * skipped
                )
                if target not in following or score + gain > following[target][0]:
                    following[target] = (score + gain, (*layout, target))
        best = following
    score, layout = max(
        ((score - _EMPTY_COST * (len(columns) - 1 - last), layout) for last, (score, layout) in best.items()),
        key=lambda scored: scored[0],
    )
    return score, _laid_out(cells, layout, len(columns))


def _laid_out(cells: Sequence[str], layout: Sequence[int], width: int) -> tuple[str, ...]:
    places = [""] * width
    for cell, column in zip(cells, layout, strict=True):
        places[column] = f"{places[column]} {cell}".strip()
    return tuple(places)

"""Where the rows are in a run of cells that lost its table: read from row labels that return in a steady rhythm.

The run is cut into the row shapes below so that the sum of their scores is highest (dynamic programming over cells).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.readers.cell_placing import Column, columns_of, kind_of, place
from index.readers.column_headings import is_count_row
from index.readers.lexicon import phrases
from index.readers.row_labels import RowLabel, row_label

RowShape = Literal["data", "group", "total", "count"]

_FULL, _SHORT, _PER_MISSING, _IN_SEQUENCE = 4.0, 1.0, 0.5, 2.0
_NEXT_LABEL_INSIDE, _NEXT_LABEL_INSIDE_FULL, _BOLD_INSIDE = -2.0, -0.5, -4.0
_LABELLED_GROUP, _BARE_GROUP, _BOLD_GROUP = 2.0, -1.0, -0.5
_PADDED, _TOTAL = 3.0, 1.0
# A row of too few or too many cells must not pay, or rows would be cut in two for the sake of their numbers.
_IRREGULAR = 1.0
_LONGEST_GROUP_TITLE = 300
# From so many full rows on the last one can be left out of account.
_FEWEST_PROVEN = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell and its lines in the run: from ``start``, the end exclusive."""

    text: str
    start: int
    end: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class RowSpan:
    """The cells of one row, from ``start`` to ``end`` (exclusive) in the run of cells."""

    shape: RowShape
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _State:
    score: float
    spans: "tuple[_State, RowSpan] | None" = None
    labels: dict[str, RowLabel] = field(default_factory=dict)


def find_rows(cells: Sequence[Cell], width: int) -> tuple[float, list[RowSpan]]:
    """The rows at the beginning of ``cells``, of a table ``width`` columns wide, and how sure they are.

    The second pass knows from the full rows of the first what belongs into each column.
    """
    score, spans = _best_cut(cells, width, [])
    full = [[cell.text for cell in cells[span.start : span.end]] for span in spans if _is_full(span, width)]
    # The last row may have taken in what follows the table, so it does not say what a row looks like.
    proven = full[:-1] if len(full) > _FEWEST_PROVEN and _is_full(spans[-1], width) else full
    return _best_cut(cells, width, columns_of(proven)) if proven else (score, spans)


def _is_full(span: RowSpan, width: int) -> bool:
    return span.shape == "data" and span.end - span.start == width


def _best_cut(cells: Sequence[Cell], width: int, columns: Sequence[Column]) -> tuple[float, list[RowSpan]]:
    states: dict[int, _State] = {0: _State(0.0)}
    furthest = 0
    start = 0
    while start <= furthest and start < len(cells):
        state = states.get(start)
        start += 1
        if state is None:
            continue
        for span, gain in _candidates(cells, start - 1, width, columns, state.labels):
            if span.end not in states or state.score + gain > states[span.end].score:
                states[span.end] = _State(state.score + gain, (state, span), _with_label(state, cells, span))
                furthest = max(furthest, span.end)
    best = max(states.values(), key=lambda state: state.score)
    return best.score, _spans_of(best)


def _with_label(state: _State, cells: Sequence[Cell], span: RowSpan) -> dict[str, RowLabel]:
    label = row_label(cells[span.start].text) if span.shape in ("data", "group") else None
    return {**state.labels, label.kind: label} if label else state.labels


def _spans_of(state: _State) -> list[RowSpan]:
    spans: list[RowSpan] = []
    while state.spans:
        state, span = state.spans
        spans.append(span)
    return spans[::-1]


def _candidates(
    cells: Sequence[Cell],
    start: int,
    width: int,
    columns: Sequence[Column],
    labels: dict[str, RowLabel],
) -> Iterator[tuple[RowSpan, float]]:
    """Every row that may begin at ``start``, with its score."""
    first, label = cells[start], row_label(cells[start].text)
    texts = [cell.text.lower() for cell in cells[start : start + width]]
    if start == 0 and len(texts) == width > 2 and is_count_row(texts):
        yield RowSpan("count", start, start + width), _FULL + _IN_SEQUENCE
    if label:
        yield from _labelled(cells, start, columns, width, label, labels)
    elif not first.text:
        if len(texts) == width and any(texts) and not any(map(row_label, texts)):
            yield RowSpan("data", start, start + width), _PADDED
    elif first.text.lower().startswith(phrases("total_starts")):
        yield from (
            (RowSpan("total", start, start + size), _TOTAL + 0.1 * size)
            for size in range(2, width + 1)
            if start + size <= len(cells)
            and all(kind_of(cell.text) == "figure" for cell in cells[start + 1 : start + size])
        )
    elif len(first.text) <= _LONGEST_GROUP_TITLE and start + 1 < len(cells) and row_label(cells[start + 1].text):
        yield RowSpan("group", start, start + 1), _BOLD_GROUP if first.bold else _BARE_GROUP


def _labelled(
    cells: Sequence[Cell],
    start: int,
    columns: Sequence[Column],
    width: int,
    label: RowLabel,
    labels: dict[str, RowLabel],
) -> Iterator[tuple[RowSpan, float]]:
    """Rows of data and groups that begin with a label."""
    sequence = _IN_SEQUENCE if label.follows(labels.get(label.kind)) else -_IN_SEQUENCE / 2
    for size in range(2, min(2 * width + 2, len(cells) - start) + 1):
        row = cells[start : start + size]
        following = row_label(cells[start + size].text) if start + size < len(cells) else None
        if size == 2 < width and following and row[1].text and _heads_rows(label, following):
            yield RowSpan("group", start, start + size), _LABELLED_GROUP + sequence
        runs_on = following is not None and following.kind == label.kind and following.follows(label)
        if size > width and not runs_on:
            continue
        if size < width and (width - size > width / 2 or any(not cell.text for cell in row)):
            continue
        yield RowSpan("data", start, start + size), sequence + _row_score(row, columns, width, label)


def _row_score(row: Sequence[Cell], columns: Sequence[Column], width: int, label: RowLabel) -> float:
    """How much the cells look like one row: as many as there are columns, each like the others of its column."""
    inside = [row_label(cell.text) for cell in row[1:]]
    price = _NEXT_LABEL_INSIDE_FULL if len(row) == width else _NEXT_LABEL_INSIDE
    penalty = sum(price for other in inside if other and other.kind == label.kind and _next(label, other))
    bold = sum(_BOLD_INSIDE for cell in row[1:] if cell.bold and not row[0].bold)
    if columns:
        if len(row) == width:
            fits = sum(column.fit(cell.text) for cell, column in zip(row, columns, strict=True) if cell.text)
        else:
            fits = place([cell.text for cell in row], columns)[0] - _IRREGULAR
        return fits + penalty + bold
    if len(row) == width:
        return _FULL + penalty + bold
    return _SHORT - _PER_MISSING * abs(width - len(row)) + penalty + bold


def _next(label: RowLabel, other: RowLabel) -> bool:
    return other.numbers[:-1] == label.numbers[:-1] and other.numbers[-1] == label.numbers[-1] + 1


def _heads_rows(label: RowLabel, following: RowLabel) -> bool:
    if label.is_plain or label.base == following.base:
        return label.is_above(following)
    return label.base in ("roman", "capital")

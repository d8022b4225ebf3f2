"""Columns laid out with spaces in a text file: the lines of a table become cells, those of a letterhead come apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers import line_shapes as shape
from index.readers.column_headings import is_first_heading, is_known_heading
from index.readers.lexicon import phrases
from index.readers.row_labels import row_label

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
_FEWEST_KNOWN = 2
_LONGEST_HEADING = 60
_BETWEEN = re.compile(r"\s{3,}")
_WIDEST_LINE = 400


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """The cells of a table laid out with spaces, row by row, and how many lines it takes."""

    rows: tuple[tuple[str, ...], ...]
    size: int


def spaced_table(lines: Sequence[str], start: int) -> SpacedTable | None:
    """The table whose headings are the line at ``start``; ``None`` where the columns are not certain.

    Every line under the headings must leave the gaps between them free, so prose never passes for a row.
    """
    heads = _headings(lines[start])
    if not heads:
        return None
    gaps = [(end, following) for (_, end), (following, _) in pairwise(heads)]
    groups: set[int] = set()
    end = start + 1
    while end < len(lines):
        # A blank line or a title over several columns stands in the table only where a row follows.
        over = int(not lines[end].strip() or _is_group(lines[end], gaps))
        narrowed = _narrowed(gaps, lines[end + over]) if end + over < len(lines) else None
        if narrowed is None or not _is_row(lines[end + over], gaps, alone=not over):
            break
        groups |= {end} if over else set()
        gaps, end = narrowed, end + over + 1
    cuts = [following - 1 for _, following in gaps]
    numbers = [n for n in range(start, end) if not shape.is_rule(lines[n])]
    rows = _joined([_cut(lines[n], cuts[:1] if n in groups else cuts, len(heads)) for n in numbers])
    full = sum(sum(map(bool, row)) >= _FEWEST_COLUMNS for row in rows[1:])
    return SpacedTable(tuple(rows), end - start) if full >= _FEWEST_ROWS else None


def _is_group(line: str, gaps: Sequence[tuple[int, int]]) -> bool:
    """Whether the line is a numbered title over several columns."""
    label, _, title = line.strip().partition("  ")
    return bool(title.strip() and row_label(label) and _narrowed(gaps, line) is None and _narrowed(gaps[:1], line))


def _headings(line: str) -> list[tuple[int, int]]:
    """Where the headings in ``line`` begin and end, if it is a row of usual headings far apart."""
    if "\t" in line or len(line) > _WIDEST_LINE:
        return []
    texts = _BETWEEN.split(line.strip())
    if len(texts) < _FEWEST_COLUMNS or any(len(text) > _LONGEST_HEADING or shape.ends_sentence(text) for text in texts):
        return []
    known = sum(is_known_heading(text) for text in texts)
    if known < _FEWEST_KNOWN and not (is_first_heading(texts[0]) and known):
        return []
    spans: list[tuple[int, int]] = []
    for text in texts:
        begin = line.index(text, spans[-1][1] if spans else 0)
        spans.append((begin, begin + len(text)))
    return spans


def _narrowed(gaps: Sequence[tuple[int, int]], line: str) -> list[tuple[int, int]] | None:
    """The parts of the gaps that ``line`` leaves free too, each at least two spaces wide; else ``None``."""
    narrowed: list[tuple[int, int]] = []
    for begin, end in gaps:
        free = max(_free_runs(line, begin, end), key=lambda run: run[1] - run[0], default=(0, 0))
        if free[1] - free[0] < 2:
            return None
        narrowed.append(free)
    return narrowed


def _free_runs(line: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    padded = line.ljust(end)
    for run in re.finditer(r" +", padded[begin:end]):
        yield begin + run.start(), begin + run.end()


def _is_row(line: str, gaps: Sequence[tuple[int, int]], *, alone: bool) -> bool:
    """Whether the line is no line of text below the table: more than the first column is filled, or words go on."""
    if not line.strip() or "\t" in line:
        return False
    if not alone:
        return bool(line[: gaps[0][0]].strip() and line[gaps[0][1] :].strip())
    return bool(line[gaps[0][1] :].strip()) or shape.starts_lower(line.strip()) or shape.is_rule(line)


def _cut(line: str, cuts: Sequence[int], width: int) -> tuple[str, ...]:
    cells = [" ".join(line[begin:end].split()) for begin, end in pairwise([0, *cuts, max(len(line), *cuts)])]
    return (*cells, *[""] * (width - len(cells)))


def _joined(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows, with lines that only go on in some cells put to the row above."""
    joined: list[tuple[str, ...]] = []
    for row in rows:
        filled = next((cell for cell in row if cell), "")
        begins = bool(row[0]) and (row_label(row[0]) is not None or not shape.starts_lower(row[0]))
        if joined and not begins and not filled.lower().startswith(phrases("total_starts")):
            joined[-1] = tuple(f"{above} {cell}".strip() for above, cell in zip(joined[-1], row, strict=True))
        else:
            joined.append(row)
    return joined

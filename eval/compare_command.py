"""``chidao eval compare A B``: what differs between two runs, as a table, as files and as an exit code for a gate."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eval.comparison import Comparison, compare_runs
from eval.comparison_files import comparison_json, comparison_markdown
from eval.comparison_words import change_line, checks_lines, difference_cells, heading_cells, notes, tag_table
from eval.errors import EvaluationError
from eval.finished_run import read_run
from eval.limits import LimitCheck, check_limits, parse_limits

if TYPE_CHECKING:
    from rich.console import Console

WITHIN, PAST, UNUSABLE = 0, 1, 2
_MOST_SHOWN = 15


def compare(
    a: Path,
    b: Path,
    *,
    max_drop: Sequence[str] = (),
    minimum: Sequence[str] = (),
    markdown: Path | None = None,
    json_file: Path | None = None,
    seed: int = 0,
) -> int:
    """Compare the run in folder ``b`` with the one in ``a``.

    ``max_drop`` and ``minimum`` are limits such as ``answer_right=0.02``. Returns 0 within them, 1 past one, 2 where
    the runs cannot be compared or a limit names no metric of theirs.
    """
    from rich.console import Console

    try:
        drops, least = parse_limits("--max-drop", max_drop), parse_limits("--min", minimum)
        comparison = compare_runs(read_run(a), read_run(b), seed=seed)
        checks = check_limits(comparison, max_drop=drops, minimum=least)
        _write_files(comparison, checks, markdown, json_file)
    except EvaluationError as error:
        Console(stderr=True).print(f"Lỗi: {error}", style="red", markup=False, soft_wrap=True)
        return UNUSABLE
    _print(Console(), comparison, checks)
    return PAST if any(check.past for check in checks) else WITHIN


def _write_files(
    comparison: Comparison, checks: Sequence[LimitCheck], markdown: Path | None, json_file: Path | None
) -> None:
    files: list[tuple[Path, str]] = []
    if markdown:
        files.append((markdown, comparison_markdown(comparison, checks)))
    if json_file:
        files.append((json_file, json.dumps(comparison_json(comparison, checks), ensure_ascii=False, indent=2) + "\n"))
    for path, text in files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "replace"))
        except OSError as error:
            raise EvaluationError(f"Không ghi được {path}: {error.strerror or error}.") from error


def _print(console: "Console", comparison: Comparison, checks: Sequence[LimitCheck]) -> None:
    for line in notes(comparison):
        console.print(line, markup=False, soft_wrap=True)
    _print_table(console, heading_cells(), [difference_cells(d) for d in comparison.metrics.values()])
    headings, rows = tag_table(comparison)
    if rows:
        _print_table(console, headings, rows)
    for title, style, changes in (("Xấu đi", "red", comparison.worse), ("Tốt lên", "green", comparison.better)):
        console.print(f"{title}: {len(changes)} câu", style=style, markup=False)
        for change in changes[:_MOST_SHOWN]:
            console.print(f"  {change_line(change)}", markup=False, highlight=False, soft_wrap=True)
        if len(changes) > _MOST_SHOWN:
            console.print(f"  … và {len(changes) - _MOST_SHOWN} câu nữa (--markdown, --json ghi đủ)", markup=False)
    for line, past in checks_lines(checks):
        console.print(line, style="red" if past else "green", markup=False, soft_wrap=True)


def _print_table(console: "Console", headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for at, heading in enumerate(headings):
        table.add_column(heading, justify="left" if at == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)

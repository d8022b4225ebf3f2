"""The measured tasks in words and figures: a table for the terminal, what went wrong, and the same as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from itertools import groupby
from operator import add
from typing import TYPE_CHECKING, Any

from eval.tasks_scoring import Alignment, Match, TaskCounts, count
from index.tasks.task import Deadline

if TYPE_CHECKING:
    from rich.table import Table

_SHARES = {
    "precision": "Đúng",
    "recall": "Đủ",
    "f1": "F1",
    "lead": "Chủ\ntrì",
    "support": "Phối\nhợp",
    "deadline": "Thời\nhạn",
}
_SHOWN_WORDS = 110


@dataclass(frozen=True, slots=True)
class MeasuredDocument:
    """One document of one set, compared with what a reader found in it."""

    set_name: str
    kind: str
    document: str
    alignment: Alignment


def totals(measured: Sequence[MeasuredDocument]) -> dict[str, TaskCounts]:
    """The counts of each kind of text and, as ``all``, of everything."""
    kinds = dict.fromkeys(one.kind for one in measured)
    by_kind = {kind: _sum(one for one in measured if one.kind == kind) for kind in kinds}
    return {**by_kind, "all": _sum(measured)}


def figures_table(measured: Sequence[MeasuredDocument]) -> "Table":
    """Every set with its documents, then each kind of text, then all; narrow enough for a terminal of 80 columns."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, padding=0, pad_edge=False)
    table.add_column("Văn bản", overflow="fold")
    for heading in ("Nhãn", "Tìm", "Khớp", *_SHARES.values()):
        table.add_column(heading, justify="right", no_wrap=True)
    for set_name, documents in groupby(measured, key=lambda one: one.set_name):
        table.add_row(set_name, style="italic")
        for one in documents:
            table.add_row(one.document, *_cells(count(one.alignment)))
        table.add_section()
    for kind, counts in totals(measured).items():
        table.add_row(kind, *_cells(counts), style="bold")
    return table


def error_lines(measured: Iterable[MeasuredDocument]) -> Iterator[str]:
    """What was missed, what was invented and what of a matched task is wrong, document by document."""
    for one in measured:
        lines = [*_task_lines(one.alignment), *_match_lines(one.alignment.matched)]
        if lines:
            yield f"{one.set_name} · {one.document}"
            yield from (f"  {line}" for line in lines)


def as_json(measured: Sequence[MeasuredDocument]) -> dict[str, Any]:
    """Counts and shares of each document, each kind and all, with the errors in words."""
    documents = [
        {
            "set": one.set_name,
            "document": one.document,
            **_figures(count(one.alignment)),
            "errors": [*_task_lines(one.alignment), *_match_lines(one.alignment.matched)],
        }
        for one in measured
    ]
    return {"documents": documents, "totals": {kind: _figures(counts) for kind, counts in totals(measured).items()}}


def _sum(measured: Iterable[MeasuredDocument]) -> TaskCounts:
    return reduce(add, (count(one.alignment) for one in measured), TaskCounts())


def _figures(counts: TaskCounts) -> dict[str, Any]:
    return {"counts": asdict(counts), "shares": counts.shares()}


def _cells(counts: TaskCounts) -> list[str]:
    shares = counts.shares()
    return [str(counts.gold), str(counts.found), str(counts.matched), *(_written(shares[name]) for name in _SHARES)]


def _written(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}".replace(".", ",")


def _task_lines(alignment: Alignment) -> Iterator[str]:
    for gold in alignment.missed:
        yield f"sót: {_short(gold.quote)}"
    for found in alignment.invented:
        yield f"thừa: [{', '.join(found.lead)}] {_short(found.action)}"


def _match_lines(matched: Iterable[Match]) -> Iterator[str]:
    for match in matched:
        gold, found, where = match.gold, match.found, _short(match.gold.quote)
        if not match.lead_right:
            yield f"chủ trì: {list(found.lead)}, đúng ra {list(gold.lead)}: {where}"
        if not match.support_right:
            yield f"phối hợp: {list(found.support)}, đúng ra {list(gold.support)}: {where}"
        if not match.deadline_right:
            yield f"thời hạn: {_due(found.deadline)}, đúng ra {_due(gold.deadline)}: {where}"


def _due(deadline: Deadline | None) -> str:
    if deadline is None:
        return "không có"
    again = ", lặp lại" if deadline.recurring else ""
    return f"“{deadline.text}” ({deadline.begin or '…'} – {deadline.end or '…'}{again})"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _SHOWN_WORDS else words[: _SHOWN_WORDS - 1] + "…"

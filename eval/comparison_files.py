"""A comparison as files: Markdown for a merge request, JSON for a program."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.comparison import Change, Comparison, MetricDifference
from eval.comparison_words import change_line, checks_lines, difference_cells, heading_cells, notes, tag_table
from eval.limits import LimitCheck
from eval.report.summary import markdown_table, plain


def comparison_markdown(comparison: Comparison, checks: Sequence[LimitCheck]) -> str:
    """The whole comparison, every changed question in it."""
    parts = ["# So sánh hai lượt chạy", *(plain(line) for line in notes(comparison))]
    if checks:
        parts.append("\n".join(f"- {plain(line)}" for line, _ in checks_lines(checks)))
    parts.append(markdown_table(heading_cells(), [difference_cells(d) for d in comparison.metrics.values()]))
    headings, rows = tag_table(comparison)
    if rows:
        parts += ["## Theo nhãn", markdown_table(headings, rows)]
    for title, changes in (("Xấu đi", comparison.worse), ("Tốt lên", comparison.better)):
        lines = [f"- {plain(change_line(change))}" for change in changes]
        parts += [f"## {title}: {len(changes)} câu", "\n".join(lines) or "Không có."]
    return "\n\n".join(parts) + "\n"


def comparison_json(comparison: Comparison, checks: Sequence[LimitCheck]) -> dict[str, Any]:
    """The comparison as plain values."""
    return {
        "a": {"folder": str(comparison.a.folder), "name": comparison.a.name},
        "b": {"folder": str(comparison.b.folder), "name": comparison.b.name},
        "questions": comparison.questions,
        "only_a": list(comparison.only_a),
        "only_b": list(comparison.only_b),
        "metrics": _differences(comparison.metrics),
        "by_tag": {tag: _differences(found) for tag, found in comparison.by_tag.items()},
        "worse": [_change(change) for change in comparison.worse],
        "better": [_change(change) for change in comparison.better],
        "limits": [{**asdict(check), "metric": check.metric.name} for check in checks],
        "within_limits": not any(check.past for check in checks),
    }


def _differences(differences: Mapping[str, MetricDifference]) -> dict[str, Any]:
    return {
        name: {
            "a": found.before,
            "b": found.after,
            "difference": found.after - found.before,
            "paired": asdict(found.paired) if found.paired else None,
            "better": found.better,
            "worse": found.worse,
            "unpaired": found.unpaired,
        }
        for name, found in differences.items()
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.before.id,
        "question": change.before.question,
        "verdicts": [verdict.name.lower() for verdict in change.verdicts],
        "answers": [change.before.answer, change.after.answer],
        "scores": {name: list(both) for name, both in change.scores.items()},
    }

"""A comparison in the words that people read, on a terminal or in Markdown."""

from collections.abc import Sequence

from eval.comparison import TAG_METRICS, Change, Comparison, MetricDifference
from eval.limits import LimitCheck
from eval.metric_names import NO_VALUE, MetricName, decimal, metric_name

_LONGEST_QUESTION = 120
_SIGNIFICANT = 0.05
_MOST_SCORES = 2


def heading_cells() -> list[str]:
    """The headings over ``difference_cells``."""
    return ["Chỉ số", "A", "B", "B − A", "Khoảng 95 %", "p", "Tốt lên / xấu đi", "Số cặp"]


def difference_cells(difference: MetricDifference) -> list[str]:
    """A metric's row; a star marks what chance alone would seldom do."""
    metric, paired = difference.metric, difference.paired
    values = [metric.written(difference.before), metric.written(difference.after)]
    change = _signed(metric, difference.after - difference.before)
    if paired is None:
        return [metric.label, *values, change, NO_VALUE, NO_VALUE, NO_VALUE, "cả bộ"]
    star = " *" if paired.p < _SIGNIFICANT else ""
    interval = f"{_signed(metric, paired.low)} đến {_signed(metric, paired.high)}"
    unpaired = f" (+{difference.unpaired} lẻ)" if difference.unpaired else ""
    counts = f"{difference.better} / {difference.worse}"
    return [metric.label, *values, change, interval, decimal(paired.p, 3) + star, counts, f"{paired.n}{unpaired}"]


def tag_table(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the differences by tag."""
    rows = [
        [shown(tag), *(_tag_cell(found.get(name)) for name in TAG_METRICS)] for tag, found in comparison.by_tag.items()
    ]
    return ["Nhãn", *(metric_name(name).label for name in TAG_METRICS)], rows


def notes(comparison: Comparison) -> list[str]:
    """What is compared, and what to know before reading on."""
    told = [
        f"A: {shown(comparison.a.name)} · B: {shown(comparison.b.name)} · {comparison.questions} câu hỏi chung",
        "Chênh lệch của các tỷ lệ tính bằng điểm phần trăm.",
        "Dấu * là khác biệt khó do ngẫu nhiên (p < 0,05 cho từng chỉ số, chưa chỉnh cho việc so nhiều chỉ số).",
    ]
    for name, ids in (("A", comparison.only_a), ("B", comparison.only_b)):
        if ids:
            told.append(f"Bỏ qua {len(ids)} câu chỉ có trong {name}: {shown(', '.join(ids[:5]))}.")
    return told


def change_line(change: Change) -> str:
    """A question with what became of it before and after."""
    before, after = (verdict.value for verdict in change.verdicts)
    became = f"{before} → {after}" if before != after else f"{after}: {_changed_scores(change)}"
    return f"{shown(change.before.id)} · {became} · {shown(change.before.question)}"


def checks_lines(checks: Sequence[LimitCheck]) -> list[tuple[str, bool]]:
    """Each limit in a sentence, and whether it was passed."""
    return [
        (f"{'✗ Vượt giới hạn' if check.past else '✓ Trong giới hạn'}: {_check_words(check)}", check.past)
        for check in checks
    ]


def shown(text: str) -> str:
    """Text that steers no terminal: one line, printable signs only, not too long."""
    line = "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))
    return line if len(line) <= _LONGEST_QUESTION else line[: _LONGEST_QUESTION - 1] + "…"


def _check_words(check: LimitCheck) -> str:
    metric = check.metric
    if check.kind == "min":
        return f"{metric.label} ở B là {metric.written(check.found)}, cần ít nhất {metric.written(check.limit)}"
    if check.kind == "new_errors":
        return f"{metric.label} tăng {_points(metric, max(check.found, 0.0))} so với A, không được tăng"
    return f"{metric.label} xấu đi {_points(metric, max(check.found, 0.0))}, cho phép {_points(metric, check.limit)}"


def _tag_cell(difference: MetricDifference | None) -> str:
    if difference is None or difference.paired is None:
        return NO_VALUE
    change = _signed(difference.metric, difference.after - difference.before)
    star = " *" if difference.paired.p < _SIGNIFICANT else ""
    return f"{difference.metric.written(difference.after)} ({change}{star}; {difference.paired.n} câu)"


def _changed_scores(change: Change) -> str:
    told = [(metric_name(name), *both) for name, both in list(change.scores.items())[:_MOST_SCORES]]
    return ", ".join(
        f"{metric.label} {metric.written(before)} → {metric.written(after)}" for metric, before, after in told
    )


def _signed(metric: MetricName, value: float) -> str:
    """A difference without its unit: points of a per cent for shares."""
    written = decimal(100 * abs(value) if metric.unit == "share" else abs(value), 1)
    return written if float(written.replace(",", ".")) == 0 else f"{'+' if value > 0 else '−'}{written}"


def _points(metric: MetricName, value: float) -> str:
    return f"{decimal(100 * value, 1)} điểm phần trăm" if metric.unit == "share" else decimal(value, 1)

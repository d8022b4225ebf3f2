"""report.md: the figures of a run and its worst questions, for a mail or a merge request."""

import re
from collections.abc import Iterable

from eval.finished_run import FinishedRun, QuestionResult
from eval.report import tables
from eval.verdict import verdict_of, worst_first

_WORST = 20
_LONGEST = 300
# Every sign that Markdown or the HTML in it could take for its own.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&]|^[-+=]|:(?=//)|(?<=www)\.)", re.IGNORECASE)


def report_markdown(run: FinishedRun) -> str:
    """The whole file."""
    parts = [f"# Kết quả đánh giá: {plain(run.name)}", plain(tables.lead(run))]
    if told := tables.cautions(run):
        parts.append("\n".join(f"- {plain(line)}" for line in told))
    counts = [(verdict.value, str(count)) for verdict, count in tables.outcomes(run)]
    parts += [
        "## Kết cục",
        markdown_table(("Kết cục", "Số câu"), counts),
        "## Chỉ số",
        _figures(tables.all_metrics(run)),
    ]
    if waited := tables.latency_words(run):
        parts.append(plain(f"Thời gian chờ: {waited}."))
    if ragas := tables.ragas_metrics(run):
        parts += ["## ragas", _figures(ragas)]
    if judge := tables.judge_counts(run):
        parts += ["## Mô hình chấm", markdown_table(("Mục", "Giá trị"), judge)]
        parts += [_figures(judged)] if (judged := tables.judge_metrics(run)) else []
    headings, rows = tables.tag_rows(run)
    if rows:
        parts += ["## Theo nhãn", markdown_table(("Nhãn", *headings), [(tag, *cells) for tag, cells in rows])]
    parts += [
        "## Câu hỏi tệ nhất",
        _worst(run),
        "## Cấu hình",
        markdown_table(("Mục", "Giá trị"), tables.configuration(run)),
    ]
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())).replace("\\<", "&lt;").replace("\\&", "&amp;")


def _figures(figures: Iterable[tables.Figure]) -> str:
    rows = [(f.metric.label, f.value, f.interval or "–", _counted(f)) for f in figures]
    return markdown_table(("Chỉ số", "Giá trị", "Khoảng tin cậy 95 %", "Số câu"), rows)


def _counted(figure: tables.Figure) -> str:
    counted = "–" if figure.n is None else str(figure.n)
    return f"{counted} (+{figure.missing} không ra số)" if figure.missing else counted


def markdown_table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose cells are shown as they are."""
    heading = [plain(cell) for cell in headings]
    lines = [f"| {' | '.join(heading)} |", f"|{' --- |' * len(heading)}"]
    return "\n".join([*lines, *(f"| {' | '.join(plain(cell) for cell in row)} |" for row in rows)])


def _worst(run: FinishedRun) -> str:
    bad = [result for result in worst_first(run.results) if verdict_of(result).mood != "good"][:_WORST]
    return "\n".join(map(_item, bad)) or "Không có câu nào sai."


def _item(result: QuestionResult) -> str:
    lines = [f"- **{plain(result.id)}** · {verdict_of(result).value} · {plain(result.question)}"]
    told = (("Lỗi", result.error), ("Trả lời", result.answer), ("Đáp án mẫu", result.reference))
    lines += [f"  - {name}: {plain(_short(text))}" for name, text in told if text]
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

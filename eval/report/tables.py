"""The figures of a report as rows of words: headlines, every metric, tags, configuration, what to beware of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eval.finished_run import FinishedRun, number, section
from eval.metric_names import NO_VALUE, MetricName, decimal, field_names, known_metrics, metric_name
from eval.verdict import Verdict, verdict_of

_HEADLINES = (
    "answer_right", "citation_right", "follow_up_right", "refusal_recall", "refusal_precision", "verbatim",
    "numbers_supported", "retrieval_r@5", "ndcg@10",
)  # fmt: skip
_TAG_METRICS = ("answer_right", "citation_right", "refusal_right", "retrieval_r@5")
_FEW = 30
_MOST_OVERHEAD = 0.15


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of a run as people read it: ``71 %``, ``63–78 %``, of so many questions.

    ``missing`` are those that had no value although they should: NaN, or a judge that failed.
    """

    metric: MetricName
    value: str
    interval: str
    n: int | None
    missing: int = 0


def headlines(run: FinishedRun) -> list[Figure]:
    """The figures that are told first, those that the run has."""
    found = section(run.metrics, "metrics")
    return [figure for name in _HEADLINES if (figure := _figure(metric_name(name), found.get(name)))]


def all_metrics(run: FinishedRun) -> list[Figure]:
    """Every metric of the run's own, the known ones in their order."""
    found = section(run.metrics, "metrics")
    names = [*(name for name in known_metrics() if name in found), *(n for n in found if n not in known_metrics())]
    return [figure for name in names if (figure := _figure(metric_name(name), found[name]))]


def ragas_metrics(run: FinishedRun) -> list[Figure]:
    """What ragas computed without a judge."""
    return _model_figures(section(run.metrics, "ragas"))


def judge_metrics(run: FinishedRun) -> list[Figure]:
    """The means of what the judge did judge."""
    return _model_figures(section(run.metrics, "judge"))


def judge_counts(run: FinishedRun) -> list[tuple[str, str]]:
    """What the judge was asked and what it did not answer, as it stands in metrics.json."""
    return list(_flat({name: value for name, value in section(run.metrics, "judge").items() if name != "metrics"}))


def _model_figures(part: Mapping[str, Any]) -> list[Figure]:
    """The metrics of ragas or the judge, which all lie between 0 and 1; one without any value is shown too."""
    figures = []
    for name, entry in section(part, "metrics").items():
        metric = known_metrics().get(name) or MetricName(name, name, "share", "higher")
        found: Mapping[str, Any] = entry if isinstance(entry, dict) else {"value": entry}
        missing = int((number(found.get("nan")) or 0) + (number(found.get("failed")) or 0))
        figure = _figure(metric, found) or Figure(metric, NO_VALUE, "", 0)
        figures.append(replace(figure, missing=missing))
    return figures


def tag_rows(run: FinishedRun) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The headings of a table by tag, and for each tag its cells."""
    by_tag = section(run.metrics, "by_tag")
    rows = [(tag, [_cell(section(by_tag, tag), name) for name in _TAG_METRICS]) for tag in sorted(by_tag)]
    return [metric_name(name).label for name in _TAG_METRICS], rows


def latency_words(run: FinishedRun) -> str:
    """How long people wait, in one line, empty where nothing was measured."""
    found = {name: number(value) for name, value in section(run.metrics, "latency_ms").items()}
    named = (("p50", "trung vị"), ("p95", "95 % câu trong"), ("p99", "99 % câu trong"))
    parts = [
        f"{words} {decimal(value / 1000, 2)} giây" for key, words in named if (value := found.get(key)) is not None
    ]
    return "; ".join(parts)


def lead(run: FinishedRun) -> str:
    """The run in one sentence."""
    parts = [
        f"{figure.metric.label.lower()} {figure.value}" + (f" ({figure.interval})" if figure.interval else "")
        for figure in headlines(run)[:4]
    ]
    words = "; ".join(parts) or "lượt chạy này chưa có chỉ số nào"
    return f"{len(run.results)} câu hỏi: {words}."


def outcomes(run: FinishedRun) -> list[tuple[Verdict, int]]:
    """How many questions ended how, worst first, without the outcomes that did not occur."""
    counted = Counter(map(verdict_of, run.results))
    return [(verdict, counted[verdict]) for verdict in Verdict if counted[verdict]]


def configuration(run: FinishedRun) -> list[tuple[str, str]]:
    """Everything that was recorded of how the run was made."""
    overhead = number(run.metrics.get("overhead_share"))
    measured = [(field_names()["overhead_share"], f"{decimal(100 * overhead, 1)} %")] if overhead is not None else []
    return [*_flat(section(run.metrics, "run")), *measured]


def cautions(run: FinishedRun) -> list[str]:
    """What a reader must know before believing the figures."""
    told = []
    failed = sum(bool(result.error) for result in run.results)
    if failed:
        told.append(f"{failed} câu hỏi gặp lỗi khi hỏi; chúng đứng đầu danh sách câu hỏi bên dưới.")
    drafts = sum("draft" in result.tags for result in run.results)
    if drafts:
        told.append(f"{drafts} câu hỏi là bản nháp do máy soạn, chưa có người sửa: không dùng để kết luận.")
    unjudged = sum(len(result.judge_errors) for result in run.results)
    if unjudged:
        told.append(f"{unjudged} lần mô hình chấm không cho điểm (NaN, từ chối hoặc lỗi); không tính vào trung bình.")
    few = [figure.metric.label for figure in headlines(run) if figure.n is not None and figure.n < _FEW]
    if few:
        told.append(f"Dưới {_FEW} câu hỏi nên khoảng tin cậy rộng: {', '.join(few)}.")
    overhead = number(run.metrics.get("overhead_share"))
    if overhead is not None and overhead > _MOST_OVERHEAD:
        told.append(f"Phần chấm điểm chiếm {decimal(100 * overhead, 0)} % thời gian chạy, quá mức 15 %.")
    return told


def _figure(metric: MetricName, entry: object) -> Figure | None:
    """A figure of ``{"value", "low", "high", "n"}`` or of a bare number; none where there is no value."""
    found: Mapping[str, Any] = entry if isinstance(entry, dict) else {"value": entry}
    value, low, high, n = (number(found.get(key)) for key in ("value", "low", "high", "n"))
    if value is None:
        return None
    return Figure(metric, metric.written(value), metric.interval(low, high), None if n is None else int(n))


def _cell(scores: Mapping[str, Any], name: str) -> str:
    figure = _figure(metric_name(name), scores.get(name))
    if figure is None:
        return NO_VALUE
    told = [figure.interval, f"{figure.n} câu" if figure.n is not None else ""]
    return f"{figure.value} ({', '.join(word for word in told if word)})"


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Names and values of an object, those of objects within it behind their name."""
    for name, value in values.items():
        called = before + (field_names().get(name, name) if not before else name)
        if isinstance(value, dict):
            yield from _flat(value, f"{called} · ")
        elif isinstance(value, list):
            yield called, ", ".join(map(str, value)) or NO_VALUE
        else:
            yield called, NO_VALUE if value is None else str(value)

"""Two runs question by question: what differs by metric and by tag, which questions got better and which worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.errors import EvaluationError
from eval.finished_run import FinishedRun, QuestionResult, number, section
from eval.metric_names import MetricName, known_metrics, metric_name
from eval.significance import PairedDifference, paired_difference
from eval.verdict import Verdict, verdict_of

TAG_METRICS = ("answer_right", "citation_right", "refusal_right")
_LATENCIES = ("p50", "p95")
# What rounding alone can make of two equal scores.
_ALIKE = 1e-9

Pair = tuple[QuestionResult, QuestionResult]


@dataclass(frozen=True, slots=True)
class MetricDifference:
    """A metric in both runs. A metric of the whole set has no pairs, so no ``paired`` and no counts."""

    metric: MetricName
    before: float
    after: float
    paired: PairedDifference | None = None
    better: int = 0
    worse: int = 0
    unpaired: int = 0

    @property
    def worsening(self) -> float:
        """How much worse B is than A, below 0 where it is better."""
        difference = self.after - self.before
        return difference if self.metric.better == "lower" else -difference


@dataclass(frozen=True, slots=True)
class Change:
    """A question that came out otherwise, with the scores that changed as (A, B)."""

    before: QuestionResult
    after: QuestionResult
    verdicts: tuple[Verdict, Verdict]
    scores: Mapping[str, tuple[float, float]]
    gain: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two runs over their common questions; ``only_a`` and ``only_b`` are other ids."""

    a: FinishedRun
    b: FinishedRun
    questions: int
    metrics: Mapping[str, MetricDifference]
    by_tag: Mapping[str, Mapping[str, MetricDifference]]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]


def compare_runs(a: FinishedRun, b: FinishedRun, *, seed: int = 0) -> Comparison:
    """Pair the questions by id; raises ``EvaluationError`` where none is common or one was asked otherwise."""
    before, after = ({result.id: result for result in run.results} for run in (a, b))
    pairs = [(result, after[id_]) for id_, result in before.items() if id_ in after]
    _check(a, b, pairs)
    changes = [change for pair in pairs if (change := _change(pair))]
    tags = sorted({tag for first, _ in pairs for tag in first.tags})
    return Comparison(
        a=a,
        b=b,
        questions=len(pairs),
        metrics=_paired_metrics(pairs, None, seed) | _set_metrics(a, b, pairs),
        by_tag={tag: _paired_metrics([p for p in pairs if tag in p[0].tags], TAG_METRICS, seed) for tag in tags},
        better=tuple(sorted((c for c in changes if c.gain > 0), key=lambda c: -c.gain)),
        worse=tuple(sorted((c for c in changes if c.gain < 0), key=lambda c: c.gain)),
        only_a=tuple(id_ for id_ in before if id_ not in after),
        only_b=tuple(id_ for id_ in after if id_ not in before),
    )


def _check(a: FinishedRun, b: FinishedRun, pairs: Sequence[Pair]) -> None:
    if not pairs:
        raise EvaluationError(
            f"{a.folder} và {b.folder} không có câu hỏi nào chung mã; hãy so hai lượt chạy của cùng một bộ câu hỏi."
        )
    other = [
        first.id
        for first, second in pairs
        if (first.question, first.answerable) != (second.question, second.answerable)
    ]
    if other:
        raise EvaluationError(
            f"{len(other)} câu hỏi cùng mã nhưng khác nội dung ({', '.join(other[:5])}); "
            "hãy so hai lượt chạy của cùng một bản của bộ câu hỏi."
        )


def scores_of(result: QuestionResult) -> dict[str, float]:
    """A question's scores and judgements, and whether asking it failed."""
    return {**result.judge, **result.scores, "errors": float(bool(result.error))}


def _paired_metrics(pairs: Sequence[Pair], names: Sequence[str] | None, seed: int) -> dict[str, MetricDifference]:
    """The differences of the scores given, or of all that any question has."""
    scored = [(scores_of(first), scores_of(second)) for first, second in pairs]
    present = {name for both in scored for scores in both for name in scores}
    wanted = [name for name in names or _ordered(present) if name in present]
    found = {name: _difference(name, scored, seed) for name in wanted}
    return {name: difference for name, difference in found.items() if difference}


def _difference(
    name: str, scored: Sequence[tuple[dict[str, float], dict[str, float]]], seed: int
) -> MetricDifference | None:
    both = [(first[name], second[name]) for first, second in scored if name in first and name in second]
    if not both:
        return None
    metric = metric_name(name)
    sign = -1 if metric.better == "lower" else 1
    differences = [second - first for first, second in both]
    return MetricDifference(
        metric=metric,
        before=sum(first for first, _ in both) / len(both),
        after=sum(second for _, second in both) / len(both),
        paired=paired_difference(differences, seed=seed),
        better=sum(sign * difference > _ALIKE for difference in differences),
        worse=sum(sign * difference < -_ALIKE for difference in differences),
        unpaired=sum((name in first) != (name in second) for first, second in scored),
    )


def _set_metrics(a: FinishedRun, b: FinishedRun, pairs: Sequence[Pair]) -> dict[str, MetricDifference]:
    """The metrics that only a whole set has, and the waiting times, as the runs recorded them."""
    first, second = set_values(a), set_values(b)
    single = {name for pair in pairs for result in pair for name in scores_of(result)}
    return {
        name: MetricDifference(metric_name(name), first[name], second[name])
        for name in _ordered(first.keys() & second.keys())
        if name not in single
    }


def set_values(run: FinishedRun) -> dict[str, float]:
    """Every metric of metrics.json that has a value, and ``latency_p50`` and ``latency_p95`` in milliseconds."""
    found = {
        name: number(section(section(run.metrics, "metrics"), name).get("value"))
        for name in section(run.metrics, "metrics")
    }
    latency = section(run.metrics, "latency_ms")
    found |= {f"latency_{share}": number(latency.get(share)) for share in _LATENCIES}
    return {name: value for name, value in found.items() if value is not None}


def _ordered(names: set[str]) -> list[str]:
    known = list(known_metrics())
    return sorted(names, key=lambda name: (known.index(name) if name in known else len(known), name))


def _change(pair: Pair) -> Change | None:
    first, second = (scores_of(result) for result in pair)
    common = [name for name in _ordered(first.keys() & second.keys()) if metric_name(name).unit == "share"]
    changed = {name: (first[name], second[name]) for name in common if abs(first[name] - second[name]) > _ALIKE}
    verdicts = (verdict_of(pair[0]), verdict_of(pair[1]))
    gain = sum(
        (-1 if metric_name(n).better == "lower" else 1) * (after - before) for n, (before, after) in changed.items()
    )
    # What became of the question decides; the scores order those of which the same became.
    gain += 100 * (verdicts[1].rank - verdicts[0].rank)
    return Change(*pair, verdicts, changed, gain) if abs(gain) > _ALIKE else None

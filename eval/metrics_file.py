"""``metrics.json``: the scores of all questions in figures that can be compared and gated."""

from collections.abc import Mapping, Sequence
from typing import Any

from eval.configuration import Configuration
from eval.curves import calibration, latency, risk_coverage
from eval.intervals import Summary, summarize, summarize_all
from eval.records import RETRIEVAL_MODE, Record

Metrics = dict[str, Any]


def deterministic_metrics(records: Sequence[Record], configuration: Configuration) -> Metrics:
    """Everything that is computed without a model of any kind."""
    seed = configuration["seed"]
    tags = sorted({tag for record in records for tag in record["tags"]})
    by_tag = {tag: [record for record in records if tag in record["tags"]] for tag in tags}
    return {
        "run": dict(configuration),
        "metrics": summaries(records, seed=seed),
        "by_tag": {tag: summaries(tagged, seed=seed) for tag, tagged in by_tag.items()},
        "latency_ms": latency(records),
        "risk_coverage": risk_coverage(records),
        "calibration": calibration(records),
        "errors": sum(1 for record in records if record["error"]),
    }


def summaries(records: Sequence[Record], *, seed: int) -> dict[str, Summary]:
    """The mean of every score, and how well silence was chosen."""
    scores: list[Mapping[str, float | None]] = [record["scores"] for record in records]
    found = summarize_all(scores, seed=seed)
    asked = [record for record in records if record["mode"] != RETRIEVAL_MODE]
    if asked:
        found |= _refusals(asked, seed)
    return found


def _refusals(records: Sequence[Record], seed: int) -> dict[str, Summary]:
    """Of the refusals those that were due, of those that were due the refusals."""
    precision = [float(not record["answerable"]) for record in records if record["abstained"]]
    recall = [float(record["abstained"]) for record in records if not record["answerable"]]
    return {
        "refusal_precision": summarize(precision, seed=seed),
        "refusal_recall": summarize(recall, seed=seed),
    }


def overhead_share(run_seconds: float, waited_seconds: float) -> float | None:
    """The share of a run that was not waiting for answers; ``None`` when nothing was asked in it."""
    if waited_seconds <= 0:
        return None
    return max(0.0, (run_seconds - waited_seconds) / run_seconds)

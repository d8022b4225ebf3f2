"""What single means do not show: risk against coverage, chance against truth, the slowest answers."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from eval.records import Record, answered, confidence

_BINS = 10


class RiskPoint(TypedDict):
    """Answering only from ``threshold`` on answers ``coverage`` of the questions, ``risk`` of those wrongly."""

    coverage: float
    risk: float
    threshold: float


class CalibrationBin(TypedDict):
    """Of ``n`` answers with a confidence of about ``chance`` a share of ``right`` is right."""

    chance: float
    right: float
    n: int


class Latency(TypedDict):
    """Milliseconds; ``None`` where nothing was measured."""

    p50: float | None
    p95: float | None
    p99: float | None
    mean: float | None


def risk_coverage(records: Sequence[Record]) -> list[RiskPoint]:
    """The selective risk (El-Yaniv & Wiener 2010) at each threshold, the surest answers first.

    An answer to a question without one in the documents is wrong. Coverage is of all questions that can be judged.
    """
    judged = [record for record in records if _is_judged(record)]
    sure = _sure(judged)
    points: list[RiskPoint] = []
    wrong = 0
    for at, (chance, right) in enumerate(sure, 1):
        wrong += not right
        # Equal confidence cannot be told apart by a threshold.
        if at == len(sure) or sure[at][0] < chance:
            points.append({"coverage": at / len(judged), "risk": wrong / at, "threshold": chance})
    return points


def calibration(records: Sequence[Record]) -> list[CalibrationBin]:
    """Answers in ten bins of equal width by their confidence; empty bins are left out."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, right in _sure([record for record in records if _is_judged(record)]):
        bins.setdefault(min(max(int(chance * _BINS), 0), _BINS - 1), []).append((chance, right))
    return [
        {
            "chance": sum(chance for chance, _ in items) / len(items),
            "right": sum(right for _, right in items) / len(items),
            "n": len(items),
        }
        for _, items in sorted(bins.items())
    ]


def latency(records: Sequence[Record]) -> Latency:
    """Percentiles of the time waited for an answer, interpolated linearly."""
    waited = [record["timings_ms"]["wall"] for record in records if not record["error"]]
    if not waited:
        return {"p50": None, "p95": None, "p99": None, "mean": None}
    p50, p95, p99 = (round(float(value), 2) for value in np.percentile(waited, [50, 95, 99]))
    return {"p50": p50, "p95": p95, "p99": p99, "mean": round(float(np.mean(waited)), 2)}


def _is_judged(record: Record) -> bool:
    return not record["answerable"] or record["scores"].get("answer_right") is not None


def _sure(records: Sequence[Record]) -> list[tuple[float, bool]]:
    """Confidence of each answer and whether it is right, the surest first."""
    pairs = [
        (confidence(record) or 0.0, record["scores"].get("answer_right") == 1) for record in records if answered(record)
    ]
    return sorted(pairs, key=lambda pair: -pair[0])

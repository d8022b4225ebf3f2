"""Means with bootstrap intervals, over the questions to which a score applies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

import numpy as np

RESAMPLES = 1000
_CONFIDENCE = 0.95


class Summary(TypedDict):
    """A mean with its 95 % interval over ``n`` questions; nothing but ``n`` where no question has the score."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def summarize(values: Iterable[float | None], *, seed: int) -> Summary:
    """The mean and its percentile bootstrap interval (Efron & Tibshirani 1993, ch. 13); ``None`` takes no part."""
    kept = np.array([value for value in values if value is not None], dtype=np.float64)
    if not kept.size:
        return {"value": None, "low": None, "high": None, "n": 0}
    generator = np.random.default_rng(seed)
    means = generator.choice(kept, (RESAMPLES, kept.size)).mean(axis=1)
    tail = (1 - _CONFIDENCE) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return {"value": float(kept.mean()), "low": float(low), "high": float(high), "n": int(kept.size)}


def summarize_all(scores: Sequence[Mapping[str, float | None]], *, seed: int) -> dict[str, Summary]:
    """Every score that at least one question has."""
    names = dict.fromkeys(name for row in scores for name, value in row.items() if value is not None)
    return {name: summarize((row.get(name) for row in scores), seed=seed) for name in names}

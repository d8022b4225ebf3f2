"""Whether a paired difference is more than chance: a bootstrap interval and a sign-flip permutation test."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 9_999
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class PairedDifference:
    """The mean of B − A over ``n`` pairs, its 95 % interval, and the chance ``p`` of one as large without any cause."""

    mean: float
    low: float
    high: float
    p: float
    n: int


def paired_difference(differences: Sequence[float], *, seed: int) -> PairedDifference:
    """The difference of pairs, at least one of them.

    The interval is the percentile bootstrap's; the test flips signs, all ways for few pairs and ``RESAMPLES`` random
    ones for many, two-sided. Pairs that are all alike have an interval of no width; with no difference at all p is 1.
    """
    import numpy as np

    values = np.asarray(differences, dtype=float)
    mean = float(values.mean())
    if not values.any():
        return PairedDifference(0.0, 0.0, 0.0, 1.0, len(values))
    low, high = _interval(values, seed) if np.ptp(values) > 0 else (mean, mean)
    return PairedDifference(mean, low, high, _chance(values, seed), len(values))


def _interval(values: "NDArray[np.float64]", seed: int) -> tuple[float, float]:
    import numpy as np
    from scipy.stats import bootstrap

    found = bootstrap(
        (values,), np.mean, n_resamples=RESAMPLES, confidence_level=CONFIDENCE, method="percentile",
        rng=np.random.default_rng(seed), vectorized=True, batch=1_000,
    )  # fmt: skip
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def _chance(values: "NDArray[np.float64]", seed: int) -> float:
    import numpy as np
    from scipy.stats import permutation_test

    # One sample of differences: exchanging the runs of a pair turns its sign. Pairs alike in both runs tell nothing,
    # and without them the signs of a few changed pairs can be tried in every way.
    changed = values[values != 0]
    if len(changed) < 2:
        return 1.0
    found = permutation_test(
        (changed,), np.sum, permutation_type="samples", n_resamples=RESAMPLES, vectorized=True,
        rng=np.random.default_rng(seed), batch=1_000,
    )  # fmt: skip
    return float(found.pvalue)

"""The learnt ranker: a weighted sum of a candidate's features, turned into a score from 0 to 1."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rag.features import NAMES


@dataclass(frozen=True, slots=True)
class Ranker:
    """One weight for each feature, and the intercept with which the score is a chance of being the right passage."""

    weights: NDArray[np.float32]
    intercept: float = 0.0

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores from 0 to 1, one for each row of features."""
        scores: NDArray[np.float32] = 1 / (1 + np.exp(-(rows @ self.weights + self.intercept)))
        return scores


@cache
def learnt_ranker() -> Ranker:
    """The ranker fitted by ``eval/fit_ranker.py``: docs/measurements.md, "The learnt ranker"."""
    fitted = json.loads(files("rag").joinpath("data/ranker.json").read_text("utf-8"))
    weights = np.array([fitted["weights"][name] for name in NAMES], dtype=np.float32)
    return Ranker(weights, fitted["intercept"])

"""The learnt rankers: a weighted sum of a candidate's features, turned into a score from 0 to 1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rag.evidence.sentence_features import SENTENCE_NAMES
from rag.retrieval.features import NAMES


@dataclass(frozen=True, slots=True)
class Ranker:
    """One weight for each feature, and the intercept with which the score is a chance of being the right candidate."""

    weights: NDArray[np.float32]
    intercept: float = 0.0

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Scores from 0 to 1, one for each row of features."""
        scores: NDArray[np.float32] = 1 / (1 + np.exp(-(rows @ self.weights + self.intercept)))
        return scores


@cache
def learnt_ranker() -> Ranker:
    """Of passages, fitted by ``eval/fit_ranker.py``: docs/measurements.md, "The learnt ranker"."""
    return _fitted("ranker.json", NAMES)


@cache
def learnt_sentence_ranker() -> Ranker:
    """Of sentences, fitted by ``eval/fit_evidence.py``: docs/measurements.md, "Evidence sentences"."""
    return _fitted("sentence_ranker.json", SENTENCE_NAMES)


def _fitted(file: str, names: Sequence[str]) -> Ranker:
    fitted = json.loads(files("rag").joinpath(f"data/{file}").read_text("utf-8"))
    weights = np.array([fitted["weights"][name] for name in names], dtype=np.float32)
    return Ranker(weights, fitted["intercept"])

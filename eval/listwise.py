"""Fitting a ranker on questions whose right candidates are known, listwise.

The loss is the negative log-likelihood of the right candidates under a softmax over all of a question's candidates
(ListNet's top-one form with binary relevance: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise
Approach", 2007) with a quadratic penalty on the weights of the standardised features.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PENALTY = 5.0
_FOLDS = 10

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates: a row of features each, and which of them are right.

    ``question`` is its id, the same for both ways in which it was typed.
    """

    question: str
    rows: Rows
    right: Rows
    weight: float = 1.0


def fit(examples: Sequence[Example]) -> Rows:
    """One weight for each feature, which together put the right candidates first."""
    from scipy.optimize import minimize

    used = [example for example in examples if example.right.any()]
    spread = np.vstack([example.rows for example in used]).std(axis=0)
    spread[spread < 1e-6] = 1.0

    def loss(weights: Rows) -> tuple[float, Rows]:
        value, gradient = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for example in used:
            rows = example.rows / spread
            shares = _softmax(rows @ weights)
            right = shares * example.right
            value -= example.weight * float(np.log(right.sum() + 1e-12))
            gradient = gradient - example.weight * rows.T @ (right / right.sum() - shares)
        return value, gradient

    found = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B")
    weights: Rows = found.x / spread
    return weights


def cross_validated(examples: Sequence[Example]) -> float:
    """The share of questions with a right candidate first, each judged by weights that were fitted without it.

    A question that has no right candidate counts as wrong.
    """
    order = np.random.default_rng(0).permutation(sorted({example.question for example in examples}))
    right = 0
    for fold_ in range(_FOLDS):
        held = set(order[fold_::_FOLDS].tolist())
        weights = fit([example for example in examples if example.question not in held])
        right += sum(first_is_right(example, weights) for example in examples if example.question in held)
    return right / len(examples)


def first_is_right(example: Example, weights: Rows) -> bool:
    """Whether the candidate with the highest score is right."""
    return len(example.right) > 0 and bool(example.right[int(np.argmax(example.rows @ weights))])


def intercept(examples: Sequence[Example], weights: Rows) -> float:
    """What makes the first candidate's score the chance that it is right, on the whole."""
    from scipy.optimize import brentq

    tops = [float(np.max(example.rows @ weights)) for example in examples if len(example.rows)]
    share = float(np.mean([first_is_right(example, weights) for example in examples]))
    found: float = brentq(lambda b: np.mean(1 / (1 + np.exp(-(np.array(tops) + b)))) - share, -100, 100)
    return found


def _softmax(scores: Rows) -> Rows:
    raised = np.exp(scores - scores.max())
    shares: Rows = raised / raised.sum()
    return shares

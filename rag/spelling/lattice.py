"""The likeliest reading of a row of syllables of which each has several: forward-backward over triples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.knowledge.ngrams import Ids
from index.knowledge.syllables import BOUNDARY, SyllableModel

Logs = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """The ids that one place may hold, and the logarithm of how likely each would be typed as it was."""

    ids: Ids
    typed: Logs


def posteriors(steps: Sequence[Step], model: SyllableModel) -> list[Logs]:
    """How likely each id of each step is, given all that was typed; every array sums to 1."""
    if all(len(step.ids) == 1 for step in steps):
        return [np.ones(1) for _ in steps]
    edge = Step(np.array([BOUNDARY]), np.zeros(1))
    row = [edge, edge, *steps, edge]
    moves = _moves(row, model)
    forward: list[Logs] = [np.zeros((1, 1))]
    for move in moves:
        forward.append(_sum(forward[-1][:, :, None] + move, 0))
    backward: list[Logs] = [np.zeros(forward[-1].shape)]
    for move in reversed(moves):
        backward.append(_sum(move + backward[-1][None, :, :], 2))
    backward.reverse()
    total = _sum(_sum(forward[-1], 0), 0)
    # Pair number n holds row[n] and row[n + 1].
    return [np.exp(_sum(forward[at] + backward[at], 0) - total) for at in range(1, len(steps) + 1)]


def _moves(row: Sequence[Step], model: SyllableModel) -> list[Logs]:
    """For each three steps in a row the logarithm of each way through them, all looked up at once."""
    shapes = [tuple(len(step.ids) for step in row[at : at + 3]) for at in range(len(row) - 2)]
    columns = (
        [np.broadcast_to(_along(row[at + n].ids, n), shape).ravel() for at, shape in enumerate(shapes)]
        for n in range(3)
    )  # fmt: skip
    logs = model.log_probability(*(np.concatenate(column) for column in columns))
    ends = np.cumsum([shape[0] * shape[1] * shape[2] for shape in shapes])
    blocks = np.split(logs, ends[:-1])
    return [
        block.reshape(shape) + row[at + 2].typed
        for at, (block, shape) in enumerate(zip(blocks, shapes, strict=True))
    ]  # fmt: skip


def _along(ids: Ids, axis: int) -> Ids:
    return ids.reshape([-1 if axis == n else 1 for n in range(3)])


def _sum(logs: Logs, axis: int) -> Logs:
    """The logarithm of the sum of what the logarithms stand for."""
    top = logs.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(logs - top).sum(axis=axis)) + top.squeeze(axis))

"""Fusion of dense and lexical scores into one ranking; a pure function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.store.protocol import PassageScores


@dataclass(frozen=True, slots=True)
class MinMax:
    """Brings values to [0, 1] by the lowest and the highest of them; all to 0 where these are the same."""

    low: float = 0.0
    high: float = 0.0

    @classmethod
    def of(cls, values: Iterable[float]) -> "MinMax":
        """The scale of all values; an empty one brings any value to itself."""
        held = list(values)
        return cls(min(held), max(held)) if held else cls()

    def __call__(self, value: float) -> float:
        """The value on the scale; outside [0, 1] where it lies outside the values."""
        return (value - self.low) / ((self.high - self.low) or 1.0)


def fuse(scores: Sequence[PassageScores], *, dense_weight: float) -> list[tuple[str, float]]:
    """Passage ids with fused scores from 0 to 1, best first: each side scaled to [0, 1] over the candidates.

    ``dense_weight`` is the dense side's share; the lexical side has the rest. Weighted sums of min-max scaled
    scores keep how far apart candidates are, which reciprocal ranks lose (Bruch et al., 2023, arXiv 2210.11934).
    """
    dense, terms = MinMax.of(s.dense for s in scores), MinMax.of(s.terms for s in scores)
    fused = [(s.id, dense_weight * dense(s.dense) + (1 - dense_weight) * terms(s.terms)) for s in scores]
    return sorted(fused, key=lambda pair: (-pair[1], pair[0]))

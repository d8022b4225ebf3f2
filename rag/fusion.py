"""Fusion of dense and lexical scores into one ranking; a pure function."""

from collections.abc import Sequence

from index.store.protocol import PassageScores


def fuse(scores: Sequence[PassageScores], *, dense_weight: float) -> list[tuple[str, float]]:
    """Passage ids with fused scores from 0 to 1, best first: each side scaled to [0, 1] over the candidates.

    ``dense_weight`` is the dense side's share; the lexical side has the rest. Weighted sums of min-max scaled
    scores keep how far apart candidates are, which reciprocal ranks lose (Bruch et al., 2023, arXiv 2210.11934).
    """
    dense = _scaled([s.dense for s in scores])
    terms = _scaled([s.terms for s in scores])
    fused = [(s.id, dense_weight * d + (1 - dense_weight) * t) for s, d, t in zip(scores, dense, terms, strict=True)]
    return sorted(fused, key=lambda pair: (-pair[1], pair[0]))


def _scaled(values: Sequence[float]) -> list[float]:
    if not values:
        return []
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.0 for value in values]

"""A passage as it was found."""

from dataclasses import dataclass

from index.catalog.records import PassageRecord


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A passage and why it was found: fused score (0 to 1), cosine, BM25."""

    passage: PassageRecord
    score: float
    dense: float
    terms: float

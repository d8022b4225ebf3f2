"""The passage store's protocol: what both homes of the passages can do, and the records they exchange."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DENSE = "dense"
TERMS = "terms"

DenseVector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TermVector:
    """A sparse lexical vector: distinct term ids (unsigned 32 bit) and a positive weight for each."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """One passage as the store keeps it: its vectors and the payload that filters read.

    ``id`` is a UUID string. ``revision`` names the ingestion of the document that wrote it, so that what an
    interrupted ingestion left behind can be told apart and removed.
    """

    id: str
    document_id: str
    revision: str
    dense: DenseVector
    terms: TermVector
    type: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreFilter:
    """Which passages may be found. An empty tuple or ``None`` does not restrict; the dates are inclusive.

    A passage without a date is not found where a date is asked for.
    """

    document_ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    issued_from: date | None = None
    issued_to: date | None = None


NO_FILTER = StoreFilter()


@dataclass(frozen=True, slots=True)
class PassageScores:
    """A found passage: cosine similarity and BM25 score. Both are given for every passage found by either."""

    id: str
    document_id: str
    dense: float
    terms: float


@dataclass(frozen=True, slots=True)
class EncoderSignature:
    """What must be the same for vectors to be comparable; written into the store when it is created."""

    name: str
    dimension: int
    query_prompt: str = ""
    passage_prompt: str = ""


@dataclass(frozen=True, slots=True)
class StoreQuery:
    """One question to the store: its vectors, how many candidates each side proposes, and the filter."""

    dense: DenseVector
    terms: TermVector
    limit: int = 100
    filter: StoreFilter = field(default_factory=StoreFilter)


class PassageStore(Protocol):
    """A home of passages. Opened by its class's ``open``; safe to call from several threads."""

    def upsert(self, passages: Sequence[StoredPassage]) -> None:
        """Write passages, replacing those of the same id; durable when the call returns."""

    def delete_revisions(self, revisions: Iterable[str]) -> None:
        """Remove every passage of these revisions; unknown ones are no error."""

    def query(self, query: StoreQuery) -> list[PassageScores]:
        """The union of the best ``limit`` by cosine and the best ``limit`` by BM25, each with both scores."""

    def count(self) -> int:
        """How many passages are held."""

    def optimize(self) -> None:
        """Build the search indexes now; slow, to be called at the end of a large ingestion."""

    def close(self) -> None:
        """Release files and connections; calling it twice is no error."""

"""The embedded passage store: Qdrant's engine inside this process, its files in one folder, one owner at a time.

The engine holds Python's global lock through each of its calls, so calls from several threads simply take turns.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Self
from uuid import UUID

import qdrant_edge as engine

from index.store.candidates import Hit, SideSearch, find_candidates
from index.store.edge_folder import engine_errors, open_shard, remove_shard
from index.store.payload import BATCH, check_passages, day_range, keyword_choices, payload_of
from index.store.protocol import (
    DENSE,
    TERMS,
    EncoderSignature,
    PassageScores,
    StoredPassage,
    StoreFilter,
    StoreQuery,
    TermVector,
)

Condition = (
    engine.FieldCondition
    | engine.IsEmptyCondition
    | engine.IsNullCondition
    | engine.HasIdCondition
    | engine.HasVectorCondition
    | engine.NestedCondition
    | engine.Filter
)


class EdgeStore:
    """Passages in a folder of this machine. A folder is held by one process; a second one gets ``StoreError``."""

    def __init__(self, shard: engine.EdgeShard, folder: Path, dimension: int) -> None:
        self._shard = shard
        self._folder = folder
        self._dimension = dimension

    @classmethod
    def open(cls, folder: Path, signature: EncoderSignature) -> Self:
        """Open the store in ``folder``, or create it there.

        Raises ``EncoderMismatchError`` when another encoder made it, ``StoreError`` when it cannot be opened.
        """
        return cls(open_shard(folder, signature), folder, signature.dimension)

    @staticmethod
    def remove(folder: Path) -> None:
        """Remove a closed store from ``folder``: the next ``open`` makes a new one. None there is no error."""
        remove_shard(folder)

    def upsert(self, passages: Sequence[StoredPassage]) -> None:
        """Write passages, replacing those of the same id; on disk when the call returns."""
        check_passages(passages, self._dimension)
        with engine_errors(self._folder):
            for start in range(0, len(passages), BATCH):
                points = [_point(passage) for passage in passages[start : start + BATCH]]
                self._shard.update(engine.UpdateOperation.upsert_points(points))
            self._shard.flush()

    def delete_revisions(self, revisions: Iterable[str]) -> None:
        """Remove every passage of these revisions; on disk when the call returns."""
        if not (gone := sorted(set(revisions))):
            return
        with engine_errors(self._folder):
            written_by = engine.Filter(must=[engine.FieldCondition("revision", match=engine.MatchAny(gone))])
            self._shard.update(engine.UpdateOperation.delete_points_by_filter(written_by))
            self._shard.flush()

    def query(self, query: StoreQuery) -> list[PassageScores]:
        """The union of both sides' best, each passage with both scores, ordered by id."""
        return find_candidates(query, partial(self._search, query))

    def count(self) -> int:
        """How many passages are held."""
        with engine_errors(self._folder):
            return int(self._shard.count(engine.CountRequest(exact=True)))

    def optimize(self) -> None:
        """Build the search graph over what is new and drop what was deleted; nothing to do costs nothing.

        Minutes for 100 000 new passages, and no other thread of the process runs meanwhile. Search is right without
        it, only slower (20 ms instead of 6 at 100 000), so a process that is serving had better not call it.
        """
        with engine_errors(self._folder):
            while self._shard.optimize():
                pass
            self._shard.flush()

    def close(self) -> None:
        """Release the files; calling it twice is no error."""
        with engine_errors(self._folder):
            self._shard.close()

    def _search(self, query: StoreQuery, searches: Sequence[SideSearch]) -> list[list[Hit]]:
        with engine_errors(self._folder):
            requests = [_request(query, search) for search in searches]
            answers = self._shard.query_batch(engine.QueryBatchRequest(requests))
        return [[_hit(point) for point in points] for points in answers]


def _point(passage: StoredPassage) -> engine.Point:
    return engine.Point(passage.id, {DENSE: passage.dense.tolist(), TERMS: _sparse(passage.terms)}, payload_of(passage))


def _sparse(terms: TermVector) -> engine.SparseVector:
    return engine.SparseVector(list(terms.indices), list(terms.values))


def _request(query: StoreQuery, search: SideSearch) -> engine.QueryRequest:
    if search.side == "dense":
        nearest = engine.Query.Nearest(query.dense.tolist(), using=DENSE)
    else:
        nearest = engine.Query.Nearest(_sparse(query.terms), using=TERMS)
    return engine.QueryRequest(
        limit=search.limit,
        query=nearest,
        filter=_among(search.among) if search.among else _filter(query.filter),
        params=engine.SearchParams(exact=bool(search.among)),
        with_payload=False if search.among else ["document_id"],
    )


def _hit(point: engine.ScoredPoint) -> Hit:
    payload = point.payload
    return Hit(_written(point.id), point.score, payload["document_id"] if payload else "")


def _written(id: int | UUID | str) -> str:
    """``str`` of an id, which takes the standard library four times as long; a question has hundreds of them."""
    if not isinstance(id, UUID):
        return str(id)
    digits = f"{id.int:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _among(ids: tuple[str, ...]) -> engine.Filter:
    return engine.Filter(must=[engine.HasIdCondition(set(ids))])


def _filter(wanted: StoreFilter) -> engine.Filter | None:
    must: list[Condition] = [
        engine.FieldCondition(name, match=engine.MatchAny(values)) for name, values in keyword_choices(wanted).items()
    ]
    if days := day_range(wanted):
        must.append(engine.FieldCondition("issued_on", range=engine.RangeFloat(gte=days[0], lte=days[1])))
    return engine.Filter(must=must) if must else None

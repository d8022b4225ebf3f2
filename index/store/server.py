"""The passage store on a Qdrant server or cluster: one collection, reached over REST."""

import warnings
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Self

from qdrant_client import QdrantClient, models

from index.store.candidates import Hit, SideSearch, find_candidates
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
from index.store.server_collection import open_collection, place_of, server_errors

COLLECTION = "chidao"
TIMEOUT_SECONDS = 30


class ServerStore:
    """Passages in one collection of a Qdrant server. Any number of processes may use it at once."""

    def __init__(self, client: QdrantClient, collection: str, place: str, dimension: int) -> None:
        self._client = client
        self._collection = collection
        self._place = place
        self._dimension = dimension

    @classmethod
    def open(
        cls,
        url: str,
        api_key: str | None,
        signature: EncoderSignature,
        collection: str = COLLECTION,
        timeout: int = TIMEOUT_SECONDS,
    ) -> Self:
        """Reach the server at ``url`` and create the collection when it is missing; ``timeout`` is in seconds.

        Raises ``EncoderMismatchError`` when another encoder made it, ``StoreError`` when it cannot be reached or used.
        """
        place = place_of(url, collection)
        client = _connect(url, api_key, place, timeout)
        try:
            with server_errors(place):
                open_collection(client, collection, place, signature)
        except BaseException:
            client.close()
            raise
        return cls(client, collection, place, signature.dimension)

    @staticmethod
    def remove(url: str, api_key: str | None, collection: str = COLLECTION, timeout: int = TIMEOUT_SECONDS) -> None:
        """Remove the collection: the next ``open`` makes a new one. None there is no error."""
        place = place_of(url, collection)
        client = _connect(url, api_key, place, timeout)
        try:
            with server_errors(place):
                client.delete_collection(collection)
        finally:
            client.close()

    def upsert(self, passages: Sequence[StoredPassage]) -> None:
        """Write passages, replacing those of the same id; the server has them on disk when the call returns."""
        check_passages(passages, self._dimension)
        with server_errors(self._place):
            for start in range(0, len(passages), BATCH):
                points = [_point(passage) for passage in passages[start : start + BATCH]]
                self._client.upsert(self._collection, points, wait=True)

    def delete_revisions(self, revisions: Iterable[str]) -> None:
        """Remove every passage of these revisions; done when the call returns."""
        if not (gone := sorted(set(revisions))):
            return
        condition = models.FieldCondition(key="revision", match=models.MatchAny(any=gone))
        with server_errors(self._place):
            self._client.delete(self._collection, models.Filter(must=[condition]), wait=True)

    def query(self, query: StoreQuery) -> list[PassageScores]:
        """The union of both sides' best, each passage with both scores, ordered by id."""
        return find_candidates(query, partial(self._search, query))

    def count(self) -> int:
        """How many passages are held."""
        with server_errors(self._place):
            return self._client.count(self._collection, exact=True).count

    def optimize(self) -> None:
        """Nothing to do: the server builds its search graph by itself."""

    def close(self) -> None:
        """Release the connections; calling it twice is no error."""
        self._client.close()

    def _search(self, query: StoreQuery, searches: Sequence[SideSearch]) -> list[list[Hit]]:
        requests = [_request(query, search) for search in searches]
        with server_errors(self._place):
            answers = self._client.query_batch_points(self._collection, requests)
        return [[_hit(point) for point in one.points] for one in answers]


def _connect(url: str, api_key: str | None, place: str, timeout: int) -> QdrantClient:
    with server_errors(place), warnings.catch_warnings():
        # Whether the way to the server is private is for its operator to know.
        warnings.filterwarnings("ignore", message="Api key is used with an insecure connection")
        return QdrantClient(url=url, api_key=api_key, timeout=timeout, check_compatibility=False)


def _point(passage: StoredPassage) -> models.PointStruct:
    return models.PointStruct(
        id=passage.id,
        vector={DENSE: passage.dense.tolist(), TERMS: _sparse(passage.terms)},
        payload=payload_of(passage),
    )


def _sparse(terms: TermVector) -> models.SparseVector:
    return models.SparseVector(indices=list(terms.indices), values=list(terms.values))


def _request(query: StoreQuery, search: SideSearch) -> models.QueryRequest:
    if search.among:
        condition: models.Filter | None = models.Filter(must=[models.HasIdCondition(has_id=list(search.among))])
    else:
        condition = _filter(query.filter)
    return models.QueryRequest(
        query=query.dense.tolist() if search.side == "dense" else _sparse(query.terms),
        using=DENSE if search.side == "dense" else TERMS,
        limit=search.limit,
        filter=condition,
        params=models.SearchParams(exact=bool(search.among)),
        with_payload=False if search.among else ["document_id"],
    )


def _hit(point: models.ScoredPoint) -> Hit:
    return Hit(str(point.id), point.score, point.payload["document_id"] if point.payload else "")


def _filter(wanted: StoreFilter) -> models.Filter | None:
    must: list[models.Condition] = [
        models.FieldCondition(key=name, match=models.MatchAny(any=values))
        for name, values in keyword_choices(wanted).items()
    ]
    if days := day_range(wanted):
        must.append(models.FieldCondition(key="issued_on", range=models.Range(gte=days[0], lte=days[1])))
    return models.Filter(must=must) if must else None

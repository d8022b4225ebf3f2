"""The candidates of one question: the best of each side, every one with the scores of both sides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.store.protocol import PassageScores, StoreQuery


@dataclass(frozen=True, slots=True)
class SideSearch:
    """A search with one of the question's vectors: its best ``limit`` passages under the question's filter.

    Where ``among`` names passages (which have passed the filter), it asks for their scores and nothing else.
    """

    side: Literal["dense", "terms"]
    limit: int
    among: tuple[str, ...] = ()


class Hit(NamedTuple):
    """A passage that one side found, with that side's score; ``document_id`` only where passages were searched for.

    A tuple, as hundreds are made for every question.
    """

    id: str
    score: float
    document_id: str = ""


# Answers several searches in one go, in their order.
SearchSides = Callable[[Sequence[SideSearch]], list[list[Hit]]]


def find_candidates(query: StoreQuery, search: SearchSides) -> list[PassageScores]:
    """The union of the best ``limit`` of both sides, ordered by id.

    A passage without any term of the question has 0.0 for ``terms``; it is a candidate only if the dense side
    proposes it. A passage deleted while the question is being answered is left out.
    """
    first = [SideSearch("dense", query.limit)]
    if query.terms.indices:
        first.append(SideSearch("terms", query.limit))
    by_dense, by_terms = _ask(first, search)
    by_terms = {id: hit for id, hit in by_terms.items() if hit.score > 0.0}
    documents = {id: hit.document_id for id, hit in (by_dense | by_terms).items()}
    second = []
    if only_terms := tuple(by_terms.keys() - by_dense.keys()):
        second.append(SideSearch("dense", len(only_terms), only_terms))
    if query.terms.indices and (only_dense := tuple(by_dense.keys() - by_terms.keys())):
        second.append(SideSearch("terms", len(only_dense), only_dense))
    more_dense, more_terms = _ask(second, search) if second else ({}, {})
    dense, terms = by_dense | more_dense, by_terms | more_terms
    return [
        PassageScores(id, documents[id], dense[id].score, terms[id].score if id in terms else 0.0)
        for id in sorted(dense)
    ]


def _ask(searches: list[SideSearch], search: SearchSides) -> tuple[dict[str, Hit], dict[str, Hit]]:
    found: dict[str, dict[str, Hit]] = {"dense": {}, "terms": {}}
    for asked, hits in zip(searches, search(searches), strict=True):
        found[asked.side] = {hit.id: hit for hit in hits}
    return found["dense"], found["terms"]

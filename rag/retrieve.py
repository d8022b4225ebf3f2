"""Retrieval: a question to the passages that may answer it, best first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.library import Library
from index.store.protocol import DenseVector, PassageScores, StoreQuery
from index.text.terms import question_terms
from index.text.tone_placement import unify_tones
from rag.fusion import fuse
from rag.lookup import named_documents, named_numbers
from rag.question import Question, understand
from rag.retrieved import RetrievedPassage
from rag.versions import newer_first, without_copies

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever

# The dense side's share of the fused score, measured: docs/measurements.md, "Fusion weights".
DENSE_WEIGHT = 0.6
# Without diacritics the encoder understands little of the question, the folded lexical side all of it.
DENSE_WEIGHT_UNACCENTED = 0.2
CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found, best first, and the question's vector for whoever looks closer."""

    passages: tuple[RetrievedPassage, ...]
    question_vector: DenseVector


def retrieve(*, library: Library, question: Question, limit: int = 10) -> Retrieval:
    """The best ``limit`` passages for a question, all of them live in the catalog."""
    encoder = library.encoder()
    vector = encoder.encode_query(unify_tones(question.text))
    terms = question_terms(question.text)
    wanted = StoreQuery(vector, terms, limit=max(CANDIDATES, limit), filter=question.filter)
    scores = library.store().query(wanted)
    named = _named(library, question)
    if named:
        within = replace(question.filter, document_ids=tuple(named))
        scores += library.store().query(replace(wanted, filter=within))
    by_id = {s.id: s for s in scores}
    weight = DENSE_WEIGHT if question.accented else DENSE_WEIGHT_UNACCENTED
    ranked = _preferring(named, fuse(list(by_id.values()), dense_weight=weight), by_id)
    # A few more than asked for: passages of a document being replaced are in the store but no longer live.
    candidates = ranked[: 2 * limit]
    live = library.documents.passages([id_ for id_, _ in candidates], encoder.signature.dimension)
    found = [
        RetrievedPassage(live[id_], score, by_id[id_].dense, by_id[id_].terms)
        for id_, score in candidates
        if id_ in live
    ]
    return Retrieval(tuple(newer_first(without_copies(found))[:limit]), vector)


def _named(library: Library, question: Question) -> frozenset[str]:
    """Documents that the question names by number and that its filter allows."""
    numbers = named_numbers(question.text)
    if not numbers:
        return frozenset()
    named = frozenset(named_documents(numbers, library.documents.numbered()))
    allowed = question.filter.document_ids
    return named & frozenset(allowed) if allowed else named


def _preferring(
    named: frozenset[str], ranked: list[tuple[str, float]], by_id: Mapping[str, PassageScores]
) -> list[tuple[str, float]]:
    """Passages of a named document before all others: the others stay, in case it is only cited there."""
    if not named:
        return ranked
    lifted = [(id_, (score + 1) / 2 if by_id[id_].document_id in named else score / 2) for id_, score in ranked]
    return sorted(lifted, key=lambda pair: (-pair[1], pair[0]))


def llama_index_retriever(library: Library, *, limit: int = 10) -> BaseRetriever:
    """This retrieval as a llama-index retriever, to be used in any llama-index engine."""
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle

    from index.nodes import record_node

    class PassageRetriever(BaseRetriever):
        """Hybrid retrieval over the library's passages."""

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            found = retrieve(library=library, question=understand(query_bundle.query_str), limit=limit)
            return [NodeWithScore(node=record_node(hit.passage), score=hit.score) for hit in found.passages]

    return PassageRetriever()

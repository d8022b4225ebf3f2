"""Retrieval: a question to the passages that may answer it, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from index.catalog.records import PassageRecord
from index.library import Library
from index.store.protocol import DenseVector, PassageScores, StoreQuery
from index.text.terms import question_terms
from rag.retrieval.features import Candidate, Pool, features, read_all
from rag.retrieval.fusion import MinMax, fuse
from rag.retrieval.ranker import learnt_ranker
from rag.retrieval.reading import Reading
from rag.retrieval.reranker import rerank
from rag.retrieval.retrieved import RetrievedPassage
from rag.retrieval.versions import newer_first, without_copies
from rag.understanding.question import MOST_READINGS, SAYING_THE_SAME, Question, understand
from rag.understanding.question_kind import PARTS_OF_DOCUMENT

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever

# The dense side's share of the fused score, measured: docs/measurements.md, "Fusion weights".
DENSE_WEIGHT = 0.6
# Without diacritics the encoder understands little of the question, the folded lexical side all of it.
DENSE_WEIGHT_UNACCENTED = 0.2
# Chosen, not measured: below it the words that were restored are little better than guesses.
_LEAST_TRUST = 0.6
# What an expansion's words weigh against the question's own: chosen, not measured.
OTHER_WORDS_WEIGHT = 0.4
CANDIDATES = 100
# Candidates that the ranker looks at closely; the right one is hardly ever further down, and each costs time.
RANKED = 20
# Documents whose signature, letterhead or title is looked at when it is asked for.
_DOCUMENTS_ASKED_OF = 4
# What a document that the talk was of gains: measured on the training set's follow-ups, more does harm.
_LIKELY_LIFT = 0.05


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What was found, best first; for whoever looks closer, the question's vector and what was read, by passage id."""

    passages: tuple[RetrievedPassage, ...]
    question_vector: DenseVector
    readings: Mapping[str, Reading] = field(default_factory=dict)


def retrieve(*, library: Library, question: Question, limit: int = 10) -> Retrieval:
    """The best ``limit`` passages for a question, all of them live in the catalog."""
    vector = library.encoder().encode_query(question.encoded)
    pool = gather(library=library, question=question, vector=vector, looked_at=max(RANKED, limit))
    found, readings = _ranked(library, pool)
    if library.settings.reranker:
        found = rerank(library.settings.reranker, question.text, found)
    if "versions" not in library.settings.without:
        found = newer_first(without_copies(found))
    return Retrieval(tuple(found[:limit]), vector, readings)


def gather(*, library: Library, question: Question, vector: DenseVector, looked_at: int = RANKED) -> Pool:
    """The candidates for a question, best fused score first, with all that the ranker weighs."""
    terms = question_terms(question.text, others=_other_words(question))
    wanted = StoreQuery(vector, terms, limit=CANDIDATES, filter=question.filter)
    scores = library.store().query(wanted)
    named = _allowed(question, question.named)
    if closely := named or _allowed(question, question.likely):
        within = replace(question.filter, document_ids=tuple(closely))
        scores += library.store().query(replace(wanted, limit=RANKED, filter=within))
    by_id = {s.id: s for s in scores}
    fusion = fuse(list(by_id.values()), dense_weight=dense_weight(question.trust))
    lifted = [
        (id_, _lifted(question, by_id[id_].document_id, _preferring(named, by_id[id_].document_id, score)))
        for id_, score in fusion
    ]
    ranked = sorted(lifted, key=lambda pair: (-pair[1], pair[0]))
    documents = _documents(ranked, by_id)
    # A few more than are looked at: passages of a document being replaced are in the store but no longer live.
    fused = dict(ranked[: looked_at + 10])
    asked = _asked_parts(library, question, documents, named)
    dimension = library.encoder().signature.dimension
    live = library.passages.of_ids([*fused, *(id_ for id_ in asked if id_ not in fused)], dimension)
    candidates = [_candidate(live[id_], by_id, fused, vector) for id_ in live]
    candidates.sort(key=lambda c: (-c.fused, c.passage.id))
    return Pool(question, vector, _scaled(candidates, by_id), named, documents)


def dense_weight(trust: float) -> float:
    """The dense side's share: the encoder understands a question only as well as its diacritics were restored."""
    sure = min(1.0, max(0.0, (trust - _LEAST_TRUST) / (1.0 - _LEAST_TRUST)))
    return DENSE_WEIGHT_UNACCENTED + (DENSE_WEIGHT - DENSE_WEIGHT_UNACCENTED) * sure


def _other_words(question: Question) -> tuple[tuple[str, float], ...]:
    """What else the documents may call what the question names, together never as heavy as its own words."""
    readings = [
        reading
        for expansion in question.expansions
        if expansion.kind in SAYING_THE_SAME
        for reading in expansion.readings[:MOST_READINGS]
    ]
    return tuple((reading, OTHER_WORDS_WEIGHT) for reading in dict.fromkeys(readings))


def _candidate(
    passage: PassageRecord, by_id: Mapping[str, PassageScores], fused: Mapping[str, float], vector: DenseVector
) -> Candidate:
    found = by_id.get(passage.id)
    if found is None:
        # A part of a document that no search proposed: its best sentence stands for it.
        cosines = passage.sentence_vectors.astype(np.float32) @ vector
        found = PassageScores(passage.id, passage.document.id, float(cosines.max(initial=0.0)), 0.0)
    return Candidate(passage, found, 0.0, 0.0, fused.get(passage.id, 0.0))


def _scaled(candidates: Sequence[Candidate], by_id: Mapping[str, PassageScores]) -> tuple[Candidate, ...]:
    dense, terms = MinMax.of(s.dense for s in by_id.values()), MinMax.of(s.terms for s in by_id.values())
    # A part that no search proposed may lie outside the scale.
    return tuple(
        replace(c, dense=min(1.0, max(0.0, dense(c.found.dense))), terms=min(1.0, max(0.0, terms(c.found.terms))))
        for c in candidates
    )


def _documents(
    ranked: Iterable[tuple[str, float]], by_id: Mapping[str, PassageScores]
) -> dict[str, tuple[float, float]]:
    """Each document's best fused score and the mean of its best three."""
    scores: dict[str, list[float]] = {}
    for id_, score in ranked:
        scores.setdefault(by_id[id_].document_id, []).append(score)
    return {document: (best[0], sum(best[:3]) / len(best[:3])) for document, best in scores.items()}


def _asked_parts(
    library: Library, question: Question, documents: Mapping[str, tuple[float, float]], named: frozenset[str]
) -> list[str]:
    """Passages of the likeliest documents' parts that are asked for: a signature shares no word with its question."""
    parts = tuple(part for kind in question.kinds for part in PARTS_OF_DOCUMENT.get(kind, ()))
    if not parts:
        return []
    likely = sorted(documents, key=lambda id_: (id_ not in named, -documents[id_][1]))[:_DOCUMENTS_ASKED_OF]
    return library.passages.of_parts(likely, parts)


def _ranked(library: Library, pool: Pool) -> tuple[list[RetrievedPassage], Mapping[str, Reading]]:
    """The candidates by the learnt ranker, and behind them those that it did not look at."""
    scores = [c.fused for c in pool.candidates]
    readings: Mapping[str, Reading] = {}
    if "ranker" not in library.settings.without and pool.candidates:
        learnt, readings = _learnt(library, pool)
        least = min(learnt.values())
        scores = [
            _lifted(
                pool.question,
                c.passage.document.id,
                _preferring(pool.named, c.passage.document.id, learnt.get(at, least * c.fused)),
            )
            for at, c in enumerate(pool.candidates)
        ]
    found = [
        RetrievedPassage(c.passage, score, c.found.dense, c.found.terms)
        for c, score in zip(pool.candidates, scores, strict=True)
    ]
    return sorted(found, key=lambda hit: (-hit.score, hit.passage.id)), readings


def _learnt(library: Library, pool: Pool) -> tuple[dict[int, float], Mapping[str, Reading]]:
    """The ranker's scores of the candidates it looks at, by their place among all; what it read, by passage id."""
    # Parts of a document that only its question's kind proposes have no fused score.
    closely = [at for at, c in enumerate(pool.candidates) if at < RANKED or not c.fused]
    near = replace(pool, candidates=[pool.candidates[at] for at in closely])
    readings = read_all(near, fields="fields" not in library.settings.without)
    scores = learnt_ranker().scores(features(near, readings)).tolist()
    return dict(zip(closely, scores, strict=True)), {reading.passage.id: reading for reading in readings}


def _allowed(question: Question, ids: frozenset[str]) -> frozenset[str]:
    """Of some documents, those that the question's filter allows by their ids."""
    allowed = question.filter.document_ids
    return ids & frozenset(allowed) if allowed else ids


def _lifted(question: Question, document_id: str, score: float) -> float:
    """A score with which a document that the talk was of stands before its equals."""
    if not question.likely:
        return score
    return (score + _LIKELY_LIFT * (document_id in question.likely)) / (1 + _LIKELY_LIFT)


def _preferring(named: frozenset[str], document_id: str, score: float) -> float:
    """A score with which a named document stands before all others: these stay, in case it is only cited there."""
    if not named:
        return score
    return (score + 1) / 2 if document_id in named else score / 2


def llama_index_retriever(library: Library, *, limit: int = 10) -> BaseRetriever:
    """This retrieval as a llama-index retriever, to be used in any llama-index engine."""
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle

    from index.nodes import record_node

    class PassageRetriever(BaseRetriever):
        """Hybrid retrieval over the library's passages."""

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            found = retrieve(library=library, question=understand(query_bundle.query_str, library=library), limit=limit)
            return [NodeWithScore(node=record_node(hit.passage), score=hit.score) for hit in found.passages]

    return PassageRetriever()

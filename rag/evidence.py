"""Evidence: within the passages found, the sentences that answer."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.text.tokens import folded_syllables
from rag.question import Question
from rag.retrieve import Retrieval, RetrievedPassage

# Passages whose sentences are weighed, and the shares of what speaks for a sentence: docs/measurements.md.
PASSAGES = 8
PASSAGE_SHARE = 0.35
DENSE_SHARE = 0.3
LEXICAL_SHARE = 0.35
_HEADING_CREDIT = 0.5
_TITLE_CREDIT = 0.25
_PAIR_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence ``[start, end)`` of a document's text and how well it answers, 0 to 1.

    ``coverage`` is the weighted share of the question's content words that it, its headings and its document's
    title name.
    """

    found: RetrievedPassage
    start: int
    end: int
    text: str
    score: float
    coverage: float


def rank_evidence(question: Question, retrieval: Retrieval) -> list[Evidence]:
    """The sentences of the best passages, best first."""
    passages = [hit for hit in retrieval.passages[:PASSAGES] if hit.passage.part in ("body", "signature")]
    if not passages:
        return []
    weights = _term_weights(question.content, [hit.passage.text for hit in retrieval.passages])
    dense = _scaled_similarities(passages, retrieval)
    ranked = [
        evidence
        for hit, similarities in zip(passages, dense, strict=True)
        for evidence in _weigh(question, hit, similarities, weights)
    ]
    return sorted(ranked, key=lambda e: (-e.score, e.found.passage.id, e.start))


def _weigh(
    question: Question, hit: RetrievedPassage, similarities: Sequence[float], weights: dict[str, float]
) -> Iterable[Evidence]:
    passage = hit.passage
    for (start, end), similarity in zip(passage.sentences, similarities, strict=True):
        text = passage.text[start - passage.start : end - passage.start]
        if not any(c.isalpha() for c in text):
            continue
        coverage = _coverage(text, hit, weights)
        dense_share = DENSE_SHARE if question.accented else DENSE_SHARE / 3
        score = PASSAGE_SHARE * hit.score + dense_share * similarity + (1 - PASSAGE_SHARE - dense_share) * coverage
        yield Evidence(hit, start, end, text, score, coverage)


def _scaled_similarities(passages: Sequence[RetrievedPassage], retrieval: Retrieval) -> list[list[float]]:
    """Cosines of question and sentences, scaled to [0, 1] over all sentences weighed."""
    cosines = [hit.passage.sentence_vectors.astype(np.float32) @ retrieval.question_vector for hit in passages]
    low = min(float(c.min()) for c in cosines if c.size)
    high = max(float(c.max()) for c in cosines if c.size)
    width = (high - low) or 1.0
    return [[(float(value) - low) / width for value in values] for values in cosines]


def _term_weights(content: Sequence[str], texts: Sequence[str]) -> dict[str, float]:
    """Words and neighbouring pairs of the question, the rarer among the passages found the heavier."""
    pools = [_terms(folded_syllables(text)) for text in texts]
    wanted = [*content, *_pairs(content)]
    return {
        term: (_PAIR_WEIGHT if " " in term else 1.0) * math.log(1 + len(pools) / (0.5 + sum(term in p for p in pools)))
        for term in dict.fromkeys(wanted)
        if " " not in term or any(term in pool for pool in pools)
    }


def _coverage(text: str, hit: RetrievedPassage, weights: dict[str, float]) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    identity = hit.passage.document.identity
    title = " ".join(part for part in (identity.type, identity.number, identity.title) if part)
    own = _terms(folded_syllables(text))
    heading = _terms(folded_syllables(" . ".join(hit.passage.heading)))
    named = _terms(folded_syllables(title))
    credit = sum(
        weight * (1.0 if term in own else _HEADING_CREDIT if term in heading else _TITLE_CREDIT if term in named else 0)
        for term, weight in weights.items()
    )
    return credit / total


def _terms(syllables: Sequence[str]) -> frozenset[str]:
    return frozenset([*syllables, *_pairs(syllables)])


def _pairs(syllables: Sequence[str]) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(syllables)]

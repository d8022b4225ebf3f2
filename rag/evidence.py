"""Evidence: within the passages found, the sentences that answer."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from index.text.tokens import folded_syllables
from rag.fusion import MinMax
from rag.question import Question, asks_signer
from rag.retrieve import Retrieval
from rag.retrieved import RetrievedPassage

# Passages whose sentences are weighed.
PASSAGES = 8
# What speaks for a sentence: its passage's rank, its own vector, the question's words in it; the words have the
# rest. Measured: docs/measurements.md, "Evidence shares".
PASSAGE_SHARE = 0.3
DENSE_SHARE = 0.2
# Without diacritics the encoder understands little of the question.
DENSE_SHARE_UNACCENTED = 0.1
# Letterhead, title and recipients name things without saying anything of them; a signature answers one question only.
_SPEAKING_PARTS = ("body", "basis", "addressees")
_HEADING_CREDIT = 0.5
_TITLE_CREDIT = 0.25
_PAIR_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence ``[start, end)`` of a document's text and how well it answers, 0 to 1.

    ``similarity`` is the cosine of question and sentence; ``coverage`` is the weighted share of the question's
    content words that the sentence, its headings and its document's title name.
    """

    found: RetrievedPassage
    start: int
    end: int
    text: str
    score: float
    similarity: float
    coverage: float


def rank_evidence(question: Question, retrieval: Retrieval) -> list[Evidence]:
    """The sentences of the best passages, best first."""
    parts = (*_SPEAKING_PARTS, "signature") if asks_signer(question) else _SPEAKING_PARTS
    passages = [hit for hit in retrieval.passages[:PASSAGES] if hit.passage.part in parts]
    if not passages:
        return []
    weights = _term_weights(question.content, [hit.passage.text for hit in retrieval.passages])
    cosines = [hit.passage.sentence_vectors.astype(np.float32) @ retrieval.question_vector for hit in passages]
    scale = MinMax.of(cosine for similarities in cosines for cosine in similarities.tolist())
    ranked = [
        evidence
        for hit, similarities in zip(passages, cosines, strict=True)
        for evidence in _weigh(question, hit, similarities.tolist(), weights, scale)
    ]
    return sorted(ranked, key=lambda e: (-e.score, e.found.passage.id, e.start))


def _weigh(
    question: Question,
    hit: RetrievedPassage,
    similarities: Sequence[float],
    weights: dict[str, float],
    scale: MinMax,
) -> Iterable[Evidence]:
    passage = hit.passage
    dense_share = DENSE_SHARE if question.accented else DENSE_SHARE_UNACCENTED
    for (start, end), similarity in zip(passage.sentences, similarities, strict=True):
        text = passage.text[start - passage.start : end - passage.start]
        if not any(c.isalpha() for c in text):
            continue
        coverage = _coverage(text, hit, weights)
        score = (
            PASSAGE_SHARE * hit.score + dense_share * scale(similarity) + (1 - PASSAGE_SHARE - dense_share) * coverage
        )
        yield Evidence(hit, start, end, text, score, similarity, coverage)


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

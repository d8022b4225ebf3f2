"""Evidence: within the passages found, the sentences that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.evidence.sentence_features import SENTENCE_NAMES, WeighedPassage, sentence_features
from rag.retrieval.features import part_asked
from rag.retrieval.ranker import learnt_sentence_ranker
from rag.retrieval.reading import Asked, read
from rag.retrieval.retrieve import Retrieval
from rag.retrieval.retrieved import RetrievedPassage
from rag.understanding.question import Question

# Passages whose sentences are weighed.
PASSAGES = 8
# Parts that say something only of the document itself: "Hà Nội, ngày …".
_NO_EVIDENCE = ("letterhead", "recipients", "signature")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence ``[start, end)`` of a document's text and how well it answers, 0 to 1.

    ``similarity`` is the cosine of question and sentence; ``coverage`` is the weighted share of the question's
    content words that the sentence, its headings and its document's title name; ``features`` are all that the
    sentence was weighed by, by ``SENTENCE_NAMES``.
    """

    found: RetrievedPassage
    start: int
    end: int
    text: str
    score: float
    similarity: float
    coverage: float
    features: Mapping[str, float]


def rank_evidence(question: Question, retrieval: Retrieval) -> list[Evidence]:
    """The sentences of the best passages, best first."""
    weighed = weighed_passages(question, retrieval)
    if not weighed:
        return []
    rows = sentence_features(question, [passage for _, passage in weighed])
    scores = learnt_sentence_ranker().scores(rows)
    sentences = [(hit, one) for hit, passage in weighed for one in passage.reading.answering]
    ranked = []
    for (hit, one), row, score in zip(sentences, rows.tolist(), scores.tolist(), strict=True):
        if any(map(str.isalpha, one.text)):
            told = dict(zip(SENTENCE_NAMES, row, strict=True))
            ranked.append(Evidence(hit, one.start, one.end, one.text, score, one.cosine, told["placed_coverage"], told))
    return sorted(ranked, key=lambda e: (-e.score, e.found.passage.id, e.start))


def weighed_passages(question: Question, retrieval: Retrieval) -> list[tuple[RetrievedPassage, WeighedPassage]]:
    """The best passages as they were read, best first."""
    asked = Asked.of(question, retrieval.question_vector)
    return [
        (hit, WeighedPassage(retrieval.readings.get(hit.passage.id) or read(hit.passage, asked), hit.score))
        for hit in retrieval.passages[:PASSAGES]
        if hit.passage.part not in _NO_EVIDENCE or part_asked(question, hit.passage)
    ]

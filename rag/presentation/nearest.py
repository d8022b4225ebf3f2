"""The documents nearest to a question that none answers: offered to look into, never as an answer."""

from __future__ import annotations

from index.catalog.records import DocumentRecord
from rag.retrieval.reading import Reading
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, Weights

MOST_NEAREST = 3
# What a passage must say of the question for its document to be offered: on the training questions without an answer
# most of those that are about something else altogether say less, nearly all of the others more.
_LEAST_SAID = 0.45


def nearest_documents(question: Question, retrieval: Retrieval) -> tuple[DocumentRecord, ...]:
    """The documents of the best passages, best first, each once; none where nothing found is related at all.

    A passage is related when the search found words of the question in it and two that stand side by side in the
    question do so there as well: one syllable alone is hardly ever a word. Documents that it names always are.
    """
    terms = QuestionTerms.of(question)
    weights = terms.weights([reading.whole for reading in retrieval.readings.values()])
    found: dict[str, DocumentRecord] = {}
    for hit in retrieval.passages if question.content else ():
        document = hit.passage.document
        reading = retrieval.readings.get(hit.passage.id)
        near = hit.terms > 0 and reading is not None and _related(terms, weights, reading)
        if near or document.id in question.named:
            found.setdefault(document.id, document)
    return tuple(found.values())[:MOST_NEAREST]


def _related(terms: QuestionTerms, weights: Weights, reading: Reading) -> bool:
    said = {**reading.title, **reading.heading, **reading.whole}
    several = any(isinstance(term, tuple) for term in terms.terms)
    together = any(isinstance(term, tuple) for term in said)
    return (together or not several) and weights.coverage(said) >= _LEAST_SAID

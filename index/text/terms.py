"""The lexical vector of a text: syllables as written, folded syllables and folded pairs, weighted for BM25.

Folded terms find what was typed without diacritics; a syllable that also agrees in its marks counts twice.

The store multiplies by the inverse document frequency, so a passage's weight is BM25's term-frequency part and a
question's weight is one for each term.
"""

import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from index.store.protocol import TermVector
from index.text.folding import fold
from index.text.tokens import tokenize

# Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.3.
K1 = 1.2
B = 0.75
# Tokens in a passage of usual size. BM25 wants the collection's mean, which moves with every ingestion; a constant
# keeps the weights of passages written at different times comparable.
USUAL_LENGTH = 180.0


def passage_terms(text: str, *, context: str = "", context_weight: float = 0.5) -> TermVector:
    """The weights of a passage; ``context`` (title and headings) counts ``context_weight`` of the text itself."""
    frequencies: dict[str, float] = dict(Counter(_terms(text)))
    for term, count in Counter(_terms(context)).items():
        frequencies[term] = frequencies.get(term, 0.0) + context_weight * count
    length = sum(len(run) for run in tokenize(text))
    norm = K1 * (1 - B + B * length / USUAL_LENGTH)
    return _vector({term: tf * (K1 + 1) / (tf + norm) for term, tf in frequencies.items()})


def question_terms(text: str, *, others: Iterable[tuple[str, float]] = ()) -> TermVector:
    """The weights of a question: one for each distinct term, and for ``others`` the weight that comes with them."""
    weights: dict[str, float] = {}
    for other, weight in others:
        weights |= dict.fromkeys(_terms(other), weight)
    return _vector(weights | dict.fromkeys(_terms(text), 1.0))


def _terms(text: str) -> Iterable[str]:
    for run in tokenize(text):
        folded = [fold(token) for token in run]
        yield from (f"={token}" for token in run)
        yield from folded
        yield from (f"{first} {second}" for first, second in pairwise(folded))


def _vector(weights: dict[str, float]) -> TermVector:
    # Two terms of one hash share a place; the sum is what a collision costs least with.
    merged: dict[int, float] = {}
    for term, weight in weights.items():
        key = zlib.crc32(term.encode())
        merged[key] = merged.get(key, 0.0) + weight
    indices = sorted(merged)
    return TermVector(tuple(indices), tuple(merged[i] for i in indices))

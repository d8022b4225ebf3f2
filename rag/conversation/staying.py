"""Whether a question stays with the documents that were talked of: by how much these say of it, and all others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from index.library import Library
from index.store.protocol import PassageScores, StoreQuery
from index.text.terms import question_terms
from rag.understanding.question import Question

_PASSAGES = 20
# The share of the lexical score counts once, a tenth of cosine nearer as much as eight tenths of it. A short question
# stays where the documents do half as well as any other, a long one says itself what it is about: measured on 740
# pairs of whole questions of the training sets, of one document and of two (one in seventy stays wrongly, nine in ten
# of those that should stay do), and on all their follow-ups (none wrong).
_NEARER_WEIGHT = 8.0
_LEAST = 0.3
_LEAST_OF_WHOLE = 0.4
_MORE_PER_WORD = 0.07
_SHORT = 4
# Below it, and with so many words, what points at the talk was a slip: others say far more of the question.
_LEAVES_BELOW = 0.0
LEAST_WORDS_TO_LEAVE = 7


@dataclass(frozen=True, slots=True)
class Fit:
    """How well some documents fit a question beside all others.

    ``said`` is their best BM25 score as a share of the others' best, ``nearer`` their best cosine less the others';
    ``words`` counts the question's words of content.
    """

    said: float
    nearer: float
    words: int

    def stays(self, *, whole: bool) -> bool:
        """Whether the question is likely of these documents, though it does not say so; ``whole``: it needs none."""
        least = _LEAST_OF_WHOLE if whole else _LEAST
        return self._worth >= least + _MORE_PER_WORD * max(0, self.words - _SHORT)

    @property
    def leaves(self) -> bool:
        """Whether it is surely of others, though it seems to say that it is of these."""
        return self.words >= LEAST_WORDS_TO_LEAVE and self._worth < _LEAVES_BELOW

    @property
    def _worth(self) -> float:
        return self.said + _NEARER_WEIGHT * self.nearer


def fit(question: Question, documents: Collection[str], library: Library) -> Fit | None:
    """How well ``documents`` (ids) fit the question as it stands; ``None`` where its filter allows none of them."""
    allowed = question.filter.document_ids
    within = tuple(id_ for id_ in documents if not allowed or id_ in allowed)
    if not within:
        return None
    vector = library.encoder().encode_query(question.encoded)
    wanted = StoreQuery(vector, question_terms(question.text), limit=_PASSAGES, filter=question.filter)
    of_all = library.store().query(wanted)
    own = library.store().query(replace(wanted, filter=replace(question.filter, document_ids=within)))
    return _compared(own, [score for score in of_all if score.document_id not in within], len(question.content))


def _compared(own: Sequence[PassageScores], others: Sequence[PassageScores], words: int) -> Fit:
    elsewhere = _best(score.terms for score in others)
    here = _best(score.terms for score in own)
    nearer = _best(score.dense for score in own) - _best(score.dense for score in others)
    return Fit(here / elsewhere if elsewhere else 1.0, nearer if others else 0.0, words)


def _best(values: Iterable[float]) -> float:
    return max(values, default=0.0)

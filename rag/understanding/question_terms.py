"""The words of a question as they are looked for in sentences, each with what else may stand for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.understanding.question import Question

# A word in capitals that does not begin a sentence.
_NAMES = regex.compile(r"(?<=\S\s)\p{Lu}[\p{L}\d]*")
_PAIR_WEIGHT = 1.5
# What the conversation said weighs less than what was asked: measured on the follow-ups of the training set.
_CARRIED_WEIGHT = 0.4
# A full form in an abbreviation's place is as good as the abbreviation, a name that has since changed nearly so.
_OTHER_WORDS = 0.9


# A folded word, or two neighbours.
Term = str | tuple[str, str]
Words = frozenset[Term]
# The terms that a text says, each with how fully: 1, or nearly for what only says the same.
Said = Mapping[Term, float]


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """Folded words and pairs of a question; ``others`` are phrases that say the same as one of them.

    ``carried`` are the words that it took from the conversation and that weigh less than its own.
    """

    terms: frozenset[Term]
    carried: frozenset[str] = frozenset()
    others: Mapping[Term, tuple[Words, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, question: Question) -> QuestionTerms:
        """All words of content and their pairs."""
        terms: list[Term] = [*question.content, *pairwise(question.content)]
        phrases = ((term, question.others.get(_written(term), ())) for term in terms)
        return cls(
            frozenset(terms), question.carried, {term: tuple(map(_phrase, said)) for term, said in phrases if said}
        )

    @classmethod
    def named(cls, question: Question) -> QuestionTerms:
        """The question's names alone."""
        names = {syllable for match in _NAMES.findall(question.text) for syllable in plain_syllables(fold(match))}
        return cls(frozenset(word for word in question.content if word in names))

    @classmethod
    def figures(cls, question: Question) -> QuestionTerms:
        """The question's figures alone."""
        return cls(frozenset(word for word in question.content if word[0].isdigit()))

    def only(self, words: frozenset[str]) -> QuestionTerms:
        """Of these terms, single words among the given ones."""
        kept = frozenset(term for term in self.terms if term in words)
        return QuestionTerms(kept, others={term: said for term, said in self.others.items() if term in kept})

    def said_in(self, words: Words) -> Said:
        """The terms that a text with these words and pairs says."""
        said = dict.fromkeys(self.terms & words, 1.0)
        for term, phrases in self.others.items():
            if term not in said and any(words.issuperset(phrase) for phrase in phrases):
                said[term] = _OTHER_WORDS
        return said

    def weights(self, texts: Sequence[Said]) -> Weights:
        """The terms' weights, the rarer among the texts looked at the heavier."""
        holding = Counter(term for said in texts for term in said)
        # Neighbours in a question that are neighbours nowhere say nothing of where the answer is.
        weighed = {
            term: math.log(1 + len(texts) / (0.5 + holding[term])) * self._share(term)
            for term in self.terms
            if isinstance(term, str) or holding[term]
        }
        return Weights(weighed, sum(weighed.values()))

    def _share(self, term: Term) -> float:
        words, share = ((term,), 1.0) if isinstance(term, str) else (term, _PAIR_WEIGHT)
        return share * (_CARRIED_WEIGHT if self.carried and not self.carried.isdisjoint(words) else 1.0)

    def alike(self) -> Weights:
        """The same weight for each term."""
        return Weights(dict.fromkeys(self.terms, 1.0), float(len(self.terms)))


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term of a question weighs, and all together."""

    of: Mapping[Term, float]
    total: float

    def coverage(self, *said: Said) -> float:
        """The weighted share, 0 to 1, of the question that texts say together; 1 when there is nothing to be said."""
        if not self.total:
            return 1.0
        merged = said[0] if len(said) == 1 else {term: share for one in reversed(said) for term, share in one.items()}
        return sum(self.of.get(term, 0.0) * share for term, share in merged.items()) / self.total


def words_of(text: str) -> Words:
    """The folded words of a text and their pairs."""
    syllables = plain_syllables(fold(text))
    return frozenset[Term](syllables).union(pairwise(syllables))


def _phrase(reading: str) -> Words:
    """The pairs, or the one word, that a text must have to say a reading."""
    words = reading.split()
    return frozenset[Term](pairwise(words)) or frozenset[Term](words)


def _written(term: Term) -> str:
    return term if isinstance(term, str) else " ".join(term)

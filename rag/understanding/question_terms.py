"""The words of a question as they are looked for in sentences, each with what else may stand for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import regex

from index.text.folding import fold
from index.text.tokens import plain_syllables, spelt_syllables_of, syllables_of
from rag.understanding.question import Question

# A word in capitals that does not begin a sentence.
_NAMES = regex.compile(r"(?<=\S\s)\p{Lu}[\p{L}\d]*")
_PAIR_WEIGHT = 1.5
# What the conversation said weighs less than what was asked: measured on the follow-ups of the training set.
_CARRIED_WEIGHT = 0.2
# A full form in an abbreviation's place is as good as the abbreviation, a name that has since changed nearly so.
_OTHER_WORDS = 0.9
# Below this, a question is as good as typed without marks, and how its words are spelt tells nothing.
_SURE = 0.5


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
        found = _NAMES.findall(question.capitalised or question.text)
        names = {syllable for match in found for syllable in plain_syllables(fold(match))}
        return cls(frozenset(word for word in question.content if word in names))

    @classmethod
    def figures(cls, question: Question) -> QuestionTerms:
        """The question's figures alone."""
        return cls(frozenset(word for word in question.content if word[0].isdigit()))

    @classmethod
    def spelt(cls, question: Question) -> QuestionTerms:
        """The words of content and their pairs with their marks, to be sought among ``spelt_syllables_of`` a text.

        Folded, "giao" and "giáo" are one word. Where the marks of the question are not sure, it is as ``of`` gives it.
        """
        if not is_surely_spelt(question):
            return cls.of(question)
        words = [word for word in spelt_syllables_of(question.text) if fold(word) in question.content]
        carried = frozenset(word for word in words if fold(word) in question.carried)
        return cls(frozenset([*words, *pairwise(words)]), carried)

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

    def said_by(self, syllables: Sequence[str]) -> Said:
        """The terms that a text of these words says, like ``said_in`` of them and their pairs.

        A sentence is looked at for one question mostly, and its pairs need not be kept for that.
        """
        said = dict.fromkeys(self.terms.intersection(chain(syllables, pairwise(syllables))), 1.0)
        if self.others.keys() <= said.keys():
            return said
        return self.said_in(with_pairs(syllables))

    def share_said(self, *texts: Sequence[str]) -> float:
        """The share of the terms, each weighing the same, that texts say together; 1 when there are none."""
        if not self.terms:
            return 1.0
        if self.others or not all(isinstance(term, str) for term in self.terms):
            # A phrase may have its words in several of the texts.
            return self.alike().coverage(self.said_in(frozenset[Term]().union(*map(with_pairs, texts))))
        return len(self.terms.intersection(chain(*texts))) / len(self.terms)

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


def merged_said(*said: Said) -> Said:
    """What texts say together; of a term that several say, as the first of them does."""
    merged: dict[Term, float] = {}
    for one in reversed(said):
        merged |= one
    return merged


@dataclass(frozen=True, slots=True)
class Weights:
    """What each term of a question weighs, and all together."""

    of: Mapping[Term, float]
    total: float

    def coverage(self, *said: Said) -> float:
        """The weighted share, 0 to 1, of the question that texts say together; 1 when there is nothing to be said."""
        if not self.total:
            return 1.0
        merged = said[0] if len(said) == 1 else merged_said(*said)
        weight = self.of.get
        return sum([weight(term, 0.0) * share for term, share in merged.items()]) / self.total

    def beyond(self, said: Said, known: Said) -> float:
        """What a text adds to the coverage of one that is ``known``: that of both is the sum, and this is quicker."""
        if not self.total:
            return 0.0
        weight = self.of.get
        return sum([weight(term, 0.0) * share for term, share in said.items() if term not in known]) / self.total


def words_of(text: str) -> Words:
    """The folded words of a text and their pairs."""
    return with_pairs(syllables_of(text))


def with_pairs(syllables: Sequence[str]) -> Words:
    """Words and the pairs of those that stand side by side."""
    return frozenset[Term](chain(syllables, pairwise(syllables)))


def is_surely_spelt(question: Question) -> bool:
    """Whether the marks of a question's words can be relied on."""
    return question.trust >= _SURE


def _phrase(reading: str) -> Words:
    """The pairs, or the one word, that a text must have to say a reading."""
    words = reading.split()
    return frozenset[Term](pairwise(words)) or frozenset[Term](words)


def _written(term: Term) -> str:
    return term if isinstance(term, str) else " ".join(term)

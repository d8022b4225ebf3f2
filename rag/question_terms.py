"""The words of a question as they are looked for in sentences, each with what else may stand for it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.question import Question

# A word in capitals that does not begin a sentence.
_NAMES = regex.compile(r"(?<=\S\s)\p{Lu}[\p{L}\d]*")
_PAIR_WEIGHT = 1.5
# A full form in an abbreviation's place is as good as the abbreviation, a name that has since changed nearly so.
_OTHER_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """Folded words and pairs of a question with their weights; ``others`` are phrases that say the same as one."""

    weights: Mapping[str, float]
    others: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    total: float = 0.0

    @classmethod
    def of(cls, question: Question, texts: Sequence[frozenset[str]]) -> QuestionTerms:
        """The question's words, the rarer among the texts looked at the heavier."""
        pairs = [f"{a} {b}" for a, b in pairwise(question.content)]
        terms = dict.fromkeys([*question.content, *pairs], 1.0)
        plain = cls(terms, {term: _phrases(question.others[term]) for term in terms if term in question.others}, 1.0)
        holding = dict.fromkeys(terms, 0)
        for words in texts:
            for term in plain.said_in(words):
                holding[term] += 1
        # Neighbours in a question that are neighbours nowhere say nothing of where the answer is.
        weights = {
            term: math.log(1 + len(texts) / (0.5 + count)) * (_PAIR_WEIGHT if " " in term else 1.0)
            for term, count in holding.items()
            if count or " " not in term
        }
        return cls(weights, plain.others, sum(weights.values()))

    @classmethod
    def named(cls, question: Question) -> QuestionTerms:
        """The question's names alone, each as heavy as another."""
        names = {syllable for match in _NAMES.findall(question.text) for syllable in plain_syllables(fold(match))}
        return cls._alike(word for word in question.content if word in names)

    @classmethod
    def figures(cls, question: Question) -> QuestionTerms:
        """The question's figures alone."""
        return cls._alike(word for word in question.content if word[0].isdigit())

    @classmethod
    def _alike(cls, words: Iterable[str]) -> QuestionTerms:
        weights = dict.fromkeys(words, 1.0)
        return cls(weights, {}, float(len(weights)))

    def said_in(self, words: frozenset[str]) -> dict[str, float]:
        """The terms that a text with these words and pairs says, each with how fully: 1 or nearly."""
        said = dict.fromkeys(self.weights.keys() & words, 1.0)
        for term, phrases in self.others.items():
            if term not in said and any(words.issuperset(phrase) for phrase in phrases):
                said[term] = _OTHER_WORDS
        return said

    def coverage(self, words: frozenset[str]) -> float:
        """The weighted share, 0 to 1, of the question that a text with these words and pairs says."""
        if not self.total:
            return 1.0
        return sum(self.weights.get(term, 0.0) * share for term, share in self.said_in(words).items()) / self.total


def words_of(text: str) -> frozenset[str]:
    """The folded words of a text and their pairs."""
    syllables = plain_syllables(fold(text))
    return frozenset(syllables).union(map(" ".join, pairwise(syllables)))


def _phrases(readings: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The pairs, or the one word, that a text must have to say each reading."""
    split = (reading.split() for reading in readings)
    return tuple(tuple(map(" ".join, pairwise(words))) or tuple(words) for words in split)

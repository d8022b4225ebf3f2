"""Figures in evidence: each with the day it holds for, and how likely two of different documents tell of one thing."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import regex

from index.text.folding import fold, has_diacritics
from rag.evidence.evidence import Evidence
from rag.figures.figure_days import DatedSentence, FigureDay
from rag.figures.figure_places import places_of
from rag.figures.figure_words import figure_words
from rag.figures.figures import Figure, find_figures
from rag.understanding.question_terms import Term, Words, words_of

# Chosen on pairs of sentences, those of tests/test_figures.py among them.
_ALIKE, _ALIKE_THOUGH_CONTRASTED = 0.5, 0.8
_PAIR_WEIGHT = 1.5
_SHORTEST_ABBREVIATION = 3
# A word in capitals that does not begin a sentence.
_NAMES = regex.compile(r"(?<=[^\s.!?:;]\s)\p{Lu}[\p{L}\d]*")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure of a sentence, its day and its ``places``; ``words`` are the sentence's, ``names`` those in capitals."""

    evidence: Evidence
    figure: Figure
    dated: FigureDay
    words: Words
    names: frozenset[str]
    places: frozenset[str]

    @property
    def day(self) -> date:
        """The day it holds for; the first of all days if that is unknown."""
        return self.dated.day or date.min

    @property
    def document_id(self) -> str:
        """The document that states it."""
        return self.evidence.found.passage.document.id

    @property
    def telling(self) -> frozenset[str]:
        """The words near it that say what it is of."""
        return figure_words(accented=True).telling(self.figure.around)

    @property
    def written(self) -> str:
        """The figure with its unit as it is written."""
        return self.evidence.text[self.figure.start : self.figure.end]


def figures_stated(evidence: Evidence, issued: date | None) -> list[StatedFigure]:
    """The figures of a sentence of a document whose own day is ``issued``.

    A table's row has none: its columns say what its figures are.
    """
    if " | " in evidence.text or not any(map(str.isdigit, evidence.text)):
        return []
    passage = evidence.found.passage
    above = passage.text[: evidence.start - passage.start]
    sentence = DatedSentence.read(evidence.text, above, issued, figure_words(accented=has_diacritics(evidence.text)))
    figures = find_figures(evidence.text, [(period.start, period.end) for period in sentence.periods])
    words = words_of(evidence.text)
    names = frozenset(fold(name) for name in _NAMES.findall(evidence.text))
    identity = passage.document.identity
    return [
        StatedFigure(
            evidence,
            figure,
            sentence.day_of(figure, figures),
            words,
            names,
            places_of(figure, evidence.text, identity),
        )
        for figure in figures
    ]


def rarity(texts: Iterable[Words]) -> dict[Term, float]:
    """What each word and pair weighs, the rarer among the texts the heavier."""
    pools = list(texts)
    holding = Counter(term for pool in pools for term in pool)
    return {
        term: math.log(1 + len(pools) / (0.5 + count)) * (1.0 if isinstance(term, str) else _PAIR_WEIGHT)
        for term, count in holding.items()
    }


def are_alike(one: StatedFigure, other: StatedFigure, weights: Mapping[Term, float]) -> float:
    """How far the words near one figure stand near the other, 0 to 1; 0 where both are not of one thing.

    They are not with another unit or place, as a plan beside a fact, each near a name that the other's sentence has
    not, or with too little in common: more must be where each has words of its own, "thu ngân sách", "chi ngân sách".
    """
    if not one.figure.counts_same(other.figure) or one.figure.role != other.figure.role:
        return 0.0
    if one.dated.until != other.dated.until or one.places != other.places or _of_others(one, other):
        return 0.0
    near = _share(one.figure.terms, other.figure.terms, weights), _share(other.figure.terms, one.figure.terms, weights)
    loose = _share(one.figure.terms, other.words, weights), _share(other.figure.terms, one.words, weights)
    common = max(*near, sum(loose) / 2)
    contrast = _own_words(one, other) and _own_words(other, one)
    return common if common >= (_ALIKE_THOUGH_CONTRASTED if contrast else _ALIKE) else 0.0


def _own_words(one: StatedFigure, other: StatedFigure) -> frozenset[str]:
    """The telling words near one figure that are not near the other, nor stand for words there as BHXH does."""
    return one.telling - other.telling - _abbreviated(one, other) - _abbreviated(other, one)


def _abbreviated(short: StatedFigure, full: StatedFigure) -> frozenset[str]:
    """Abbreviations near one figure whose full forms are near the other, and the words of these."""
    words = full.figure.around
    initials = "".join(word[0] for word in words)
    found: set[str] = set()
    for name in short.names & set(short.figure.around):
        at = initials.find(name) if len(name) >= _SHORTEST_ABBREVIATION else -1
        if at >= 0:
            found |= {name, *words[at : at + len(name)]}
    return frozenset(found)


def _share(terms: Words, other: Words, weights: Mapping[Term, float]) -> float:
    total = _weight(terms, weights)
    return _weight(terms & other, weights) / total if total else 0.0


def _weight(terms: Words, weights: Mapping[Term, float]) -> float:
    return sum(weights.get(term, 0.0) for term in terms if not (isinstance(term, str) and term[0].isdigit()))


def _of_others(one: StatedFigure, other: StatedFigure) -> bool:
    first, second = (stated.names & set(stated.figure.around) for stated in (one, other))
    return bool(first - other.words) and bool(second - one.words)

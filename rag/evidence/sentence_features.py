"""What speaks for a sentence as the answer: cheap features that a learnt ranker weighs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.evidence.answer_type import answer_types
from rag.retrieval.features import SILENT_PARTS, part_asked, spelt_in_all
from rag.retrieval.fusion import MinMax
from rag.retrieval.reading import Reading, SentenceReading
from rag.understanding.focus import focus
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, Said, Weights, merged_said

SENTENCE_NAMES = (
    "passage", "passage_gap", "first_passage", "cosine", "cosine_gap", "coverage", "coverage_gap", "placed_coverage",
    "placed_gap", "before_coverage", "after_coverage", "passage_coverage", "typed", "new_typed", "typed_coverage",
    "typed_placed", "typed_cosine", "figures", "placed_figures", "lead_in", "after_lead_in",
    "opening", "length", "short", "row", "part_asked", "part_silent", "part_basis", "named",
    "defines", "focus", "placed_focus", "spelt_coverage", "spelt_placed",
)  # fmt: skip
_SCALE = 10.0
_LOG_LENGTH = 6.0
_SHORT = 40
_LEAST_CHANCE = 1e-4
_BRACKETED = re.compile(r"\(([^()]{2,60})\)")
_CAPITALS = re.compile(r"\b[A-ZĐÂÊÔƠƯĂ][A-ZĐÂÊÔƠƯĂ&\d]+\b")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


@dataclass(frozen=True, slots=True)
class WeighedPassage:
    """A passage that was read, and the chance from 0 to 1 with which it was found."""

    reading: Reading
    score: float


@dataclass(frozen=True, slots=True)
class _Company:
    """What all sentences have in common."""

    question: Question
    weights: Weights
    spelt: Weights
    figures: QuestionTerms
    focus: QuestionTerms
    cosines: MinMax
    best_score: float


@dataclass(frozen=True, slots=True)
class _Place:
    """What the sentences of one passage have in common.

    ``covered`` is how much of the question each of them says, ``placed`` how much with the headings and the title.
    """

    passage: WeighedPassage
    covered: Sequence[float]
    placed: Sequence[float]
    shared: Mapping[str, float]


def sentence_features(question: Question, passages: Sequence[WeighedPassage]) -> NDArray[np.float32]:
    """One row of ``SENTENCE_NAMES`` for each sentence of the passages, in their order, best passage first."""
    company = _company(question, passages)
    places = [_place(passage, company, first=passage is passages[0]) for passage in passages]
    best_covered = max((share for place in places for share in place.covered), default=0.0)
    best_placed = max((share for place in places for share in place.placed), default=0.0)
    rows = [
        _row(at, place, company, best_covered, best_placed)
        for place in places
        for at in range(len(place.passage.reading.answering))
    ]
    return np.array([[row[name] for name in SENTENCE_NAMES] for row in rows], dtype=np.float32).reshape(
        -1, len(SENTENCE_NAMES)
    )


def _company(question: Question, passages: Sequence[WeighedPassage]) -> _Company:
    terms = QuestionTerms.of(question)
    return _Company(
        question,
        terms.weights([passage.reading.whole for passage in passages]),
        QuestionTerms.spelt(question).weights([spelt_in_all(passage.reading) for passage in passages]),
        QuestionTerms.figures(question),
        terms.only(focus(question)),
        MinMax.of(one.cosine for passage in passages for one in passage.reading.answering),
        max((passage.score for passage in passages), default=0.0),
    )


def _place(passage: WeighedPassage, company: _Company, *, first: bool) -> _Place:
    reading, weights, part = passage.reading, company.weights, passage.reading.passage.part
    near = merged_said(reading.heading, reading.title)
    covered = [weights.coverage(one.said) for one in reading.answering]
    asked = part_asked(company.question, reading.passage)
    shared = {
        "passage": log_odds(passage.score),
        "passage_gap": log_odds(passage.score) - log_odds(company.best_score),
        "first_passage": float(first),
        "passage_coverage": weights.coverage(reading.whole) + weights.beyond(near, reading.whole),
        "part_asked": asked,
        "part_silent": float(part in SILENT_PARTS and not asked),
        "part_basis": float(part == "basis"),
        "named": float(reading.passage.document.id in company.question.named),
    }
    placed = [own + weights.beyond(near, one.said) for own, one in zip(covered, reading.answering, strict=True)]
    return _Place(passage, covered, placed, shared)


def _row(at: int, place: _Place, company: _Company, best_covered: float, best_placed: float) -> Mapping[str, float]:
    reading, sentences = place.passage.reading, place.passage.reading.answering
    own, coverage, placed = sentences[at], place.covered[at], place.placed[at]
    score = company.cosines(own.cosine)
    typed = answer_types().share(company.question.kinds, own.text)
    spelt = company.spelt.coverage(own.spelt)
    return {
        **place.shared,
        "cosine": score,
        "cosine_gap": _SCALE * (own.cosine - company.cosines.high),
        "coverage": coverage,
        "coverage_gap": coverage - best_covered,
        "placed_coverage": placed,
        "placed_gap": placed - best_placed,
        "before_coverage": _beside(sentences, at, -1, own.said, company.weights),
        "after_coverage": _beside(sentences, at, 1, own.said, company.weights),
        "typed": typed,
        "new_typed": _new_typed(company.question, own, typed),
        "typed_coverage": typed * coverage,
        "typed_placed": typed * placed,
        "typed_cosine": typed * score,
        "figures": company.figures.share_said(own.syllables),
        "placed_figures": company.figures.share_said(own.syllables, *reading.surrounding),
        "focus": company.focus.share_said(own.syllables),
        "placed_focus": company.focus.share_said(own.syllables, *reading.surrounding),
        "spelt_coverage": spelt,
        "spelt_placed": spelt + company.spelt.beyond(reading.spelt, own.spelt),
        "lead_in": float(own.text.endswith(":")),
        "after_lead_in": float(at > 0 and sentences[at - 1].text.endswith(":")),
        "opening": float(at == 0),
        "length": math.log(1 + len(own.text)) / _LOG_LENGTH,
        "short": float(len(own.text) < _SHORT),
        "row": float(own.text.count(" | ") > 1),
        "defines": float("definition" in company.question.kinds and _defines(company.question, own)),
    }


def _beside(sentences: Sequence[SentenceReading], at: int, step: int, own: Said, weights: Weights) -> float:
    """What the neighbour adds to what the sentence itself says of the question."""
    beside = at + step
    return weights.beyond(sentences[beside].said, own) if 0 <= beside < len(sentences) else 0.0


def _new_typed(question: Question, own: SentenceReading, typed: float) -> float:
    """Whether the sentence has what is asked for beyond the figures that the question itself names."""
    without = without_figures(question, own.text)
    return typed if without == own.text else answer_types().share(question.kinds, without)


def _defines(question: Question, own: SentenceReading) -> bool:
    """Whether the sentence has in brackets an abbreviation that the question asks about."""
    bracketed = {short for inside in _BRACKETED.findall(own.text) for short in _CAPITALS.findall(inside)}
    return not bracketed.isdisjoint(_CAPITALS.findall(question.asked.upper()))


def without_figures(question: Question, text: str) -> str:
    """The text without the figures that the question itself names."""
    if not question.figures:
        return text
    return _FIGURE.sub(lambda figure: " " if figure[0] in question.figures else figure[0], text)


def log_odds(chance: float) -> float:
    """The logarithm of a chance's odds, bounded so that certainty stays finite."""
    bounded = min(1 - _LEAST_CHANCE, max(_LEAST_CHANCE, chance))
    return math.log(bounded / (1 - bounded))

"""What speaks for a candidate passage: cheap features that a learnt ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.anatomy.names import name_key
from index.catalog.records import PassageRecord
from index.store.protocol import DenseVector, PassageScores
from rag.evidence.answer_type import answer_types
from rag.references.periods import Period
from rag.references.references import issued_by, names_clause, speaks_of
from rag.retrieval.fusion import MinMax
from rag.retrieval.reading import Asked, Reading, is_plain, read, together
from rag.understanding.question import Question
from rag.understanding.question_kind import PARTS_OF_DOCUMENT
from rag.understanding.question_terms import QuestionTerms, Said, Weights, merged_said

T = TypeVar("T")

_BASE = (
    "dense", "dense_gap", "terms", "terms_share", "sentence_cosine", "sentence_gap",
    "coverage", "best_coverage", "two_coverage", "heading_coverage", "title_coverage", "together_coverage",
    "type_in_best", "type_anywhere", "typed_coverage", "typed_cosine", "named_coverage", "figure_coverage",
    "part_asked", "part_silent", "part_basis", "lead", "document_best", "document_mean", "named", "not_named",
    "type_agrees", "issuer_agrees", "period_agrees", "clause_agrees", "body_agrees", "length", "row", "spelt_placed",
)  # fmt: skip
# What weighs otherwise in a text that is no document in form: it has no title, no headings and few set phrases.
_IN_PLAIN_TEXT = (
    "dense", "terms", "terms_share", "sentence_cosine", "sentence_gap", "coverage", "best_coverage", "two_coverage",
    "together_coverage", "type_anywhere", "document_mean", "length",
)  # fmt: skip
NAMES = (*_BASE, *(f"plain_{name}" for name in _IN_PLAIN_TEXT))
SILENT_PARTS = ("letterhead", "title", "recipients", "signature")
# Differences of cosines are some hundredths.
_SCALE = 10.0
_LOG_LENGTH = 7.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live passage with what the store found it by, both scaled to [0, 1] among all candidates."""

    passage: PassageRecord
    found: PassageScores
    dense: float
    terms: float
    fused: float


@dataclass(frozen=True, slots=True)
class Pool:
    """All that the features of one question's candidates are reckoned from.

    ``named`` are the documents that the question names by number; ``documents`` are each document's best fused score
    and the mean of its best three.
    """

    question: Question
    vector: DenseVector
    candidates: Sequence[Candidate]
    named: frozenset[str]
    documents: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Company:
    """What all candidates have in common: the question's terms, and the best of each score among them."""

    pool: Pool
    weights: Weights
    spelt: Weights
    best_dense: float
    best_terms: float
    cosines: MinMax

    @classmethod
    def of(cls, pool: Pool, readings: Sequence[Reading]) -> Company:
        """What is known once all candidates have been read."""
        return cls(
            pool,
            QuestionTerms.of(pool.question).weights([reading.whole for reading in readings]),
            QuestionTerms.spelt(pool.question).weights([spelt_in_all(reading) for reading in readings]),
            max((c.found.dense for c in pool.candidates), default=0.0),
            max((c.found.terms for c in pool.candidates), default=0.0) or 1.0,
            MinMax.of(reading.nearest(at_least=-1.0) for reading in readings),
        )


def features(pool: Pool, readings: Sequence[Reading]) -> NDArray[np.float32]:
    """One row of ``NAMES`` for each candidate, which ``readings`` read in the same order."""
    company = Company.of(pool, readings)
    rows = [_row(candidate, reading, company) for candidate, reading in zip(pool.candidates, readings, strict=True)]
    return np.array([[row[name] for name in NAMES] for row in rows], dtype=np.float32).reshape(-1, len(NAMES))


def read_all(pool: Pool, *, fields: bool = True) -> list[Reading]:
    """The readings of a pool's candidates, in their order."""
    asked = Asked.of(pool.question, pool.vector)
    return [read(candidate.passage, asked, fields=fields) for candidate in pool.candidates]


def _row(candidate: Candidate, reading: Reading, company: Company) -> dict[str, float]:
    passage, question = reading.passage, company.pool.question
    row = (
        _scores(candidate, reading, company)
        | _coverages(reading, company)
        | _place(passage, company.pool)
        | agreements(question, passage)
        | {"length": math.log(1 + len(passage.text)) / _LOG_LENGTH, "row": float(passage.text.count(" | ") > 1)}
    )
    return row | {f"plain_{name}": row[name] if is_plain(passage.document) else 0.0 for name in _IN_PLAIN_TEXT}


def _scores(candidate: Candidate, reading: Reading, company: Company) -> dict[str, float]:
    """What the store found the passage by, and how near its nearest sentence is, also against the best of all."""
    nearest = reading.nearest(at_least=company.cosines.low)
    return {
        "dense": candidate.dense,
        "dense_gap": _SCALE * (candidate.found.dense - company.best_dense),
        "terms": candidate.terms,
        "terms_share": candidate.found.terms / company.best_terms,
        "sentence_cosine": company.cosines(nearest),
        "sentence_gap": _SCALE * (nearest - company.cosines.high),
    }


def _place(passage: PassageRecord, pool: Pool) -> dict[str, float]:
    """Which part of which document the passage is, and how well that document was found."""
    asked = part_asked(pool.question, passage)
    in_form = passage.document.identity.number is not None
    named = passage.document.id in pool.named
    best, mean = pool.documents.get(passage.document.id, (0.0, 0.0))
    return {
        "part_asked": asked,
        "part_silent": float(passage.part in SILENT_PARTS and not asked),
        "part_basis": float(passage.part == "basis"),
        "lead": float(in_form and passage.ordinal == 0 and passage.part == "body"),
        "document_best": best,
        "document_mean": mean,
        "named": float(named),
        "not_named": float(bool(pool.named) and not named),
    }


def _coverages(reading: Reading, company: Company) -> dict[str, float]:
    """How much of the question is said: anywhere, in one sentence, by the headings, beside what is asked for."""
    coverage, beyond = company.weights.coverage, company.weights.beyond
    near = merged_said(reading.heading, reading.title)
    said = [one.said for one in reading.sentences]
    cosines = [company.cosines(one.cosine) for one in reading.sentences] or [0.0]
    covered = [coverage(one) for one in said] or [0.0]
    typed = [answer_types().share(company.pool.question.kinds, one.text) for one in reading.sentences] or [0.0]
    best = max(range(len(typed)), key=lambda at: covered[at] + cosines[at] / 2)
    beside = [share * (own + beyond(near, one)) for share, own, one in zip(typed, covered, said, strict=False) if share]
    whole = coverage(reading.whole)
    return {
        "coverage": whole,
        "best_coverage": max(covered),
        "two_coverage": max(
            (covered[at] + beyond(b, a) for at, (a, b) in enumerate(pairwise(said))), default=covered[0]
        ),
        "heading_coverage": coverage(reading.heading),
        "title_coverage": coverage(reading.title),
        "together_coverage": whole + beyond(near, reading.whole),
        "type_in_best": typed[best],
        "type_anywhere": max(typed),
        "typed_coverage": max(beside, default=0.0),
        "typed_cosine": max(share * cosine for share, cosine in zip(typed, cosines, strict=True)),
        "named_coverage": reading.names,
        "figure_coverage": reading.figures,
        "spelt_placed": _spelt_placed(reading, company),
    }


def _spelt_placed(reading: Reading, company: Company) -> float:
    """How much of the question, as it is spelt, one sentence with its headings says; nothing told by plain text."""
    if is_plain(reading.passage.document):
        return 0.0
    return max((company.spelt.coverage(one.spelt, reading.spelt) for one in reading.sentences), default=0.0)


def spelt_in_all(reading: Reading) -> Said:
    """What the sentences of a passage have of the question as it is spelt."""
    return together([one.spelt for one in reading.sentences])


def part_asked(question: Question, passage: PassageRecord) -> float:
    """1 for the likeliest part of the document that the question asks for, less for the others."""
    places = (PARTS_OF_DOCUMENT.get(kind, ()) for kind in question.kinds)
    return max((1 / (1 + parts.index(passage.part)) for parts in places if passage.part in parts), default=0.0)


def agreements(question: Question, passage: PassageRecord) -> dict[str, float]:
    """Whether kind, issuer, period, clause and bodies agree with what the question names: 1, -1, or 0 for no word."""
    named, identity = question.references, passage.document.identity
    kinds = [type_.name for type_ in named.types if type_.sure]
    issuers = [issuer.name for issuer in named.issuers if issuer.sure]
    words = f" {name_key(passage.text)} " if named.bodies else ""
    return {
        "type_agrees": _agreement(kinds, lambda kind: kind in (identity.type or "")),
        "issuer_agrees": _agreement(issuers, lambda body: issued_by(body, identity.issuer, identity.number)),
        "period_agrees": _period_agreement(named.periods, passage),
        "clause_agrees": _agreement(named.clauses, lambda one: names_clause(one, passage.heading, passage.text)),
        "body_agrees": _agreement(named.bodies, lambda body: f" {name_key(body.name)} " in words),
    }


def _period_agreement(periods: Sequence[Period], passage: PassageRecord) -> float:
    """A period that dates a document is held against the document's days, another against the passage's words."""
    identity = passage.document.identity
    days = [day for day in (identity.issued_on, identity.event_on) if day]
    dated = [period for period in periods if period.role == "document"]
    mentioned = [period for period in periods if period.role != "document"]
    by_day = _agreement(dated, lambda period: any(_within(period, day) for day in days))
    return by_day or _agreement(mentioned, lambda period: speaks_of(period, passage.text))


def _within(period: Period, day: date) -> bool:
    if period.first <= day <= period.last:
        return True
    # Where no year was named, the one that was taken is only the likeliest.
    first, last = ((end.month, end.day) for end in (period.first, period.last))
    return not period.sure and period.first.year == period.last.year and first <= (day.month, day.day) <= last


def _agreement(named: Sequence[T], agrees: Callable[[T], bool]) -> float:
    return 2.0 * sum(agrees(item) for item in named) / len(named) - 1.0 if named else 0.0

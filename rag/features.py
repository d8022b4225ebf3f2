"""What speaks for a candidate passage: cheap features that a learnt ranker weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

import numpy as np
import regex
from numpy.typing import NDArray

from index.anatomy.names import name_key
from index.catalog.records import DocumentRecord, PassageRecord
from index.store.protocol import DenseVector, PassageScores
from rag.answer_type import answer_types
from rag.periods import Period
from rag.question import Question
from rag.question_kind import PARTS_OF_DOCUMENT
from rag.question_terms import QuestionTerms, Said, Term, Weights, Words, words_of
from rag.references import issued_by, names_clause, speaks_of

T = TypeVar("T")

_BASE = (
    "dense", "dense_gap", "terms", "terms_share", "sentence_cosine", "sentence_gap",
    "coverage", "best_coverage", "two_coverage", "heading_coverage", "title_coverage", "together_coverage",
    "type_in_best", "type_anywhere", "typed_coverage", "typed_cosine", "named_coverage", "figure_coverage",
    "part_asked", "part_silent", "part_basis", "lead", "document_best", "document_mean", "named", "not_named",
    "type_agrees", "issuer_agrees", "period_agrees", "clause_agrees", "body_agrees", "length", "row",
)  # fmt: skip
# What weighs otherwise in a text that is no document in form: it has no title, no headings and few set phrases.
_IN_PLAIN_TEXT = (
    "dense", "terms", "terms_share", "sentence_cosine", "sentence_gap", "coverage", "best_coverage", "two_coverage",
    "together_coverage", "type_anywhere", "document_mean", "length",
)  # fmt: skip
_PLAIN_PLACES = tuple(_BASE.index(name) for name in _IN_PLAIN_TEXT)
NAMES = (*_BASE, *(f"plain_{name}" for name in _IN_PLAIN_TEXT))
_SILENT_PARTS = ("letterhead", "title", "recipients", "signature")
# Differences of cosines are some hundredths.
_SCALE = 10.0
_LOG_LENGTH = 7.0
# A line that only names what follows: a marker, few words, no end of a sentence.
_HEADING = regex.compile(
    r"(?:(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[-.)]|(?:Điều|Chương|Mục) [IVX\d]+[.:]?)\s.{0,150}[^.;:,?!…]"
    r"|[^\p{Ll}|]{3,150}",
    regex.DOTALL,
)


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
class _Reading:
    """A passage as it is weighed: its sentences that say something, and what each place says of the question."""

    candidate: Candidate
    texts: Sequence[str]
    said: Sequence[Said]
    cosines: NDArray[np.float32]
    whole: Said
    heading: Said
    title: Said
    names: float
    figures: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """The question as it is looked for: its vector, its terms, and its names and figures alone."""

    vector: DenseVector
    terms: QuestionTerms
    marked: tuple[QuestionTerms, QuestionTerms]

    @classmethod
    def of(cls, pool: Pool) -> _Asked:
        question = pool.question
        marked = (QuestionTerms.named(question), QuestionTerms.figures(question))
        return cls(pool.vector, QuestionTerms.of(question), marked)


@dataclass(frozen=True, slots=True)
class _Company:
    """What all candidates have in common: the question's terms, and the best of each score among them."""

    pool: Pool
    weights: Weights
    best_dense: float
    best_terms: float
    lowest: float
    highest: float

    def scaled(self, cosine: float) -> float:
        return (cosine - self.lowest) / ((self.highest - self.lowest) or 1.0)


def features(pool: Pool, *, fields: bool = True) -> NDArray[np.float32]:
    """One row of ``NAMES`` for each candidate; without ``fields`` headings and titles say nothing."""
    asked = _Asked.of(pool)
    readings = [_read(candidate, asked, fields) for candidate in pool.candidates]
    tops = [float(reading.cosines.max(initial=-1.0)) for reading in readings] or [0.0]
    company = _Company(
        pool,
        asked.terms.weights([reading.whole for reading in readings]),
        max((c.found.dense for c in pool.candidates), default=0.0),
        max((c.found.terms for c in pool.candidates), default=0.0) or 1.0,
        min(tops),
        max(tops),
    )
    rows = [tuple(_row(reading, company)) for reading in readings]
    rows = [(*row, *_in_plain_text(row, reading)) for row, reading in zip(rows, readings, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(-1, len(NAMES))


def _read(candidate: Candidate, asked: _Asked, fields: bool) -> _Reading:
    passage = candidate.passage
    texts = [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]
    words = [words_of(text) for text in texts]
    heading = _heading_words(passage.heading) if fields else frozenset[Term]()
    title = _title_words(_title(passage.document)) if fields else frozenset[Term]()
    all_said = [asked.terms.said_in(one) for one in words]
    cosines = passage.sentence_vectors.astype(np.float32) @ asked.vector
    saying = [at for at, text in enumerate(texts) if not _HEADING.fullmatch(text)]
    if passage.part != "body" or not saying:
        saying = list(range(len(texts)))
    heads = [all_said[at] for at in range(len(texts)) if at not in saying] if fields else []
    everywhere = [*words, heading, title]
    return _Reading(
        candidate,
        [texts[at] for at in saying],
        [all_said[at] for at in saying],
        cosines[saying],
        _together(all_said),
        _together([asked.terms.said_in(heading), *heads]),
        asked.terms.said_in(title),
        *(found.alike().coverage(_together([found.said_in(one) for one in everywhere])) for found in asked.marked),
    )


def _together(said: Sequence[Said]) -> Said:
    return {term: share for one in said for term, share in one.items()}


def _row(reading: _Reading, company: _Company) -> Iterator[float]:
    candidate, passage, question = reading.candidate, reading.candidate.passage, company.pool.question
    cosines = [company.scaled(cosine) for cosine in reading.cosines.tolist()] or [0.0]
    top = float(reading.cosines.max(initial=company.lowest))
    yield from (candidate.dense, _SCALE * (candidate.found.dense - company.best_dense))
    yield from (candidate.terms, candidate.found.terms / company.best_terms)
    yield from (max(cosines), _SCALE * (top - company.highest))
    yield from _coverages(reading, company, cosines)
    asked = _part_asked(question, passage)
    yield from (asked, float(passage.part in _SILENT_PARTS and not asked), float(passage.part == "basis"))
    in_form = passage.document.identity.number is not None
    yield float(in_form and passage.ordinal == 0 and passage.part == "body")
    yield from company.pool.documents.get(passage.document.id, (0.0, 0.0))
    named = passage.document.id in company.pool.named
    yield from (float(named), float(bool(company.pool.named) and not named))
    yield from _agreements(question, passage)
    yield from (math.log(1 + len(passage.text)) / _LOG_LENGTH, float(passage.text.count(" | ") > 1))


def _in_plain_text(row: Sequence[float], reading: _Reading) -> Iterator[float]:
    identity = reading.candidate.passage.document.identity
    plain = identity.number is None and identity.type is None
    return (row[place] if plain else 0.0 for place in _PLAIN_PLACES)


def _coverages(reading: _Reading, company: _Company, cosines: Sequence[float]) -> Iterator[float]:
    """How much of the question is said: anywhere, in one sentence, by the headings, beside what is asked for."""
    coverage, heading, title = company.weights.coverage, reading.heading, reading.title
    covered = [coverage(said) for said in reading.said] or [0.0]
    yield from (coverage(reading.whole), max(covered))
    yield max((coverage(a, b) for a, b in pairwise(reading.said)), default=max(covered))
    yield from (coverage(heading), coverage(title), coverage(reading.whole, heading, title))
    shares = [answer_types().share(company.pool.question.kinds, text) for text in reading.texts] or [0.0]
    best = max(range(len(shares)), key=lambda at: covered[at] + cosines[at] / 2)
    yield from (shares[best], max(shares))
    beside = [s * coverage(said, heading, title) for s, said in zip(shares, reading.said, strict=False) if s]
    yield max(beside, default=0.0)
    yield max(s * c for s, c in zip(shares, cosines, strict=True))
    yield from (reading.names, reading.figures)


@lru_cache(maxsize=4096)
def _heading_words(heading: tuple[str, ...]) -> Words:
    return words_of(" . ".join(heading))


@lru_cache(maxsize=1024)
def _title_words(title: str) -> Words:
    return words_of(title)


def _title(document: DocumentRecord) -> str:
    identity = document.identity
    if identity.number is None and identity.type is None:
        # The title of a text that is no document in form is its own first words, counted already.
        return ""
    return " . ".join(part for part in (identity.type, identity.number, identity.title, identity.issuer) if part)


def _part_asked(question: Question, passage: PassageRecord) -> float:
    """1 for the likeliest part of the document that the question asks for, less for the others."""
    places = (PARTS_OF_DOCUMENT.get(kind, ()) for kind in question.kinds)
    return max((1 / (1 + parts.index(passage.part)) for parts in places if passage.part in parts), default=0.0)


def _agreements(question: Question, passage: PassageRecord) -> Iterator[float]:
    """Whether kind, issuer, period, clause and bodies agree with what the question names: 1, -1, or 0 for no word."""
    named, identity = question.references, passage.document.identity
    yield _agreement([type_.name for type_ in named.types if type_.sure], lambda kind: kind in (identity.type or ""))
    issuers = [issuer.name for issuer in named.issuers if issuer.sure]
    yield _agreement(issuers, lambda body: issued_by(body, identity.issuer, identity.number))
    days = [day for day in (identity.issued_on, identity.event_on) if day]
    dated = [period for period in named.periods if period.role == "document"]
    mentioned = [period for period in named.periods if period.role != "document"]
    yield (
        _agreement(dated, lambda period: any(_within(period, day) for day in days))
        or _agreement(mentioned, lambda period: speaks_of(period, passage.text))
    )  # fmt: skip
    yield _agreement(named.clauses, lambda clause: names_clause(clause, passage.heading, passage.text))
    yield _agreement(named.bodies, lambda body: f" {name_key(body.name)} " in f" {name_key(passage.text)} ")


def _within(period: Period, day: date) -> bool:
    if period.first <= day <= period.last:
        return True
    # Where no year was named, the one that was taken is only the likeliest.
    first, last = ((end.month, end.day) for end in (period.first, period.last))
    return not period.sure and period.first.year == period.last.year and first <= (day.month, day.day) <= last


def _agreement(named: Sequence[T], agrees: Callable[[T], bool]) -> float:
    return 2.0 * sum(agrees(item) for item in named) / len(named) - 1.0 if named else 0.0

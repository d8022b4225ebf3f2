"""A passage as it is weighed: what each of its sentences, its headings and its title say of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import regex

from index.anatomy.markers import find_marker
from index.catalog.records import DocumentRecord, PassageRecord
from index.store.protocol import DenseVector
from index.text.tokens import spelt_syllables_of, syllables_of
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, Said, Term, is_surely_spelt

# Of a text, in its order.
Syllables = tuple[str, ...]

# Passages whose words are kept; those of one take some ten kilobytes.
_PREPARED = 2_000
# A line that only names what follows: a marker, few words, no end of a sentence.
_HEADING = regex.compile(
    r"(?:(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[-.)]|(?:Điều|Chương|Mục) [IVX\d]+[.:]?)\s.{0,150}[^.;:,?!…]"
    r"|[^\p{Ll}|]{3,150}",
    regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it is looked for: its vector, its terms, its names and figures alone, its words as spelt."""

    vector: DenseVector
    terms: QuestionTerms
    names: QuestionTerms
    figures: QuestionTerms
    spelt: QuestionTerms
    surely_spelt: bool

    @classmethod
    def of(cls, question: Question, vector: DenseVector) -> Asked:
        """What is looked for in every passage."""
        named, figures = QuestionTerms.named(question), QuestionTerms.figures(question)
        spelt = QuestionTerms.spelt(question)
        return cls(vector, QuestionTerms.of(question), named, figures, spelt, is_surely_spelt(question))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What can be said of a passage before anything is asked: each sentence's text, its words folded
    and as they are spelt, and the places of some.

    Sentences of ``naming`` only name what follows; those of ``saying`` are the others, unless all of them are such.
    """

    sentences: tuple[tuple[str, Syllables, Syllables], ...]
    saying: tuple[int, ...]
    answering: tuple[int, ...]
    naming: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """A sentence ``[start, end)`` of the document's text, its folded syllables and what of the question it says."""

    start: int
    end: int
    text: str
    said: Said
    cosine: float
    syllables: Syllables
    spelt: Said


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage's sentences that say something, and what each place says of the question.

    ``answering`` are those that may answer: also items of a list that end without a stop, as headings do.
    ``surrounding`` are the folded syllables of the headings and of the title.
    ``spelt`` is what the headings and the title have of the question's words as they are spelt.
    ``names`` and ``figures`` are the shares of the question's names and figures that stand anywhere here.
    """

    passage: PassageRecord
    sentences: Sequence[SentenceReading]
    answering: Sequence[SentenceReading]
    whole: Said
    heading: Said
    title: Said
    surrounding: tuple[Syllables, Syllables]
    spelt: Said
    names: float
    figures: float

    def nearest(self, *, at_least: float) -> float:
        """The cosine of the sentence nearest to the question."""
        return max([at_least, *(sentence.cosine for sentence in self.sentences)])


def read(passage: PassageRecord, asked: Asked, *, fields: bool = True) -> Reading:
    """Weigh a passage; without ``fields`` its headings and title say nothing."""
    known = _prepared(passage)
    every = _sentences(passage, known, asked)
    trail, title = (" . ".join(passage.heading), title_of(passage.document)) if fields else ("", "")
    heading, titled = _syllables(trail), _syllables(title)
    everywhere = (*(one.syllables for one in every), heading, titled)
    return Reading(
        passage=passage,
        sentences=[every[at] for at in known.saying],
        answering=[every[at] for at in known.answering],
        whole=together([one.said for one in every]),
        heading=together([asked.terms.said_by(heading), *(every[at].said for at in known.naming if fields)]),
        title=asked.terms.said_by(titled),
        surrounding=(heading, titled),
        spelt=asked.spelt.said_by(_placing(trail, title, asked.surely_spelt)) if fields else {},
        names=asked.names.share_said(*everywhere),
        figures=asked.figures.share_said(*everywhere),
    )


@lru_cache(maxsize=_PREPARED)
def _prepared(passage: PassageRecord) -> _Prepared:
    texts = [passage.text[start - passage.start : end - passage.start] for start, end in passage.sentences]
    naming = [passage.part == "body" and bool(_HEADING.fullmatch(text)) for text in texts]
    if all(naming):
        naming = [False] * len(texts)
    places = range(len(texts))
    return _Prepared(
        tuple((text, tuple(syllables_of(text)), tuple(spelt_syllables_of(text))) for text in texts),
        saying=tuple(at for at in places if not naming[at]),
        answering=tuple(at for at in places if not naming[at] or _is_item(texts, at)),
        naming=tuple(at for at in places if naming[at]),
    )


def _is_item(texts: Sequence[str], at: int) -> bool:
    """Whether what looks like a heading is an item of a list: another follows it, or nothing, or it holds a figure."""
    marker = find_marker(texts[at])
    if any(map(str.isdigit, texts[at][len(marker.text) if marker else 0 :])):
        return True
    if marker is None:
        return False
    following = find_marker(texts[at + 1]) if at + 1 < len(texts) else marker
    return following is not None and following.kind == marker.kind


def together(said: Sequence[Said]) -> Said:
    """All terms that texts say, each as the last of them says it."""
    merged: dict[Term, float] = {}
    for one in said:
        merged |= one
    return merged


def is_plain(document: DocumentRecord) -> bool:
    """Whether it is no document in form."""
    return document.identity.number is None and document.identity.type is None


def title_of(document: DocumentRecord) -> str:
    """What names a document; of a text that is no document in form, whose title is its own first words, nothing."""
    identity = document.identity
    if is_plain(document):
        return ""
    return " . ".join(part for part in (identity.type, identity.number, identity.title, identity.issuer) if part)


def _sentences(passage: PassageRecord, known: _Prepared, asked: Asked) -> list[SentenceReading]:
    cosines = (passage.sentence_vectors.astype(np.float32) @ asked.vector).tolist()
    said_by, spelt_by = asked.terms.said_by, asked.spelt.said_by
    found = []
    for (start, end), cosine, (text, folded, spelt) in zip(passage.sentences, cosines, known.sentences, strict=True):
        said = spelt_by(spelt if asked.surely_spelt else folded)
        found.append(SentenceReading(start, end, text, said_by(folded), cosine, folded, said))
    return found


@lru_cache(maxsize=4096)
def _syllables(text: str) -> Syllables:
    return tuple(syllables_of(text))


@lru_cache(maxsize=4096)
def _placing(trail: str, title: str, surely: bool) -> Syllables:
    """What tells where a passage stands, as it is spelt where that is sure."""
    text = f"{trail} . {title}"
    return tuple(spelt_syllables_of(text) if surely else syllables_of(text))

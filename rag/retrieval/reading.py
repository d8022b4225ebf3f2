"""A passage as it is weighed: what each of its sentences, its headings and its title say of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray

from index.anatomy.markers import find_marker
from index.catalog.records import DocumentRecord, PassageRecord
from index.store.protocol import DenseVector
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, Said, Term, Words, words_of

# A line that only names what follows: a marker, few words, no end of a sentence.
_HEADING = regex.compile(
    r"(?:(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[-.)]|(?:Điều|Chương|Mục) [IVX\d]+[.:]?)\s.{0,150}[^.;:,?!…]"
    r"|[^\p{Ll}|]{3,150}",
    regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as it is looked for: its vector, its terms, and its names and figures alone."""

    vector: DenseVector
    terms: QuestionTerms
    names: QuestionTerms
    figures: QuestionTerms

    @classmethod
    def of(cls, question: Question, vector: DenseVector) -> Asked:
        """What is looked for in every passage."""
        named, figures = QuestionTerms.named(question), QuestionTerms.figures(question)
        return cls(vector, QuestionTerms.of(question), named, figures)


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """A sentence ``[start, end)`` of the document's text and what of the question it says."""

    start: int
    end: int
    text: str
    said: Said
    cosine: float
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage's sentences that say something, and what each place says of the question.

    ``answering`` are those that may answer: also items of a list that end without a stop, as headings do.
    ``names`` and ``figures`` are the shares of the question's names and figures that stand anywhere here.
    """

    passage: PassageRecord
    sentences: Sequence[SentenceReading]
    answering: Sequence[SentenceReading]
    whole: Said
    heading: Said
    title: Said
    surrounding: Words
    names: float
    figures: float

    @property
    def cosines(self) -> NDArray[np.float32]:
        """Of the sentences, in their order."""
        return np.array([sentence.cosine for sentence in self.sentences], dtype=np.float32)


def read(passage: PassageRecord, asked: Asked, *, fields: bool = True) -> Reading:
    """Weigh a passage; without ``fields`` its headings and title say nothing."""
    every = _sentences(passage, asked)
    heading = _heading_words(passage.heading) if fields else frozenset[Term]()
    title = _title_words(title_of(passage.document)) if fields else frozenset[Term]()
    only_naming = [passage.part == "body" and bool(_HEADING.fullmatch(one.text)) for one in every]
    if all(only_naming):
        only_naming = [False] * len(every)
    saying = [one for one, names in zip(every, only_naming, strict=True) if not names]
    heads = [one.said for one, names in zip(every, only_naming, strict=True) if names and fields]
    everywhere = [*(one.words for one in every), heading, title]
    return Reading(
        passage=passage,
        sentences=saying,
        answering=[one for at, one in enumerate(every) if not only_naming[at] or _is_item(every, at)],
        whole=together([one.said for one in every]),
        heading=together([asked.terms.said_in(heading), *heads]),
        title=asked.terms.said_in(title),
        surrounding=heading | title,
        names=_share(asked.names, everywhere),
        figures=_share(asked.figures, everywhere),
    )


def _is_item(sentences: Sequence[SentenceReading], at: int) -> bool:
    """Whether what looks like a heading is an item of a list: another follows it, or nothing, or it holds a figure."""
    marker = find_marker(sentences[at].text)
    if any(map(str.isdigit, sentences[at].text[len(marker.text) if marker else 0 :])):
        return True
    if marker is None:
        return False
    following = find_marker(sentences[at + 1].text) if at + 1 < len(sentences) else marker
    return following is not None and following.kind == marker.kind


def together(said: Sequence[Said]) -> Said:
    """All terms that texts say, each as the last of them says it."""
    return {term: share for one in said for term, share in one.items()}


def is_plain(document: DocumentRecord) -> bool:
    """Whether it is no document in form."""
    return document.identity.number is None and document.identity.type is None


def title_of(document: DocumentRecord) -> str:
    """What names a document; of a text that is no document in form, whose title is its own first words, nothing."""
    identity = document.identity
    if is_plain(document):
        return ""
    return " . ".join(part for part in (identity.type, identity.number, identity.title, identity.issuer) if part)


def _sentences(passage: PassageRecord, asked: Asked) -> list[SentenceReading]:
    cosines = (passage.sentence_vectors.astype(np.float32) @ asked.vector).tolist()
    found = []
    for (start, end), cosine in zip(passage.sentences, cosines, strict=True):
        text = passage.text[start - passage.start : end - passage.start]
        words = words_of(text)
        found.append(SentenceReading(start, end, text, asked.terms.said_in(words), cosine, words))
    return found


def _share(marked: QuestionTerms, places: Sequence[Words]) -> float:
    return marked.alike().coverage(together([marked.said_in(words) for words in places]))


@lru_cache(maxsize=4096)
def _heading_words(heading: tuple[str, ...]) -> Words:
    return words_of(" . ".join(heading))


@lru_cache(maxsize=1024)
def _title_words(title: str) -> Words:
    return words_of(title)

"""What a question says and what stands around its best evidence, written alike so that the two can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.text.tone_placement import unify_tones
from rag.evidence.evidence import Evidence
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question
from rag.understanding.question_kind import form_of

# The best few sentences are what an answer would be made of.
LOOKED_AT = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """``asked`` is the question in small letters without its documents' numbers; of the best sentences, best first,
    ``said`` is each with its headings and ``near`` its whole passage with all that names and dates its document."""

    question: Question
    retrieval: Retrieval
    evidence: tuple[Evidence, ...]
    asked: str
    said: tuple[str, ...]
    near: tuple[str, ...]

    @classmethod
    def of(cls, question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> Ground:
        """Of the first ``LOOKED_AT`` sentences."""
        best = tuple(evidence[:LOOKED_AT])
        said = (" . ".join((*item.found.passage.heading, item.text)) for item in best)
        return cls(
            question,
            retrieval,
            best,
            in_words(without_numbers(question)),
            tuple(map(in_words, said)),
            tuple(in_words(around(item)) for item in best),
        )

    @property
    def further(self) -> tuple[str, ...]:
        """The texts of all passages found of the documents that the best sentences stand in."""
        documents = {item.found.passage.document.id for item in self.evidence}
        return tuple(hit.passage.text for hit in self.retrieval.passages if hit.passage.document.id in documents)

    @property
    def yes_or_no(self) -> bool:
        """Whether it is asked if something is so: "không" may be the answer."""
        return form_of(self.question.text, accented=self.question.accented) == "yesno"


def in_words(text: str) -> str:
    """Small letters with the tone marks in one place, as patterns over words are written."""
    return unify_tones(text.lower())


def around(item: Evidence) -> str:
    """The passage of a sentence with its headings and all that names and dates its document."""
    passage = item.found.passage
    identity = passage.document.identity
    days = (identity.issued_on, identity.event_on)
    dated = [f"ngày {day.day} tháng {day.month} năm {day.year}" for day in days if day]
    named = [part for part in (identity.type, identity.number, identity.title, identity.issuer) if part]
    return " . ".join((*named, *dated, *passage.heading, passage.text))


def without_numbers(question: Question) -> str:
    """The question's text without the numbers of documents."""
    text = question.text
    for number in sorted(question.references.numbers, key=lambda one: -one.start):
        text = text[: number.start] + " " + text[number.end :]
    return re.sub(r"\s+", " ", text).strip()

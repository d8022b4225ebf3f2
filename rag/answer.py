"""What an answer is, inside: statements and the citations they rest on, the same for every door."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rag.retrieved import RetrievedPassage

Mode = Literal["extractive", "llm"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: ``text[start:end]`` of the document's text is ``quote``.

    ``cells`` are a table row's filled cells, each under its column's heading.
    """

    number: int
    document_id: str
    source: str
    title: str
    document_number: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    passage_id: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a reason for giving none.

    ``timings_ms`` are milliseconds by step; ``confidence`` is the chance from 0 to 1, as the abstention model sees it,
    that the evidence answers; ``passages`` are those it was looked for in, best first; ``understood`` are lines for the
    reader on how the question was read.
    """

    id: str
    question: str
    standalone_question: str
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstain_reason: str | None = None
    mode: Mode = "extractive"
    related: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    confidence: float | None = None
    passages: tuple[RetrievedPassage, ...] = ()
    understood: tuple[str, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether the answer is silence."""
        return self.abstain_reason is not None

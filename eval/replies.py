"""What the assistant said to a question, the same however it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# How many of the passages that an answer was looked for in are kept.
PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation; ``exact`` when its quote is the document's characters at its offsets."""

    number: int
    document_id: str
    document_number: str | None
    source: str
    title: str
    issued_on: str | None
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an answer and the numbers of its citations; a ``remark`` is the product's own, around a quote."""

    text: str
    citations: tuple[int, ...]
    verified: bool
    remark: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was retrieved; ``score`` is the ranking's own."""

    passage_id: str
    document_id: str
    document_number: str | None
    source: str
    start: int
    end: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or the assistant's silence; ``error`` when it failed.

    ``confidence`` is the assistant's own, where it tells one; ``passages`` are those the answer was looked for in.
    """

    answer: str = ""
    abstained: bool = False
    abstain_reason: str | None = None
    mode: str = ""
    standalone_question: str = ""
    citations: tuple[Cited, ...] = ()
    statements: tuple[Said, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    confidence: float | None = None
    passages: tuple[Found, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document that can be answered from."""

    id: str
    source: str
    document_number: str | None
    sha256: str
    passages: int


def found_from_wire(hit: Mapping[str, Any]) -> Found:
    """A hit of ``/v1/search``."""
    return Found(
        hit["passage_id"], hit["document_id"], hit["document_number"], hit["source"],
        hit["start"], hit["end"], hit["text"], hit["score"],
    )  # fmt: skip


def cited_from_wire(citation: Mapping[str, Any], *, exact: bool) -> Cited:
    """A citation of ``/v1/ask``."""
    return Cited(
        number=citation["number"],
        document_id=citation["document_id"],
        document_number=citation["document_number"],
        source=citation["source"],
        title=citation["title"],
        issued_on=citation["issued_on"],
        heading=tuple(citation["heading"]),
        quote=citation["quote"],
        start=citation["start"],
        end=citation["end"],
        exact=exact,
    )

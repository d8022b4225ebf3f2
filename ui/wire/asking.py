"""Questions, searches, and what is answered: the wire of ``/v1/ask`` and ``/v1/search``."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from ui.wire.base import Text, Wire
from ui.wire.tasks import TaskOut

AnswerKind = Literal[
    "fact", "number", "date", "person", "body", "list", "task", "document", "yesno", "comparison", "count", "reason",
    "definition",
]  # fmt: skip


class Filters(Wire):
    """Which documents may be used; empty lists do not restrict, dates are inclusive."""

    document_ids: list[str] = Field(default=[])
    types: list[str] = Field(default=[])
    issuers: list[str] = Field(default=[])
    issued_from: date | None = None
    issued_to: date | None = None


class Turn(Wire):
    """One earlier turn of a conversation."""

    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class AskRequest(Wire):
    """A question."""

    question: Text
    conversation_id: str | None = Field(default=None, max_length=64, pattern=r"^[\w-]+$")
    history: list[Turn] = Field(default=[], max_length=100)
    filters: Filters = Filters()
    as_of: date | None = Field(default=None, ge=date(1900, 1, 1), le=date(2100, 12, 31))
    stream: bool = False
    mode: Literal["auto", "extractive", "llm"] = "auto"
    passages: int = Field(
        default=0, ge=0, le=20, description="How many of the passages it was looked for in to return."
    )


class CellOut(BaseModel):
    """A cell of a table row under its column's heading."""

    column: str
    text: str


class CitationOut(BaseModel):
    """A verbatim quote; ``text[start:end]`` of the document's text is ``quote``. A table row tells its cells."""

    number: int
    document_id: str
    title: str
    document_number: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    source: str
    heading: list[str]
    quote: str
    start: int
    end: int
    passage_id: str
    cells: list[CellOut] = []


class StatementOut(BaseModel):
    """One sentence of the answer, or a ``remark`` on it; ``emphasis`` are the stretches ``[start, end)`` of ``text``
    that answer.
    """

    text: str
    citations: list[int]
    verified: bool
    emphasis: list[tuple[int, int]] = []
    remark: bool = False


class EarlierFigure(BaseModel):
    """What an older document said of the same thing."""

    text: str
    citation: int
    issued_on: date | None


class Hit(BaseModel):
    """A passage found."""

    passage_id: str
    document_id: str
    document_number: str | None
    title: str
    type: str | None
    issuer: str | None
    issued_on: date | None
    source: str
    heading: list[str]
    text: str
    start: int
    end: int
    score: float


class NearestDocument(BaseModel):
    """A document to look into where there is no answer; it is no source of one."""

    id: str
    title: str
    number: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    source: str


class AskResponse(BaseModel):
    """An answer, the same through every door and out of storage.

    ``kind`` is what sort of answer was asked for; ``nearest`` are documents that may be related where it is silent.
    ``understood`` tells, in Vietnamese, how the question was read where that is more than its own words.
    """

    id: str
    conversation_id: str
    question: str
    standalone_question: str
    answer: str
    abstained: bool
    abstain_reason: str | None
    mode: Literal["extractive", "llm"]
    citations: list[CitationOut]
    statements: list[StatementOut]
    earlier_figures: list[EarlierFigure] = []
    tasks: list[TaskOut] = []
    related: list[str] = []
    timings_ms: dict[str, float]
    confidence: float | None = None
    passages: list[Hit] = []
    understood: list[str] = []
    kind: AnswerKind = "fact"
    nearest: list[NearestDocument] = []


class SearchRequest(Wire):
    """A search for passages."""

    query: Text
    limit: int = Field(default=10, ge=1, le=100)
    filters: Filters = Filters()


class SearchResponse(BaseModel):
    """Passages, best first; ``understood`` as in an answer.

    ``note`` names documents outside the filters when nothing was found within them.
    """

    hits: list[Hit]
    timings_ms: dict[str, float]
    understood: list[str] = []
    note: str | None = None

"""The wire: what the API takes and gives, and what ``--json`` prints. Held to the contract letter by letter."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Wire(BaseModel):
    """Base of what comes in: unknown fields are an error."""

    model_config = ConfigDict(extra="forbid")


class Filters(Wire):
    """Which documents may be used; empty lists do not restrict, dates are inclusive."""

    document_ids: list[str] = []
    types: list[str] = []
    issuers: list[str] = []
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
    as_of: date | None = None
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
    """One sentence of the answer."""

    text: str
    citations: list[int]
    verified: bool


class EarlierFigure(BaseModel):
    """What an older document said of the same thing."""

    text: str
    citation: int
    issued_on: date | None


class DeadlineOut(BaseModel):
    """A deadline: its words and, where they can be counted, its days."""

    model_config = ConfigDict(populate_by_name=True)

    text: str
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    recurring: bool = False


class TaskOut(BaseModel):
    """Who must do what by when."""

    id: str
    document_id: str
    document_number: str | None
    issued_on: date | None
    lead: list[str]
    support: list[str]
    action: str
    result: str | None
    deadline: DeadlineOut | None
    status: str | None
    quote: str
    start: int
    end: int
    heading: list[str]


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


class AskResponse(BaseModel):
    """An answer, the same through every door and out of storage."""

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


class SearchRequest(Wire):
    """A search for passages."""

    query: Text
    limit: int = Field(default=10, ge=1, le=100)
    filters: Filters = Filters()


class SearchResponse(BaseModel):
    """Passages, best first."""

    hits: list[Hit]
    timings_ms: dict[str, float]


class Relation(BaseModel):
    """What a document says of another; ``quote`` is ``text[start:end]`` of the document that says it.

    ``whole``: the other document as such, not one of its articles; ``document_id`` is the other one, where it is here.
    """

    kind: Literal["amends", "supplements", "replaces", "repeals", "cites"]
    number: str
    document_id: str | None
    whole: bool = False
    quote: str = ""
    start: int = 0
    end: int = 0


class IncomingRelation(BaseModel):
    """What another document says of this one; ``quote`` is ``text[start:end]`` of the other."""

    kind: Literal["amends", "supplements", "replaces", "repeals", "cites"]
    document_id: str
    document_number: str | None
    issued_on: date | None
    whole: bool
    quote: str
    start: int
    end: int


class Validity(BaseModel):
    """Whether a document is in force today, as far as the documents here tell; ``ended_by`` ended it."""

    state: Literal["in_force", "not_yet_in_force", "expired", "replaced", "repealed", "unknown"]
    effective_from: date | None
    expires_on: date | None
    ended_by: IncomingRelation | None = None


class DocumentOut(BaseModel):
    """A document without its text; relations and validity where one document is asked for."""

    id: str
    source: str
    title: str
    number: str | None
    type: str | None
    issuer: str | None
    signer: str | None
    issued_on: date | None
    sha256: str
    characters: int
    passages: int
    added_at: datetime
    updated_at: datetime
    event_on: date | None = None
    addressees: list[str] = []
    legal_bases: list[str] = []
    recognised: bool = False
    relations: list[Relation] = []
    incoming_relations: list[IncomingRelation] = []
    validity: Validity | None = None


class DocumentsResponse(BaseModel):
    """A page of documents."""

    documents: list[DocumentOut]
    next_cursor: str | None


class JobCreated(BaseModel):
    """An ingestion run was begun."""

    job_id: str


class JobDocumentOut(BaseModel):
    """What became of one file."""

    source: str
    document_id: str | None
    status: Literal["added", "updated", "unchanged", "failed"]
    detail: str | None


class JobOut(BaseModel):
    """How far an ingestion run is."""

    state: Literal["queued", "running", "done", "failed"]
    done: int
    total: int
    documents: list[JobDocumentOut]
    detail: str | None = None


class FailureOut(BaseModel):
    """A file that could not be read; ``document_id`` is what an earlier version of it left, still as it was."""

    id: str
    source: str
    reason: str
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime
    document_id: str | None


class FailuresResponse(BaseModel):
    """A page of the quarantine, the last failure first."""

    failures: list[FailureOut]
    next_cursor: str | None


class IngestPathsRequest(Wire):
    """The owner is asked, by a process of the same user, to ingest files of this machine."""

    paths: list[str] = Field(default=[], max_length=10_000)
    prune: bool = False
    reindex: bool = False
    optimize: bool = False


class IngestPathsResponse(BaseModel):
    """The run, and files that are passed over because they are no documents."""

    job_id: str
    passed_over: list[str]


class FeedbackRequest(Wire):
    """What a reader thought of an answer."""

    answer_id: str = Field(max_length=64)
    rating: Literal["up", "down"]
    comment: str | None = Field(default=None, max_length=2000)


class ConversationOut(BaseModel):
    """A conversation; ``answers`` only when one is asked for."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime


class ConversationWithAnswers(ConversationOut):
    """A conversation and all its answers, the oldest first."""

    answers: list[AskResponse]


class ConversationsResponse(BaseModel):
    """Conversations, the last used first."""

    conversations: list[ConversationOut]


class Problem(BaseModel):
    """RFC 9457 problem document."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    request_id: str

"""Documents, their ingestion and their failures on the wire."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from ui.wire.base import Wire


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
    """A document without its text; relations, validity and how many tasks it assigns where one is asked for."""

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
    tasks: int | None = None


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

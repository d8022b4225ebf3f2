"""What the catalog hands out: frozen records, never database rows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.anatomy.identity import Identity


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document without its text."""

    id: str
    source: str
    location: str
    sha256: str
    pipeline: str
    revision: str
    identity: Identity
    characters: int
    passages: int
    added_at: datetime
    updated_at: datetime
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class NumberedDocument:
    """What a document may be called by: its number, kind, issuer and day."""

    id: str
    number: str
    type: str | None
    issuer: str | None = None
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """What document ``source_id`` says of the one with ``number``, at ``[start, end)`` of its own text.

    ``target_id`` is the document with that number where it is here and no other can be meant; ``from_day`` is the day
    from which it is so, where the statement names one.
    """

    source_id: str
    kind: str
    number: str
    whole: bool
    start: int
    end: int
    target_id: str | None = None
    from_day: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document is in force on a day; ``ended_by`` is the statement of the other document that ended it."""

    state: Literal["in force", "not yet in force", "expired", "replaced", "repealed", "unknown"]
    ended_by: RelationRecord | None = None


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """A file that could not be read, and why; ``document_id`` is what an earlier version of it left, if any."""

    id: str
    source: str
    location: str
    reason: str
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime
    document_id: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PassageRecord:
    """A live passage with its text and its sentences; the same only as itself, so that work on it can be kept by it.

    ``sentences`` are offsets in the document's text; ``sentence_vectors`` has one unit row for each.
    """

    id: str
    document: DocumentRecord
    ordinal: int
    start: int
    end: int
    part: str
    heading: tuple[str, ...]
    text: str
    sentences: tuple[tuple[int, int], ...]
    sentence_vectors: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """Which documents to list: words of number, title or source, exact type and issuer, inclusive dates."""

    words: str = ""
    type: str | None = None
    issuer: str | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    limit: int = 50
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class JobDocument:
    """What became of one file: ``added``, ``updated``, ``unchanged`` or ``failed`` with its reason."""

    source: str
    status: str
    document_id: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class JobRecord:
    """An ingestion run: ``queued``, ``running``, ``done`` or ``failed``."""

    id: str
    state: str
    done: int
    total: int
    detail: str | None
    documents: tuple[JobDocument, ...] = ()

"""The catalog's tables (SQLAlchemy). Migrations in ``migrations/`` make them; this file describes them."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


def now() -> datetime:
    """The present moment in UTC, without a zone, as every catalog column keeps it."""
    return datetime.now(UTC).replace(tzinfo=None)


class Base(DeclarativeBase):
    """Base of all tables; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class DocumentRow(Base):
    """A document and its normalised text."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    location: Mapped[str] = mapped_column(Text, unique=True)
    source: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    pipeline: Mapped[str] = mapped_column(String(40))
    revision: Mapped[str] = mapped_column(String(32))
    title: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(String(80), index=True)
    type: Mapped[str | None] = mapped_column(String(60), index=True)
    issuer: Mapped[str | None] = mapped_column(String(200), index=True)
    signer: Mapped[str | None] = mapped_column(String(120))
    issued_on: Mapped[date | None] = mapped_column(index=True)
    event_on: Mapped[date | None]
    effective_from: Mapped[date | None]
    expires_on: Mapped[date | None]
    addressees: Mapped[list[str]] = mapped_column(JSON)
    legal_bases: Mapped[list[str]] = mapped_column(JSON)
    recognised: Mapped[bool] = mapped_column(default=False)
    # What all spellings of the number share.
    number_key: Mapped[str | None] = mapped_column(String(80), index=True)
    # Folded number, title, type, issuer and source: what a document list is searched by.
    folded: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    characters: Mapped[int]
    passages: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class SectionRow(Base):
    """One section of a document's text."""

    __tablename__ = "sections"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    part: Mapped[str] = mapped_column(String(12))
    rank: Mapped[int | None]
    heading: Mapped[list[str]] = mapped_column(JSON)
    columns: Mapped[list[str]] = mapped_column(JSON)
    # Where a row's cells stand in the document's text, one pair for each column.
    cells: Mapped[list[list[int]]] = mapped_column(JSON)


class RelationRow(Base):
    """What one document says of another, which need not be here."""

    __tablename__ = "relations"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(80))
    number_key: Mapped[str] = mapped_column(String(80), index=True)
    whole: Mapped[bool]
    # The other document's date, where it stands beside its number.
    dated: Mapped[date | None]
    # The day from which the statement takes effect, where it names one.
    from_day: Mapped[date | None]
    start: Mapped[int]
    end: Mapped[int]


class TaskRow(Base):
    """A task that a document assigns; ``ordinal`` is its place among the document's."""

    __tablename__ = "tasks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    lead: Mapped[list[str]] = mapped_column(JSON)
    support: Mapped[list[str]] = mapped_column(JSON)
    action: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]
    heading: Mapped[list[str]] = mapped_column(JSON)
    result: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    # Without a deadline there are no words; with one there may be no days.
    due_text: Mapped[str | None] = mapped_column(Text)
    due_begin: Mapped[date | None]
    due_end: Mapped[date | None] = mapped_column(index=True)
    recurring: Mapped[bool]
    lead_start: Mapped[int | None]
    lead_end: Mapped[int | None]
    # Whether it says of itself that it renews or presses an earlier one.
    renewing: Mapped[bool]
    # Folded action, quote and result: what the register is searched by.
    folded: Mapped[str] = mapped_column(Text)


class AssigneeRow(Base):
    """One name that a task is given to; ``key`` is what the spellings of the name share."""

    __tablename__ = "assignees"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    # A group of bodies such as "các bộ, ngành, địa phương".
    collective: Mapped[bool]

    __table_args__ = (Index("ix_assignees_key", "key", "collective"),)


class TaskMarkRow(Base):
    """One mark of a task's words: two tasks of nearly the same words share some."""

    __tablename__ = "task_marks"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[int] = mapped_column(primary_key=True, index=True)


class PassageRow(Base):
    """One passage; a passage that is not here cannot be found, whatever the passage store holds."""

    __tablename__ = "passages"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    part: Mapped[str] = mapped_column(String(12))
    heading: Mapped[list[str]] = mapped_column(JSON)
    sentences: Mapped[list[list[int]]] = mapped_column(JSON)
    # float16, one row of the encoder's dimension for each sentence.
    sentence_vectors: Mapped[bytes] = mapped_column(LargeBinary)


class RevisionRow(Base):
    """A document's stay in the passage store: ``writing`` → ``live`` → ``retired`` → gone.

    What is found ``writing`` or ``retired`` when the catalog is opened was left by an interruption.
    """

    __tablename__ = "revisions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    document_id: Mapped[str] = mapped_column(String(32), index=True)
    state: Mapped[str] = mapped_column(String(8), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


class FailureRow(Base):
    """A file that could not be read, until it can, is gone or is dismissed."""

    __tablename__ = "failures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    location: Mapped[str] = mapped_column(Text, unique=True)
    source: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int]
    first_failed_at: Mapped[datetime]
    last_failed_at: Mapped[datetime] = mapped_column(index=True)


class JobRow(Base):
    """One ingestion run."""

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    detail: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)


class JobDocumentRow(Base):
    """What became of one file in a run."""

    __tablename__ = "job_documents"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    document_id: Mapped[str | None] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(10))
    detail: Mapped[str | None] = mapped_column(Text)


class ConversationRow(Base):
    """A conversation; its turns are its answers."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, index=True)


class AnswerRow(Base):
    """One turn: the question and the whole answer as it was given."""

    __tablename__ = "answers"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(Text)
    response: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (Index("ix_answers_conversation", "conversation_id", "created_at"),)


class FeedbackRow(Base):
    """What a reader thought of an answer."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    answer_id: Mapped[str] = mapped_column(ForeignKey("answers.id", ondelete="CASCADE"), index=True)
    rating: Mapped[str] = mapped_column(String(4))
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=now)


class KeyRow(Base):
    """An API key; only its hash is kept."""

    __tablename__ = "keys"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    groups: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]

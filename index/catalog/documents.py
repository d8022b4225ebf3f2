"""Documents and their text in the catalog; what is committed here is what can be found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Engine, delete, func, select, update
from sqlalchemy.orm import Session, defer

from index.anatomy.identity import Identity
from index.anatomy.number_key import number_key
from index.catalog.document_rows import document_record
from index.catalog.records import DocumentQuery, DocumentRecord, NumberedDocument
from index.catalog.state import CatalogState
from index.catalog.tables import DocumentRow, PassageRow, RelationRow, RevisionRow, SectionRow, now
from index.catalog.task_rows import add_tasks
from index.catalog.whole_documents import WholeDocuments
from index.document import Document
from index.errors import CatalogError, NotFoundError
from index.knowledge.by_state import ByState
from index.passages import Passage
from index.text.folding import fold

# Before the pipeline of a document whose passages are no longer in the passage store.
STALE = "!"


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A document whose passages are in the passage store under ``revision`` and may now be shown."""

    document: Document
    revision: str
    pipeline: str
    passages: Sequence[Passage]
    sentence_vectors: Sequence[NDArray[np.float16]]


class DocumentCatalog:
    """Documents and passages. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._whole = WholeDocuments(engine)
        self._state = CatalogState(engine)
        self._numbered = ByState(self.state, self._read_numbered)

    def close(self) -> None:
        """Release the connection that changes are noticed by."""
        self._state.close()

    def begin_revisions(self, revisions: Iterable[tuple[str, str]]) -> None:
        """Note ``(revision, document id)`` as being written, before the passage store hears of them."""
        with Session(self._engine) as session, session.begin():
            session.add_all(RevisionRow(id=r, document_id=d, state="writing") for r, d in revisions)

    def publish(self, written: Sequence[WrittenDocument]) -> list[str]:
        """Make documents visible in place of what they were; returns the revisions this retires."""
        with Session(self._engine) as session, session.begin():
            retired = [old for item in written if (old := _replace(session, item))]
            live = [item.revision for item in written]
            session.execute(update(RevisionRow).where(RevisionRow.id.in_(live)).values(state="live"))
            session.execute(update(RevisionRow).where(RevisionRow.id.in_(retired)).values(state="retired"))
        return retired

    def remove(self, document_id: str) -> str:
        """Make a document invisible; returns the revision this retires. Raises ``NotFoundError``."""
        with Session(self._engine) as session, session.begin():
            row = _document_row(session, document_id)
            revision = row.revision
            session.execute(delete(DocumentRow).where(DocumentRow.id == document_id))
            session.execute(update(RevisionRow).where(RevisionRow.id == revision).values(state="retired"))
        return revision

    def unfinished_revisions(self) -> list[str]:
        """Revisions whose passages have no business in the passage store."""
        with Session(self._engine) as session:
            return list(session.scalars(select(RevisionRow.id).where(RevisionRow.state != "live")))

    def forget_revisions(self, revisions: Sequence[str]) -> None:
        """The passage store no longer holds these."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(RevisionRow).where(RevisionRow.id.in_(list(revisions))))

    def mark_stale(self) -> None:
        """Every document counts as changed until it is written again."""
        marked = update(DocumentRow).where(~DocumentRow.pipeline.startswith(STALE))
        with Session(self._engine) as session, session.begin():
            session.execute(marked.values(pipeline=STALE + DocumentRow.pipeline))

    def find_by_location(self, location: str) -> DocumentRecord | None:
        """The document ingested from a location, if there is one."""
        with Session(self._engine) as session:
            row = session.scalar(select(DocumentRow).where(DocumentRow.location == location))
            return document_record(row) if row else None

    def find_by_digest(self, sha256: str) -> list[DocumentRecord]:
        """The documents whose file has these very bytes, the first added first."""
        statement = select(DocumentRow).options(defer(DocumentRow.text)).where(DocumentRow.sha256 == sha256)
        with Session(self._engine) as session:
            return [
                document_record(row)
                for row in session.scalars(statement.order_by(DocumentRow.added_at, DocumentRow.id))
            ]

    def has(self, document_id: str) -> bool:
        """Whether there is a document of this id."""
        with Session(self._engine) as session:
            return session.get(DocumentRow, document_id, options=[defer(DocumentRow.text)]) is not None

    def move(self, document_id: str, source: str, location: str) -> DocumentRecord:
        """The same document under a new name; raises ``NotFoundError``."""
        with Session(self._engine) as session, session.begin():
            row = _document_row(session, document_id)
            row.source, row.location, row.updated_at = source, location, now()
            row.folded = _folded(document_record(row).identity, source)
            session.flush()
            return document_record(row)

    def locations(self) -> dict[str, str]:
        """Document id by location, of all documents."""
        with Session(self._engine) as session:
            rows = session.execute(select(DocumentRow.location, DocumentRow.id))
            return {location: id_ for location, id_ in rows}  # noqa: C416

    def numbered(self) -> list[NumberedDocument]:
        """All documents that have a number."""
        return list(self._numbered.current())

    def _read_numbered(self) -> list[NumberedDocument]:
        row = DocumentRow
        columns = select(row.id, row.number, row.type, row.issuer, row.issued_on).where(row.number.is_not(None))
        with self._engine.connect() as connection:
            rows = connection.execute(columns)
            return [NumberedDocument(id_, number or "", kind, issuer, day) for id_, number, kind, issuer, day in rows]

    def get(self, document_id: str) -> DocumentRecord:
        """One document; raises ``NotFoundError``."""
        with Session(self._engine) as session:
            return document_record(_document_row(session, document_id))

    def text(self, document_id: str) -> str:
        """A document's normalised text, the one that all offsets count; raises ``NotFoundError``."""
        with Session(self._engine) as session:
            return _document_row(session, document_id).text

    def document(self, document_id: str, revision: str | None = None) -> Document:
        """A whole document as it was ingested; raises ``NotFoundError``, also when ``revision`` was replaced."""
        return self._whole.get(document_id, revision)

    def find(self, query: DocumentQuery) -> tuple[list[DocumentRecord], str | None]:
        """Documents, the newest first, and the cursor of the next page, ``None`` after the last."""
        offset = _offset(query.cursor)
        statement = select(DocumentRow).options(defer(DocumentRow.text)).where(*_conditions(query))
        order = (DocumentRow.issued_on.is_(None), DocumentRow.issued_on.desc(), DocumentRow.source)
        with Session(self._engine) as session:
            rows = session.scalars(statement.order_by(*order).offset(offset).limit(query.limit + 1)).all()
            following = str(offset + query.limit) if len(rows) > query.limit else None
            return [document_record(row) for row in rows[: query.limit]], following

    def state(self) -> str:
        """Another string whenever a document came, changed or went; cheap enough to be asked for every question."""
        return self._state.current()

    def revisions(self) -> dict[str, str]:
        """The revision that each visible document is in, by document id."""
        with self._engine.connect() as connection:
            columns = select(RevisionRow.document_id, RevisionRow.id)
            rows = connection.execute(columns.where(RevisionRow.state == "live"))
            return {document_id: revision for document_id, revision in rows}  # noqa: C416

    def counts(self) -> tuple[int, int]:
        """How many documents and passages are visible."""
        with Session(self._engine) as session:
            documents = session.scalar(select(func.count()).select_from(DocumentRow)) or 0
            passages = session.scalar(select(func.count()).select_from(PassageRow)) or 0
            return documents, passages


def _replace(session: Session, item: WrittenDocument) -> str | None:
    document, identity = item.document, item.document.identity
    old = session.get(DocumentRow, document.id)
    retired, added_at = (old.revision, old.added_at) if old else (None, now())
    if old:
        session.delete(old)
        session.flush()
    session.add(
        DocumentRow(
            id=document.id, location=document.location, source=document.source, sha256=document.sha256,
            pipeline=item.pipeline, revision=item.revision, title=identity.title, number=identity.number,
            type=identity.type, issuer=identity.issuer, signer=identity.signer, issued_on=identity.issued_on,
            event_on=identity.event_on, effective_from=identity.effective_from, expires_on=identity.expires_on,
            addressees=list(identity.addressees), legal_bases=list(identity.legal_bases),
            recognised=document.recognised, number_key=number_key(identity.number) if identity.number else None,
            folded=_folded(identity, document.source), text=document.text,
            characters=len(document.text), passages=len(item.passages), added_at=added_at,
        )
    )  # fmt: skip
    session.flush()
    session.add_all(
        SectionRow(
            document_id=document.id, ordinal=ordinal, start=s.start, end=s.end, kind=s.kind, part=s.part,
            rank=s.rank, heading=list(s.heading), columns=list(s.columns), cells=[list(cell) for cell in s.cells],
        )
        for ordinal, s in enumerate(document.sections)
    )  # fmt: skip
    session.add_all(
        RelationRow(
            document_id=document.id, ordinal=ordinal, kind=r.kind, number=r.number, number_key=number_key(r.number),
            whole=r.whole, dated=r.dated, from_day=r.from_day, start=r.start, end=r.end,
        )
        for ordinal, r in enumerate(document.relations)
    )  # fmt: skip
    session.add_all(
        PassageRow(
            id=p.id, document_id=document.id, ordinal=p.ordinal, start=p.start, end=p.end, part=p.part,
            heading=list(p.heading), sentences=[list(span) for span in p.sentences],
            sentence_vectors=vectors.astype(np.float16).tobytes(),
        )
        for p, vectors in zip(item.passages, item.sentence_vectors, strict=True)
    )  # fmt: skip
    add_tasks(session, document)
    return retired


def _folded(identity: Identity, source: str) -> str:
    """What a document list is searched by."""
    names = (identity.number, identity.title, identity.type, identity.issuer, PurePath(source).name)
    return fold(" ".join(name for name in names if name))


def _document_row(session: Session, document_id: str) -> DocumentRow:
    row = session.get(DocumentRow, document_id)
    if row is None:
        raise NotFoundError(f"Không có văn bản mang mã {document_id!r}.")
    return row


def _conditions(query: DocumentQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for word in fold(query.words).split():
        conditions.append(DocumentRow.folded.contains(word, autoescape=True))
    if query.type:
        conditions.append(DocumentRow.type == query.type)
    if query.issuer:
        conditions.append(DocumentRow.issuer == query.issuer)
    if query.issued_from:
        conditions.append(DocumentRow.issued_on >= query.issued_from)
    if query.issued_to:
        conditions.append(DocumentRow.issued_on <= query.issued_to)
    return conditions


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 9:
        raise CatalogError("Con trỏ trang không hợp lệ; dùng đúng giá trị next_cursor của trang trước.")
    return int(cursor)

"""Whole documents with their sections, relations and tasks; those that were asked for last stay in memory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select

from index.anatomy.relations import Relation
from index.anatomy.sections import Section
from index.catalog.document_rows import document_record
from index.catalog.remembered import Remembered
from index.catalog.tables import DocumentRow, RelationRow, SectionRow
from index.catalog.task_rows import tasks_of
from index.document import Document
from index.errors import NotFoundError

# What is kept has no more characters than this together; a document with its sections takes some ten bytes for each.
_CHARACTERS_KEPT = 4_000_000

# Where a document was moved to is part of it.
_Version = tuple[str, str, str, str]


class WholeDocuments:
    """Documents as they are now, read from the catalog and kept. Safe with threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: Remembered[_Version, Document] = Remembered(_CHARACTERS_KEPT, lambda document: len(document.text))

    def get(self, document_id: str, revision: str | None) -> Document:
        """A document; raises ``NotFoundError``, also when ``revision`` was replaced."""
        with self._engine.connect() as connection:
            current = connection.execute(_current(), {"id": document_id}).one_or_none()
            if current is None or revision not in (None, current[1]):
                raise NotFoundError(f"Văn bản {document_id!r} không có, hoặc vừa được cập nhật; hãy thử lại.")
            version: _Version = tuple(current)
            document = self._kept.get(version)
            if document is None:
                document = _read(connection, version)
                self._kept.remember({version: document})
            return document


def _read(connection: Connection, version: _Version) -> Document:
    document_id, revision, _, _ = version
    wanted = {"id": document_id}
    sections = _sections_of(connection.execute(_sections(), wanted))
    relations = tuple(Relation(*relation) for relation in connection.execute(_relations(), wanted))
    tasks = tasks_of(connection, document_id)
    # Last: what was read before is of this revision if it still stands.
    row = connection.execute(_document(), wanted).one_or_none()
    if row is None or row.revision != revision:
        raise NotFoundError(f"Văn bản {document_id!r} vừa được cập nhật; hãy thử lại.")
    record = document_record(row)
    return Document(
        record.id, record.source, record.location, record.sha256, row.text, record.identity,
        sections, relations, record.recognised, tasks,
    )  # fmt: skip


def _sections_of(rows: Iterable[Any]) -> tuple[Section, ...]:
    """The sections; those under the same headings share them."""
    shared: dict[tuple[str, ...], tuple[str, ...]] = {}
    sections = []
    for start, end, kind, part, heading, rank, columns, cells in rows:
        trail, named = tuple(heading), tuple(columns)
        trail, named = shared.setdefault(trail, trail), shared.setdefault(named, named)
        sections.append(Section(start, end, kind, part, trail, rank, named, tuple(map(tuple, cells))))
    return tuple(sections)


# Statements are made once: making one takes longer than the database does to answer it.
@cache
def _current() -> Any:  # noqa: ANN401
    row = DocumentRow
    return select(row.id, row.revision, row.location, row.source).where(row.id == bindparam("id"))


@cache
def _document() -> Any:  # noqa: ANN401
    return select(DocumentRow.__table__).where(DocumentRow.id == bindparam("id"))


@cache
def _sections() -> Any:  # noqa: ANN401
    row = SectionRow
    columns = (row.start, row.end, row.kind, row.part, row.heading, row.rank, row.columns, row.cells)
    return select(*columns).where(row.document_id == bindparam("id")).order_by(row.ordinal)


@cache
def _relations() -> Any:  # noqa: ANN401
    row = RelationRow
    columns = (row.kind, row.number, row.whole, row.start, row.end, row.dated, row.from_day)
    return select(*columns).where(row.document_id == bindparam("id")).order_by(row.ordinal)

"""Live passages in the catalog, with the text they stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, bindparam, select

from index.catalog.document_rows import document_record
from index.catalog.records import DocumentRecord, PassageRecord
from index.catalog.remembered import Remembered
from index.catalog.tables import DocumentRow, PassageRow
from index.errors import NotFoundError

# SQLite takes 32 766 bound values a statement; a round number well below.
_IDS_AT_ONCE = 500
_DOCUMENTS_REMEMBERED, _PASSAGES_REMEMBERED, _CHARACTERS_REMEMBERED = 2_000, 2_000, 4_000_000

# A document's id, revision, location and source: whatever becomes of a document, one of them is another then.
_Version = tuple[str, ...]
_Revision = tuple[str, str]


class PassageCatalog:
    """The passages of the visible documents. Safe with threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # As they were last seen: the same few are found again and again. What is live, and in which version, is asked
        # every time.
        self._documents: Remembered[_Version, DocumentRecord] = Remembered(_DOCUMENTS_REMEMBERED)
        self._passages: Remembered[str, PassageRecord] = Remembered(_PASSAGES_REMEMBERED)
        self._texts: Remembered[_Revision, str] = Remembered(_CHARACTERS_REMEMBERED, len)

    def of_ids(self, ids: Sequence[str], dimension: int) -> dict[str, PassageRecord]:
        """The live passages among ``ids``, by id, with the text they stand for."""
        found: dict[str, PassageRecord] = {}
        with self._engine.connect() as connection:
            for some in _portions(ids):
                rows = connection.execute(_live(), {"ids": some})
                live: dict[str, _Version] = {id_: tuple(version) for id_, *version in rows}
                documents = self._documents_of(connection, set(live.values()))
                known = self._passages.among(live)
                found |= {id_: one for id_, one in known.items() if one.document is documents.get(live[id_])}
                new = {id_: documents[live[id_]] for id_ in live if id_ not in found and live[id_] in documents}
                found |= self._read(connection, new, dimension) if new else {}
        return found

    def _read(
        self, connection: Connection, new: Mapping[str, DocumentRecord], dimension: int
    ) -> dict[str, PassageRecord]:
        """Passages by id, of the documents that are given for them and that are still as they were."""
        texts = self._texts_of(connection, {(document.id, document.revision) for document in new.values()})
        records = {}
        for row in connection.execute(_whole(), {"ids": list(new)}):
            text = texts.get((new[row.id].id, new[row.id].revision))
            if text is not None:
                records[row.id] = _record(row, new[row.id], text, dimension)
        self._passages.remember(records)
        return records

    def of_parts(self, document_ids: Sequence[str], parts: Sequence[str]) -> list[str]:
        """Ids of the passages that are one of these parts of one of these documents."""
        chosen = (PassageRow.document_id.in_(document_ids), PassageRow.part.in_(parts))
        with self._engine.connect() as connection:
            return list(connection.scalars(select(PassageRow.id).where(*chosen).order_by(PassageRow.ordinal)))

    def at(self, document_id: str, position: int) -> str:
        """The id of the passage that holds a position of a document's text; raises ``NotFoundError``."""
        with self._engine.connect() as connection:
            found = connection.scalar(_at(), {"document_id": document_id, "position": position})
        if found is None:
            raise NotFoundError(f"Không có đoạn văn nào ở vị trí {position} của văn bản {document_id!r}.")
        return str(found)

    def _documents_of(self, connection: Connection, versions: set[_Version]) -> dict[_Version, DocumentRecord]:
        known = self._documents.among(versions)
        unknown = [version[0] for version in versions if version not in known]
        if unknown:
            rows = connection.execute(_documents(), {"ids": unknown})
            read: dict[_Version, DocumentRecord] = {
                (row.id, row.revision, row.location, row.source): document_record(row) for row in rows
            }
            self._documents.remember(read)
            known |= read
        return known

    def _texts_of(self, connection: Connection, wanted: set[_Revision]) -> dict[_Revision, str]:
        """The texts of revisions, each read once for all its passages: finding a stretch in it reads all before it."""
        known = self._texts.among(wanted)
        unknown = [revision[0] for revision in wanted if revision not in known]
        if unknown:
            read = {(row.id, row.revision): row.text for row in connection.execute(_texts(), {"ids": unknown})}
            self._texts.remember(read)
            known |= read
        return known


def _portions(ids: Sequence[str]) -> Iterator[list[str]]:
    return (list(ids[first : first + _IDS_AT_ONCE]) for first in range(0, len(ids), _IDS_AT_ONCE))


# Statements are made once: making one takes longer than the database does to answer it.
@cache
def _live() -> Any:  # noqa: ANN401
    # No column behind the text of a document: the database reads the whole of it on the way there.
    version = (DocumentRow.id, DocumentRow.revision, DocumentRow.location, DocumentRow.source)
    joined: Any = select(PassageRow.id, *version).join(DocumentRow, DocumentRow.id == PassageRow.document_id)
    return joined.where(PassageRow.id.in_(bindparam("ids", expanding=True)))


@cache
def _documents() -> Any:  # noqa: ANN401
    columns = [column for column in DocumentRow.__table__.columns if column.name not in ("text", "folded")]
    return select(*columns).where(DocumentRow.id.in_(bindparam("ids", expanding=True)))


@cache
def _texts() -> Any:  # noqa: ANN401
    columns = (DocumentRow.id, DocumentRow.revision, DocumentRow.text)
    return select(*columns).where(DocumentRow.id.in_(bindparam("ids", expanding=True)))


@cache
def _whole() -> Any:  # noqa: ANN401
    columns = (
        PassageRow.id, PassageRow.ordinal, PassageRow.start, PassageRow.end, PassageRow.part, PassageRow.heading,
        PassageRow.sentences, PassageRow.sentence_vectors,
    )  # fmt: skip
    return select(*columns).where(PassageRow.id.in_(bindparam("ids", expanding=True)))


@cache
def _at() -> Any:  # noqa: ANN401
    position: Any = bindparam("position")
    holds = (PassageRow.start <= position, PassageRow.end > position)
    return select(PassageRow.id).where(PassageRow.document_id == bindparam("document_id"), *holds)


def _record(row: Any, document: DocumentRecord, text: str, dimension: int) -> PassageRecord:  # noqa: ANN401
    return PassageRecord(
        id=row.id,
        document=document,
        ordinal=row.ordinal,
        start=row.start,
        end=row.end,
        part=row.part,
        heading=tuple(row.heading),
        text=text[row.start : row.end],
        sentences=tuple((a, b) for a, b in row.sentences),
        sentence_vectors=np.frombuffer(row.sentence_vectors, np.float16).reshape(-1, dimension),
    )

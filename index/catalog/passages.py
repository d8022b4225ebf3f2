"""Live passages in the catalog, with the text they stand for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, defer

from index.catalog.document_rows import document_record
from index.catalog.records import DocumentRecord, PassageRecord
from index.catalog.tables import DocumentRow, PassageRow
from index.errors import NotFoundError

# SQLite takes 32 766 bound values a statement; a round number well below.
_IDS_AT_ONCE = 500
_REMEMBERED = 2_000

_Version = tuple[str, datetime]


class PassageCatalog:
    """The passages of the visible documents. Safe with threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Documents as they were last seen: the same few are found again and again. One that changed has another
        # time of update and is read anew.
        self._seen: OrderedDict[_Version, DocumentRecord] = OrderedDict()
        self._remembering = threading.Lock()

    def of_ids(self, ids: Sequence[str], dimension: int) -> dict[str, PassageRecord]:
        """The live passages among ``ids``, by id, with the text they stand for."""
        found: dict[str, PassageRecord] = {}
        with Session(self._engine) as session:
            for first in range(0, len(ids), _IDS_AT_ONCE):
                rows = session.execute(_selected().where(PassageRow.id.in_(ids[first : first + _IDS_AT_ONCE]))).all()
                documents = self._documents(session, {(row.document_id, row.updated_at) for row in rows})
                for row in rows:
                    document = documents.get((row.document_id, row.updated_at))
                    # Without one, the document was replaced between the two statements, and its passages with it.
                    if document is not None:
                        found[row.id] = _record(row, document, dimension)
        return found

    def of_parts(self, document_ids: Sequence[str], parts: Sequence[str]) -> list[str]:
        """Ids of the passages that are one of these parts of one of these documents."""
        chosen = (PassageRow.document_id.in_(document_ids), PassageRow.part.in_(parts))
        with Session(self._engine) as session:
            return list(session.scalars(select(PassageRow.id).where(*chosen).order_by(PassageRow.ordinal)))

    def at(self, document_id: str, position: int) -> str:
        """The id of the passage that holds a position of a document's text; raises ``NotFoundError``."""
        holds = (PassageRow.document_id == document_id, PassageRow.start <= position, PassageRow.end > position)
        with Session(self._engine) as session:
            found = session.scalar(select(PassageRow.id).where(*holds))
        if found is None:
            raise NotFoundError(f"Không có đoạn văn nào ở vị trí {position} của văn bản {document_id!r}.")
        return found

    def _documents(self, session: Session, versions: Iterable[_Version]) -> dict[_Version, DocumentRecord]:
        with self._remembering:
            known = {version: self._seen[version] for version in versions if version in self._seen}
        unknown = [document_id for document_id, at in versions if (document_id, at) not in known]
        if unknown:
            rows = select(DocumentRow).options(defer(DocumentRow.text)).where(DocumentRow.id.in_(unknown))
            read = {(row.id, row.updated_at): document_record(row) for row in session.scalars(rows)}
            known |= read
            self._remember(read)
        return known

    def _remember(self, read: dict[_Version, DocumentRecord]) -> None:
        with self._remembering:
            self._seen.update(read)
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)


@cache
def _selected() -> Any:  # noqa: ANN401
    # Of the text only the passage's own stretch is read.
    text = func.substr(DocumentRow.text, PassageRow.start + 1, PassageRow.end - PassageRow.start).label("text")
    of_passage = (
        PassageRow.id, PassageRow.document_id, PassageRow.ordinal, PassageRow.start, PassageRow.end, PassageRow.part,
        PassageRow.heading, PassageRow.sentences, PassageRow.sentence_vectors,
    )  # fmt: skip
    chosen: Any = select(*of_passage, DocumentRow.updated_at, text)
    return chosen.join(DocumentRow, DocumentRow.id == PassageRow.document_id)


def _record(row: Any, document: DocumentRecord, dimension: int) -> PassageRecord:  # noqa: ANN401
    return PassageRecord(
        id=row.id,
        document=document,
        ordinal=row.ordinal,
        start=row.start,
        end=row.end,
        part=row.part,
        heading=tuple(row.heading),
        text=row.text,
        sentences=tuple((a, b) for a, b in row.sentences),
        sentence_vectors=np.frombuffer(row.sentence_vectors, np.float16).reshape(-1, dimension),
    )

"""The quarantine: files that could not be read, each with its reason, until it can, is gone or is dismissed."""

import uuid
from collections.abc import Iterable

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.orm import Session

from index.catalog.records import FailureRecord
from index.catalog.tables import DocumentRow, FailureRow, now
from index.errors import NotFoundError


class FailureCatalog:
    """Failed files, one entry for each location. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, location: str, source: str, reason: str) -> None:
        """A file failed, perhaps again."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(select(FailureRow).where(FailureRow.location == location))
            if row is None:
                row = FailureRow(id=uuid.uuid4().hex, location=location, attempts=0, first_failed_at=now())
                session.add(row)
            row.source, row.reason, row.last_failed_at = source, reason, now()
            row.attempts += 1

    def forget(self, locations: Iterable[str]) -> None:
        """These could be read after all, or are gone."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(FailureRow).where(FailureRow.location.in_(list(locations))))

    def dismiss(self, failure_id: str) -> None:
        """Somebody has seen it; raises ``NotFoundError``."""
        with Session(self._engine) as session, session.begin():
            row = session.get(FailureRow, failure_id)
            if row is None:
                raise NotFoundError(f"Không có tệp lỗi mang mã {failure_id!r}.")
            session.delete(row)

    def all(self, *, limit: int, offset: int = 0) -> list[FailureRecord]:
        """The failures, the last first."""
        statement = (
            select(FailureRow, DocumentRow.id)
            .outerjoin(DocumentRow, DocumentRow.location == FailureRow.location)
            .order_by(FailureRow.last_failed_at.desc(), FailureRow.source)
        )
        with Session(self._engine) as session:
            rows = session.execute(statement.offset(offset).limit(limit))
            return [
                FailureRecord(
                    f.id, f.source, f.location, f.reason, f.attempts, f.first_failed_at, f.last_failed_at, document_id
                )
                for f, document_id in rows
            ]

    def locations(self) -> list[str]:
        """Where the failed files are or were."""
        with Session(self._engine) as session:
            return list(session.scalars(select(FailureRow.location)))

    def count(self) -> int:
        """How many there are."""
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(FailureRow)) or 0

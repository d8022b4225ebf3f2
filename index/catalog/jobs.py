"""Ingestion runs in the catalog: how far they are and what became of each file."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Engine, case, func, select, update
from sqlalchemy.orm import Session

from index.catalog.records import JobDocument, JobRecord
from index.catalog.tables import JobDocumentRow, JobRow
from index.errors import NotFoundError


class JobCatalog:
    """Ingestion runs. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def create(self) -> str:
        """A new run, queued; returns its id."""
        job_id = uuid.uuid4().hex
        with Session(self._engine) as session, session.begin():
            session.add(JobRow(id=job_id, state="queued"))
        return job_id

    def set_state(self, job_id: str, state: str, *, total: int | None = None, detail: str | None = None) -> None:
        """Move a run on; ``total`` is how many files it has, ``detail`` why it failed as a whole."""
        values: dict[str, object] = {"state": state}
        if total is not None:
            values["total"] = total
        if detail is not None:
            values["detail"] = detail
        with Session(self._engine) as session, session.begin():
            session.execute(update(JobRow).where(JobRow.id == job_id).values(**values))

    def record(self, job_id: str, documents: Sequence[JobDocument]) -> None:
        """Files the run is done with."""
        with Session(self._engine) as session, session.begin():
            count = select(func.count()).select_from(JobDocumentRow).where(JobDocumentRow.job_id == job_id)
            first = session.scalar(count) or 0
            session.add_all(
                JobDocumentRow(
                    job_id=job_id, ordinal=ordinal, source=d.source, document_id=d.document_id, status=d.status,
                    detail=d.detail,
                )
                for ordinal, d in enumerate(documents, first)
            )  # fmt: skip
            done = first + len(documents)
            # An archive may hold more files than it counted for.
            total = case((JobRow.total < done, done), else_=JobRow.total)
            session.execute(update(JobRow).where(JobRow.id == job_id).values(done=done, total=total))

    def get(self, job_id: str) -> JobRecord:
        """A run with all its files; raises ``NotFoundError``."""
        with Session(self._engine) as session:
            job = session.get(JobRow, job_id)
            if job is None:
                raise NotFoundError(f"Không có đợt nạp mang mã {job_id!r}.")
            files = select(JobDocumentRow).where(JobDocumentRow.job_id == job_id).order_by(JobDocumentRow.ordinal)
            documents = tuple(
                JobDocument(row.source, row.status, row.document_id, row.detail) for row in session.scalars(files)
            )
            return JobRecord(job.id, job.state, job.done, job.total, job.detail, documents)

    def fail_unfinished(self) -> None:
        """Runs that an interruption cut off will not go on."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(JobRow)
                .where(JobRow.state.in_(("queued", "running")))
                .values(state="failed", detail="Đợt nạp bị ngắt giữa chừng; nạp lại để hoàn tất.")
            )

"""Documents and ingestion runs: upload, list, read, remove."""

from datetime import date
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Query, UploadFile
from fastapi.responses import PlainTextResponse

from index.catalog.records import DocumentQuery
from ui.api.access import MayFollow, MayIngest, MayRead, OwnerOnly
from ui.api.state import State
from ui.document_details import document_details
from ui.present import document_out, failure_out, issuer_name, job_out, type_name
from ui.wire import (
    DocumentOut,
    DocumentsResponse,
    FailuresResponse,
    IngestPathsRequest,
    IngestPathsResponse,
    JobCreated,
    JobOut,
)

router = APIRouter(prefix="/v1", tags=["Văn bản"])


@router.post("/documents", status_code=202)
def upload(
    state: State, _: MayIngest, files: Annotated[list[UploadFile], File()], groups: Annotated[str, Form()] = ""
) -> JobCreated:
    """Add or refresh documents; follow the run at /v1/jobs/{id}."""
    if groups.strip():
        # Taking a restriction and not keeping it would show the document to those it is withheld from.
        raise HTTPException(422, "Chưa hỗ trợ giới hạn nhóm được đọc (groups); không nạp tệp nào.")
    received = [state.uploads.receive(file.filename or "", file.file) for file in files]
    return JobCreated(job_id=state.jobs.start_uploads(state.uploads, received))


@router.get("/jobs/{job_id}")
def job(job_id: str, state: State, _: MayFollow) -> JobOut:
    """How far an ingestion run is, and what became of each file."""
    return job_out(state.library.jobs.get(job_id))


@router.get("/documents")
def list_documents(
    state: State,
    _: MayRead,
    query: Annotated[str, Query(max_length=500)] = "",
    type: str | None = None,
    issuer: str | None = None,
    issued_from: date | None = None,
    issued_to: date | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: str | None = None,
) -> DocumentsResponse:
    """Documents, the newest first."""
    kind, body = type and type_name(type), issuer and issuer_name(issuer)
    wanted = DocumentQuery(query, kind, body, issued_from, issued_to, limit, cursor)
    records, following = state.library.documents.find(wanted)
    return DocumentsResponse(documents=[document_out(record) for record in records], next_cursor=following)


@router.get("/documents/{document_id}")
def show(document_id: str, state: State, _: MayRead) -> DocumentOut:
    """One document, what it says of others and they of it, and whether it is in force today."""
    return document_details(state.library, document_id, date.today())


@router.get("/documents/{document_id}/text", response_class=PlainTextResponse)
def text(document_id: str, state: State, _: MayRead) -> PlainTextResponse:
    """The document's text; every offset of the API counts its Unicode code points."""
    # Not to be taken for a page by a browser that guesses.
    return PlainTextResponse(state.library.documents.text(document_id), headers={"X-Content-Type-Options": "nosniff"})


@router.delete("/documents/{document_id}", status_code=204)
def remove(document_id: str, state: State, _: MayIngest) -> None:
    """Remove a document from what is searched; the file it came from is left alone."""
    state.library.remove(document_id)
    state.uploads.forget(document_id)


@router.get("/failures")
def list_failures(
    state: State,
    _: MayRead,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(pattern=r"^\d{1,9}$")] = None,
) -> FailuresResponse:
    """The quarantine: files that could not be read, each with its reason, the last first."""
    offset = int(cursor or 0)
    found = state.library.failures.all(limit=limit + 1, offset=offset)
    following = str(offset + limit) if len(found) > limit else None
    return FailuresResponse(failures=[failure_out(failure) for failure in found[:limit]], next_cursor=following)


@router.delete("/failures/{failure_id}", status_code=204)
def dismiss_failure(failure_id: str, state: State, _: MayIngest) -> None:
    """Take a failed file off the list; it comes back if it fails again."""
    state.library.failures.dismiss(failure_id)


@router.post("/owner/ingest", status_code=202, include_in_schema=False)
def ingest_paths(request: IngestPathsRequest, state: State, _: OwnerOnly) -> IngestPathsResponse:
    """Ingest files of this machine for a process that may read the data folder."""
    job_id, passed_over = state.jobs.start_paths(
        [Path(path) for path in request.paths],
        prune=request.prune,
        reindex=request.reindex,
        optimize=request.optimize,
    )
    return IngestPathsResponse(job_id=job_id, passed_over=passed_over)

"""From the inside to the wire: records and answers as the contract writes them."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC

from index.anatomy.names import canonical_name
from index.catalog.conversations import ConversationRecord
from index.catalog.records import DocumentRecord, FailureRecord, JobRecord
from index.store.protocol import StoreFilter
from rag.answer import Answer, Citation
from rag.retrieval.retrieved import RetrievedPassage
from ui.wire import (
    AskResponse,
    CellOut,
    CitationOut,
    ConversationOut,
    DocumentOut,
    EarlierFigure,
    FailureOut,
    Filters,
    Hit,
    JobDocumentOut,
    JobOut,
    NearestDocument,
    StatementOut,
    TaskOut,
)


def store_filter(filters: Filters) -> StoreFilter:
    """The filter that the passage store understands."""
    return StoreFilter(
        document_ids=tuple(filters.document_ids),
        types=tuple(type_name(kind) for kind in filters.types),
        issuers=tuple(issuer_name(name) for name in filters.issuers),
        issued_from=filters.issued_from,
        issued_to=filters.issued_to,
    )


def type_name(written: str) -> str:
    """A kind of document as it is kept, however a caller writes it."""
    return unicodedata.normalize("NFC", written).strip().lower()


def issuer_name(written: str) -> str:
    """An issuing body as it is kept, however a caller writes it."""
    return canonical_name(written) or unicodedata.normalize("NFC", written).strip()


def ask_response(
    answer: Answer, conversation_id: str, *, passages: int = 0, tasks: Sequence[TaskOut] = ()
) -> AskResponse:
    """An answer on the wire, with the best of the passages it was looked for in where they are asked for.

    ``tasks`` are its tasks as the doors show them.
    """
    return AskResponse(
        id=answer.id,
        conversation_id=conversation_id,
        question=answer.question,
        standalone_question=answer.standalone_question,
        answer=answer.text,
        abstained=answer.abstained,
        abstain_reason=answer.abstain_reason,
        mode=answer.mode,
        citations=[citation_out(citation) for citation in answer.citations],
        statements=[
            StatementOut(
                text=s.text, citations=list(s.citations), verified=s.verified, emphasis=list(s.emphasis),
                remark=s.remark,
            )
            for s in answer.statements
        ],
        earlier_figures=[
            EarlierFigure(text=e.text, citation=e.citation, issued_on=e.issued_on) for e in answer.earlier_figures
        ],
        tasks=list(tasks),
        related=list(answer.related),
        timings_ms=answer.timings_ms,
        confidence=answer.confidence,
        passages=[hit(found) for found in answer.passages[:passages]],
        understood=list(answer.understood),
        kind=answer.kind,
        nearest=[nearest_document(record) for record in answer.nearest],
    )  # fmt: skip


def citation_out(c: Citation) -> CitationOut:
    """A citation on the wire."""
    return CitationOut(
        number=c.number, document_id=c.document_id, title=c.title, document_number=c.document_number, type=c.type,
        issuer=c.issuer, issued_on=c.issued_on, source=c.source, heading=list(c.heading), quote=c.quote,
        start=c.start, end=c.end, passage_id=c.passage_id,
        cells=[CellOut(column=column, text=text) for column, text in c.cells],
    )  # fmt: skip


def nearest_document(record: DocumentRecord) -> NearestDocument:
    """A document that may be related, on the wire."""
    identity = record.identity
    return NearestDocument(
        id=record.id, title=title_of(record), number=identity.number, type=identity.type, issuer=identity.issuer,
        issued_on=identity.issued_on, source=record.source,
    )  # fmt: skip


def hit(found: RetrievedPassage) -> Hit:
    """A passage found, on the wire."""
    passage, document = found.passage, found.passage.document
    identity = document.identity
    return Hit(
        passage_id=passage.id, document_id=document.id, document_number=identity.number, title=title_of(document),
        type=identity.type, issuer=identity.issuer, issued_on=identity.issued_on, source=document.source,
        heading=list(passage.heading), text=passage.text, start=passage.start, end=passage.end,
        score=round(found.score, 6),
    )  # fmt: skip


def document_out(record: DocumentRecord) -> DocumentOut:
    """A document on the wire."""
    identity = record.identity
    return DocumentOut(
        id=record.id, source=record.source, title=title_of(record), number=identity.number, type=identity.type,
        issuer=identity.issuer, signer=identity.signer, issued_on=identity.issued_on, sha256=record.sha256,
        characters=record.characters, passages=record.passages, added_at=record.added_at.replace(tzinfo=UTC),
        updated_at=record.updated_at.replace(tzinfo=UTC), event_on=identity.event_on,
        addressees=list(identity.addressees), legal_bases=list(identity.legal_bases), recognised=record.recognised,
    )  # fmt: skip


def failure_out(record: FailureRecord) -> FailureOut:
    """A failed file on the wire."""
    return FailureOut(
        id=record.id, source=record.source, reason=record.reason, attempts=record.attempts,
        first_failed_at=record.first_failed_at.replace(tzinfo=UTC),
        last_failed_at=record.last_failed_at.replace(tzinfo=UTC), document_id=record.document_id,
    )  # fmt: skip


def title_of(record: DocumentRecord) -> str:
    """A document's title; the name of its file when it has none."""
    return record.identity.title or record.source.rsplit("/", 1)[-1]


def job_out(job: JobRecord) -> JobOut:
    """An ingestion run on the wire."""
    return JobOut.model_validate(
        {
            "state": job.state,
            "done": job.done,
            "total": job.total,
            "detail": job.detail,
            "documents": [
                JobDocumentOut.model_validate(
                    {"source": d.source, "document_id": d.document_id, "status": d.status, "detail": d.detail}
                )
                for d in job.documents
            ],
        }
    )


def conversation_out(record: ConversationRecord) -> ConversationOut:
    """A conversation on the wire."""
    return ConversationOut(
        id=record.id,
        title=record.title,
        created_at=record.created_at.replace(tzinfo=UTC),
        updated_at=record.updated_at.replace(tzinfo=UTC),
    )

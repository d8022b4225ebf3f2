"""A document's row in the catalog as a record."""

from typing import Any

from index.anatomy.identity import Identity
from index.catalog.records import DocumentRecord


def document_record(row: Any) -> DocumentRecord:  # noqa: ANN401
    """The record of a ``DocumentRow``, or of its columns, without the text."""
    identity = Identity(
        title=row.title, number=row.number, type=row.type, issuer=row.issuer, signer=row.signer,
        issued_on=row.issued_on, addressees=tuple(row.addressees), legal_bases=tuple(row.legal_bases),
        event_on=row.event_on, effective_from=row.effective_from, expires_on=row.expires_on,
    )  # fmt: skip
    return DocumentRecord(
        row.id, row.source, row.location, row.sha256, row.pipeline, row.revision, identity,
        row.characters, row.passages, row.added_at, row.updated_at, row.recognised,
    )  # fmt: skip

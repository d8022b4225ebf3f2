"""Whether a document is one that a filter allows, as the passage stores decide it."""

from datetime import date

from index.store.protocol import StoreFilter


def is_within(filter: StoreFilter, *, id: str, type: str | None, issuer: str | None, issued_on: date | None) -> bool:
    """Whether passages of a document with these properties may be found."""
    chosen = ((filter.document_ids, id), (filter.types, type), (filter.issuers, issuer))
    if any(values and own not in values for values, own in chosen):
        return False
    if filter.issued_from is None and filter.issued_to is None:
        return True
    return (filter.issued_from or date.min) <= issued_on <= (filter.issued_to or date.max) if issued_on else False

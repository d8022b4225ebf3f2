"""One document with all that is known of it: what it says of others, what they say of it, whether it is in force."""

from collections.abc import Callable
from datetime import date
from functools import cache

from index.catalog.records import RelationRecord
from index.library import Library
from ui.present import document_out
from ui.wire import DocumentOut, IncomingRelation, Relation, Validity


def document_details(library: Library, document_id: str, on: date) -> DocumentOut:
    """A document on the wire with its relations, and its validity on a day; raises ``NotFoundError``."""
    record = library.documents.get(document_id)
    text_of = cache(library.documents.text)
    standing = library.relations.standing(document_id, on)
    return document_out(record).model_copy(
        update={
            "relations": [_relation(relation, text_of) for relation in library.relations.of(document_id)],
            "incoming_relations": [_incoming(library, r, text_of) for r in library.relations.to(document_id)],
            "tasks": library.tasks.count(document_id),
            "validity": Validity.model_validate(
                {
                    "state": standing.state.replace(" ", "_"),
                    "effective_from": record.identity.effective_from,
                    "expires_on": record.identity.expires_on,
                    "ended_by": _incoming(library, standing.ended_by, text_of) if standing.ended_by else None,
                }
            ),
        }
    )


def _relation(relation: RelationRecord, text_of: Callable[[str], str]) -> Relation:
    return Relation.model_validate(
        {
            "kind": relation.kind,
            "number": relation.number,
            "document_id": relation.target_id,
            "whole": relation.whole,
            **_quoted(relation, text_of),
        }
    )


def _incoming(library: Library, relation: RelationRecord, text_of: Callable[[str], str]) -> IncomingRelation:
    source = library.documents.get(relation.source_id).identity
    return IncomingRelation.model_validate(
        {
            "kind": relation.kind,
            "document_id": relation.source_id,
            "document_number": source.number,
            "issued_on": source.issued_on,
            "whole": relation.whole,
            **_quoted(relation, text_of),
        }
    )


def _quoted(relation: RelationRecord, text_of: Callable[[str], str]) -> dict[str, object]:
    quote = text_of(relation.source_id)[relation.start : relation.end]
    return {"quote": quote, "start": relation.start, "end": relation.end}

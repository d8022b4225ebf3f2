"""Whether what an answer cites is in force: a document that is not is said to be so, with the clause that proves it."""

from collections.abc import Sequence
from datetime import date

from index.anatomy.validity import find_validity
from index.catalog.records import RelationRecord
from index.library import Library
from index.text.sentences import sentence_spans
from rag.answer import Citation, Statement
from rag.composition.citing import citation_of, said
from rag.composition.quote import Quote
from rag.composition.quoting import quote_at

_STATES = {
    "repealed": "đã bị bãi bỏ",
    "replaced": "đã bị thay thế",
    "expired": "đã hết hiệu lực",
    "not yet in force": "chưa có hiệu lực",
}


def with_remarks(
    library: Library, statements: Sequence[Statement], citations: Sequence[Citation], on: date
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The statements with one more for each cited document that is not in force on a day.

    What is said of it is the clause that says so, in its own text or in that of the document that ended it, as a
    citation like any other.
    """
    kept, cited = list(statements), list(citations)
    for citation in {c.document_id: c for c in reversed(citations)}.values():
        standing = library.relations.standing(citation.document_id, on)
        if standing.state not in _STATES:
            continue
        proof = _of_other(library, standing.ended_by) if standing.ended_by else _of_itself(library, citation)
        if proof is None:
            continue
        cited.append(citation_of(len(cited) + 1, proof))
        text = f"(Lưu ý: {_called(citation, proof)} {_STATES[standing.state]}: “{said(proof.text)}”)"
        kept.append(Statement(text, (len(cited),), remark=True))
    return tuple(kept), tuple(cited)


def _called(citation: Citation, proof: Quote) -> str:
    """The document's number where the proof has it in the same letters, so that the remark says no more than it."""
    if citation.document_number and citation.document_number in proof.text:
        return f"{citation.type or 'văn bản'} số {citation.document_number}"
    return f"văn bản dẫn tại nguồn {citation.number}" if citation.number > 1 else "văn bản dẫn trên đây"


def _of_other(library: Library, relation: RelationRecord) -> Quote:
    return quote_at(library, library.documents.document(relation.source_id), relation.start, relation.end)


def _of_itself(library: Library, citation: Citation) -> Quote | None:
    """The sentence in which a document says from when or until when it is in force."""
    document = library.documents.document(citation.document_id)
    identity = document.identity
    told = {day for day in (identity.effective_from, identity.expires_on) if day}
    for section in document.sections:
        text = document.text[section.start : section.end]
        for start, end in sentence_spans(text) if "hiệu lực" in text else ():
            if told & set(find_validity([text[start:end]], identity.type, identity.issued_on)):
                return quote_at(library, document, section.start + start, section.start + end)
    return None

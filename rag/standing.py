"""Whether what an answer cites is still in force: a document that was ended is said to be, with the proof."""

from collections.abc import Sequence
from datetime import date

from index.catalog.records import RelationRecord
from index.library import Library
from rag.answer import Citation, Statement
from rag.citing import citation_of, said
from rag.compose import Quote

_ENDED = {"repealed": "đã bị bãi bỏ", "replaced": "đã bị thay thế"}


def with_remarks(
    library: Library, statements: Sequence[Statement], citations: Sequence[Citation], on: date
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """The statements with one more for each cited document that another document had ended by ``on``.

    What is said of it is the other document's own clause, as a citation like any other.
    """
    kept, cited = list(statements), list(citations)
    for citation in {c.document_id: c for c in reversed(citations)}.values():
        standing = library.relations.standing(citation.document_id, on)
        if standing.ended_by is None:
            continue
        proof = _proof(library, standing.ended_by, len(cited) + 1)
        cited.append(proof)
        text = f"(Lưu ý: {_called(citation, proof)} {_ENDED[standing.state]}: “{said(proof.quote)}”)"
        kept.append(Statement(text, (proof.number,)))
    return tuple(kept), tuple(cited)


def _called(citation: Citation, proof: Citation) -> str:
    """The document's number where the proof has it in the same letters, so that the remark says no more than it."""
    if citation.document_number and citation.document_number in proof.quote:
        return f"{citation.type or 'văn bản'} số {citation.document_number}"
    return f"văn bản dẫn tại nguồn {citation.number}" if citation.number > 1 else "văn bản dẫn trên đây"


def _proof(library: Library, relation: RelationRecord, number: int) -> Citation:
    document = library.documents.document(relation.source_id)
    heading = next((s.heading for s in document.sections if s.start <= relation.start < s.end), ())
    passage_id = library.documents.passage_at(document.id, relation.start)
    return citation_of(number, Quote(document, relation.start, relation.end, heading, passage_id))

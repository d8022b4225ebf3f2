"""What surrounds an answer: its kind, its answering words, what may be asked next, the documents nearest to silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.catalog.records import DocumentRecord
from index.document import Document
from rag.answer import AnswerKind, Citation, Statement
from rag.presentation.answer_kind import answer_kind
from rag.presentation.emphasis import with_emphasis
from rag.presentation.nearest import nearest_documents
from rag.presentation.related import Answered, questions_about, related_questions
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question


@dataclass(frozen=True, slots=True)
class Presentation:
    """An answer's statements with their answering words, and what is shown beside them."""

    kind: AnswerKind
    statements: tuple[Statement, ...]
    nearest: tuple[DocumentRecord, ...]
    related: tuple[str, ...]


def present(
    question: Question,
    retrieval: Retrieval,
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    documents: Callable[[str], Document],
    *,
    tasks: bool = False,
    compared: bool = False,
) -> Presentation:
    """Everything beside what is said; ``documents`` gives a document that was found by its id.

    ``tasks`` says that the register of tasks answered, ``compared`` that figures are set side by side. Without
    statements the nearest documents are offered instead, and questions about them.
    """
    found = {hit.passage.document.id: hit.passage.document for hit in retrieval.passages}
    best = retrieval.passages[0].passage.document.identity if retrieval.passages else None
    said = " ".join(statement.text for statement in statements)
    kind = answer_kind(question, best, said, tasks=tasks, compared=compared)
    if not statements:
        nearest = nearest_documents(question, retrieval)
        return Presentation(kind, (), nearest, questions_about(question, nearest))
    cited = {c.document_id: c.end for c in sorted(citations, key=lambda c: c.end) if c.document_id in found}
    in_order = dict.fromkeys(c.document_id for c in citations if c.document_id in cited)
    answered = [Answered(documents(id_), cited[id_]) for id_ in in_order]
    signers = {found[id_].identity.signer or "" for id_ in in_order} - {""}
    emphasised = with_emphasis(question, statements, citations, signers)
    return Presentation(kind, emphasised, (), related_questions(question, answered, said))

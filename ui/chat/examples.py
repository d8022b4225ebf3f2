"""Questions to begin with, made from the documents that are there."""

from index.catalog.records import DocumentQuery, DocumentRecord
from ui.api.state import ApiState
from ui.chat.markup import name_of

_EXAMPLES = 4
_DOCUMENTS_LOOKED_AT = 40
_GENERIC = (
    "Cơ quan nào chủ trì, thời hạn hoàn thành là khi nào?",
    "Các bộ, ngành, địa phương được giao nhiệm vụ gì?",
)


def example_questions(state: ApiState) -> list[str]:
    """Up to four questions, on documents of different kinds as far as there are such; generic ones when none is."""
    documents, _ = state.library.documents.find(DocumentQuery(limit=_DOCUMENTS_LOOKED_AT))
    numbered = [document for document in documents if document.identity.type and document.identity.number]
    chosen = _one_of_each_kind(numbered)
    return [_question(document, place) for place, document in enumerate(chosen)] or list(_GENERIC)


def _one_of_each_kind(documents: list[DocumentRecord]) -> list[DocumentRecord]:
    first = {document.identity.type: document for document in reversed(documents)}
    return list(first.values())[::-1][:_EXAMPLES]


def _question(document: DocumentRecord, place: int) -> str:
    name = name_of(document.identity.type, document.identity.number, document.source)
    asked = ("giao nhiệm vụ gì cho các bộ, ngành?", "yêu cầu những gì?", "quy định thời hạn nào?", "nêu mục tiêu gì?")
    return f"{name} {asked[place % len(asked)]}"

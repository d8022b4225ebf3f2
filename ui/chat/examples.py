"""Questions to begin with, made from what the newest documents give somebody to do."""

import re
from collections.abc import Iterator
from itertools import islice

from index.catalog.records import DocumentQuery, DocumentRecord
from ui.api.state import ApiState
from ui.chat.markup import name_of

_EXAMPLES = 4
_DOCUMENTS_LOOKED_AT = 20
_GENERIC = (
    "Cơ quan nào chủ trì, thời hạn hoàn thành là khi nào?",
    "Các bộ, ngành, địa phương được giao nhiệm vụ gì?",
)
# "3. Giao Bộ Tài chính chủ trì, …": a marker, a word of command, a name without punctuation, "is in charge".
_IN_CHARGE = re.compile(
    r"^(?:\d{1,3}\.|\w{1,2}\)|[-+–•])?\s*(?:(?:Giao|Chỉ đạo|Yêu cầu|Đề nghị|Phân công)\s+)?"
    r"([^\W\d_][^.,;:|()\n]{2,59}?) chủ trì\b",
    re.MULTILINE,
)


def example_questions(state: ApiState) -> list[str]:
    """Up to four questions, each answered by a document that is there; generic ones where none names who does what."""
    documents, _ = state.library.documents.find(DocumentQuery(limit=_DOCUMENTS_LOOKED_AT))
    return list(islice(_questions(state, documents), _EXAMPLES)) or list(_GENERIC)


def _questions(state: ApiState, documents: list[DocumentRecord]) -> Iterator[str]:
    for document in documents:
        if not document.identity.number:
            continue
        found = _IN_CHARGE.search(state.library.documents.text(document.id))
        if found and found[1][0].isupper():
            name = name_of(document.identity.type, document.identity.number, document.source)
            yield f"{found[1]} chủ trì việc gì theo {name[:1].lower()}{name[1:]}?"

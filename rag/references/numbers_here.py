"""Whether the documents that a question names by number are here, and where its filter lets them be found."""

from collections.abc import Mapping, Sequence

from index.catalog.records import NumberedDocument
from index.store.protocol import StoreFilter
from rag.references.documents import NamedNumber, named_documents
from rag.retrieval.within_filter import is_within

_NOT_HERE = "chưa có trong kho"
_OUTSIDE_FILTER = "ngoài bộ lọc"
_MISSING = "trong kho chưa có {numbers}"
_FILTERED = "{numbers} nằm ngoài bộ lọc đang chọn"
_UNANSWERED = "Xin lỗi, {reasons}, nên chưa thể trả lời câu hỏi này."


def remarks_on_numbers(
    numbers: Sequence[NamedNumber], held: Sequence[NumberedDocument], filter: StoreFilter
) -> Mapping[str, str]:
    """What the reader is told, by the line that shows a number, where no document with it can answer."""
    remarks: dict[str, str | None] = {}
    for number in numbers:
        # Two numbers may look the same to the reader; what holds for only one of them is not said.
        if remarks.get(number.shown, "") is not None:
            remarks[number.shown] = _remark(number, held, filter)
    return {line: remark for line, remark in remarks.items() if remark}


def unanswered(remarks: Mapping[str, str]) -> str:
    """Why a question about documents that cannot answer is not answered, as ``remarks_on_numbers`` remarked on them."""
    told = ((_MISSING, _NOT_HERE), (_FILTERED, _OUTSIDE_FILTER))
    numbers = {text: [_bare(line) for line, said in remarks.items() if said == remark] for text, remark in told}
    reasons = [text.format(numbers=", ".join(of_it)) for text, of_it in numbers.items() if of_it]
    return _UNANSWERED.format(reasons="; ".join(reasons))


def _bare(line: str) -> str:
    """A number's line without what was typed for it: "cd 999: công điện số 999"."""
    return line.partition(": ")[2] or line


def _remark(number: NamedNumber, held: Sequence[NumberedDocument], filter: StoreFilter) -> str | None:
    meant = frozenset(named_documents([number], held))
    if not meant:
        return _NOT_HERE
    named = (document for document in held if document.id in meant)
    within = any(is_within(filter, id=d.id, type=d.type, issuer=d.issuer, issued_on=d.issued_on) for d in named)
    return None if within else _OUTSIDE_FILTER

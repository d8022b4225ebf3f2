"""Whether the documents that a question names by number are here, and where its filter lets them be found."""

from collections.abc import Mapping, Sequence

from index.catalog.records import NumberedDocument
from index.store.protocol import StoreFilter
from rag.lookup import NamedNumber, named_documents
from rag.within_filter import is_within

_NOT_HERE = "chưa có trong kho"
_OUTSIDE_FILTER = "ngoài bộ lọc"


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


def _remark(number: NamedNumber, held: Sequence[NumberedDocument], filter: StoreFilter) -> str | None:
    meant = frozenset(named_documents([number], held))
    if not meant:
        return _NOT_HERE
    named = (document for document in held if document.id in meant)
    within = any(is_within(filter, id=d.id, type=d.type, issuer=d.issuer, issued_on=d.issued_on) for d in named)
    return None if within else _OUTSIDE_FILTER

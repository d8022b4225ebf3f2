"""The filter row: what people choose and type there, as the API's filters."""

import re
from collections.abc import Sequence
from datetime import date

from index.catalog.records import DocumentQuery
from index.errors import ChiDaoError
from ui.api.state import ApiState
from ui.wire import Filters

_DAY_FIRST = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*")
# The choices offered are those of the newest documents; any other may still be typed.
_DOCUMENTS_LOOKED_AT = 200


def filters_of(kinds: Sequence[str], issuers: Sequence[str], issued_from: str, issued_to: str) -> Filters:
    """The filters; raises ``ChiDaoError`` for a date that is none."""
    first, last = typed_day(issued_from), typed_day(issued_to)
    if first and last and first > last:
        raise ChiDaoError("Ngày bắt đầu sau ngày kết thúc; sửa lại trong bộ lọc.")
    return Filters(types=list(kinds), issuers=list(issuers), issued_from=first, issued_to=last)


def choices(state: ApiState) -> tuple[list[str], list[str]]:
    """The kinds and issuers of the newest documents."""
    documents, _ = state.library.documents.find(DocumentQuery(limit=_DOCUMENTS_LOOKED_AT))
    kinds = {document.identity.type for document in documents}
    issuers = {document.identity.issuer for document in documents}
    return sorted(kind for kind in kinds if kind), sorted(issuer for issuer in issuers if issuer)


def typed_day(typed: str) -> date | None:
    """A day as people type it, ``None`` where nothing is typed; raises ``ChiDaoError``."""
    if not typed.strip():
        return None
    try:
        if found := _DAY_FIRST.fullmatch(typed):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise ChiDaoError(f"Không hiểu ngày {typed.strip()!r}; viết dạng ngày/tháng/năm, ví dụ 21/11/2025.") from error

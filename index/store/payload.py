"""What both stores write beside the vectors, and how a filter reads it: one schema, whatever the home."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

import numpy as np

from index.errors import StoreError
from index.store.protocol import StoredPassage, StoreFilter

# Every field that a filter or a deletion asks for is indexed.
INDEXED_FIELDS: dict[str, Literal["keyword", "integer"]] = {
    "document_id": "keyword",
    "revision": "keyword",
    "type": "keyword",
    "issuer": "keyword",
    "groups": "keyword",
    "issued_on": "integer",
}
# Large enough that the engines work in bulk, small enough for the 32 MB a Qdrant server accepts at once.
BATCH = 256


def payload_of(passage: StoredPassage) -> dict[str, Any]:
    """The payload of one passage; what is not known is left out, so that no filter matches it."""
    payload: dict[str, Any] = {"document_id": passage.document_id, "revision": passage.revision}
    if passage.type is not None:
        payload["type"] = passage.type
    if passage.issuer is not None:
        payload["issuer"] = passage.issuer
    if passage.issued_on is not None:
        payload["issued_on"] = day_number(passage.issued_on)
    if passage.groups:
        payload["groups"] = list(passage.groups)
    return payload


def day_number(day: date) -> int:
    """The day as the integer ``yyyymmdd``: orders like the date and has no time zone to get wrong."""
    return day.year * 10_000 + day.month * 100 + day.day


def keyword_choices(wanted: StoreFilter) -> dict[str, list[str]]:
    """The fields that are restricted to some values: a passage must have one of the values in each."""
    choices = {"document_id": wanted.document_ids, "type": wanted.types, "issuer": wanted.issuers}
    return {name: list(values) for name, values in choices.items() if values}


def day_range(wanted: StoreFilter) -> tuple[int | None, int | None] | None:
    """The first and the last ``issued_on`` that may be found, or ``None`` where dates are not asked for."""
    if wanted.issued_from is None and wanted.issued_to is None:
        return None
    first, last = (None if day is None else day_number(day) for day in (wanted.issued_from, wanted.issued_to))
    return first, last


def check_passages(passages: Sequence[StoredPassage], dimension: int) -> None:
    """Refuse what an engine would write in part or not find again; raises ``StoreError``."""
    for passage in passages:
        problem = _problem_of(passage, dimension)
        if problem:
            raise StoreError(f"Không ghi đoạn văn {passage.id} của tài liệu {passage.document_id}: {problem}.")


def _problem_of(passage: StoredPassage, dimension: int) -> str | None:
    terms = passage.terms
    if not _is_uuid(passage.id):
        return "mã đoạn văn không phải UUID"
    if passage.dense.shape != (dimension,):
        return f"vectơ có dạng {passage.dense.shape}, kho cần {dimension} chiều"
    if not np.isfinite(passage.dense).all():
        return "vectơ có giá trị không hữu hạn"
    if len(terms.indices) != len(terms.values) or len(set(terms.indices)) != len(terms.indices):
        return "vectơ từ khoá có chỉ số trùng hoặc thiếu trọng số"
    return None


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False

"""``chidao documents``."""

import json
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.errors import RemoteError
from index.settings import Settings
from ui.client import connected
from ui.wire import DocumentOut

_LABELS = {
    "id": "Mã", "number": "Số, ký hiệu", "type": "Loại", "title": "Trích yếu", "issuer": "Cơ quan ban hành",
    "signer": "Người ký", "issued_on": "Ngày ban hành", "event_on": "Ngày diễn ra", "addressees": "Nơi gửi đến",
    "source": "Nguồn", "recognised": "Nhận dạng từ ảnh", "characters": "Số ký tự", "passages": "Số đoạn",
    "tasks": "Số nhiệm vụ",
    "sha256": "SHA-256", "added_at": "Nạp lúc", "updated_at": "Cập nhật lúc",
}  # fmt: skip
_STATES = {
    "in_force": "còn hiệu lực", "not_yet_in_force": "chưa có hiệu lực", "expired": "đã hết hiệu lực",
    "replaced": "đã bị thay thế", "repealed": "đã bị bãi bỏ", "unknown": "không rõ",
}  # fmt: skip
_KINDS = {
    "cites": "dẫn", "amends": "sửa đổi", "supplements": "bổ sung", "replaces": "thay thế", "repeals": "bãi bỏ",
}  # fmt: skip


def list_documents(settings: Settings, query: str, *, as_json: bool) -> None:
    """Print the documents that match, the newest first."""
    with connected(settings) as client:
        found = client.documents(**({"query": query} if query else {}))
    if as_json:
        sys.stdout.write(json.dumps([d.model_dump(mode="json") for d in found], ensure_ascii=False, indent=2) + "\n")
        return
    table = Table("Ngày", "Số, ký hiệu", "Loại", "Trích yếu", "Mã")
    for document in found:
        day = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
        cells = (day, document.number or "", document.type or "", document.title, document.id)
        table.add_row(*(Text(cell) for cell in cells))
    console = Console()
    console.print(table)
    console.print(f"{len(found)} văn bản.")


def show_document(settings: Settings, document_id: str, *, as_json: bool) -> None:
    """Print what is known of a document."""
    with connected(settings) as client:
        document = client.document(document_id)
    if as_json:
        sys.stdout.write(document.model_dump_json(indent=2) + "\n")
        return
    console = Console()
    for field, label in _LABELS.items():
        console.print(Text(f"{label}: {_shown(document, field)}"), soft_wrap=True)
    for line in (*_validity(document), *_relations(document)):
        console.print(Text(line), soft_wrap=True)


def remove_documents(settings: Settings, document_ids: list[str]) -> int:
    """Remove documents; returns the exit code, 1 when one was not there."""
    console, failed = Console(), 0
    with connected(settings) as client:
        for document_id in document_ids:
            try:
                client.remove(document_id)
                console.print(Text(f"Đã gỡ {document_id}."))
            except RemoteError as error:
                failed = 1
                console.print(Text(f"Không gỡ được {document_id}: {error}", style="red"))
    return failed


def _shown(document: DocumentOut, field: str) -> str:
    value = getattr(document, field)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(value) or "không rõ"
    return "không rõ" if value is None else str(value)


def _validity(document: DocumentOut) -> Iterator[str]:
    validity = document.validity
    if validity is None:
        return
    by = validity.ended_by
    yield f"Hiệu lực: {_STATES[validity.state]}" + (f" bởi {by.document_number or by.document_id}" if by else "")
    if validity.effective_from:
        yield f"Có hiệu lực từ: {validity.effective_from}"
    if validity.expires_on:
        yield f"Hết hiệu lực sau: {validity.expires_on}"


def _relations(document: DocumentOut) -> Iterator[str]:
    for relation in document.relations:
        here = f" ({relation.document_id})" if relation.document_id else ""
        part = "" if relation.whole or relation.kind == "cites" else " một phần"
        yield f"Văn bản này {_KINDS[relation.kind]}{part}: {relation.number}{here}"
    for incoming in document.incoming_relations:
        part = "" if incoming.whole or incoming.kind == "cites" else " một phần"
        name = incoming.document_number or incoming.document_id
        yield f"Được {_KINDS[incoming.kind]}{part} bởi: {name} ({incoming.document_id})"

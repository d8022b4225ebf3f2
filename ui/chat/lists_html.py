"""The lists of the page as markup: documents, files that failed, and conversations to go on with."""

from collections.abc import Sequence

from ui.chat.markup import day, escaped, joined, name_of
from ui.wire import ConversationOut, DocumentOut, FailureOut, NearestDocument


def documents_html(documents: Sequence[DocumentOut] | Sequence[NearestDocument], *, searched: bool) -> str:
    """Documents, each opening in the source panel."""
    if not documents:
        said = "Không có văn bản nào khớp." if searched else "Chưa có văn bản nào. Tải tệp lên để bắt đầu."
        return f'<p class="none">{said}</p>'
    items = "".join(f"<li>{_document(document)}</li>" for document in documents)
    return f'<ol class="documents">{items}</ol>'


def failures_html(failures: Sequence[FailureOut], total: int) -> str:
    """Files that could not be read with their reasons, folded away; nothing where there are none."""
    if not failures:
        return ""
    items = "".join(
        f'<li><span class="name">{escaped(failure.source)}</span>'
        f'<span class="date">{day(failure.last_failed_at)}</span>'
        f'<span class="reason">{escaped(failure.reason)}</span></li>'
        for failure in failures
    )
    rest = f'<p class="none">… và {total - len(failures)} tệp nữa.</p>' if total > len(failures) else ""
    return f'<details class="failures"><summary>{total} tệp không nạp được</summary><ol>{items}</ol>{rest}</details>'


def conversations_html(conversations: Sequence[ConversationOut]) -> str:
    """Conversations, the last used first."""
    if not conversations:
        return '<p class="none">Chưa có cuộc trò chuyện nào.</p>'
    items = "".join(
        f'<li><button type="button" data-conversation="{escaped(c.id)}"><span class="date">{day(c.updated_at)}</span>'
        f'<span class="title">{escaped(c.title)}</span></button></li>'
        for c in conversations
    )
    return f'<ol class="conversations">{items}</ol>'


def _document(document: DocumentOut | NearestDocument) -> str:
    name = name_of(document.type, document.number, document.source)
    return (
        f'<button type="button" data-document="{escaped(document.id)}">'
        f'<span class="date">{day(document.issued_on) or "không rõ ngày"}</span>'
        f'<span class="name">{escaped(joined(name, document.issuer or ""))}</span>'
        f'<span class="title">{escaped(document.title)}</span></button>'
    )

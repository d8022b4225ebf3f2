"""A web page saved in one file (MHTML): the page itself is read, what it shows beside its text is left alone."""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.decoding import decode_page
from index.readers.html import read_html

_MOST_PARTS = 2000


def read_mhtml(data: bytes) -> ReadDocument:
    """The blocks of the first page in the file; raises ``ReadError`` where there is none."""
    page = _page(data)
    if not page or not page.strip():
        raise ReadError("Tệp MHTML không có trang nào bên trong; hãy lưu lại trang dạng .html rồi nạp lại.")
    return read_html(decode_page(page))


def _page(data: bytes) -> bytes | None:
    """The bytes of the first part that is HTML."""
    try:
        message = message_from_bytes(data.lstrip(), policy=policy.default)
        for number, part in enumerate(message.walk()):
            if number >= _MOST_PARTS:
                break
            if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
                payload = part.get_payload(decode=True)
                return payload if isinstance(payload, bytes) else None
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ReadError(f"Tệp MHTML bị hỏng ({error}); hãy lưu lại trang dạng .html rồi nạp lại.") from error
    return None

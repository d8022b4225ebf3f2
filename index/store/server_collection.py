"""The server's collection: created with its schema and the encoder's signature, and what is said when it fails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from httpx import TimeoutException, TransportError
from qdrant_client import QdrantClient, models
from qdrant_client.common.client_exceptions import QdrantException
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException, UnexpectedResponse

from index.errors import StoreError
from index.store.payload import INDEXED_FIELDS
from index.store.protocol import DENSE, TERMS, EncoderSignature
from index.store.signature import check_signature, signature_from_json, signature_to_json

SIGNATURE = "encoder"
CONFLICT = 409


def place_of(url: str, collection: str) -> str:
    """How messages name the store: without the user, password and query that a URL may carry.

    Raises ``StoreError`` when ``url`` is no address of a server.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise StoreError("CHIDAO_QDRANT_URL không phải địa chỉ máy chủ; hãy ghi dạng http://máy-chủ:6333.")
    address = f"[{host}]" if ":" in host else host
    if port:
        address += f":{port}"
    return f"Kho đoạn văn “{collection}” tại {parts.scheme}://{address}{parts.path.rstrip('/')}"


def open_collection(client: QdrantClient, collection: str, place: str, signature: EncoderSignature) -> None:
    """Create the collection and its payload indexes where they are missing, and check who made it.

    The signature is in the collection's metadata: it comes into being in the same request as the collection.
    """
    if not client.collection_exists(collection):
        _create(client, collection, signature)
    found = client.get_collection(collection)
    stored = signature_from_json((found.config.metadata or {}).get(SIGNATURE))
    if stored is None:
        raise StoreError(
            f"{place} không ghi bộ mã hoá nào: do chương trình khác tạo, hoặc máy chủ Qdrant cũ hơn bản 1.16. "
            "Hãy nâng cấp máy chủ, xoá collection đó (nếu không phải của ai khác) rồi nạp lại tài liệu."
        )
    check_signature(stored, signature, place, f"xoá collection “{collection}” trên máy chủ")
    for name in sorted(INDEXED_FIELDS.keys() - found.payload_schema.keys()):
        client.create_payload_index(collection, name, models.PayloadSchemaType(INDEXED_FIELDS[name]), wait=True)


def _create(client: QdrantClient, collection: str, signature: EncoderSignature) -> None:
    try:
        client.create_collection(
            collection,
            vectors_config={DENSE: models.VectorParams(size=signature.dimension, distance=models.Distance.COSINE)},
            sparse_vectors_config={TERMS: models.SparseVectorParams(modifier=models.Modifier.IDF)},
            metadata={SIGNATURE: signature_to_json(signature)},
        )
    except UnexpectedResponse as error:
        # Another process was faster; what it made is checked like any other.
        if error.status_code != CONFLICT:
            raise


@contextmanager
def server_errors(place: str) -> Iterator[None]:
    """Turn what the client raises into ``StoreError``."""
    try:
        yield
    except (ApiException, QdrantException, RuntimeError, ValueError) as error:
        raise StoreError(f"{place} {_explain(error)}.") from error


def _explain(error: Exception) -> str:
    source = error.source if isinstance(error, ResponseHandlingException) else error
    match source:
        case UnexpectedResponse(status_code=401 | 403):
            return "từ chối khoá truy cập; hãy kiểm tra CHIDAO_QDRANT_API_KEY"
        case UnexpectedResponse():
            return f"báo lỗi {source.status_code}: {_reason(source)}"
        case TimeoutException() | QdrantException():
            return "không trả lời kịp; hãy kiểm tra tải của máy chủ và đường mạng rồi thử lại"
        case TransportError():
            return f"không kết nối được ({source}); hãy kiểm tra máy chủ đang chạy và CHIDAO_QDRANT_URL"
        case RuntimeError():
            return "đã đóng; hãy mở lại trước khi dùng"
        case UnicodeError():
            return "không gọi được; CHIDAO_QDRANT_URL và CHIDAO_QDRANT_API_KEY chỉ được có ký tự ASCII"
    cause = str(source).partition("\n")[0]
    return f"không trả lời như một máy chủ Qdrant ({cause}); hãy kiểm tra CHIDAO_QDRANT_URL"


def _reason(error: UnexpectedResponse) -> str:
    """The server's own words, cut to a line's length."""
    try:
        words = json.loads(error.content)["status"]["error"]
    except (ValueError, KeyError, TypeError):
        words = error.reason_phrase
    return str(words)[:300]

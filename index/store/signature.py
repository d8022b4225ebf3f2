"""The encoder a store was made with: how it is written down, and what is said when another one opens the store."""

from dataclasses import asdict
from typing import Any

from index.errors import EncoderMismatchError
from index.store.protocol import EncoderSignature


def signature_to_json(signature: EncoderSignature) -> dict[str, Any]:
    """The signature as plain JSON values."""
    return asdict(signature)


def signature_from_json(data: object) -> EncoderSignature | None:
    """The signature that was written down, or ``None`` when ``data`` is not one."""
    match data:
        case {
            "name": str(name),
            "dimension": int(dimension),
            "query_prompt": str(query_prompt),
            "passage_prompt": str(passage_prompt),
        }:
            return EncoderSignature(name, dimension, query_prompt, passage_prompt)
    return None


def check_signature(stored: EncoderSignature, wanted: EncoderSignature, place: str, remove: str) -> None:
    """Raise ``EncoderMismatchError`` when ``wanted`` cannot read what ``stored`` wrote.

    ``place`` names the store and ``remove`` says how to be rid of it, both in Vietnamese.
    """
    if stored != wanted:
        raise EncoderMismatchError(
            f"{place} được tạo bằng bộ mã hoá {_describe(stored)}, còn bộ mã hoá đang cấu hình là {_describe(wanted)}; "
            "vectơ của hai bộ không so sánh được với nhau. Hãy chạy `chidao ingest --reindex ĐƯỜNG_DẪN…` để lập chỉ "
            f"mục lại, hoặc {remove} rồi nạp lại tài liệu, hoặc đặt CHIDAO_ENCODER về bộ mã hoá cũ."
        )


def _describe(signature: EncoderSignature) -> str:
    details = [f"{signature.dimension} chiều"]
    if signature.query_prompt:
        details.append(f"tiền tố câu hỏi “{signature.query_prompt}”")
    if signature.passage_prompt:
        details.append(f"tiền tố đoạn văn “{signature.passage_prompt}”")
    return f"“{signature.name}” ({', '.join(details)})"

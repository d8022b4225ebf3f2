"""Whether the whole of another document is meant or a part of it: "khoản 2 Điều 5 …", "…, trừ Điều 7"."""

import regex as re

_PROVISION = r"điều\s+\d|khoản\s+\d|điểm\s+\p{L}\b|chương\s+[IVX\d]|mục\s+[IVX\d]|phụ lục"
_PARTIAL = re.compile(
    rf"(?<!\p{{L}})(?:(?:một số|các)\s+(?:điều|nội dung|khoản|quy định)|{_PROVISION}|một phần|cụm từ|"
    r"(?:biểu\s+)?mẫu(?!\s+mực)|danh mục|bảng|đoạn\s+\d|(?<!chi )tiết\s+[a-zđ\d]\b|gạch đầu dòng)",
    re.IGNORECASE,
)
_LIMITED = r"các|những|trường hợp|quy định|nội dung|điều|khoản|điểm|chương|mục|phụ lục|phần"
_EXCEPTION = re.compile(
    rf"[,;(.]\s*(?:ngoại\s+trừ|trừ|riêng|không\s+(?:bao\s+)?gồm)\b|\b(?:ngoại\s+)?trừ\s+(?:{_LIMITED})\b|\bmột phần\b|"
    rf"\b(?:tại|ở|đối với)\s+(?:các\s+)?(?:{_PROVISION}|(?:điểm|khoản|điều|chương|mục)\b)",
    re.IGNORECASE,
)
_EXCEPTION_BELOW = re.compile(r"^[\s;,.]*(?:ngoại\s+trừ|trừ|riêng)\b", re.IGNORECASE)


def is_partial(words: str) -> bool:
    """Whether the words before a number limit what is said to a part of that document."""
    return bool(_PARTIAL.search(words))


def last_exception(clause: str, below: str) -> int:
    """Where the last words stand that leave something of a document out, ``-1`` when none do.

    "Nghị định số … hết hiệu lực; riêng Điều 5 được áp dụng đến …" stands in two clauses.
    """
    if _EXCEPTION_BELOW.match(below):
        return len(clause)
    return max((match.start() for match in _EXCEPTION.finditer(clause)), default=-1)

"""Whether a sentence has in it the kind of thing that is asked for: a date, a share, a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import regex

_NUMBER_OF_DOCUMENT = r"\d+(?:/\d{4})?\s?[/-]\s?\p{Lu}[\p{Lu}\p{Ll}&\d]*(?:[-/]\s?\p{Lu}[\p{L}&\d]*)*"
_DATE = (
    r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?"
    r"|tháng\s+\d{1,2}(?:\s*[/-]\s*\d{4}|\s+năm\s+\d{4})?|năm\s+\d{4}|[Qq]uý\s+[IV\d]+(?:/\d{4}|\s+năm\s+\d{4})?"
    r"|\d{1,2}\s?(?:giờ|h|g)\d{0,2}|\d{4}\s?[-–]\s?\d{4}|h[ằà]ng\s+(?:ngày|tuần|tháng|quý|năm)|thường\s+xuyên|ngày\s+ký"
)
_NAME = r"(?:\p{Lu}\p{Ll}+\s+){1,3}\p{Lu}\p{Ll}+"
_OFFICE = (
    r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng\s+chí|(?:Phó\s+)?Thủ\s+tướng(?:\s+Chính\s+phủ)?|(?:Bộ|Thứ|Cục|Vụ|Trưởng|Phó)\s+trưởng"
    r"|(?:Phó\s+)?Chủ\s+tịch|(?:Tổng\s+)?Bí\s+thư|Giám\s+đốc|Chánh\s+Văn\s+phòng|KT\.|TM\.|TL\.)"
)
_BODY = (
    r"(?:Bộ|Ban|[ỦU]y\s+ban|Uỷ\s+ban|UBND|HĐND|Sở|(?:Tổng\s+)?[Cc]ục|Văn\s+phòng|Ngân\s+hàng|Tập\s+đoàn|Đài|Thông\s+tấn|Thanh\s+tra|"
    r"Đảng\s+[uủ][ỷy]|Tổng\s+công\s+ty|Hội|Công\s+ty|T[òo]à?\s+án|Viện|Trường|Học\s+viện|Chính\s+phủ|Thủ\s+tướng|Hội\s+đồng|Công\s+an)"
    r"\s+(?:nhân\s+dân|[\p{Lu}])|(?:bộ|ngành|địa\s+phương|cơ\s+quan)"
)
_PLACE = r"(?:tỉnh|thành\s+phố|xã|phường|huyện|đặc\s+khu|thôn|TP\.?)\s+\p{Lu}|\p{Lu}\p{Ll}+\s+\p{Lu}\p{Ll}+"
_PATTERNS = {
    "percent": r"\d\s*%|phần\s+trăm",
    "money": r"\d[\d.,]*\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?:đồng|USD|tỷ|tỉ|triệu)|%",
    "date": _DATE,
    "person": rf"{_OFFICE}[\s\p{{L}},.]{{0,40}}?{_NAME}|{_NAME}\s*[,(]",
    "body": _BODY,
    "place": _PLACE,
    "document_number": _NUMBER_OF_DOCUMENT,
    "legal_basis": r"^Căn\s+cứ",
    "replaced": r"thay\s+thế|bãi\s+bỏ|hết\s+hiệu\s+lực|sửa\s+đổi|thay\s+cụm\s+từ",
    "effective": r"hiệu\s+lực|áp\s+dụng",
    "list": r"[;:]|,.*,.*,",
    "definition": r"\p{L}\s*\(\s*\p{Lu}[\p{Lu}\d&]+\s*\)",
    "reason": r"\bdo\b|\bvì\b|nguyên\s+nhân|nhằm",
}
# The same sentences are looked at several times for a question, and again for the next one.
_KEPT = 4096


@cache
def answer_types() -> AnswerTypes:
    """The patterns of all kinds, compiled when they are first needed."""
    return AnswerTypes()


class AnswerTypes:
    """The patterns of the kinds of thing that sentences show."""

    def __init__(self) -> None:
        self._patterns = {kind: regex.compile(pattern) for kind, pattern in _PATTERNS.items()}
        self._dated = regex.compile(f"{_NUMBER_OF_DOCUMENT}|{_DATE}")
        self._digit = regex.compile(r"\d")

        self._carried = lru_cache(maxsize=_KEPT)(self._search)

    def carries(self, kind: str, text: str) -> bool:
        """Whether the text has something of the kind in it; ``False`` for kinds that words do not show."""
        return self._carried(kind, text)

    def _search(self, kind: str, text: str) -> bool:
        if kind == "number":
            # Dates and document numbers are no amounts.
            return self._digit.search(self._dated.sub(" ", text)) is not None
        pattern = self._patterns.get(kind)
        return pattern is not None and pattern.search(text) is not None

    def places(self, kind: str, text: str) -> Iterator[tuple[int, int]]:
        """Where the pattern of a kind fits, ``[start, end)`` from left to right; nowhere for kinds without one."""
        pattern = self._patterns.get(kind)
        return (found.span() for found in pattern.finditer(text)) if pattern else iter(())

    def share(self, kinds: Iterable[str], text: str) -> float:
        """The share of the kinds, 0 to 1, that the text has; 1 when no kind is asked for that words could show."""
        shown = [kind for kind in kinds if kind == "number" or kind in self._patterns]
        return sum(self.carries(kind, text) for kind in shown) / len(shown) if shown else 1.0

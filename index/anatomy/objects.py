"""What a verb is said of: whole documents, something in them, or what they are about."""

from functools import cache

import regex as re

from index.anatomy.itself import kinds

# A law is named before its number: "Luật Đất đai số 45/2013/QH13".
LAW_NAME = r"(?:(?:Bộ luật|Luật|Pháp lệnh)\s+(?!này\b|số\b)(?:(?!\bnày\b|hiệu lực|\btheo\b)[\p{L} ,–-]){1,150}?\s+)"
_MARK = r"(?:(?:\d+|[a-zđ])\s*[.)]|\(\w+\)|[-–+])"
_ALL_OF = r"(?:toàn bộ|tất cả|hiệu lực(?: thi hành)?|của|đối với|các|những|\d+|hai|ba)"
# A regulation is the whole of the decision that puts it into force.
_ATTACHED = (
    r"(?-i:Quy chế|Quy định|Quy trình|Điều lệ|Nội quy|Chương trình|Kế hoạch|Đề án|Chiến lược|Hướng dẫn)\b.{0,250}?"
    r"\bban hành (?:kèm )?theo\s+"
)
# What makes a further number part of how the first document is named.
_OBJECT = re.compile(r"[;:]|\bđược\b|\bđã\b|\bhướng dẫn\b|\bthi hành\b|(?<!kèm )\btheo\b|\bcăn cứ\b", re.IGNORECASE)
# "… các Thông tư sau: a) Thông tư số …" still names objects of the verb.
_INTRODUCES = re.compile(rf"^[^:;]*\bsau(?:\s+đây)?\s*:\s*{_MARK}?\s*", re.IGNORECASE)
# What the first document is about; a second one of another kind belongs to it.
_ABOUT = re.compile(r"\bcủa (?:Bộ luật|Luật|Pháp lệnh|Nghị)|\bchi tiết\b|\bhướng dẫn\b|\bthi hành\b|\bthực hiện\b")
_SINCE = re.compile(r"^\W*(?:kể\s+)?từ\b[^,]*\b(?:hiệu lực|\d{4})\b[^,]*,\s*", re.IGNORECASE)


def is_object(before: str) -> bool:
    """Whether the words between a verb and the first number after it lead to its object."""
    return not _OBJECT.search(_INTRODUCES.sub("", before))


def is_about(before: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """ "Thông tư số … hướng dẫn Luật Thuế và Nghị định số …": the decree is what the circular is about."""
    return bool(_ABOUT.search(before)) and first["kind"].strip().casefold() != second["kind"].strip().casefold()


def names_whole(words: str) -> bool:
    """Whether the words before a document's number name nothing but the document: no "giấy phép cấp tại …"."""
    return bool(_whole().match(_SINCE.sub("", words)))


def names_documents(words: str) -> bool:
    """Whether a line that opens a list speaks of documents, "các Thông tư của Bộ sau đây", or of nothing else."""
    return bool(_documents().match(_SINCE.sub("", words)))


@cache
def _whole() -> re.Pattern[str]:
    words = rf"{_ALL_OF}|văn bản|quy phạm pháp luật|{kinds()}|sau(?: đây)?"
    return re.compile(
        rf"^\W*(?:{_MARK}\s*)?(?:(?:{words})\W+(?:{_MARK}\s*)?)*(?:{LAW_NAME}|{_ATTACHED})?(?:của\s+)?$", re.IGNORECASE
    )


@cache
def _documents() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_ALL_OF}\s+)*(?:(?:văn bản|{kinds()})\b|(?:sau(?: đây)?)?\W*$)", re.IGNORECASE)

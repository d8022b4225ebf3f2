"""Verbs by which a document acts on others, and whether it is the document itself that acts."""

from functools import cache
from typing import Literal

import regex as re

from index.anatomy.names import document_types

RelationKind = Literal["cites", "amends", "supplements", "replaces", "repeals"]

STRENGTH: dict[RelationKind, int] = {"cites": 0, "supplements": 1, "amends": 2, "replaces": 3, "repeals": 4}
_VERBS: tuple[tuple[RelationKind, str], ...] = (
    ("repeals", r"bãi bỏ|h(?:ủy|uỷ) bỏ|bị bãi bỏ"),
    ("replaces", r"thay thế"),
    ("amends", r"sửa đổi|điều chỉnh|đính chính"),
    ("supplements", r"bổ sung"),
)
_VERB = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _VERBS), re.IGNORECASE)
_DENIED = re.compile(r"\b(?:không|chưa|chẳng|khỏi)\s+(?:bị\s+|được\s+)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:được|bị|đã)\s*$", re.IGNORECASE)
# What may stand between the document as subject and its verb.
_PREDICATE = re.compile(r"^\s*(?:(?:có|và|đã|sẽ|,|được|gồm|cũng)\b.{0,220}?|\s*)$|^[\s,]*$")
_PARTIAL = re.compile(
    r"(?<!\p{L})(?:(?:một số|các)\s+(?:điều|nội dung|khoản|quy định)|điều\s+\d|khoản\s+\d|điểm\s+\p{L}\b|"
    r"chương\s+[IVX\d]|mục\s+[IVX\d]|phụ lục|cụm từ|biểu mẫu|mẫu số|đoạn\s+\d|"
    r"(?<!chi )tiết\s+[a-zđ\d]\b|gạch đầu dòng)",
    re.IGNORECASE,
)
_STARTERS = r"(?:toàn bộ\s+)?(?:v/v|về việc|về|ban hành|quyết định|nghị định|thông tư|nghị quyết|luật|quy định)\s+"
_TITLE_START = re.compile(rf"^\W*(?:{_STARTERS}){{0,3}}", re.IGNORECASE)
_CLAUSE_START = re.compile(
    r"^\W*(?:và\s+)?(?:Điều\s+\d+\w?\s*[.:]\s*)?(?:(?:\d+|[a-zđ]|\p{Lu})(?:\.\d+)*\s*[.)]\s*|\(\w+\)\s*|[-–+]\s*)?(?:Nay\s+)?",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?:\s*thi hành)?(?:.{0,40}\btừ\s+(?:ngày|khi|thời điểm)\b|\W*$)", re.IGNORECASE)
_EXPIRES = re.compile(r"hết hiệu lực", re.IGNORECASE)


def mark_length(clause: str) -> int:
    """How many characters the article or list mark takes with which a clause begins."""
    match = _CLAUSE_START.match(clause)
    return match.end() if match else 0


def is_partial(words: str) -> bool:
    """Whether the words before a number limit what is said to a part of that document."""
    return bool(_PARTIAL.search(words))


def own_act(clause: str, *, is_title: bool, in_article: bool) -> tuple[RelationKind, int] | None:
    """The act that opens a clause and where its object begins, when the document itself acts.

    A title acts when it begins with the verb, an article when its clause does; anywhere else the document must name
    itself: "Nghị định này thay thế …". "Bộ X sửa đổi Nghị định …" gives somebody a task.
    """
    verb = _VERB.search(clause)
    if verb is None or _DENIED.search(clause[: verb.start()]) or _PASSIVE.search(clause[: verb.start()]):
        return None
    before = clause[: verb.start()]
    if is_title:
        own = not _TITLE_START.sub("", before).strip()
    else:
        own = (in_article and not _CLAUSE_START.sub("", before).strip(" ,")) or _is_itself(before)
    return (_kind(verb), verb.end()) if own else None


def _is_itself(before: str) -> bool:
    subject = next(reversed(list(_itself().finditer(before))), None)
    if subject is None or re.search(r"(?:của|tại|theo|ngày|khi|trước)\s*$", before[: subject.start()], re.IGNORECASE):
        return False
    return bool(_PREDICATE.match(before[subject.end() :]))


@cache
def _itself() -> re.Pattern[str]:
    kinds = "|".join(re.escape(kind) for kind in document_types().values())
    return re.compile(rf"\b(?i:{kinds}|văn bản)\s+này\b")


def _kind(verb: re.Match[str]) -> RelationKind:
    return next(kind for kind, _ in _VERBS if verb[kind])


def ended_after(right: str) -> RelationKind | None:
    """What the words after a number say of that document: "… hết hiệu lực kể từ ngày Nghị định này có hiệu lực"."""
    itself = _itself().search(right)
    replaced = re.search(r"\bđược thay thế (?:bằng|bởi)\s+", right)
    if replaced and itself and itself.start() == replaced.end():
        return "replaces"
    ended = _EXPIRES.search(right)
    if ended and not _DENIED.search(right[: ended.start()]) and _SINCE.match(right[ended.end() :]):
        return "repeals"
    return None


def announces(lead: str, *, in_article: bool) -> RelationKind | None:
    """What a line that ends with a colon says of the documents listed below it."""
    if not lead.rstrip().endswith(":"):
        return None
    act = own_act(lead, is_title=False, in_article=in_article)
    if act and not is_partial(lead[act[1] :]):
        return act[0]
    if _EXPIRES.search(lead) and re.search(r"văn bản|" + "|".join(document_types().values()), lead, re.IGNORECASE):
        return "repeals"
    return None

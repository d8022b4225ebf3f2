"""Verbs by which a document acts on others, and whether it is the document itself that acts."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import regex as re

from index.anatomy.actor import Actor
from index.anatomy.dates import WRITTEN, match_date
from index.anatomy.itself import itself

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
# A document that is only planned: "dự thảo Nghị định này", "khi trình Nghị định này".
_PLANNED = re.compile(
    r"\b(?:dự thảo|dự kiến|đề xuất|kiến nghị|soạn thảo|sẽ (?:được )?ban hành)\b|"
    r"\b(?:xây dựng|trình)\s+(?:(?-i:\p{Lu})|ban hành|nghị|thông tư|quyết định|luật)",
    re.IGNORECASE,
)
_STARTERS = r"(?:toàn bộ\s+)?(?:v/v|về việc|về|ban hành|quyết định|nghị định|thông tư|nghị quyết|luật|quy định)\s+"
_TITLE_START = re.compile(rf"^\W*(?:{_STARTERS}){{0,3}}", re.IGNORECASE)
_FROM_DAY = rf"(?:kể\s+)?từ\s+(?=ngày\b){WRITTEN}"
_CLAUSE_START = re.compile(
    r"^\W*(?:và\s+)?(?:Điều\s+\d+\w?\s*[.:]\s*)?(?:(?:\d+|[a-zđ]|\p{Lu})(?:\.\d+)*\s*[.)]\s*|\(\w+\)\s*|[-–+]\s*)?"
    rf"(?:Nay\s+)?(?P<from>{_FROM_DAY}\s*,\s*)?",
    re.IGNORECASE,
)
_EXPIRES = re.compile(r"hết hiệu lực", re.IGNORECASE)
_SINCE = re.compile(
    rf"(?:\s+(?:thi hành|toàn bộ))*(?:[\s,]*(?:{_FROM_DAY}|(?:kể\s+)?từ\s+(?:ngày|khi|thời điểm)\b)|\W*$)",
    re.IGNORECASE,
)
# "… được áp dụng cho đến khi hết hiệu lực" keeps a document in force.
_HELD = re.compile(
    r":|\b(?:đến khi|trước khi|trước ngày|nếu|trường hợp|vẫn|tiếp tục|còn|có hiệu lực|được (?:áp dụng|thực hiện)|"
    r"cho đến|đến (?:hết )?ngày)\b|\bkhi\W*$",
    re.IGNORECASE,
)
_DAY_AT_END = re.compile(rf"(?<!\p{{L}}){_FROM_DAY}\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Act:
    """What is said of another document, where in its clause the object begins, and from which day it is so."""

    kind: RelationKind
    object_at: int = 0
    day: date | None = None


def mark_length(clause: str) -> int:
    """How many characters the article or list mark takes with which a clause begins."""
    match = _CLAUSE_START.match(clause)
    return match.end() if match else 0


def own_act(clause: str, actor: Actor, *, is_title: bool, in_article: bool) -> Act | None:
    """The act that opens a clause, when the document itself acts.

    A title acts when it begins with the verb, an article when its clause does; anywhere else the document must name
    itself: "Nghị định này thay thế …". "Bộ X sửa đổi Nghị định …" gives somebody a task.
    """
    verb = _VERB.search(clause)
    if verb is None or _DENIED.search(clause[: verb.start()]) or _PASSIVE.search(clause[: verb.start()]):
        return None
    before = clause[: verb.start()]
    if is_title:
        own = actor.by_article and not _TITLE_START.sub("", before).strip()
    else:
        opens = in_article and not _CLAUSE_START.sub("", before).strip(" ,")
        own = (actor.by_article and opens) or (actor.by_name and _is_itself(before, actor))
    return Act(_kind(verb), verb.end(), _first_day(clause)) if own else None


def _is_itself(before: str, actor: Actor) -> bool:
    subject = next(reversed(list(itself().finditer(before))), None)
    if subject is None or not actor.is_called(subject["kind"]) or _PLANNED.search(before):
        return False
    if re.search(r"(?:của|tại|theo|ngày|khi|trước)\s*$", before[: subject.start()], re.IGNORECASE):
        return False
    return bool(_PREDICATE.match(before[subject.end() :]))


def _kind(verb: re.Match[str]) -> RelationKind:
    return next(kind for kind, _ in _VERBS if verb[kind])


def _first_day(clause: str) -> date | None:
    match = _CLAUSE_START.match(clause)
    return match_date(match) if match and match["from"] else None


def last_day(right: str, not_before: date | None) -> date | None:
    """The day of the ending with which a clause closes: "thay thế … kể từ ngày 01/7/2026".

    An earlier day than the acting document's own belongs to how the other document is named.
    """
    match = _DAY_AT_END.search(right)
    day = match_date(match) if match else None
    return day if day and not_before and day >= not_before else None


def ended_after(left: str, right: str, actor: Actor, *, in_article: bool) -> Act | None:
    """What the words around a number say of that document: "… hết hiệu lực kể từ ngày Nghị định này có hiệu lực"."""
    if actor.speaks_of_another(left) or not actor.by_article:
        return None
    replaced = re.search(r"\bđược thay thế (?:bằng|bởi)\s+", right)
    named = itself().match(right, replaced.end()) if replaced else None
    if named and actor.by_name and actor.is_called(named["kind"]) and not _HELD.search(right[: named.start()]):
        return Act("replaces")
    ended = _EXPIRES.search(right)
    if ended is None or _DENIED.search(right[: ended.start()]) or _HELD.search(right[: ended.start()]):
        return None
    return _since(left, right[ended.end() :], actor, in_article=in_article)


def _since(left: str, rest: str, actor: Actor, *, in_article: bool) -> Act | None:
    since = _SINCE.match(rest)
    names_itself = actor.by_name and bool(itself().search(left + rest))
    if since is None or actor.speaks_of_another(rest) or not (in_article or names_itself):
        return None
    return Act("repeals", 0, (match_date(since) if since["day"] else None) or _first_day(left))


def says_it_ends(lead: str, actor: Actor, *, in_article: bool) -> Act | None:
    """What "Các văn bản sau đây hết hiệu lực kể từ ngày …:" says."""
    ended = _EXPIRES.search(lead)
    held = ended and (_DENIED.search(lead[: ended.start()]) or re.search(r"\b(?:vẫn|tiếp tục)\b", lead))
    if ended is None or held or actor.speaks_of_another(lead) or not actor.by_article:
        return None
    return _since(lead[: ended.start()], lead[ended.end() :].rstrip(" :"), actor, in_article=in_article)

"""Lists whose members are named by one head: "các Bộ: Tài chính, Xây dựng", "các Sở: Y tế, Nội vụ"."""

import regex as re

from index.tasks import wording
from index.tasks.known_names import bodies, ministry_fields
from index.tasks.name_item import NameItem, behind_paren
from index.tasks.proper_names import starts_item

_HEAD = re.compile(
    r"(?P<head>Bộ|Sở|Cục|Tổng\s+cục|Tập\s+đoàn|Tổng\s+công\s+ty|Công\s+ty|Đảng\s+ủy\s+(?:các\s+)?Bộ|Viện|Ban)\b"
    r"(?:\s*,\s*(?:Tổng\s+công\s+ty|cơ\s+quan|ngành|TCT))?",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"\p{Lu}[\p{L}\d]*(?:(?:\s+-\s+|\s+|-)(?:và\s+(?=\p{Lu}))?[\p{L}\d]+)*")
_COLON = re.compile(r"\s*:\s*")
_NEXT_FIELD = re.compile(r"\s*(?:,|và)\s*(?:và\s+)?")
_NEXT_MEMBER = re.compile(r"\s*(?:[,;]|và)\s*")


def read_listed(even: str, at: int, end: int, plural: bool) -> NameItem | None:
    """The members of a list behind "các" and a head."""
    head = _HEAD.match(even, at, end)
    if head is None or not plural:
        return None
    colon = _COLON.match(even, head.end(), end)
    start = colon.end() if colon else head.end() + (even[head.end() : head.end() + 1] == " ")
    ministries = head["head"].lower() == "bộ"
    names, stop = _fields(even, start, end) if ministries else ([], start)
    if not names and colon and not ministries:
        names, stop = _members(even, start, end, head["head"].capitalize())
    return NameItem(tuple(names), stop) if names else None


def _fields(even: str, at: int, end: int) -> tuple[list[str], int]:
    """Ministries told by their fields, which may hold "và" and commas themselves."""
    names: list[str] = []
    stop = at
    while at < end:
        found = ministry_fields().at(even, at, end)
        if found is None:
            break
        names.append(found.name)
        stop = found.end
        following = _NEXT_FIELD.match(even, stop, end)
        if following is None:
            break
        at = following.end()
    return names, stop


def _members(even: str, at: int, end: int, head: str) -> tuple[list[str], int]:
    names: list[str] = []
    stop = at
    while member := _MEMBER.match(even, at, end):
        if names and starts_item(even, at, end):
            break
        verb = wording.predicate().search(even, member.start(), member.end())
        cut = verb is not None and verb.start() > at
        stop = verb.start() if verb and cut else member.end()
        names.append(_known_or(f"{head} {even[at:stop].strip()}"))
        stop = behind_paren(even, stop, end)
        following = _NEXT_MEMBER.match(even, stop, end)
        if following is None or cut:
            break
        at = following.end()
    return names, len(even[:stop].rstrip())


def _known_or(name: str) -> str:
    known = bodies().at(name, 0, len(name))
    return known.name if known else name

"""A list of those who are given a task, read from where it begins to where it says what they must do."""

from dataclasses import dataclass
from functools import cache

import regex as re

from index.tasks import wording
from index.tasks.committee_names import PEOPLES_COMMITTEE
from index.tasks.first_predicate import first_predicate
from index.tasks.name_item import NameItem, behind_paren
from index.tasks.name_items import read_item
from index.text.folding import fold

_MOST_ITEMS = 60
_AFTER_LIST = re.compile(r"\s*(?::|$|-\s)")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\s(?:và|cùng(?:\s+với)?|với)\s+)")
_SIDE_BY_SIDE = re.compile(r"\s+(?=(?:các|Bộ|UBND|Ủy ban|Tỉnh|tỉnh)\s)")
_BLANK = re.compile(r"\s*,?\s*")
_SMALL = re.compile(r"\s*,?\s+(?=\p{Ll}{2})")
_TO_COLON = re.compile(r"[^.;:]{1,140}(?=:|$)")
# "Các tổ chức khai thác nước dưới đất trên địa bàn có trách nhiệm …"
_TO_DUTY = re.compile(
    r"(?:,?\s+(?!có\s+trách|chịu\s+trách|phải\s|cần\s|các\s|những\s|với\s|theo\s|trong\s+phạm|căn\s+cứ"
    r"|chỉ\s+đạo|phối\s+hợp|và\s+các\s)[\p{L}\d\-]+){0,24}"
    r"(?=\s+(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm\s+thi\s+hành)(?!\p{L}))"
)
_SHORT_MODIFIER = re.compile(
    r"\s+(?:(?:có\s+)?liên\s+quan|nêu\s+trên|nói\s+trên|khác|bị\s+ảnh\s+hưởng|trên\s+địa\s+bàn"
    r"|trực\s+thuộc(?:\s+(?:trung\s+ương|Trung\s+ương))?)(?=\s*[,;]|\s+và\s)"
)
_OF_KIND = re.compile(r"^Ủy ban nhân dân (?:các|cấp|\d)\b|^các\s")
_SENTENCE_ENDS = re.compile(r"[.;]")
_COMMITTEE = f"{PEOPLES_COMMITTEE} "
_PARTY_COMMITTEES = ("tỉnh ủy", "thành ủy")
_SEVERAL = "các "
_LONGEST_MODIFIER = 260
_PLURAL_NOUNS = frozenset(("bộ", "ngành", "địa phương", "cơ quan", "ban", "sở", "tỉnh", "thành phố", "cấp"))


@dataclass(frozen=True, slots=True)
class NameList:
    """Names that end at ``end``; ``action`` is where what is to be done begins, ``None`` when a colon or nothing
    follows them.
    """

    names: tuple[str, ...]
    start: int
    end: int
    action: int | None


def read_names(even: str, start: int, end: int, *, told: bool = False) -> NameList | None:
    """The list that begins at ``start`` of a text with unified tones.

    ``None`` when none begins there, or when no words follow that could say what is to be done; where a word of command
    stands before the names (``told``), any words behind a proper name do.
    """
    items, stop = read_items(even, start, end)
    if not items:
        return None
    duty = _TO_DUTY.match(even, stop, end) if items[-1].common else None
    if duty and duty.group().strip():
        longer = " ".join(f"{items[-1].names[-1]}{even[stop : duty.end()]}".split())
        items[-1] = NameItem((*items[-1].names[:-1], longer), duty.end(), common=True)
        stop = duty.end()
    names = joined_names(items, even[start:stop])
    if _AFTER_LIST.match(even, stop, end):
        return NameList(names, start, stop, None)
    action = _action_at(even, stop, end)
    if action is None and told and not items[-1].common:
        action = _any_action(even, stop, end)
    more = _TO_COLON.match(even, stop, end) if action is None else None
    if action is None and not (more and wording.modifier().match(even, stop, end)):
        return None
    last = action if action is not None else more.end() if more else stop
    if wording.which().match(even, stop, last):
        items[-1] = _modified(items[-1], even[stop:last])
        names = joined_names(items, even[start:stop])
    return NameList(names, start, stop if action is not None else last, action)


def _modified(item: NameItem, words: str) -> NameItem:
    """A collective with the words that say which of its kind are meant: "… ven biển từ Đà Nẵng đến Lâm Đồng"."""
    name = item.names[-1]
    if not item.common and not _OF_KIND.search(name):
        return item
    return NameItem((*item.names[:-1], " ".join(f"{name} {words}".split()).rstrip(" ,")), item.end, item.common)


def read_items(even: str, start: int, end: int) -> tuple[list[NameItem], int]:
    """The items from ``start`` on, and where the last one ends."""
    items: list[NameItem] = []
    at = stop = start
    while len(items) < _MOST_ITEMS:
        item = read_item(even, at, end)
        if item is None or item.end <= at:
            break
        items.append(item)
        stop = behind_paren(even, item.end, end)
        more = _SHORT_MODIFIER.match(even, stop, end)
        if more:
            items[-1] = _modified(items[-1], more.group())
            stop = more.end()
        between = _SEPARATOR.match(even, stop, end) or _SIDE_BY_SIDE.match(even, stop, end)
        if between is None:
            break
        at = between.end()
    return items, stop


def joined_names(items: list[NameItem], words: str) -> tuple[str, ...]:
    """The names of items in order; neighbours in common nouns are one name, "các bộ, ngành, địa phương"."""
    names: list[str] = []
    common: list[str] = []
    for item in [*items, NameItem((), 0)]:
        if item.common:
            common.extend(item.names)
            continue
        if common:
            names.append(_collective(common, words))
            common = []
        names.extend(item.names)
    return tuple(dict.fromkeys(name for name in _party_committees(names) if name))


def _party_committees(names: list[str]) -> list[str]:
    """ "Bí thư tỉnh ủy và Chủ tịch UBND các tỉnh: A, B": the list is meant for both."""
    bare = next((name for name in names if name.lower().removeprefix(_SEVERAL) in _PARTY_COMMITTEES), None)
    places = [name.removeprefix(_COMMITTEE) for name in names if name.startswith(_COMMITTEE)]
    places = [place for place in places if place[place.find(" ") + 1 :][:1].isupper()]
    if bare is None or len(places) < 2:
        return names
    party = [_party_of(place) for place in places]
    return [new for name in names for new in (party if name == bare else [name])]


def _party_of(place: str) -> str:
    kind, _, name = place.partition(" ")
    return f"Tỉnh ủy {name}" if kind == "tỉnh" else f"Thành ủy {name.removeprefix('phố ')}"


def _collective(parts: list[str], words: str) -> str:
    parts = list(dict.fromkeys(parts))
    if len(parts) == 1 and fold(parts[0]) in _bare_titles():
        return ""
    each = re.search(rf"(?<!\p{{L}})(?:mỗi|từng)\s+{re.escape(parts[0])}(?!\p{{L}})", words, re.IGNORECASE)
    plural = (
        each is not None or (len(parts) > 1 and parts[0] in _PLURAL_NOUNS) or f"các {parts[0]}".lower() in words.lower()
    )
    if not plural and len(parts) == 1 and parts[0] in _PLURAL_NOUNS and parts[0] != "địa phương":
        return ""
    name = ", ".join(parts)
    return f"các {name}" if plural and not name.startswith("các ") else name


@cache
def _bare_titles() -> frozenset[str]:
    """ "Giám đốc", "lãnh đạo": heads of nothing that is named."""
    return frozenset(fold(title) for title in wording.phrases("titles.txt"))


def _any_action(even: str, stop: int, end: int) -> int | None:
    """Where small words begin right behind a name, which say more of it in no way that is known."""
    small = _SMALL.match(even, stop, end)
    return None if small is None or wording.modifier().match(even, stop, end) else small.end()


def _action_at(even: str, stop: int, end: int) -> int | None:
    """Where the predicate begins after the names, perhaps behind words that say more of them."""
    blank = _BLANK.match(even, stop, end)
    at = blank.end() if blank else stop
    first = first_predicate(even, at, min(end, at + _LONGEST_MODIFIER))
    if first is None:
        return None
    if first == at:
        return first
    if not wording.modifier().match(even, stop, end) or _SENTENCE_ENDS.search(even, stop, first):
        return None
    return first

"""The places after "Ủy ban nhân dân": one, a list of them, or all of a kind."""

from dataclasses import dataclass

import regex as re

from index.anatomy.spelling import province_name
from index.tasks import wording
from index.tasks.known_names import bodies, provinces

_KIND = r"(?:tỉnh|thành\s+phố|TP\.?|huyện|quận|thị\s+xã|thị\s+trấn|xã|phường|đặc\s+khu)"
_AND = r"\s*(?:,|/|và|hoặc)\s*"
_KINDS = re.compile(rf"(?:các\s+)?(?:\d{{1,2}}\s+)?{_KIND}(?:{_AND}(?:các\s+)?{_KIND})*(?!\p{{L}})", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?:các\s+)?cấp(?:\s+(?:tỉnh|xã|huyện|cơ\s+sở)(?:\s*,\s*(?:cấp\s+)?(?:tỉnh|xã|huyện))*)?(?!\p{L})|các\s+cấp",
    re.IGNORECASE,
)
_OF_CENTRE = re.compile(r"\s+trực\s+thuộc\s+(?:trung\s+ương|TW|Trung\s+ương)", re.IGNORECASE)
_COLON = re.compile(r"\s*:?\s+|\s*:\s*")
_SEPARATOR = re.compile(r"\s*(?:,|;|và|cùng)\s*(?:(?:các\s+)?(?:tỉnh|thành\s+phố|TP\.?)\s+)?(?:và\s+)?", re.IGNORECASE)
_PROPER = re.compile(r"\p{Lu}[\p{L}']*(?:[\s\-]+\p{Lu}[\p{L}']*|\s+\d{1,2})*")
_LOCAL = r"(?:xã|phường|thị\s+trấn|đặc\s+khu|huyện|quận|thị\s+xã)"
_SEVERAL = re.compile(rf"các\s+(?P<kind>{_LOCAL})(?P<more>(?:{_AND}(?:các\s+)?{_LOCAL})+)?", re.IGNORECASE)
_NEXT_PLACE = re.compile(r"\s*(?:,|;|và)\s*(?:và\s+)?(?=\p{Lu})")
_FORMER = re.compile(r"\s*\((?:nay\s+là|trước\s+đây|cũ)[^()]{0,60}\)|\s*\(cũ\)")
_OTHER = re.compile(r"(?:UBND|HĐND|MTTQ|Ủy\s+ban|Hội\s+đồng|Mặt\s+trận)(?!\p{L})", re.IGNORECASE)
_MOST_PLACES = 60
_PLURAL = re.compile(r"các\s|,|/|\svà\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """``names`` of single places ("tỉnh Đắk Lắk"), or none and the words for all of a kind; over at ``end``."""

    names: tuple[str, ...]
    words: str
    end: int


def read_places(text: str, start: int, end: int) -> Places | None:
    """The places that begin at ``start``, ``None`` when none do."""
    level = _LEVEL.match(text, start, end)
    if level:
        return Places((), level.group(), level.end())
    kinds = _KINDS.match(text, start, end)
    if kinds is None:
        return None
    centre = _OF_CENTRE.match(text, kinds.end(), end)
    at = centre.end() if centre else kinds.end()
    gap = _COLON.match(text, at, end)
    if gap:
        names, stop = list_of_provinces(text, gap.end(), end)
        if names:
            return Places(tuple(names), "", stop)
        several = _SEVERAL.fullmatch(kinds.group())
        names, stop = _named_one_by_one(text, gap.end(), end) if several else ([], at)
        if names and several and several["more"]:
            # "các xã, phường Bình Lợi, An Nhơn" does not say which of them is a commune.
            listed = f"{kinds.group().lower()} {text[gap.end() : stop]}"
            return Places((" ".join(listed.split()),), "", stop)
        if names and several:
            return Places(tuple(f"{several['kind'].lower()} {name}" for name in names), "", stop)
        proper = _PROPER.match(text, gap.end(), end)
        if proper and not _PLURAL.search(kinds.group()) and ":" not in gap.group():
            return Places((f"{kinds.group().lower()} {proper.group()}",), "", proper.end())
    return Places((), text[kinds.start() : at], at)


def _named_one_by_one(text: str, start: int, end: int) -> tuple[list[str], int]:
    """ "các xã Hồng Vân, Thường Tín và Ngọc Hồi": places of one kind that no list knows, and where they end."""
    names: list[str] = []
    at, stop = start, start
    while len(names) < _MOST_PLACES and (proper := _PROPER.match(text, at, end)):
        others = (wording.body_heads(), wording.titles(), _OTHER)
        if any(pattern.match(text, at, end) for pattern in others) or bodies().at(text, at, end):
            break
        names.append(proper.group())
        stop = proper.end()
        separator = _NEXT_PLACE.match(text, stop, end)
        if separator is None:
            break
        at = separator.end()
    return names, stop


def list_of_provinces(text: str, start: int, end: int) -> tuple[list[str], int]:
    """Provinces in a row, "Gia Lai, Đắk Lắk và Huế" or "Hà Nội, thành phố Hải Phòng", and where they end."""
    names: list[str] = []
    at, stop = start, start
    while at < end:
        found = provinces().at(text, at, end)
        if found is None:
            break
        stop = found.end
        names.append(province_name(found.name) or found.name)
        former = _FORMER.match(text, stop, end)
        stop = former.end() if former else stop
        separator = _SEPARATOR.match(text, stop, end)
        if separator is None:
            break
        at = separator.end()
    return list(dict.fromkeys(names)), stop

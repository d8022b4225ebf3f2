"""One item of a list of those who are given a task: a body, a head's body, a committee of places, a kind of body."""

from dataclasses import replace

import regex as re

from index.tasks import wording
from index.tasks.committee_names import PEOPLES_COUNCIL, read_committee, read_party, read_province
from index.tasks.common_names import read_common
from index.tasks.holders import (
    behind_own_name,
    office_behind,
    read_comrade,
    read_person,
    titled_person,
    without_own_name,
)
from index.tasks.listed_names import read_listed
from index.tasks.name_item import DETERMINER, NameItem
from index.tasks.proper_names import read_headed_name, read_known

_COMRADES = re.compile(r"(?:các\s+)?(?:đồng\s+chí|ông|bà)(?:\s*[,(]?\s*(?:ông|bà)\)?)*\s*:?\s*", re.IGNORECASE)
_UNIT = re.compile(r"(?:phòng|ban|khoa|trạm|hạt|đội|tổ|văn phòng|thanh tra|công an)\s+\p{Lu}")
_MINISTERS = re.compile(r"Bộ\s+trưởng\s*,")
_MINISTER, _DEPUTY, _STANDING = "Bộ trưởng", "Phó", "Thường trực"
_MINISTRY = "bộ"
_LONGEST = 600
_READERS = (read_listed, read_committee, read_party, read_known, read_province, read_headed_name, read_common)


def read_item(even: str, start: int, end: int) -> NameItem | None:
    """The item that begins at ``start`` of a text with unified tones, ``None`` when nobody is named there."""
    end = min(end, start + _LONGEST)
    comrades = _COMRADES.match(even, start, end)
    at = comrades.end() if comrades else start
    determiner = DETERMINER.match(even, at, end)
    behind = determiner.end() if determiner else at
    again = _COMRADES.match(even, behind, end) if determiner else None
    behind = again.end() if again else behind
    person = read_person(even, start, end) or read_person(even, behind if again else at, end)
    if person:
        return person
    behind = office_behind(even, behind, end)
    title = wording.titles().match(even, behind, end)
    held = _held(even, title, end, sure=comrades is not None) if title else None
    comrade = read_comrade(even, behind, end) if comrades and not held else None
    return held or comrade or _named(even, behind, end, bool(determiner))


def _held(even: str, title: re.Match[str], end: int, *, sure: bool) -> NameItem | None:
    """A head's body; the head's own name is passed over."""
    person = titled_person(even, title, end)
    if person:
        return person
    found = _headed(even, title, end)
    if found is None or found.common:
        return found
    sure = sure or title.group().startswith(_DEPUTY)
    names = tuple(without_own_name(name, sure=sure) for name in found.names)
    return NameItem(names, behind_own_name(even, found.end, end))


def _headed(even: str, title: re.Match[str], end: int) -> NameItem | None:
    """ "Bộ trưởng Bộ Y tế" is the ministry; a bare "Bộ trưởng" in a list is every ministry."""
    at = title.end()
    determiner = DETERMINER.match(even, at, end)
    after = determiner.end() if determiner else at
    found = _named(even, after, end, bool(determiner))
    if found is None:
        nested = wording.titles().match(even, after, end)
        found = _headed(even, nested, end) if nested and nested.end() > after else None
    if found and title.group().strip() == _STANDING and found.names[0].startswith(PEOPLES_COUNCIL):
        found = replace(found, names=tuple(f"{_STANDING} {name}" for name in found.names))
    if found and found.common and _UNIT.match(found.names[-1]):
        # "Trưởng phòng Đào tạo" heads the "Phòng Đào tạo".
        found = NameItem(tuple(name[0].upper() + name[1:] for name in found.names), found.end)
    if found and found.common and _MINISTERS.match(title.group()):
        return NameItem((_MINISTRY, *found.names), found.end, common=True)
    if found is None and title.group().startswith(_MINISTER):
        return NameItem((_MINISTRY,), at if even[at - 1 : at].strip() else at - 1, common=True)
    return found


def _named(even: str, at: int, end: int, plural: bool) -> NameItem | None:
    return next((item for read in _READERS if (item := read(even, at, end, plural))), None)

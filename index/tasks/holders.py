"""Holders of an office and their own names: "Bộ trưởng Bộ Y tế Đào Hồng Lan", "ông Nguyễn Văn A, Giám đốc Sở Y tế"."""

from functools import cache

import regex as re

from index.tasks import wording
from index.tasks.name_item import NameItem

_OF_OFFICE = re.compile(r"\s(?:[Tt]hường\s+trực(?!\s+Ban)|Chính\s+phủ)(?!\p{L})")
_THEIR_OFFICE = re.compile(r"\s*[,(–\-]\s*")
_BLANK = re.compile(r"\s+")
_NO_CITY = r"(?!Hồ\s+Chí\s+Minh)"
_OWN = r"(?:\s+\p{Lu}[\p{L}']*){2,4}(?!\p{L})"
# "Các ông (bà) có tên tại Điều 1 chịu trách nhiệm …"
_THOSE = re.compile(r"có\s+(?:tên|liên\s+quan)(?:\s+(?!chịu|có|căn|phải)[\p{L}\d]+){0,9}")
_PLACE_BEFORE = re.compile(r"\s(?:xã|phường|khu)$")
_SMALL = re.compile(r"\p{Ll}")
_LEAST_WORDS = 2


def person_name(written: str) -> str:
    """ "Phó Thủ tướng thường trực Chính phủ Nguyễn Văn A" as "Phó Thủ tướng Nguyễn Văn A"."""
    return " ".join(_OF_OFFICE.sub(" ", written).split())


def read_person(even: str, at: int, end: int) -> NameItem | None:
    """Someone who is given tasks himself, as the holder of a high office or by his own name."""
    person = wording.persons().match(even, at, end)
    return NameItem((person_name(person.group()),), person.end()) if person else None


def read_comrade(even: str, at: int, end: int) -> NameItem | None:
    """Who is named behind "đồng chí", "ông": "Nguyễn Văn A", or those "có tên tại Điều 1"."""
    own = _own_name().match(even, at, end)
    those = _THOSE.match(even, at, end)
    if those:
        return NameItem((f"các ông, bà {' '.join(those.group().split())}",), those.end(), common=True)
    return NameItem((" ".join(own.group().split()),), own.end()) if own else None


def office_behind(even: str, at: int, end: int) -> int:
    """Where the office of someone named at ``at`` begins: behind "Nguyễn Văn A, ", "Nguyễn Văn A - "; else ``at``."""
    own = _own_name().match(even, at, end)
    parted = _THEIR_OFFICE.match(even, own.end(), end) if own else None
    return parted.end() if parted and wording.titles().match(even, parted.end(), end) else at


def behind_own_name(even: str, stop: int, end: int) -> int:
    """``stop``, or where the holder's own name behind an office ends."""
    blank = _BLANK.match(even, stop, end)
    own = _own_name().match(even, blank.end(), end) if blank else None
    return own.end() if own else stop


def titled_person(even: str, title: re.Match[str], end: int) -> NameItem | None:
    """ "Bộ trưởng Nguyễn Văn A": an office of no body."""
    own = _own_name().match(even, title.end(), end)
    return NameItem((" ".join(f"{title.group()} {own.group()}".split()),), own.end()) if own else None


def head_alone_end(even: str, at: int, end: int) -> int | None:
    """Where "Bộ trưởng", "Bộ trưởng Nguyễn Văn A" ends, with no body and a word in small letters behind it."""
    title = wording.titles().match(even, at, end)
    if title is None:
        return None
    person = titled_person(even, title, end)
    small = _SMALL.match(even, title.end(), end) and not wording.actor().match(even, title.end(), end)
    return person.end if person else title.end() if small else None


def without_own_name(name: str, *, sure: bool) -> str:
    """ "Sở Tài chính Nguyễn Văn A" without the person; a commune may have such a name itself, if not ``sure``."""
    own = _own_name_last().search(name)
    if own is None or _named_after().match(name):
        return name
    body = name[: own.start()]
    if _PLACE_BEFORE.search(body) and not sure:
        return name
    return body if len(body.split()) >= _LEAST_WORDS else name


@cache
def _own_name() -> re.Pattern[str]:
    return re.compile(_NO_CITY + wording.one_of("surnames.txt") + _OWN)


@cache
def _own_name_last() -> re.Pattern[str]:
    return re.compile(r"\s+" + _NO_CITY + wording.one_of("surnames.txt") + _OWN + "$")


@cache
def _named_after() -> re.Pattern[str]:
    return re.compile(wording.one_of("named_after.txt") + r"(?!\p{L})")

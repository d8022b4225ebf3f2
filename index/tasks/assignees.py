"""The names of those who are given tasks, canonical, and which of them a name means or includes."""

import re
from functools import lru_cache

from index.anatomy.names import canonical_name, name_key
from index.anatomy.spelling import province_name
from index.tasks.bodies_of_kind import kinds_in, kinds_of
from index.tasks.known_names import WORD, bodies, department, known_body, province_meant
from index.tasks.name_items import read_item
from index.tasks.name_reading import joined_names, read_items
from index.text.tone_placement import unify_tones

_PARTS = re.compile(r"(?:^|[,;•+(\-–:]|\s(?:và|với))\s*$")
_MOST = 600
_COMMITTEE_KEY = re.compile(r"^(?:uy ban nhan dan|chu tich uy ban nhan dan|ubnd)\s+")
_PLACE_KIND = re.compile(r"^(?:tinh|thanh pho|tp)\s+")


def assignees(text: str) -> tuple[str, ...]:
    """The canonical names in a table cell or a stretch of a sentence, in order, lists expanded.

    "Bộ Tài chính, Bộ Xây dựng và UBND các tỉnh" gives three names, "các Bộ: Tài chính, Xây dựng" two; a collective
    ("các bộ, ngành, địa phương") is one. Words that name nobody are left out.
    """
    even = unify_tones(" ".join(text.split()))[:_MOST]
    names: list[str] = []
    at = 0
    while at < len(even):
        items, stop = read_items(even, at, len(even))
        if items:
            names.extend(joined_names(items, even[at:stop]))
        following = _next_name(even, max(stop, at + (not items)))
        if following is None:
            break
        at = following
    return tuple(dict.fromkeys(names))


def _next_name(even: str, at: int) -> int | None:
    """Where the next name may begin: after a separator, or at a known body that none parts from the words before."""
    for word in WORD.finditer(even, at):
        start = word.start()
        parted = _PARTS.search(even, max(0, start - 6), start)
        if (parted and read_item(even, start, len(even))) or bodies().at(even, start, len(even)):
            return start
    return None


def is_collective(name: str) -> bool:
    """Whether a name stands for many bodies: "các bộ, ngành", "Ủy ban nhân dân các tỉnh, thành phố"."""
    return bool(kinds_in(name))


def addresses(collective: str, body: str) -> bool:
    """Whether a collective name includes a body: a ministry is one of "các bộ, cơ quan ngang bộ"."""
    return bool(kinds_in(collective) & kinds_of(_one(body)))


def same_body(asked: str, name: str) -> bool:
    """Whether two spellings name one body: abbreviated, without diacritics, its head for itself."""
    return _key(asked) == _key(name) or (name_key(asked) != "" and _bare_key(asked) == _bare_key(name) != "")


@lru_cache(maxsize=4096)
def _one(name: str) -> str:
    """The canonical form of a single name in any spelling."""
    known = known_body(name) or department(name)
    if known:
        return known
    read = assignees(name)
    if len(read) == 1:
        return read[0]
    return canonical_name(name) or name


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return name_key(_one(name))


@lru_cache(maxsize=4096)
def _bare_key(name: str) -> str:
    """A province's name alone, however its committee or it is called; empty for other bodies."""
    key = _PLACE_KIND.sub("", _COMMITTEE_KEY.sub("", name_key(_one(name))))
    province = province_name(province_meant(key) or key)
    return _PLACE_KIND.sub("", name_key(province)) if province else ""

"""Committees of places: "UBND tỉnh Đắk Lắk", "HĐND, UBND các tỉnh, thành phố", "Tỉnh ủy Gia Lai", and places alone."""

import regex as re

from index.tasks.name_item import OF, NameItem
from index.tasks.places import list_of_provinces, read_places

COMMITTEE = re.compile(
    r"(?P<ubnd>Ủy\s+ban\s+nhân\s+dân|UBND)|(?P<hdnd>Hội\s+đồng\s+nhân\s+dân|HĐND)"
    r"|(?P<front>Ủy\s+ban\s+(?:Mặt\s+trận\s+Tổ\s+quốc(?:\s+Việt\s+Nam)?|MTTQ(?:\s+Việt\s+Nam)?|MTTQVN))",
    re.IGNORECASE,
)
PEOPLES_COMMITTEE = "Ủy ban nhân dân"
PEOPLES_COUNCIL = "Hội đồng nhân dân"
_NAMES = {"ubnd": PEOPLES_COMMITTEE, "hdnd": PEOPLES_COUNCIL, "front": "Ủy ban Mặt trận Tổ quốc Việt Nam"}
_PARTY = re.compile(r"(?:tỉnh\s+ủy|thành\s+ủy)(?![\p{L}])", re.IGNORECASE)
_AND_PARTS = re.compile(r"\s*(?:,|và|/)\s*(?=(?:UBND|HĐND|Ủy\s+ban|Hội\s+đồng\s+nhân))", re.IGNORECASE)
_OF_COMMITTEES = re.compile(r"\s+(?:HĐND|Hội\s+đồng\s+nhân\s+dân)\s*(?:và|-|,|/)\s*(?=UBND|Ủy\s+ban\s+nhân)")
_KINDS_OF_PLACES = ("tỉnh ", "thành phố ", "Thành phố ")


def read_committee(even: str, at: int, end: int, _plural: bool = False) -> NameItem | None:
    """One or several committees of one or several places."""
    kinds: list[str] = []
    stop = at
    while match := COMMITTEE.match(even, stop, end):
        kinds.append(_NAMES[str(match.lastgroup)])
        stop = match.end()
        more = _AND_PARTS.match(even, stop, end)
        if more is None:
            break
        stop = more.end()
    if not kinds:
        return None
    where, over = of_places(even, stop, end)
    if not where and even[stop : stop + 1] == " ":
        # "UBND Hà Nội", "UBND TPHCM"
        provinces, over = list_of_provinces(even, stop + 1, end)
        where, over = tuple(provinces), over if provinces else stop
    stop = over
    names = [f"{kind} {place}" for kind in kinds for place in where] if where else kinds
    return NameItem(tuple(names), stop)


def of_places(even: str, stop: int, end: int) -> tuple[tuple[str, ...], int]:
    """The places that a name which is over at ``stop`` belongs to, and where it is over then."""
    blank = OF.match(even, stop, end)
    places = read_places(even, blank.end(), end) if blank else None
    if places is None:
        return (), stop
    return places.names or (_all_of(places.words),), places.end


def _all_of(words: str) -> str:
    words = " ".join(words.split()).lower()
    several = not words.startswith(("các", "cấp")) and ("," in words or " và " in words)
    return f"các {words}" if several else words


def read_party(even: str, at: int, end: int, plural: bool) -> NameItem | None:
    """ "Tỉnh ủy Gia Lai", "các tỉnh ủy"."""
    match = _PARTY.match(even, at, end)
    if match is None:
        return None
    head = match.group()[0].upper() + match.group()[1:].lower()
    names, stop = list_of_provinces(even, match.end() + 1, end)
    if names:
        return NameItem(tuple(f"{head} {_bare(name)}" for name in names), stop)
    common = plural or even[at].islower()
    return NameItem((head.lower() if common else head,), match.end(), common=common)


def _bare(place: str) -> str:
    return next((place.removeprefix(kind) for kind in _KINDS_OF_PLACES if place.startswith(kind)), place)


def read_province(even: str, at: int, end: int, _plural: bool = False) -> NameItem | None:
    """A province that is given a task itself: "các tỉnh Nghệ An, Cao Bằng", "Thành phố Hà Nội" is its committee."""
    places = read_places(even, at, end)
    if places is None or not places.names:
        return None
    return NameItem(tuple(f"{PEOPLES_COMMITTEE} {name}" for name in places.names), places.end)


def read_joint_office(even: str, at: int, stop: int, end: int) -> NameItem | None:
    """ "Văn phòng HĐND và UBND tỉnh" is one office; its head is at ``[at, stop)``."""
    both = _OF_COMMITTEES.match(even, stop, end) if even[at:stop] in ("Văn phòng", "Thường trực") else None
    committees = read_committee(even, both.end(), end) if both else None
    if committees is None:
        return None
    place = committees.names[0].partition(PEOPLES_COMMITTEE)[2]
    return NameItem((f"{even[at:stop]} {PEOPLES_COUNCIL} và {PEOPLES_COMMITTEE}{place}",), committees.end)

"""Names in capitals: known ones, and those told by their first word, "Sở Y tế", "Cục Quản lý đê điều"."""

from functools import cache

import regex as re

from index.anatomy.names import word_list
from index.tasks import wording
from index.tasks.committee_names import COMMITTEE, PEOPLES_COMMITTEE, PEOPLES_COUNCIL, of_places, read_joint_office
from index.tasks.first_predicate import first_predicate
from index.tasks.known_names import bodies
from index.tasks.name_item import DETERMINER, NameItem, behind_paren
from index.text.tone_placement import unify_tones

_CAPITALS = r"(?:\p{Lu}[\p{L}\d&]*|[IVX\d]+\b)"
_CONTINUED = re.compile(rf"(?:[\s\-–]+{_CAPITALS})+")
_JOINED = re.compile(rf"\s*(?:,|và|-|–)(?:\s+{_CAPITALS})+")
_AND = re.compile(r"\s+và\s+(?=\p{Lu})")
_AND_SMALL = re.compile(r"\s+và\s+(?=\p{Ll}+\s+(?:\p{Ll}+\s+){0,3}\p{Lu})")
_AND_CAPITAL = re.compile(r"\s*(?:,|và|-|–)\s+(?=\p{Lu})")
_STOP = re.compile(r"[;:.(,]|\s(?:và|cùng|với|để|nhằm|đối\s+với|trong\s+việc|khi)(?!\p{L})")
_WHICH = re.compile(r"\s+(?:(?:khác\s+)?(?:có\s+)?liên\s+quan|nêu\s+trên|nói\s+trên)(?!\p{L})")
_FIELD_HEADS = frozenset(("Sở", "Phòng", "Bộ", "Thanh tra", "Đảng ủy"))
# Bodies of the whole country that are in every province: "Mặt trận Tổ quốc Việt Nam phường".
_HAS_BRANCHES = (
    "Ủy ban Trung ương Mặt trận",
    "Hội ",
    "Trung ương Hội",
    "Liên đoàn",
    "Ngân hàng Chính sách",
    "Bảo hiểm",
)
_LONGEST = 200
_MOST_PARTS = 4
_REACH_BACK = 40


def read_known(even: str, at: int, end: int, _plural: bool = False) -> NameItem | None:
    """A body of the whole country by any of its spellings."""
    found = bodies().at(even, at, end)
    if found is None:
        return None
    where, over = of_places(even, found.end, end) if found.name.startswith(_HAS_BRANCHES) else ((), found.end)
    if where:
        branch = found.name.replace("Ủy ban Trung ương", "Ủy ban")
        return NameItem(tuple(f"{branch} {place}" for place in where), over)
    return NameItem((found.name,), behind_paren(even, found.end, end))


def read_headed_name(even: str, at: int, end: int, plural: bool) -> NameItem | None:
    """A body that only its first word and its capitals tell: "Sở Y tế", "Cục Kinh tế - Quản lý đầu tư xây dựng"."""
    head = wording.body_heads().match(even, at, end)
    if head is None or not even[at].isupper():
        return None
    office = read_joint_office(even, at, head.end(), end)
    if office:
        return office
    field = _field().match(even, head.end(), end) if head.group() in _FIELD_HEADS else None
    named = field or _CONTINUED.match(even, head.end(), end) or _joined(even, head.end(), end)
    if named is None:
        return None if plural else _only_placed(even, at, head.end(), end)
    stop = named.end() if field else _proper_end(even, named.end(), end)
    name = " ".join(even[at:stop].split()).strip(" ,-–")
    return _placed(even, f"các {name}" if plural else name, stop, end)


@cache
def _field() -> re.Pattern[str]:
    fields = "|".join(re.escape(unify_tones(field)) for field in word_list("fields.txt"))
    return re.compile(rf"\s+(?:{fields})(?!\s+\p{{Lu}}|\p{{L}}|\s*(?:-|–|và)\s+\p{{Lu}})")


def _joined(even: str, at: int, end: int) -> re.Match[str] | None:
    """ "Báo và Phát thanh, Truyền hình": a name that is a list itself."""
    joint = _AND.match(even, at, end)
    return _JOINED.match(even, at, end) if joint and not starts_item(even, joint.end(), end) else None


def _only_placed(even: str, at: int, stop: int, end: int) -> NameItem | None:
    """ "Thanh tra thành phố", "Thuế tỉnh Quảng Trị": a head with nothing but a place."""
    if not of_places(even, stop, end)[0]:
        return None
    return _placed(even, " ".join(even[at:stop].split()), stop, end)


def _placed(even: str, name: str, stop: int, end: int) -> NameItem:
    """ "Sở Xây dựng các tỉnh: Gia Lai, Đắk Lắk" are two bodies, "Công an tỉnh" is one."""
    name = name.replace("UBND", PEOPLES_COMMITTEE).replace("HĐND", PEOPLES_COUNCIL)
    where, over = of_places(even, stop, end)
    if where:
        return NameItem(tuple(f"{name} {place}" for place in where), over)
    more = _WHICH.match(even, stop, end) if name.startswith("các ") else None
    if more:
        return NameItem((name + more.group(),), more.end())
    return NameItem((name,), behind_paren(even, stop, end))


def _proper_end(even: str, stop: int, end: int) -> int:
    """Where a name in capitals ends: small words go on with it, and so does "và" before another capital."""
    for _ in range(_MOST_PARTS):
        stop = _with_small_words(even, stop, end)
        tail = wording.name_tail().match(even, stop, end)
        stop = tail.end() if tail else stop
        joint = _AND_CAPITAL.match(even, stop, end) or _AND_SMALL.match(even, stop, end)
        if joint is None or starts_item(even, joint.end(), end) or wording.actor().match(even, joint.end(), end):
            return stop
        more = _JOINED.match(even, joint.start(), end)
        stop = more.end() if more else joint.end()
    return stop


def starts_item(even: str, at: int, end: int) -> bool:
    """Whether another name begins here, so that a list goes on and not the name before."""
    readers = (wording.persons(), wording.titles(), wording.body_heads(), COMMITTEE, DETERMINER)
    return any(pattern.match(even, at, end) for pattern in readers) or read_known(even, at, end) is not None


def small_words_end(even: str, stop: int, end: int) -> tuple[int | None, int]:
    """Where the small words behind ``stop`` turn to what is to be done, and how far a name may reach at most."""
    cut = _STOP.search(even, stop, min(end, stop + _LONGEST))
    limit = cut.start() if cut else min(end, stop + _LONGEST)
    return first_predicate(even, stop, limit), limit


def _with_small_words(even: str, stop: int, end: int) -> int:
    """A name in capitals goes on in small letters: "Cục Quản lý đầu tư xây dựng"."""
    verb, limit = small_words_end(even, stop, end)
    if verb is not None:
        objects = wording.object_verbs()
        if wording.managing().search(even, max(0, stop - _REACH_BACK), verb):
            verb = first_predicate(even, stop, limit, objects)
        else:
            verb = _second_verb(even, verb, limit, objects)
    return len(even[: verb if verb is not None else limit].rstrip())


def _second_verb(even: str, verb: int, limit: int, objects: frozenset[str]) -> int:
    """ "Cục Kết cấu hạ tầng xây dựng tham mưu …": two verbs side by side are no list."""
    first = wording.predicate().match(even, verb, limit)
    if first is None or first.group() not in objects:
        return verb
    after = first.end() + 1
    return after if first_predicate(even, after, min(limit, after + 12)) == after else verb

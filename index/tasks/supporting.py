"""Who helps: the names after "phối hợp với", "cùng"."""

import regex as re

from index.tasks import wording
from index.tasks.holders import person_name
from index.tasks.name_reading import joined_names, read_items

_WITH = re.compile(
    r"(?<!\p{L})(?:phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s*,\s*(?:hỗ\s+trợ|trao\s+đổi))?(?:\s*,?\s*(?:với|cùng(?:\s+với)?|giữa))?|chủ\s+trì\s*,?\s*cùng(?:\s+với)?|hiệp\s+đồng\s+với)\s+",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?:sự|công\s+tác|việc|cơ\s+chế|quy\s+chế|hoạt\s+động|tinh\s+thần)\s+$", re.IGNORECASE)
_DIRECTS = re.compile(r"chỉ\s+đạo\s+", re.IGNORECASE)
_IN_CHARGE = re.compile(r"\s+(?:làm\s+đầu\s+mối\s*,?\s*)?chủ\s+trì(?!\p{L})")
_OFFICES = frozenset(("Phó Thủ tướng", "Thủ tướng", "Thành viên Ban Chỉ đạo"))


def find_support(even: str, start: int, end: int) -> tuple[str, ...]:
    """The names of those with whom the lead is to work, in ``[start, end)`` of a text with unified tones."""
    names: list[str] = []
    for match in _WITH.finditer(even, start, end):
        if _NOUN.search(even, max(start, match.start() - 14), match.start()):
            continue
        items, stop = read_items(even, match.end(), end)
        if items:
            names.extend(joined_names(items, even[match.end() : stop]))
    return tuple(dict.fromkeys(names))


def all_leads(even: str, names: tuple[str, ...], start: int, end: int) -> tuple[str, ...]:
    """Those who lead, with those whom the action itself puts in charge.

    "chỉ đạo Đảng ủy Bộ Y tế chủ trì …" has two leads; "các Phó Thủ tướng …, cụ thể: Phó Thủ tướng A …" has those named.
    """
    directed = _DIRECTS.match(even, start, end)
    if directed:
        items, stop = read_items(even, directed.end(), end)
        if items and _IN_CHARGE.match(even, stop, end):
            return tuple(dict.fromkeys((*names, *joined_names(items, even[directed.end() : stop]))))
    if all(name in _OFFICES for name in names):
        named = [m.group() for m in wording.persons().finditer(even, start, end) if m["name"]]
        return tuple(dict.fromkeys(person_name(name) for name in named)) or names
    return names

"""The usual spelling of a public body that a letterhead writes in capitals."""

from collections import Counter
from functools import cache

import regex as re

from index.anatomy.names import canonical_name, cities, is_province, word_list

# "XÃ HỘI" is society, "TỈNH ỦY" a Party committee; neither is a place.
_PLACE = re.compile(
    r"\b(?P<kind>TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|(?<!THỊ )XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(?!ỦY\b|HỘI\b|BỘ\b)"
    r"(?P<name>[\p{L}\d' \-]+?)(?=\s*,|\s+(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ)\s|$)"
)
_SMALL = re.compile(r"(?:NHÂN DÂN|CÁC|CHO|CỦA|VỀ|KHỐI)\b")
_PROSE = 30_000


def even_capitals(text: str) -> str:
    """Capitals in one of the two ways to set the tone mark, short forms written out: "UBND" is "ỦY BAN NHÂN DÂN"."""
    for old, new in (("UỶ", "ỦY"), ("HOÀ", "HÒA"), ("TOÀ ", "TÒA "), ("UBND", "ỦY BAN NHÂN DÂN")):
        text = text.replace(old, new)
    return re.sub(r"\s+", " ", text.replace("HĐND", "HỘI ĐỒNG NHÂN DÂN")).strip()


def find_places(capitals: str) -> list[str]:
    """The places in a body's name, "tỉnh Hà Tĩnh" or "xã Đông Kinh", the innermost first."""
    return [place_name(match["kind"], match["name"]) for match in _PLACE.finditer(capitals)]


def place_name(kind: str, name: str) -> str:
    """A place in its usual spelling; the largest city's kind is part of its name."""
    known = canonical_name(name)
    proper = known if known and is_province(known) else _title(name)
    lowered = "thành phố" if kind.startswith("TP") else kind.lower()
    return f"{lowered.capitalize() if proper == 'Hồ Chí Minh' else lowered} {proper}"


def province_name(name: str) -> str | None:
    """ "Hà Tĩnh" as "tỉnh Hà Tĩnh", "Huế" as "thành phố Huế", ``None`` for what is no province."""
    known = canonical_name(re.sub(r"^(?:TP\.?|Thành phố|Tỉnh)\s*", "", name, flags=re.IGNORECASE))
    if known is None or not is_province(known):
        return None
    return place_name("THÀNH PHỐ" if known in cities() else "TỈNH", known)


def usual_spelling(capitals: str, prose: str) -> str:
    """A body's name with capitals where they are usual: as known, as the document itself writes it, or by rule."""
    return canonical_name(capitals) or _as_in(prose[:_PROSE], capitals) or _by_rule(capitals)


def _as_in(prose: str, capitals: str) -> str | None:
    if len(capitals.split()) < 2:
        return None
    found = re.findall(rf"\b{re.escape(capitals)}\b", prose, re.IGNORECASE)
    written = Counter(name for name in found if name[0].isupper() and name != name.upper())
    return written.most_common(1)[0][0] if written else None


def _by_rule(capitals: str) -> str:
    place = _PLACE.search(capitals)
    core = capitals[: place.start()].strip() if place else capitals
    spelled = _with_fields(core)
    return f"{spelled} {place_name(place['kind'], place['name'])}".strip() if place else spelled


def _with_fields(capitals: str) -> str:
    head = next((w for w in word_list("body_words.txt") if capitals.startswith(w.upper() + " ")), None)
    if head is None:
        text = capitals.capitalize()
    else:
        rest = capitals[len(head) + 1 :]
        if any(rest.startswith(word.upper() + " ") for word in word_list("body_words.txt")):
            return f"{head} {_with_fields(rest)}"
        # What follows "Sở" is a field, "nhân dân" and "các" are none.
        text = f"{head} {rest.lower() if _SMALL.match(rest) else rest.capitalize()}"
    return _fields().sub(lambda match: _spellings()[match.group().casefold()], text)


@cache
def _proper() -> tuple[str, ...]:
    return tuple(sorted((*word_list("fields.txt"), *word_list("provinces.txt")), key=len, reverse=True))


@cache
def _spellings() -> dict[str, str]:
    return {field.casefold(): field for field in reversed(_proper())}


@cache
def _fields() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(f) for f in _proper()) + r")\b", re.IGNORECASE)


def _title(name: str) -> str:
    known = canonical_name(name)
    if known and is_province(known):
        return known
    return " ".join(word if word.isdigit() else word.capitalize() for word in name.strip().split())

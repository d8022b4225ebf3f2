"""Whom a letter or a dispatch is sent to."""

from collections.abc import Sequence

import regex as re

from index.anatomy.markers import find_marker
from index.anatomy.names import canonical_name
from index.anatomy.signature import signature_lines
from index.anatomy.spelling import province_name

_OPENING = re.compile(r"^\W*Kính\s+gửi\s*:?\s*|^.{0,120}\b(?:điện|ĐIỆN)\s*:\W*$")
_LETTER = re.compile(r"^\W*Kính\s+gửi\s*:?\s*")
# A line left open in a sample form: "Kính gửi: …………".
_FORM = re.compile(r"[….]{2,}|…|_{3,}")
_ITEM = re.compile(r"^[-–—•+*]\s*")
_MINISTRIES = re.compile(r"^(?:.*\s)?các bộ(?:, ngành)?\s*:\s*", re.IGNORECASE)
_PROVINCES = re.compile(
    r"^(?:.*\s)?(?:các\s+)?(?:tỉnh|thành phố)(?:,\s*thành phố|\s+và thành phố)?[^:]{0,60}:\s*", re.IGNORECASE
)
_HEAD_OF = re.compile(r"^(?:Bộ trưởng|Chủ tịch|Thủ trưởng|Giám đốc|Tổng Giám đốc|Chánh|Thống đốc)\s+(?=\p{Lu})")
_HEAD, _LONGEST_ITEM, _MOST_ITEMS = 90, 600, 60
_FORM_REACH = 60
# "Văn hóa, Thể thao và Du lịch" is one name with a comma in it.
_LONGEST_NAME = 3


def addressee_lines(lines: Sequence[str]) -> range:
    """The lines that say whom the document is sent to, an empty range when none does."""
    start = next((at for at, line in enumerate(lines[: _own_end(lines)]) if _opens(line)), None)
    if start is None:
        return range(0)
    end = start + 1
    while end < min(len(lines), start + _MOST_ITEMS) and _is_item(lines, start, end):
        end += 1
    if end == start + 1 and not _LETTER.sub("", lines[start]) and end < len(lines):
        end += 1
    return range(start, end if _LETTER.match(lines[start]) or end > start + 1 else start)


def find_addressees(lines: Sequence[str]) -> tuple[str, ...]:
    """The bodies addressed, in their usual spelling where it is known; lists of ministries or provinces taken apart."""
    names: list[str] = []
    for at in addressee_lines(lines):
        text = _LETTER.sub("", lines[at]) if _opens(lines[at]) else lines[at]
        if _opens(text):
            continue
        for item in re.split(r"\s*;\s*", _ITEM.sub("", text)):
            names.extend(_names(item.strip(" ;.:,")))
    return tuple(dict.fromkeys(name for name in names if name))


def _own_end(lines: Sequence[str]) -> int:
    """Where the head of the document's own text is over: at the signature or an annex; sample forms follow them."""
    signature = signature_lines(list(lines))
    end = min(_HEAD, signature.start if signature else len(lines))
    markers = ((at, find_marker(line)) for at, line in enumerate(lines[:end]))
    return next((at for at, marker in markers if marker and marker.kind in ("appendix", "form")), end)


def _opens(line: str) -> bool:
    return (
        bool(_OPENING.match(line))
        and not _FORM.search(line[:_FORM_REACH])
        and (len(line) < 140 or bool(_LETTER.match(line)))
    )


def _is_item(lines: Sequence[str], start: int, at: int) -> bool:
    line = lines[at]
    if len(line) > _LONGEST_ITEM:
        return False
    if _ITEM.match(line):
        # A full stop ends the list; dashes after it belong to the text.
        return at == start + 1 or not lines[at - 1].endswith(("./.", "."))
    ended = lines[at - 1].endswith(".") and at > start + 1
    return line.endswith(";") and not ended and not re.match(r"(?:Căn cứ|Thực hiện|Theo)\b", line)


def _names(item: str) -> list[str]:
    for pattern, prefix in ((_MINISTRIES, "Bộ "), (_PROVINCES, "")):
        match = pattern.match(item)
        if match:
            listed = _listed(item[match.end() :], prefix)
            if listed:
                return listed
    known = _known(item)
    if known:
        return [known]
    parts = re.split(r",\s*", item.split(":", 1)[-1])
    each = [_known(part) for part in parts]
    return [name for name in each if name] if len(parts) > 1 and all(each) else [item]


def _known(text: str) -> str | None:
    bare = text.strip(" ;.:,")
    return canonical_name(bare) or canonical_name(_HEAD_OF.sub("", bare))


def _listed(text: str, prefix: str) -> list[str]:
    """The names of a list: "Tài chính, Văn hóa, Thể thao và Du lịch" are two ministries."""
    pieces = re.split(
        r",\s*", re.sub(r"\s+và\s+(?=[^,]*$)(?!Đầu tư|Công nghệ|Môi trường|Đào tạo|Du lịch|Tôn giáo)", ", ", text)
    )
    names: list[str] = []
    at = 0
    while at < len(pieces):
        size, name = _longest(pieces[at : at + _LONGEST_NAME], prefix)
        names.append(name)
        at += size
    return names


def _longest(pieces: list[str], prefix: str) -> tuple[int, str]:
    for size in range(len(pieces), 0, -1):
        text = ", ".join(pieces[:size]).strip(" ;.:")
        known = canonical_name(prefix + text) if prefix else _place(text)
        if known:
            return size, known
    bare = pieces[0].strip(" ;.:")
    return 1, canonical_name(bare) or (prefix + bare if prefix and bare[:1].isupper() else bare)


def _place(text: str) -> str | None:
    place = province_name(text)
    return place[:1].upper() + place[1:] if place else None

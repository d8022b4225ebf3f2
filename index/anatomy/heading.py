"""The kind of document and its title, from the lines below the letterhead."""

from collections.abc import Sequence

import regex as re

from index.anatomy.issuer import is_body_line
from index.anatomy.names import document_types, types_by_symbol

BODY_START = re.compile(
    r"^(?:[-–]\s*)?(?:Căn cứ|Kính gửi|Xét (?:đề nghị|Tờ trình)|Theo đề nghị|Điều 1\b)|^QUYẾT (?:ĐỊNH|NGHỊ)\s*:"
    r"|(?:điện|ĐIỆN)\s*:\W*$"
)
_SUBJECT = re.compile(r"(?:^|\s)((?:V/v|V/V|Về việc|VỀ VIỆC)\b.*)$")
_DATED_END = re.compile(r"\s+(?:\p{Lu}[\p{L}.]*[ -]?){1,6},\s*(?:ngày\s.*|\d{1,2}/.*)$")
_HEADS = re.compile(r"^(?:BỘ TRƯỞNG|CHỦ TỊCH|GIÁM ĐỐC|THỐNG ĐỐC|TỔNG |CHÁNH |CỤC TRƯỞNG|VIỆN TRƯỞNG|CHỦ NHIỆM|LIÊN )")
_CONSOLIDATED = "VBHN"
_TITLE_LINES = 6
_SUBJECT_REACH = 7


def find_kind(head: Sequence[str], number_at: int, number: str | None) -> tuple[int | None, str | None]:
    """Where the kind of document stands, if it does, and which it is."""
    symbols = re.findall(r"\p{Lu}\p{L}*", number or "")
    named = _of_symbols(symbols)
    for at, line in enumerate(head[number_at:], number_at):
        if line.startswith("Kính gửi"):
            return None, "công văn"
        for capitals, kind in document_types().items():
            if re.match(rf"{capitals}(?=\W*$|\s+(?!SỐ)[\p{{Lu}}])", line):
                # A joint circular may be headed "THÔNG TƯ", a consolidated text by the kind of what it consolidates.
                narrower = named and (named.startswith(kind) or _CONSOLIDATED in symbols)
                return at, named if narrower else kind
    return None, named


def _of_symbols(symbols: list[str]) -> str | None:
    joint = next((symbol for symbol in symbols if symbol in ("TTLT", "NQLT")), None)
    return types_by_symbol().get(joint or (symbols[0] if symbols else ""))


def find_title(head: Sequence[str], kind_at: int | None, number_at: int, kind: str | None) -> str | None:
    """The title below the kind of document, or the subject of a letter; without the body's first words."""
    if kind_at is None:
        return _subject(head[number_at : number_at + _SUBJECT_REACH])
    parts: list[str] = []
    if kind and len(head[kind_at]) > len(kind) + 3:
        parts.append(head[kind_at])
    for at in range(kind_at + 1, min(len(head), kind_at + _TITLE_LINES)):
        if not _continues(head, at, parts):
            break
        parts.append(head[at])
    return " ".join(parts) or None


def _subject(lines: Sequence[str]) -> str | None:
    for at, line in enumerate(lines):
        match = _SUBJECT.search(line)
        if match:
            parts = [_DATED_END.sub("", match.group(1))]
            for below in lines[at + 1 :]:
                if BODY_START.search(below) or not below[0].islower():
                    break
                parts.append(below)
            return " ".join(parts)
    return None


def _continues(head: Sequence[str], at: int, parts: list[str]) -> bool:
    line = head[at]
    if BODY_START.search(line) or not any(c.isalpha() for c in line):
        return False
    if not parts:
        return True
    if line[0].islower():
        return not parts[-1].endswith((".", ":", ";"))
    if line[0] in '“"' and line.rstrip()[-1] in '”"':
        return True
    # An issuing body alone on a line opens the body of the document; a title goes on in the same manner.
    return line.isupper() and parts[-1].isupper() and not is_body_line(line) and not _opens_body(head, at)


def _opens_body(head: Sequence[str], at: int) -> bool:
    """The head of the issuing body alone on the line before "Căn cứ"."""
    below = head[at + 1] if at + 1 < len(head) else ""
    return bool(_HEADS.match(head[at]) and BODY_START.search(below))

"""The issuing body, from the end of the document number and from the letterhead."""

import re

from index.anatomy.names import bodies_by_symbol, canonical_name

_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập\s*-")
_COMMITTEE = re.compile(r"^(?:ỦY|UỶ) BAN NHÂN DÂN|^HỘI ĐỒNG NHÂN DÂN|^CHỦ TỊCH (?:ỦY|UỶ) BAN NHÂN DÂN")
_PLACE = re.compile(r"(TỈNH|THÀNH PHỐ|TP\.?)\s+(.+)$", re.IGNORECASE)
_OF_BODY = re.compile(r"^CỦA\s+(BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH TRUNG ƯƠNG)", re.IGNORECASE)


def find_issuer(head: list[str], number: str | None, kind_at: int | None) -> str | None:
    """The issuing body in its usual spelling; a people's committee is named by its place ("Tỉnh Hà Tĩnh").

    ``head`` are the first lines of the document, ``kind_at`` where the kind of document stands in them.
    """
    return (
        _from_number(number)
        or _party_body(head, kind_at)
        or _people_committee(head)
        or next((name for line in reversed(_letterhead(head)) if (name := canonical_name(line))), None)
    )


def _from_number(number: str | None) -> str | None:
    if not number:
        return None
    last = re.split(r"[-/]", number)[-1]
    # The National Assembly's symbol carries its term: QH15.
    return bodies_by_symbol().get(re.sub(r"\d+$", "", last))


def _letterhead(head: list[str]) -> list[str]:
    """The lines of the left column: up to the number, without the motto on the right."""
    lines: list[str] = []
    for line in head[:12]:
        if re.match(r"Số\b", line):
            break
        if not _MOTTO.search(line) and line.isupper():
            lines.append(line)
    return lines


def _party_body(head: list[str], kind_at: int | None) -> str | None:
    if kind_at is None:
        return None
    for line in head[kind_at : kind_at + 3]:
        match = _OF_BODY.match(line)
        if match:
            return canonical_name(match.group(1))
    return None


def _people_committee(head: list[str]) -> str | None:
    for at, line in enumerate(head[:40]):
        if _COMMITTEE.match(line):
            place = _PLACE.search(line) or (_PLACE.match(head[at + 1]) if at + 1 < len(head) else None)
            name = canonical_name(re.sub(r"[^\w\s\-].*$", "", place.group(2))) if place else None
            if place and name:
                return f"{'Tỉnh' if place.group(1).upper() == 'TỈNH' else 'Thành phố'} {name}"
    return None

"""The issuing body, from the letterhead, the heading, and the end of the document number."""

from collections.abc import Sequence

import regex as re

from index.anatomy.letterhead import letterhead_bodies
from index.anatomy.names import bodies_by_symbol, canonical_name
from index.anatomy.spelling import even_capitals, find_places, province_name, usual_spelling

_COMMITTEE = re.compile(r"^(?:CHỦ TỊCH |THƯỜNG TRỰC )?(?:Ủ?Y BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\b")
_GENERIC = re.compile(r"^(?:VĂN PHÒNG|THANH TRA|VỤ|PHÒNG|CHI NHÁNH)\b")
# "THANH TRA BỘ" below the ministry's name.
_OWN_KIND = re.compile(r"\s+(?:BỘ|SỞ|TỈNH|THÀNH PHỐ|TỔNG CỤC)$")
_LOCAL_PARTY = re.compile(r"^(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY\b|^ĐẢNG BỘ|^BAN CHẤP HÀNH ĐẢNG BỘ")
_OF_BODY = re.compile(r"^CỦA\s+(BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH TRUNG ƯƠNG)\b", re.IGNORECASE)
_OF_HEAD = re.compile(r"\bCHÁNH (VĂN PHÒNG .+)$")
_FOR_BODY = re.compile(r"^(?:T/M|TM\.)\s*(BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH TRUNG ƯƠNG)\W*$")
_BODY_ACTS = re.compile(
    r"(?:^|.*,\s)(Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương)(?: Đảng)? (?:ban hành|quyết định|yêu cầu)\b"
)
_DATED_PLACE = re.compile(r"^([^,|\d]{2,40}),\s*ngày\b")
_CENTRAL_PARTY = ("Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương Đảng")
_OFFICE_OF_CENTRAL_PARTY = "Văn phòng Ban Chấp hành Trung ương"
_HEADING_REACH = 4


def find_issuer(
    lines: Sequence[str], head: Sequence[str], number: tuple[int, str | None] | None, kind_at: int | None
) -> str | None:
    """The issuing body in its usual spelling.

    A people's committee or council is named by its place ("Tỉnh Hà Tĩnh"), an office of it with the place ("Sở Y tế
    tỉnh Hà Tĩnh"); of a joint document all bodies are named, with "; " between them. ``head`` are the first lines,
    ``kind_at`` is where the kind of document stands in them.
    """
    number_at, written = number or (None, None)
    bodies = letterhead_bodies(head, number_at)
    joint = _joint(bodies, written)
    if joint:
        return joint
    issuer = _from_letterhead(bodies, head, " ".join(lines))
    if issuer in _CENTRAL_PARTY and written and not written.endswith("/TW"):
        # Other organisations have a central committee too, and a symbol of their own.
        issuer = _from_number(written) or issuer
    elif issuer is None or issuer in _CENTRAL_PARTY:
        issuer = _party_body(lines, head, kind_at) or issuer
    if issuer == _OFFICE_OF_CENTRAL_PARTY:
        issuer = _headed_by(head, kind_at) or issuer
    return issuer or _from_number(written)


def is_body_line(line: str) -> bool:
    """Whether a line in capitals is only the name of a body or of its head, as before "Căn cứ"."""
    capitals = even_capitals(line)
    return bool(_COMMITTEE.match(capitals)) or canonical_name(capitals) is not None


def _joint(bodies: list[str], number: str | None) -> str | None:
    if not number or not re.search(r"(?:TTLT|NQLT)", number):
        return None
    names = [name for body in bodies if (name := canonical_name(body))]
    if len(names) < 2:
        symbols = re.split(r"[-/]", number)
        names = [bodies_by_symbol()[symbol] for symbol in symbols if symbol in bodies_by_symbol()]
    return "; ".join(dict.fromkeys(names)) or None


def _from_letterhead(bodies: list[str], head: Sequence[str], prose: str) -> str | None:
    if not bodies:
        return None
    *above, body = bodies
    body = _without_translation(body)
    if _COMMITTEE.match(body):
        return _committee(body, above, head)
    if above and canonical_name(above[-1]) in _CENTRAL_PARTY and (office := canonical_name(f"{body} TRUNG ƯƠNG")):
        return office
    if _GENERIC.match(body) and above and not (body.startswith("PHÒNG") and find_places(above[-1])):
        return f"{usual_spelling(_OWN_KIND.sub('', body), '')} {_full_name(above[-1], prose)}"
    known = canonical_name(body)
    if known in _CENTRAL_PARTY and above:
        # Mass organisations have a central committee too.
        return f"Trung ương {_full_name(above[-1], prose)}"
    places = find_places(body)
    if known or places or not above:
        return known or (usual_spelling(body, prose) if len(body.split()) > 1 else None)
    return _below(body, above[-1], prose)


def _without_translation(body: str) -> str:
    """Bilingual editions repeat the body's name in English."""
    words = body.split()
    ends = (end for end in range(len(words) - 1, 0, -1) if canonical_name(" ".join(words[:end])))
    return next((" ".join(words[:end]) for end in ends if " ".join(words[end:]).isascii()), body)


def _below(body: str, parent: str, prose: str) -> str:
    """A body that needs the one above it to be told from others of its name: "Sở Y tế tỉnh Hà Tĩnh"."""
    name = usual_spelling(body, prose)
    if _LOCAL_PARTY.match(parent) and not _LOCAL_PARTY.match(body):
        return f"{name} {_full_name(parent, prose)}"
    places = find_places(parent)
    return f"{name} {places[0]}" if places else name


def _full_name(capitals: str, prose: str) -> str:
    places = find_places(capitals)
    if _COMMITTEE.match(capitals) and places:
        council = "HỘI ĐỒNG" in capitals
        return f"{'Hội đồng' if council else 'Ủy ban'} nhân dân {places[0]}"
    return usual_spelling(capitals, prose)


def _committee(body: str, above: list[str], head: Sequence[str]) -> str | None:
    places = find_places(body)
    if not places:
        dated = next(
            (m.group(1) for line in head for cell in line.split("|") if (m := _DATED_PLACE.match(cell.strip()))), ""
        )
        province = province_name(dated)
        places = [province] if province else []
    places += [place for parent in above for place in find_places(parent) if place not in places]
    return ", ".join([places[0][:1].upper() + places[0][1:], *places[1:]]) if places else None


def _party_body(lines: Sequence[str], head: Sequence[str], kind_at: int | None) -> str | None:
    """Which of the central bodies of the Party decided: as the heading, the text or the signature says."""
    heading = head[kind_at : kind_at + _HEADING_REACH] if kind_at is not None else []
    for candidates, pattern in ((heading, _OF_BODY), (lines, _FOR_BODY), (head, _BODY_ACTS)):
        for line in candidates:
            match = pattern.match(line)
            if match:
                return canonical_name(match.group(1))
    return None


def _headed_by(head: Sequence[str], kind_at: int | None) -> str | None:
    heading = head[kind_at : kind_at + _HEADING_REACH] if kind_at is not None else []
    found = (match for line in heading if (match := _OF_HEAD.search(line)))
    return next((name for match in found if (name := canonical_name(match.group(1)))), None)


def _from_number(number: str | None) -> str | None:
    if not number:
        return None
    # The National Assembly's symbol carries its term: QH15. After the body's symbol may stand its department's.
    symbols = [re.sub(r"\d+$", "", symbol) for symbol in re.split(r"[-/]", number)]
    return next((bodies_by_symbol()[symbol] for symbol in reversed(symbols) if symbol in bodies_by_symbol()), None)

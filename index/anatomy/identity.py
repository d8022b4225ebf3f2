"""A document's identity, read from its letterhead, its heading and its signature."""

from dataclasses import dataclass
from datetime import date

import regex as re

from index.anatomy.issuer import find_issuer
from index.anatomy.names import document_types, types_by_symbol
from index.anatomy.signature import find_signer
from index.blocks import ReadDocument

# A letterhead and the summary some portals put before it fit in this many blocks.
_HEAD_BLOCKS = 80
_NUMBER = r"\d{1,6}(?:\s*/\s*\d{4})?\s*[-/]\s*\p{Lu}[\p{L}0-9&]*(?:\s?[-/.&]\s?\p{Lu}[\p{L}0-9&]*)*"
_OWN_NUMBER = re.compile(rf"^(?:[^\d.;]{{0,40}}\s)?[Ss]ố\s*:?\s*({_NUMBER})(?=\s|$|[.,;])")
_DATE_LINE = re.compile(
    r"^.{0,60}?[Nn]gày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\W*$|^.{0,40}?[Nn]gày\s+(\d{1,2})/(\d{1,2})/(\d{4})\W*$"
)
_WRITTEN_DATE = re.compile(r"(?:ngày\s+)?(\d{1,2})(?:/|-|\s+tháng\s+)(\d{1,2})(?:/|-|\s+năm\s+)(\d{4})", re.IGNORECASE)
_BODY_START = re.compile(r"^(?:Căn cứ|Kính gửi|Xét đề nghị|Theo đề nghị|Điều 1\b|QUYẾT (?:ĐỊNH|NGHỊ)\s*:)|điện:\W*$")
PRESS = "tin báo chí"
_PRESS_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Identity:
    """Who says what when: every field is ``None`` when the document does not tell."""

    title: str | None = None
    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    signer: str | None = None
    issued_on: date | None = None


def identify(document: ReadDocument) -> Identity:
    """Read the identity of a document from its blocks."""
    lines = [block.text for block in document.blocks]
    head = lines[:_HEAD_BLOCKS]
    found = _find_number(head)
    if found is None and not _has_letterhead(head):
        return _press_identity(document, lines)
    number_at, number = found or (0, None)
    kind_at, kind = _find_type(head, number_at, number)
    return Identity(
        title=_find_title(head, kind_at, number_at, kind) or document.title,
        number=number,
        type=kind,
        issuer=find_issuer(head, number, kind_at),
        signer=find_signer(lines),
        issued_on=_find_date(head, number_at) or document.published_on,
    )


def _find_number(head: list[str]) -> tuple[int, str] | None:
    for at, line in enumerate(head):
        match = _OWN_NUMBER.search(line)
        if match and len(line) - match.end() < 60:
            return at, re.sub(r"\s+", "", match.group(1))
    return None


def _has_letterhead(head: list[str]) -> bool:
    return any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA" in line.replace("HOÀ", "HÒA") for line in head)


def _find_type(head: list[str], number_at: int, number: str | None) -> tuple[int | None, str | None]:
    for at, line in enumerate(head[number_at:], number_at):
        for capitals, name in document_types().items():
            if re.match(rf"{capitals}(?=\W*$|\s+(?!SỐ)[\p{{Lu}}])", line):
                return at, name
        if line.startswith("Kính gửi"):
            return None, "công văn"
    symbols = re.findall(r"\p{Lu}\p{L}*", number or "")
    return None, next((types_by_symbol()[s] for s in symbols if s in types_by_symbol()), None)


def _find_title(head: list[str], kind_at: int | None, number_at: int, kind: str | None) -> str | None:
    if kind_at is None:
        return next((line for line in head[number_at : number_at + 6] if re.match(r"V/v|Về việc", line)), None)
    parts: list[str] = []
    if kind and len(head[kind_at]) > len(kind) + 3:
        parts.append(head[kind_at])
    for line in head[kind_at + 1 : kind_at + 6]:
        if not _continues_title(line, parts):
            break
        parts.append(line)
    return " ".join(parts) or None


def _continues_title(line: str, parts: list[str]) -> bool:
    if _BODY_START.search(line) or not any(c.isalpha() for c in line):
        return False
    if not parts:
        return True
    if line[0].islower():
        return True
    # An issuing body alone on a line opens the body of the document; a title goes on in the same manner.
    return line.isupper() and parts[-1].isupper() and find_issuer([line], None, 0) is None


def _find_date(head: list[str], number_at: int) -> date | None:
    # The date stands beside the number; a line further off may date something else.
    by_distance = sorted(range(len(head)), key=lambda at: abs(at - number_at))
    for at in by_distance[:24]:
        match = _DATE_LINE.match(head[at])
        if match:
            day, month, year = (int(g) for g in match.groups() if g)
            return _date(year, month, day)
    return None


def _press_identity(document: ReadDocument, lines: list[str]) -> Identity:
    prose = [line for line in lines if len(line) > 120]
    is_press = len(prose) >= _PRESS_PARAGRAPHS
    return Identity(
        title=document.title or _headline(document),
        type=PRESS if is_press else None,
        issued_on=document.published_on or (_first_written_date(lines[:6]) if is_press else None),
    )


def _headline(document: ReadDocument) -> str | None:
    heading = next((b.text for b in document.blocks[:5] if b.kind == "heading"), None)
    first = document.blocks[0].text if document.blocks else ""
    return heading or (first if 0 < len(first) <= 160 else None)


def _first_written_date(lines: list[str]) -> date | None:
    for line in lines:
        match = _WRITTEN_DATE.search(line)
        if match:
            day, month, year = (int(g) for g in match.groups())
            return _date(year, month, day)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""The signer: the name under the titles at the end of a document."""

import regex as re

_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\.?\s*/?\s*[\p{Lu}]")
_OFFICE = re.compile(
    r"^(?:THỦ TƯỚNG|PHÓ THỦ TƯỚNG|CHỦ TỊCH|PHÓ CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|CHỦ NHIỆM|PHÓ CHỦ NHIỆM|TỔNG BÍ THƯ|"
    r"BÍ THƯ|PHÓ BÍ THƯ|THƯỜNG TRỰC|CHÁNH|PHÓ CHÁNH|CỤC TRƯỞNG|PHÓ CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|"
    r"TRƯỞNG|PHÓ TRƯỞNG|VỤ TRƯỞNG|TỔNG THANH TRA|THỐNG ĐỐC|PHÓ THỐNG ĐỐC|TỔNG GIÁM ĐỐC|PHÓ TỔNG|VIỆN TRƯỞNG|"
    r"HIỆU TRƯỞNG)\b"
)
_WORD = r"[\p{Lu}][\p{Ll}]+"
_PERSON = re.compile(rf"^{_WORD}(?:[ -]{_WORD}){{1,5}}$")
_CAPITAL_PERSON = re.compile(r"^[\p{Lu}]{2,7}(?: [\p{Lu}]{1,7}){1,4}$")
# Titles, a stamp line and the name: the block is never longer.
_REACH = 7


def find_signer(lines: list[str]) -> str | None:
    """The signer's name, or ``None``: the last person named directly below an office in capitals."""
    for at in range(len(lines) - 1, -1, -1):
        if _is_office(lines[at]):
            name = _name_below(lines, at)
            if name:
                return name
    return None


def signature_lines(lines: list[str]) -> range:
    """Which lines are the last signature block, an empty range when there is none."""
    for at in range(len(lines) - 1, -1, -1):
        if _is_office(lines[at]) and _name_below(lines, at):
            end = next(i for i in range(at + 1, at + _REACH + 1) if _is_person(lines[i]))
            start = at
            while start > 0 and (_is_office(lines[start - 1]) or lines[start - 1].isupper()):
                start -= 1
            return range(start, end + 1)
    return range(0)


def _is_office(line: str) -> bool:
    return len(line) < 90 and line == line.upper() and bool(_AUTHORITY.match(line) or _OFFICE.match(line))


def _is_person(line: str) -> bool:
    return bool(_PERSON.match(line) or (_CAPITAL_PERSON.match(line) and not _is_office(line)))


def _name_below(lines: list[str], at: int) -> str | None:
    for line in lines[at + 1 : at + 1 + _REACH]:
        if _PERSON.match(line):
            return line
        if _CAPITAL_PERSON.match(line) and not _is_office(line) and " ".join(line.split()).count(" ") <= 3:
            return line.title()
        if not (line.isupper() or line.startswith(("(", "[", "Ký bởi", "-", "_"))):
            return None
    return None

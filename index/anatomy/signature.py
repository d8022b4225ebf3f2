"""The signer: the name under the titles at the end of a document."""

from dataclasses import dataclass
from functools import cache

import regex as re

from index.anatomy.markers import find_marker
from index.anatomy.names import word_list

_AUTHORITY = re.compile(r"^(?:TM|KT|TL|TUQ|TƯQ|Q|T/M|K/T|T/L)(?:[./]+\s*|\s+)\p{Lu}")
_WORD = r"\p{Lu}(?:[\p{Ll}]+|['’]\s?\p{Lu}?[\p{Ll}]*)"
_PERSON = re.compile(rf"^(?:{_WORD}|\p{{Lu}})(?:[ -]{_WORD}){{1,5}}$")
_CAPITAL_PERSON = re.compile(r"^\p{Lu}{1,7}(?: \p{Lu}{1,7}){1,4}$")
_STAMP = re.compile(r"^[(\[]?\s*(?:[Đđ]ã\s+k[ýí]|ĐÃ KÝ|[Đđ]ã\s+duyệt)(?:\s*,?\s*đóng dấu)?\s*[)\]]?\s*[:.]?\s*")
_ON_ONE_LINE = re.compile(r"^(?P<office>[\p{Lu}.,/ ]+?)\s+(?P<rest>\p{Lu}\p{Ll}.*)$")
_RECIPIENTS = re.compile(r"^Nơi nhận\b", re.IGNORECASE)
_FORM = re.compile(r"^(?:Mẫu|MẪU|BIỂU MẪU|Biểu mẫu)\s+(?:số\s+|SỐ\s+)?\d")
# Titles, a stamp line and the name: the block is never longer.
_REACH = 7
# How far the signature stands after "Nơi nhận" and before it.
_AFTER, _BEFORE = 80, 14


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature block: its lines ``[start, end)`` and who signed."""

    start: int
    end: int
    name: str


def find_signer(lines: list[str]) -> str | None:
    """The signer's name, or ``None``; of several signatures side by side the first."""
    signature = find_signature(lines)
    return signature.name if signature else None


def signature_lines(lines: list[str]) -> range:
    """Which lines are the signature block, an empty range when there is none."""
    signature = find_signature(lines)
    if signature is None:
        return range(0)
    end = signature.end
    for other in _signatures(lines):
        if other.start == end:
            end = other.end
    return range(signature.start, end)


def find_signature(lines: list[str]) -> Signature | None:
    """The document's own signature: the one beside "Nơi nhận", else the last before the annexes.

    Sample forms in annexes are signed too, and must not win.
    """
    found = _signatures(lines)
    if not found:
        return None
    recipients = next((at for at, line in enumerate(lines) if _RECIPIENTS.match(line)), None)
    if recipients is not None:
        after = [s for s in found if recipients < s.start <= recipients + _AFTER]
        before = [s for s in found if recipients - _BEFORE <= s.end <= recipients]
        # Two who sign side by side stand in two blocks one after the other; the first is the main one.
        beside = _first_of_run(before) if before else None
        if beside or after:
            return beside or after[0]
    annex = next((at for at in range(found[0].end, len(lines)) if _opens_annex(lines[at])), len(lines))
    return _first_of_run([s for s in found if s.end <= annex])


def _first_of_run(signatures: list[Signature]) -> Signature:
    first = signatures[-1]
    for signature in reversed(signatures[:-1]):
        if signature.end != first.start:
            break
        first = signature
    return first


def _signatures(lines: list[str]) -> list[Signature]:
    found: list[Signature] = []
    for at, line in enumerate(lines):
        named = _named(lines, at, line)
        if named and (not found or named[0] >= found[-1].end):
            name_at, name = named
            floor = found[-1].end if found else 0
            found.append(Signature(_start(lines, at, floor), name_at + 1, name))
    return found


def _named(lines: list[str], at: int, line: str) -> tuple[int, str] | None:
    if _is_office(line):
        return _name_below(lines, at)
    match = _ON_ONE_LINE.match(line)
    if match and len(line) < 140 and _is_office(match["office"]):
        name = _person(match["rest"])
        return (at, name) if name else None
    return None


def _start(lines: list[str], at: int, floor: int) -> int:
    start = at
    while start > floor and (
        _is_office(lines[start - 1]) or (lines[start - 1].isupper() and len(lines[start - 1]) < 90)
    ):
        start -= 1
    return start


def _opens_annex(line: str) -> bool:
    marker = find_marker(line)
    return bool(_FORM.match(line) or (marker and marker.kind == "appendix"))


def _is_office(line: str) -> bool:
    return len(line) < 90 and line == line.upper() and bool(_AUTHORITY.match(line) or _offices().match(line))


@cache
def _offices() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(office.upper()) for office in word_list("offices.txt")) + r")\b")


@cache
def _honorifics() -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in word_list("honorifics.txt"))
    return re.compile(rf"^(?:(?:{titles})(?:[.,;:\s]+|$))+")


def _person(line: str) -> str | None:
    """The name in a line that holds nothing but a name, with or without rank and titles before it."""
    bare = _honorifics().sub("", _STAMP.sub("", line)).strip()
    if _PERSON.match(bare):
        return bare
    if _CAPITAL_PERSON.match(bare) and len(bare) > 4 and not _is_office(bare):
        return bare.title()
    return None


def _name_below(lines: list[str], at: int) -> tuple[int, str] | None:
    for below in range(at + 1, min(len(lines), at + 1 + _REACH)):
        line = lines[below]
        if not _STAMP.sub("", line) or _honorifics().fullmatch(line):
            continue
        name = _person(line)
        if name:
            return below, name
        if not (line.isupper() or line.startswith(("(", "[", "Ký bởi", "-", "_", "*"))):
            return None
    return None

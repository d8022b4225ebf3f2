"""The parts of a document: letterhead, title, bases, addressees, body, recipients, signature."""

from collections.abc import Iterable, Sequence
from typing import Literal

import regex as re

from index.anatomy.addressees import addressee_lines
from index.anatomy.bases import basis_lines
from index.anatomy.heading import BODY_START
from index.anatomy.names import document_types
from index.anatomy.signature import signature_lines

Part = Literal["letterhead", "title", "basis", "addressees", "body", "recipients", "signature"]

_TITLE_REACH = 10
_HEAD = 80
_LETTERHEAD_REACH = 9
_DATED = re.compile(r"ngày[\s\d.…_]*tháng[\s\d.…_]*năm[\s\d.…_]*\W*$|,\s*(?:ngày\s+)?\d{1,2}/\d{1,2}/\d{4}\W*$")
_RECIPIENTS = re.compile(r"^Nơi nhận\s*:?", re.IGNORECASE)
_MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*-|^(?:Luật |Nghị quyết |Pháp lệnh )?[Ss]ố\b"
)


def find_parts(lines: Sequence[str], title: str | None) -> list[Part]:
    """The part that each line belongs to."""
    parts: list[Part] = ["body"] * len(lines)
    letterhead = _letterhead(lines)
    _mark(parts, letterhead, "letterhead")
    body = letterhead.stop
    for at in range(body, min(len(lines), body + _TITLE_REACH)):
        if lines[at] in document_types() or (title and lines[at] in title):
            parts[at] = "title"
    if body:
        _mark(parts, (at for at in addressee_lines(lines) if at >= body), "addressees")
    _mark(parts, (at for at in basis_lines(lines) if at >= body and parts[at] == "body"), "basis")
    signature = signature_lines(list(lines))
    recipients = _recipients_at(lines, signature)
    if recipients is not None:
        _mark(parts, range(recipients, _recipients_end(lines, recipients, signature)), "recipients")
    _mark(parts, signature, "signature")
    return parts


def _mark(parts: list[Part], lines: Iterable[int], part: Part) -> None:
    for at in lines:
        parts[at] = part


def _letterhead(lines: Sequence[str]) -> range:
    """Issuer, motto, number and date, near the top or below the summary that some portals put before a document."""
    motto = next((at for at, line in enumerate(lines[:_HEAD]) if _MOTTO.search(line) and len(line) < 100), None)
    if motto is None:
        return range(0)
    start = motto
    while start > 0 and motto - start < 4 and lines[start - 1].isupper():
        start -= 1
    end = motto
    for at in range(motto, min(len(lines), motto + _LETTERHEAD_REACH)):
        if lines[at] in document_types() or BODY_START.search(lines[at]):
            break
        if len(lines[at]) < 100 and (_MOTTO.search(lines[at]) or _DATED.search(lines[at])):
            end = at
    return range(start, end + 1)


def _recipients_at(lines: Sequence[str], signature: range) -> int | None:
    """The list of recipients beside the signature; sample forms further down have theirs."""
    found = [at for at, line in enumerate(lines) if _RECIPIENTS.match(line)]
    if not found or not signature:
        return found[-1] if found else None
    return min(found, key=lambda at: abs(at - signature.start))


def _recipients_end(lines: Sequence[str], start: int, signature: range) -> int:
    if signature and signature.start > start:
        return signature.start
    end = start + 1
    while end < len(lines) and (lines[end].startswith(("-", "–", "+")) or lines[end].endswith(";")):
        end += 1
    return end

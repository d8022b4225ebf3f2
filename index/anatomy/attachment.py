"""Attachments in files of their own: "PHỤ LỤC I", "QUY CHẾ …", and the document that a note says they came with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex as re

from index.anatomy.dates import WRITTEN, match_date
from index.anatomy.heading import find_kind
from index.anatomy.markers import find_marker
from index.anatomy.names import canonical_name
from index.anatomy.numbers import NUMBER, is_number, normal_number

ATTACHMENT = "phụ lục"
# The note stands below the title, before what is attached begins.
_REACH = 8
_KIND_LINES = 2
_LONGEST_NOTE = 500
_NOTE = re.compile(r"^\W{0,3}(?:Được\s+)?(?:Ban\s+hành\s+)?kèm\s+theo\s", re.IGNORECASE)
_LABEL = re.compile(r"\b[Ss]ố(?:\s*hiệu)?\s*:?\s*")
_NUMBER = re.compile(rf"(?P<number>{NUMBER})(?P<after>.{{0,120}})")
_DATE = re.compile(rf"\W{{0,4}}{WRITTEN}", re.IGNORECASE)
_ISSUER = re.compile(r"\bcủa\s+(?P<issuer>\p{Lu}[^().;]{3,80})")


@dataclass(frozen=True, slots=True)
class Attachment:
    """Its kind and, as far as its note names the document it came with, that one's number, day and issuer."""

    kind: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None


def find_attachment(lines: Sequence[str], *, letterhead: bool) -> Attachment | None:
    """What a text without a letterhead of its own is attached to, ``None`` where it is no attachment.

    With a ``letterhead``, which may be a sample form's, it must be headed as an annex and have a note.
    """
    note = _find_note(lines)
    headed = bool(lines) and _is_annex_heading(lines[0])
    if not ((headed and note) if letterhead else (headed or note)):
        return None
    _, kind = find_kind(lines[:_KIND_LINES], 0, None)
    return _attached(kind or ATTACHMENT, (note or "")[:_LONGEST_NOTE])


def _find_note(lines: Sequence[str]) -> str | None:
    for line in lines[:_REACH]:
        if _NOTE.match(line):
            return line
        if line.rstrip().endswith(".") or len(line) > _LONGEST_NOTE:
            # Prose, not a title: what is attached has begun.
            return None
    return None


def _is_annex_heading(line: str) -> bool:
    marker = find_marker(line)
    return marker is not None and marker.kind == "appendix" and (marker.text == line or line.isupper())


def _attached(kind: str, note: str) -> Attachment:
    """A day and an issuer belong to a number; one left blank, as in a draft, has none of them."""
    label = _LABEL.search(note)
    named = _NUMBER.match(note, label.end()) if label else None
    if named is None or not is_number(named["number"]):
        return Attachment(kind)
    dated = _DATE.match(named["after"])
    said = _ISSUER.search(named["after"])
    return Attachment(
        kind, normal_number(named["number"]), match_date(dated) if dated else None,
        canonical_name(said["issuer"]) if said else None,
    )  # fmt: skip

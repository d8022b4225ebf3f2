"""The tree of a document: every block becomes a section that knows the headings it stands under."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.anatomy.markers import MAJOR_RANK, Marker, find_marker
from index.anatomy.names import canonical_name, document_types
from index.anatomy.signature import signature_lines
from index.blocks import Block

Part = Literal["letterhead", "title", "body", "recipients", "signature"]

# A heading in a trail is cut at a word border after this many characters.
LABEL_LENGTH = 160
_SHORT_TITLE = 200
_TITLE_REACH = 10
_HEAD = 80
_LETTERHEAD_REACH = 9
_DATED = re.compile(r"ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d+\W*$")
# The formula that opens the body of a decision, and the one before a dispatch's addressees.
_ENACTING = re.compile(r"^QUYẾT (?:ĐỊNH|NGHỊ)\s*:|.*\bĐIỆN\s*:$")
_RECIPIENTS = re.compile(r"^Nơi nhận\s*:?", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*-|^Số\b")


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the text, ``[start, end)``, with the headings above it from the outermost.

    ``rank`` is its marker's rank (0 outermost) or ``None``; ``columns`` are a table row's column headings.
    """

    start: int
    end: int
    kind: Literal["heading", "paragraph", "row"]
    part: Part
    heading: tuple[str, ...]
    rank: int | None = None
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A heading or list item that may have others below it."""

    kind: str
    rank: int
    label: str
    label_open: bool


def find_sections(blocks: Sequence[Block], starts: Sequence[int], title: str | None) -> tuple[Section, ...]:
    """Sections in the order of the text; ``starts`` are the blocks' offsets, ``title`` the document's."""
    parts = _parts([block.text for block in blocks], title)
    trail: list[_Open] = []
    sections: list[Section] = []
    for block, start, part in zip(blocks, starts, parts, strict=True):
        marker = find_marker(block.text) if block.kind != "row" and part == "body" else None
        entry = _entry(block, marker) if part == "body" else None
        if entry:
            _close(trail, entry)
        elif part == "body" and block.kind == "paragraph":
            _name_bare_heading(trail, block.text)
            _close_bullets(trail)
        heading = tuple(item.label for item in trail) if part == "body" else ()
        rank = entry.rank if entry else None
        sections.append(Section(start, start + len(block.text), block.kind, part, heading, rank, block.columns))
        if entry:
            trail.append(entry)
    return tuple(sections)


def _entry(block: Block, marker: Marker | None) -> _Open | None:
    if marker:
        bare = len(block.text) <= len(marker.text) + 1
        return _Open(marker.kind, marker.rank, label_of(block.text), bare)
    if block.kind == "heading" or _is_title(block.text):
        # Markup levels lie between the numbered majors and the lists: "##" under "Chương I" stays below it.
        return _Open(f"markup {block.level}", MAJOR_RANK + 1, label_of(block.text), False)
    return None


def _is_title(text: str) -> bool:
    if _ENACTING.match(text) or canonical_name(text):
        return False
    return len(text) <= _SHORT_TITLE and text.isupper() and len(text.split()) >= 2


def _close(trail: list[_Open], entry: _Open) -> None:
    """Close what cannot hold the new entry: its own kind and all below, and what is of a lower rank."""
    kinds = [item.kind for item in trail]
    if entry.kind in kinds:
        del trail[kinds.index(entry.kind) :]
    while trail and trail[-1].rank >= entry.rank and not _nests(trail[-1], entry):
        trail.pop()


def _nests(outer: _Open, inner: _Open) -> bool:
    """Some documents put "a)" below "(1)", others the reverse."""
    return outer.kind in ("bracket", "small roman") and inner.kind == "letter"


def _close_bullets(trail: list[_Open]) -> None:
    """A paragraph without a mark goes on after a list of dashes, not within its last item."""
    while trail and trail[-1].kind in ("dash", "plus"):
        trail.pop()


def _name_bare_heading(trail: list[_Open], text: str) -> None:
    """ "Chương I" stands alone on its line; the line below is its name."""
    if trail and trail[-1].label_open:
        if len(text) <= _SHORT_TITLE:
            trail[-1].label = label_of(f"{trail[-1].label} {text}")
        trail[-1].label_open = False


def label_of(text: str) -> str:
    """A heading as it is shown in a trail: the first sentence, cut at a word border when it is long."""
    if len(text) <= LABEL_LENGTH:
        return text.rstrip(" :.")
    return text[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _parts(lines: list[str], title: str | None) -> list[Part]:
    parts: list[Part] = ["body"] * len(lines)
    letterhead = _letterhead(lines)
    body = letterhead.stop
    for at in letterhead:
        parts[at] = "letterhead"
    for at in range(body, min(len(lines), body + _TITLE_REACH)):
        if lines[at] in document_types() or (title and lines[at] in title):
            parts[at] = "title"
    signature = signature_lines(lines)
    recipients = next((at for at in range(len(lines) - 1, -1, -1) if _RECIPIENTS.match(lines[at])), None)
    if recipients is not None:
        for at in range(recipients, _recipients_end(lines, recipients, signature)):
            parts[at] = "recipients"
    for at in signature:
        parts[at] = "signature"
    return parts


def _letterhead(lines: list[str]) -> range:
    """Issuer, motto, number and date, near the top or below the summary that some portals put before a document."""
    motto = next((at for at, line in enumerate(lines[:_HEAD]) if _MOTTO.search(line) and len(line) < 100), None)
    if motto is None:
        return range(0)
    start = motto
    while start > 0 and motto - start < 4 and lines[start - 1].isupper():
        start -= 1
    end = motto
    for at in range(motto, min(len(lines), motto + _LETTERHEAD_REACH)):
        if len(lines[at]) < 100 and (_MOTTO.search(lines[at]) or _DATED.search(lines[at])):
            end = at
    return range(start, end + 1)


def _recipients_end(lines: list[str], start: int, signature: range) -> int:
    if signature and signature.start > start:
        return signature.start
    end = start + 1
    while end < len(lines) and (lines[end].startswith(("-", "–", "+")) or lines[end].endswith(";")):
        end += 1
    return end

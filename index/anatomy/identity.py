"""A document's identity, read from its letterhead, its heading and its signature."""

from dataclasses import dataclass
from datetime import date

import regex as re

from index.anatomy.addressees import find_addressees
from index.anatomy.attachment import Attachment, find_attachment
from index.anatomy.bases import legal_bases
from index.anatomy.dates import find_letterhead_date, first_date
from index.anatomy.heading import find_kind, find_title
from index.anatomy.issuer import find_issuer
from index.anatomy.letterhead import has_motto
from index.anatomy.numbers import find_own_number
from index.anatomy.parts import find_parts
from index.anatomy.press import PRESS, event_on, headline, is_press, published_on
from index.anatomy.signature import find_signer
from index.anatomy.validity import find_validity, own_lines
from index.blocks import ReadDocument

# A letterhead and the summary some portals put before it fit in this many blocks.
_HEAD_BLOCKS = 80
_PASSED = re.compile(
    r"^(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Hiến pháp) này\b.{0,200}?\bthông qua\s+(?P<on>ngày\s.{8,40})"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who says what when to whom: a field is ``None`` or empty when the document does not tell.

    ``event_on`` is the day a press report tells of, ``addressees`` are the bodies a letter or dispatch is sent to,
    ``legal_bases`` what the document says it rests on, in its own words; ``effective_from`` and ``expires_on`` are
    the first and the last day on which it is in force.
    """

    title: str | None = None
    number: str | None = None
    type: str | None = None
    issuer: str | None = None
    signer: str | None = None
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    legal_bases: tuple[str, ...] = ()
    event_on: date | None = None
    effective_from: date | None = None
    expires_on: date | None = None


def identify(document: ReadDocument) -> Identity:
    """Read the identity of a document from its blocks."""
    lines = [block.text for block in document.blocks]
    head = lines[:_HEAD_BLOCKS]
    number = find_own_number(head)
    letterhead = number is not None or has_motto(head)
    attachment = find_attachment(lines, letterhead=letterhead)
    if attachment:
        return _attachment_identity(document, attachment)
    if not letterhead:
        return _press_identity(document, lines)
    number_at, written = number or (0, None)
    kind_at, kind = find_kind(head, number_at, written)
    title = find_title(head, kind_at, number_at, kind) or document.title
    issued_on = find_letterhead_date(head, number_at) or _passed_on(lines) or document.published_on
    effective_from, expires_on = find_validity(own_lines(lines, find_parts(lines, title)), kind, issued_on)
    return Identity(
        title=title,
        number=written,
        type=kind,
        issuer=find_issuer(lines, head, number, kind_at),
        signer=find_signer(lines),
        issued_on=issued_on,
        addressees=find_addressees(lines),
        legal_bases=legal_bases(lines),
        effective_from=effective_from,
        expires_on=expires_on,
    )


def _passed_on(lines: list[str]) -> date | None:
    """The day the National Assembly passed a law that carries no date in its letterhead."""
    for line in reversed(lines):
        match = _PASSED.match(line)
        if match:
            return first_date(match["on"])
    return None


def _attachment_identity(document: ReadDocument, attachment: Attachment) -> Identity:
    return Identity(
        title=document.title or headline(document),
        number=attachment.number,
        type=attachment.kind,
        issuer=attachment.issuer,
        issued_on=attachment.issued_on,
    )


def _press_identity(document: ReadDocument, lines: list[str]) -> Identity:
    report = is_press(lines)
    published = published_on(document, lines) if report else document.published_on
    return Identity(
        title=document.title or headline(document),
        type=PRESS if report else None,
        issued_on=published,
        event_on=event_on(lines, published) if report else None,
    )

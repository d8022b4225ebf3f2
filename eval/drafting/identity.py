"""Questions about the document itself: its number, who signed, when, and which document has a part."""

import random
from collections.abc import Iterator

from eval.drafting.proposal import Proposal, asked, clause, lowered, sentence_text
from index.anatomy.dates import first_date
from index.document import Document

_MOST_TITLE_WORDS = 40
# Shorter headings stand in every second document.
_LEAST_HEADING_WORDS = 5


def from_identity(document: Document, generator: random.Random) -> Iterator[Proposal]:
    """Questions that the letterhead, the signature and the headings answer."""
    identity = document.identity
    if not identity.number:
        return
    values = {"number": identity.number, "kind": identity.type or "văn bản", "title": _about(identity.title)}
    yield from _lookup(document, values, generator)
    if identity.signer and (question := asked("signer", values, generator)):
        yield Proposal("signer", question, ((identity.signer,),), f"{identity.signer} ký.", identity.signer)
    line = _date_line(document)
    if identity.issued_on and line and (question := asked("issued", values, generator)):
        day = identity.issued_on
        ways = (
            f"{day:%d/%m/%Y}",
            f"{day.day} tháng {day.month} năm {day.year}",
            f"{day:%d} tháng {day:%m} năm {day.year}",
        )
        yield Proposal("issued", question, (tuple(dict.fromkeys(ways)),), f"Ngày {day:%d/%m/%Y}.", line)


def _lookup(document: Document, values: dict[str, str], generator: random.Random) -> Iterator[Proposal]:
    number = values["number"]
    reference = f"{values['kind'][:1].upper()}{values['kind'][1:]} số {number}."
    if values["title"] and (question := asked("lookup", values, generator)):
        yield Proposal("lookup", question, ((number,),), reference, document.identity.title or "")
    for section in document.sections:
        text = document.text[section.start : section.end]
        words = _heading_words(text) if section.kind == "heading" and section.part == "body" else None
        if words and len(words.split()) >= _LEAST_HEADING_WORDS:
            question = asked("heading", {**values, "heading": words}, generator)
            if question:
                yield Proposal("heading", question, ((number,),), reference, text)


def _heading_words(text: str) -> str | None:
    """A heading without its marker, which is told by its capitals."""
    words = clause(text)
    return lowered(sentence_text(words[:1].upper() + words[1:])) if words else None


def _about(title: str | None) -> str:
    """``về …`` of a title, empty where the title does not begin so or is too long to be asked with."""
    if not title or len(title.split()) > _MOST_TITLE_WORDS:
        return ""
    words = sentence_text(title).strip(' .“”"')
    for start in ("V/v ", "Về việc ", "Về "):
        if words.lower().startswith(start.lower()):
            return f"về {lowered(words[len(start) :])}"
    return ""


def _date_line(document: Document) -> str | None:
    """The line of the letterhead that dates the document."""
    for section in document.sections:
        text = document.text[section.start : section.end]
        if section.part == "letterhead" and first_date(text) == document.identity.issued_on:
            return text
    return None

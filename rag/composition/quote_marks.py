"""What is marked as ours beside a quote: where it was cut, and what "Nghị quyết này" in it refers to."""

from __future__ import annotations

from index.anatomy.itself import itself, names_kind
from rag.composition.quote import Quote
from rag.composition.surroundings import section_at

_ENDS = ".!?…:"
_CLOSING = '”"’»)]'
_GOES_ON = ";,"


def is_cut(quote: Quote) -> tuple[bool, bool]:
    """Whether the sentence that is quoted begins before the quote, and whether it goes on after it.

    An item of a list ends with a semicolon and is whole all the same.
    """
    document = quote.document
    section = document.sections[section_at(document, quote.start)]
    before = document.text[section.start : quote.start].rstrip().rstrip(_CLOSING)
    after = document.text[quote.end : section.end].strip()
    return bool(before) and before[-1] not in _ENDS, bool(after) and quote.text.rstrip()[-1:] in _GOES_ON


def refers_to(quote: Quote) -> str | None:
    """What a document's "Nghị quyết này" means, where it speaks of itself and has a number: "Nghị quyết này: …"."""
    identity = quote.document.identity
    found = itself().search(quote.text)
    if found is None or not identity.number or not identity.type or identity.number in quote.text:
        return None
    if not names_kind(found["kind"], identity.type):
        return None
    return f"{found[0]}: {identity.number}"

"""How a document speaks of itself: "Nghị định này", "Văn bản này"."""

from functools import cache

import regex as re

from index.anatomy.names import document_types


def names_kind(named: str, kind: str) -> bool:
    """Whether a document of a kind may speak of itself so: "Văn bản này", "Luật này" in a code."""
    folded = named.casefold()
    return folded in (kind, "văn bản") or kind.endswith(f" {folded}")


@cache
def itself() -> re.Pattern[str]:
    """A kind of document with "này" after it."""
    return re.compile(rf"\b(?P<kind>(?i:{kinds()}|văn bản))\s+này\b")


@cache
def kinds() -> str:
    """All kinds of document, as alternatives of a pattern."""
    return "|".join(re.escape(kind) for kind in document_types().values())

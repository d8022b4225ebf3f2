"""One document in several files: copies are shown once, and of two versions of a number the newer comes first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from index.anatomy.number_key import number_key
from index.catalog.records import DocumentRecord
from index.text.tokens import folded_syllables
from rag.retrieval.retrieved import RetrievedPassage

# Two versions say the same thing in a passage when they share so many of their words.
_SAME_PASSAGE = 0.6


def without_copies(found: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """The passages without those that stand, at the same place, in a file of the same bytes."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[RetrievedPassage] = []
    for hit in found:
        place = (hit.passage.document.sha256, hit.passage.start, hit.passage.end)
        if place not in seen:
            kept.append(hit)
        seen.add(place)
    return kept


def newer_first(found: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """The passages with each one of an older version behind the one of the newer version that says the same.

    The newer takes the older's rank and score. What only the older version says stays where it was.
    """
    ranked = list(found)
    at = 0
    while at < len(ranked):
        older = ranked[at]
        newer = next((n for n in range(at + 1, len(ranked)) if _supersedes(ranked[n], older)), None)
        if newer is None:
            at += 1
            continue
        hit = ranked.pop(newer)
        ranked.insert(at, replace(hit, score=max(hit.score, older.score)))
    return ranked


def _supersedes(newer: RetrievedPassage, older: RetrievedPassage) -> bool:
    first, second = newer.passage.document, older.passage.document
    return (
        first.id != second.id
        and _same_number(first, second)
        and _age(first) > _age(second)
        and _alike(newer.passage.text, older.passage.text)
    )


def _same_number(first: DocumentRecord, second: DocumentRecord) -> bool:
    """Whether two documents are versions of one: numbers begin anew in every office and every year."""
    one, other = first.identity, second.identity
    if one.number is None or other.number is None or number_key(one.number) != number_key(other.number):
        return False
    same_body = one.issuer is None or other.issuer is None or one.issuer == other.issuer
    years = {identity.issued_on.year for identity in (one, other) if identity.issued_on}
    return same_body and len(years) <= 1


def _age(document: DocumentRecord) -> tuple[date, datetime]:
    """What makes a version newer: the date it bears, else when it came in."""
    return document.identity.issued_on or date.min, document.updated_at


def _alike(first: str, second: str) -> bool:
    a, b = set(folded_syllables(first)), set(folded_syllables(second))
    return bool(a and b) and len(a & b) / len(a | b) >= _SAME_PASSAGE

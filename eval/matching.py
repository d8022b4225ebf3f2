"""What counts as the same words, the same document, the same place, by the contract of question sets."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from index.anatomy.number_key import number_key
from index.catalog.records import DocumentRecord

# So many characters shared at an edge are no accident.
LEAST_OVERLAP = 12
_CITATION_MARK = re.compile(r"\[\d+\]")


class Sourced(Protocol):
    """Whatever comes from a document."""

    @property
    def source(self) -> str:
        """The file's path, its own name last."""

    @property
    def document_number(self) -> str | None:
        """The document's number, where it has one."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What a document of the catalog is matched by."""

    source: str
    document_number: str | None


def plain(answer: str) -> str:
    """An answer without its citation marks."""
    return " ".join(_CITATION_MARK.sub(" ", answer).split())


def squeezed(text: str) -> str:
    """NFC, case-folded, without any white space."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def holds(text: str, alternatives: Iterable[str]) -> bool:
    """Whether one of the alternatives stands in ``text``."""
    within = squeezed(text)
    return any(squeezed(alternative) in within for alternative in alternatives)


def is_of(item: Sourced, labels: Iterable[str]) -> bool:
    """Whether something comes from one of the documents named by file name, its stem, or document number."""
    name = PurePosixPath(squeezed(item.source.replace("\\", "/")))
    names = {name.name, name.stem}
    number = number_key(item.document_number) if item.document_number else None
    return any(
        squeezed(PurePosixPath(label.replace("\\", "/")).name) in names or number_key(label) == number
        for label in labels
    )


def is_document_of(document: DocumentRecord, labels: Iterable[str]) -> bool:
    """Whether a document of the catalog is one of those named, by the same names."""
    return is_of(_Source(document.source, document.identity.number), labels)


def covers(quote: str, anchor: str) -> bool:
    """Whether one contains the other, or the end of one is the beginning of the other."""
    left, right = squeezed(quote), squeezed(anchor)
    if not left or not right:
        return False
    return left in right or right in left or _overlaps(left, right) or _overlaps(right, left)


def _overlaps(left: str, right: str) -> bool:
    longest = min(len(left), len(right))
    return any(left.endswith(right[:size]) for size in range(longest, LEAST_OVERLAP - 1, -1))

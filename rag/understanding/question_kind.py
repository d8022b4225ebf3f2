"""What a question asks for: a signature, a date, a share, a list …, read from its words."""

from __future__ import annotations

import re
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones

# Where in a document each of these stands, the likeliest part first.
PARTS_OF_DOCUMENT = {
    "signer": ("signature",),
    "subject": ("title", "letterhead"),
    "issued": ("letterhead",),
    "addressees": ("addressees", "recipients"),
    "legal_basis": ("basis",),
    "own_number": ("letterhead",),
}


def kinds_asked(text: str, *, accented: bool) -> frozenset[str]:
    """The kinds of thing that a question asks for; empty when its words do not say."""
    words = unify_tones(text.lower())
    read = words if accented else fold(words)
    return frozenset(kind for kind, pattern in _patterns(accented) if pattern.search(read))


def form_of(text: str, *, accented: bool) -> str | None:
    """How a question is put, as far as its words say: "yesno", "comparison", "task", "count"."""
    words = unify_tones(text.lower())
    read = words if accented else fold(words)
    return next((form for form, pattern in _patterns(accented, "question_forms.tsv") if pattern.search(read)), None)


@cache
def _patterns(accented: bool, file: str = "wanted.tsv") -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = [line.split("\t", 1) for line in data_lines("rag", file)]
    return tuple((kind, re.compile(_read(pattern, accented))) for kind, pattern in rows)


def _read(pattern: str, accented: bool) -> str:
    # Folding lowers case, and with it the escapes; none of the patterns has one whose capital means something else.
    return unify_tones(pattern) if accented else fold(pattern)

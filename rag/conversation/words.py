"""Words of a question, aligned with how it was typed, and which of them say what it is about."""

import re
from functools import cache, lru_cache

from index.text.data_lines import data_lines
from index.text.folding import fold, has_diacritics
from index.text.tokens import tokenize
from index.text.tone_placement import unify_tones
from rag.understanding.question import function_words


@lru_cache(maxsize=512)
def aligned(text: str, *, accented: bool) -> str:
    """The text (NFC) in small letters, tones in one place or all marks off, as long as it was."""
    lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    if accented:
        return unify_tones(lowered)
    return "".join(plain if len(plain := fold(c)) == 1 else c for c in lowered)


def is_accented(text: str) -> bool:
    """Whether any mark was typed."""
    return has_diacritics(text)


def content(text: str) -> list[str]:
    """The folded words that say what a text is about, without question words, function words and fillers."""
    accented = is_accented(text)
    ignored = function_words(accented=accented) | _fillers(accented)
    words = [unify_tones(token) for run in tokenize(text) for token in run if token.isalnum()]
    return [fold(word) for word in words if word not in ignored]


def subject(text: str) -> list[str]:
    """``content`` without what is only asked about any subject: a deadline, a signature, money."""
    kept = f" {' '.join(content(text))} "
    return _aspects().sub(" ", kept).split()


CUES = "standalone_cues.tsv"


def patterns(kind: str, *, accented: bool, file: str = CUES) -> tuple[re.Pattern[str], ...]:
    """The patterns of one kind in a data file of ``kind, pattern, "x" where marks are needed``."""
    return _patterns(file, accented).get(kind, ())


def first(kind: str, text: str) -> re.Match[str] | None:
    """Where the first pattern of a kind of cue that is found in a text (NFC) stands, with offsets in that text."""
    accented = is_accented(text)
    words = aligned(text, accented=accented)
    return next((match for pattern in patterns(kind, accented=accented) if (match := pattern.search(words))), None)


def begins(kind: str, text: str) -> re.Match[str] | None:
    """How the first pattern of a kind of cue matches at the start of a text (NFC)."""
    accented = is_accented(text)
    words = aligned(text, accented=accented)
    return next((match for pattern in patterns(kind, accented=accented) if (match := pattern.match(words))), None)


@cache
def _patterns(file: str, accented: bool) -> dict[str, tuple[re.Pattern[str], ...]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for line in data_lines("rag", file):
        kind, pattern, *needs_marks = line.split("\t")
        if accented or not needs_marks:
            found.setdefault(kind, []).append(re.compile(_read(pattern, accented)))
    return {kind: tuple(listed) for kind, listed in found.items()}


def _read(pattern: str, accented: bool) -> str:
    # Folding lowers case, and with it how a group is named.
    return unify_tones(pattern) if accented else fold(pattern).replace("(?p<", "(?P<")


@cache
def _fillers(accented: bool) -> frozenset[str]:
    words = [unify_tones(line.strip()) for line in data_lines("rag", "standalone_fillers.txt")]
    return frozenset(words if accented else map(fold, words))


@cache
def _aspects() -> re.Pattern[str]:
    phrases = sorted((fold(line.strip()) for line in data_lines("rag", "standalone_aspects.txt")), key=len)
    return re.compile(rf" (?:{'|'.join(reversed(phrases))})(?= )")

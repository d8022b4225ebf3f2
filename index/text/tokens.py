"""Syllables, figures and document numbers as tokens: the units of the lexical side."""

import re
import unicodedata
from functools import lru_cache

from index.text.folding import fold
from index.text.tone_placement import unify_tones

# A run of letters and digits, and runs joined by the marks that occur inside numbers and document numbers.
_TOKEN = re.compile(r"[^\W_]+(?:[./,\-–:][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)+")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_HAS_DIGIT = re.compile(r"\d")
_LONGEST_WORD, _WORDS = 24, 32_768


def tokenize(text: str) -> list[list[str]]:
    """Lower-case tokens in runs that no punctuation interrupts, diacritics kept.

    "Công điện số 226/CĐ-TTg, 11.500 trạm" gives ``[["công", "điện", "số", "226/cđ-ttg", "226", "cđ", "ttg"],
    ["11500", "trạm"]]``: a number written with either separator is one token without it, a document number is
    kept whole and in its parts.
    """
    runs: list[list[str]] = []
    end = -1
    lowered = unify_tones(unicodedata.normalize("NFC", text).lower())
    for match in _TOKEN.finditer(lowered):
        if not runs or not lowered[end : match.start()].isspace():
            runs.append([])
        runs[-1].extend(_split(match.group()))
        end = match.end()
    return runs


def folded_syllables(text: str) -> list[str]:
    """All tokens of a text, folded, in order."""
    return [fold(token) for run in tokenize(text) for token in run]


def plain_syllables(folded: str) -> list[str]:
    """The tokens of an already folded text, quickly: letters and figures, document numbers in their parts only.

    "226/cd-ttg, 11.500 tram" gives ``["226", "cd", "ttg", "11500", "tram"]``.
    """
    return [token.replace(".", "").replace(",", "") for token in _PLAIN.findall(folded)]


def syllables_of(text: str) -> list[str]:
    """``plain_syllables(fold(text))``, quicker: word by word, and most words were met before."""
    found: list[str] = []
    for word in text.split():
        found += _syllables(word) if len(word) <= _LONGEST_WORD else plain_syllables(fold(word))
    return found


def spelt_syllables_of(text: str) -> list[str]:
    """The tokens of a text like ``plain_syllables``, with their marks, each tone where the new way puts it."""
    found: list[str] = []
    for word in text.split():
        found += _spelt(word) if len(word) <= _LONGEST_WORD else plain_syllables(unify_tones(word.lower()))
    return found


@lru_cache(maxsize=_WORDS)
def _spelt(word: str) -> tuple[str, ...]:
    return tuple(plain_syllables(unify_tones(word.lower())))


@lru_cache(maxsize=_WORDS)
def _syllables(word: str) -> tuple[str, ...]:
    return tuple(plain_syllables(fold(word)))


def _split(token: str) -> list[str]:
    if _FIGURE.fullmatch(token):
        return [re.sub(r"[.,]", "", token)]
    parts = _PART.findall(token)
    if len(parts) > 1 and _HAS_DIGIT.search(token):
        return [token, *parts]
    return parts

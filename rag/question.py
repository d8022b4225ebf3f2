"""A question as it was understood: its words, how it was typed, what it may be answered from."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.store.protocol import NO_FILTER, StoreFilter
from index.text.folding import fold, has_diacritics
from index.text.tokens import folded_syllables, tokenize

# So few words may well have no mark in them even when marks are typed.
_LONGEST_WITHOUT_MARKS = 2

# "ky" alone is also a session, a period, any: only what cannot be those asks for a signature.
_ASKS_SIGNER = re.compile(
    r"\b(?:ai|nguoi nao|ong nao|ba nao|lanh dao nao) (?:da |la nguoi |dung ten )?ky\b(?! (?:ket|hop|thi|nghi|cuong))"
    r"|\b(?:do|boi) ai ky\b|\bnguoi ky\b|\bky boi ai\b|\bky thay\b"
)


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` stands alone; ``content`` are its folded words without question and function words."""

    text: str
    accented: bool
    content: tuple[str, ...]
    filter: StoreFilter = NO_FILTER


def understand(text: str, filter: StoreFilter = NO_FILTER) -> Question:
    """Read a question."""
    accented = _accented(text)
    ignored = function_words(accented=accented)
    words = [token for run in tokenize(text) for token in run]
    content = [fold(word) for word in words if word not in ignored] or [fold(word) for word in words]
    return Question(text=text, accented=accented, content=tuple(dict.fromkeys(content)), filter=filter)


def asks_signer(question: Question) -> bool:
    """Whether it is asked who signed."""
    return _ASKS_SIGNER.search(" ".join(folded_syllables(question.text))) is not None


def _accented(text: str) -> bool:
    """Nearly every Vietnamese phrase of three words has a mark somewhere; one that has none was typed without."""
    words = [word for word in text.split() if any(c.isalpha() for c in word)]
    return len(words) <= _LONGEST_WITHOUT_MARKS or has_diacritics(text)


@cache
def function_words(*, accented: bool) -> frozenset[str]:
    """Words that carry no content: as they are written, or folded and without those that then have a meaning."""
    lines = files("rag").joinpath("data/function_words.txt").read_text("utf-8").splitlines()
    entries = [line.partition("#") for line in lines if line.strip() and not line.startswith("#")]
    if accented:
        return frozenset(word.strip() for word, _, _ in entries)
    return frozenset(fold(word.strip()) for word, _, homographs in entries if not homographs)

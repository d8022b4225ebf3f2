"""A question as it was understood: its words, how it was typed, what it may be answered from."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.store.protocol import NO_FILTER, StoreFilter
from index.text.folding import fold, has_diacritics
from index.text.tokens import folded_syllables

# Below this share of marked letters among the words that usually carry one, the question was typed without.
_LONGEST_WITHOUT_MARKS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` stands alone; ``content`` are its folded words without question and function words."""

    text: str
    accented: bool
    content: tuple[str, ...]
    filter: StoreFilter = NO_FILTER


def understand(text: str, filter: StoreFilter = NO_FILTER) -> Question:
    """Read a question."""
    content = tuple(dict.fromkeys(word for word in folded_syllables(text) if word not in function_words()))
    return Question(text=text, accented=_accented(text), content=content, filter=filter)


def _accented(text: str) -> bool:
    """Nearly every Vietnamese phrase of three words has a mark somewhere; one that has none was typed without."""
    words = [word for word in text.split() if any(c.isalpha() for c in word)]
    return len(words) <= _LONGEST_WITHOUT_MARKS or has_diacritics(text)


@cache
def function_words() -> frozenset[str]:
    """Folded words that carry no content."""
    lines = files("rag").joinpath("data/function_words.txt").read_text("utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))

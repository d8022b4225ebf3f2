"""A question as it was typed and folded, each folded character knowing where it was typed."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from index.text.folding import fold, has_diacritics
from index.text.tone_placement import unify_tones

# The ampersand stands inside abbreviations: "KH&CN".
_STAND_FOR = {"_": "-", "\\": "/"}
_TOKEN = re.compile(r"[a-z0-9]+(?:&[a-z0-9]+)*")


@dataclass(frozen=True)
class TypedText:
    """``places[i]`` is where ``folded[i]`` was typed; one more at the end is the length of what was typed.

    Every dash or underline is "-", every blank is " ", and characters without width are left out of ``folded``.
    ``accented`` tells whether marks were typed, so that a word without any is meant without.
    """

    typed: str
    folded: str
    places: tuple[int, ...]
    accented: bool

    @cached_property
    def tokens(self) -> tuple[tuple[int, int], ...]:
        """Where the folded words and figures stand in ``folded``."""
        return tuple(match.span() for match in _TOKEN.finditer(self.folded))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``typed`` of a stretch of ``folded``, without blanks around it."""
        while start < end and self.folded[start] == " ":
            start += 1
        while end > start and self.folded[end - 1] == " ":
            end -= 1
        return self.places[start], self.places[end]

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``folded`` of a stretch of ``typed``."""
        return bisect_left(self.places, start), bisect_left(self.places, end)

    def without(self, spans: Iterable[tuple[int, int]]) -> "TypedText":
        """The same text with stretches of ``folded`` that nothing is to be found in."""
        folded = self.folded
        for start, end in spans:
            folded = f"{folded[:start]}{'_' * (end - start)}{folded[end:]}"
        return replace(self, folded=folded)

    def written(self, start: int, end: int) -> str:
        """A stretch of ``folded`` as it was typed."""
        return self.typed[slice(*self.span(start, end))]

    def may_say(self, start: int, end: int, words: str, *, unmarked: bool = True) -> bool:
        """Whether a stretch may mean these words: each typed one has their marks or, with ``unmarked``, none."""
        typed = unify_tones(unicodedata.normalize("NFC", self.written(start, end)).lower()).split()
        wanted = unify_tones(words.lower()).split()
        return len(typed) == len(wanted) and all(
            given == meant or (unmarked and given == fold(meant)) for given, meant in zip(typed, wanted, strict=True)
        )

    def in_capitals(self, start: int, end: int) -> bool:
        """Whether a stretch was typed in capitals; a small letter or two in it are allowed, as in "TTg"."""
        letters = [c for c in self.written(start, end) if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        return (
            bool(letters) and letters[0].isupper() and capitals * 2 >= len(letters) and capitals >= min(len(letters), 2)
        )


def read_typed(text: str, *, accented: bool | None = None) -> TypedText:
    """Fold a text character by character; whether it was typed with marks is seen from it unless it is told."""
    characters = [_fold_character(typed) for typed in text]
    folded = "".join(characters)
    marked = has_diacritics(text) if accented is None else accented
    return TypedText(text, folded, _places(characters, len(folded)), marked)


def _places(characters: Sequence[str], length: int) -> tuple[int, ...]:
    """Where each folded character was typed, and the end."""
    if len(characters) == length and all(characters):
        # Nearly always: one for one.
        return tuple(range(length + 1))
    return (*(at for at, folded in enumerate(characters) for _ in folded), len(characters))


@lru_cache(maxsize=4096)
def _fold_character(typed: str) -> str:
    kind = unicodedata.category(typed)
    if kind == "Pd" or typed == "\u2212":
        return "-"
    if typed in _STAND_FOR:
        return _STAND_FOR[typed]
    if typed.isspace():
        return " "
    return "" if kind == "Cf" else fold(unicodedata.normalize("NFKC", typed))

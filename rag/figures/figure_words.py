"""The words around figures: units and counted nouns after them, and what before them says how they are meant."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tokens import plain_syllables
from index.text.tone_placement import unify_tones
from rag.references.phrases import data_rows
from rag.understanding.question import function_words

# Words of a counted noun that no list knows: "cơ sở", "tiện ích".
_NOUN_WORDS = 2
_LONGEST_PHRASE = 40
_WORD = re.compile(r"\s{0,2}([^\W\d_]+)(?![\w/])")
_BLANKS = re.compile(r"\s{0,2}")
_DASHES = str.maketrans("–—−\u00a0", "--- ")


class FigureWords:
    """The phrases of ``rag/data/figures_*.tsv`` as they stand in texts with marks, or in texts without."""

    def __init__(self, *, accented: bool) -> None:
        self._accented = accented
        self._ignored = function_words(accented=accented)
        self._scales = {self._spelt(word): Decimal(factor) for word, factor in data_rows("figures_scales.tsv")}
        self._units = {self._spelt(phrase): fold(unit) for phrase, unit in data_rows("figures_units.tsv")}
        self._known = self._known_units()
        phrases: dict[str, list[str]] = {}
        for role, phrase in data_rows("figures_words.tsv"):
            phrases.setdefault(role, []).append(re.escape(self._spelt(phrase)))
        either = {role: "|".join(sorted(group, key=len, reverse=True)) for role, group in phrases.items()}
        self._classifier = re.compile(rf"(?:{either['classifier']})\s(?=[^\W\d_])")
        self._fillers = {fold(word) for phrase in phrases["filler"] for word in phrase.replace("\\", "").split()}
        self._ending = {role: re.compile(rf"(?<!\w)(?:{group})\s*$") for role, group in either.items()}
        self._anywhere = {role: re.compile(rf"(?<!\w)(?:{group})(?!\w)") for role, group in either.items()}

    def reading(self, text: str) -> str:
        """A text as the phrases are looked for in it: lower case, of the same length."""
        dashed = text.translate(_DASHES)
        lowered = dashed.lower()
        if len(lowered) != len(text):
            # Some letters are longer in lower case.
            lowered = "".join(low if len(low := c.lower()) == 1 else c for c in dashed)
        spelt = self._spelt(lowered)
        return spelt if len(spelt) == len(text) else lowered

    def stands_before(self, role: str, reading: str, at: int) -> int | None:
        """Where a phrase of a role begins that ends right before ``at``, if one does."""
        start = max(0, at - _LONGEST_PHRASE)
        match = self._ending[role].search(reading[start:at])
        return start + match.start() if match else None

    def says(self, role: str, reading: str) -> bool:
        """Whether a phrase of a role stands in a text."""
        return self._anywhere[role].search(reading) is not None

    def spans(self, role: str, reading: str) -> list[tuple[int, int]]:
        """Where phrases of a role stand in a text."""
        return [match.span() for match in self._anywhere[role].finditer(reading)]

    def without(self, role: str, reading: str) -> str:
        """A text with blanks for the phrases of a role."""
        return self._anywhere[role].sub(lambda match: " " * len(match[0]), reading)

    def scale_at(self, reading: str, at: int) -> tuple[Decimal, int]:
        """What a number that ends at ``at`` is multiplied by, "nghìn tỷ" being 10^12, and where that ends."""
        scale = Decimal(1)
        while (match := _WORD.match(reading, at)) and match[1] in self._scales:
            scale, at = scale * self._scales[match[1]], match.end()
        return scale, at

    def unit_at(self, reading: str, at: int) -> tuple[str, bool, int]:
        """The unit of measurement or counted noun at ``at``, folded; whether it is a known one; where it ends."""
        blanks = _BLANKS.match(reading, at)
        start = blanks.end() if blanks else at
        if classifier := self._classifier.match(reading, start):
            start = at = classifier.end()
        if known := self._known.match(reading, start):
            return self._units.get(known[0], fold(known[0])), True, known.end()
        words: list[str] = []
        while len(words) < _NOUN_WORDS and (match := _WORD.match(reading, at)) and match[1] not in self._ignored:
            words.append(fold(match[1]))
            at = match.end()
        return " ".join(words), False, at

    def content(self, reading: str) -> list[str]:
        """The words, folded, that are neither figures nor function words."""
        words = plain_syllables(reading)
        return [fold(word) for word in words if word not in self._ignored and not word[0].isdigit()]

    def telling(self, words: Iterable[str]) -> frozenset[str]:
        """Those of folded words that say of what a figure is."""
        return frozenset(words) - self._fillers

    def _known_units(self) -> re.Pattern[str]:
        nouns = [line.split("\t")[0].strip() for line in data_lines("rag", "counted_nouns.txt")]
        phrases = {*self._units, *(noun for noun in map(self._spelt, nouns) if noun not in self._scales)}
        ends = [re.escape(p) + (r"(?!\w)" if p[-1].isalnum() else "") for p in sorted(phrases, key=len, reverse=True)]
        return re.compile("|".join(ends))

    def _spelt(self, text: str) -> str:
        lowered = unify_tones(text.lower())
        return lowered if self._accented else fold(lowered)


@cache
def figure_words(*, accented: bool) -> FigureWords:
    """The phrases for texts with or without marks, read when they are first needed."""
    return FigureWords(accented=accented)

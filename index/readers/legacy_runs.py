"""Runs of text in named fonts: those in fonts from before Unicode become Unicode, run by run."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from index.readers.legacy_encodings import to_unicode
from index.readers.legacy_fonts import detect_encoding, font_encoding, holds_unicode, lines_to_unicode, reads_better


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font; the font's name is empty where it does not matter."""

    text: str
    font: str = ""


class LegacyRuns:
    """What the fonts of one document hold: a name alone is no proof, as Unicode is typed in any font."""

    def __init__(self, runs: Iterable[Run]) -> None:
        texts: dict[str, list[str]] = defaultdict(list)
        for run in runs:
            told = font_encoding(run.font)
            texts[told[0] if told else ""].append(run.text)
        self._other = detect_encoding(["".join(texts.pop("", []))])
        self._proven = {encoding for encoding, parts in texts.items() if reads_better("".join(parts), encoding)}

    def unicode(self, runs: Iterable[Run]) -> str:
        """The text of the runs, in Unicode."""
        return "".join(
            self._converted("".join(run.text for run in group), told)
            for told, group in groupby(runs, key=lambda run: font_encoding(run.font))
        )

    def _converted(self, text: str, told: tuple[str, bool] | None) -> str:
        if told is None:
            return "\n".join(lines_to_unicode(text.split("\n"), self._other)) if self._other else text
        encoding, capitals = told
        if encoding in self._proven and not holds_unicode(text):
            text = to_unicode(text, encoding)
        # Such a font draws small letters as capitals, whatever they are encoded in.
        return text.upper() if capitals else text

"""A picture of a page as lines with their places on the paper, like those of a page with a text layer."""

from collections.abc import Iterator
from itertools import groupby
from statistics import median
from typing import Any

from index.readers.ocr import Word, recognise
from index.readers.pdf_lines import COLUMN_BREAK, Character, PdfLine, lines_of_characters

# The heights of lines differ by their letters; within this share they are of one type size.
_SAME_SIZE = 0.3
# What the rules between a table's columns are taken for.
_RULES = frozenset({"|", "||", "¦", "│", "[", "]"})
_POINTS_AN_INCH = 72


def recognised_lines(picture: Any, dots_per_inch: float) -> list[PdfLine]:  # noqa: ANN401 (a Pillow image)
    """The lines on a picture of a page; ``picture`` is grey, and ``dots_per_inch`` its scale."""
    words, turned = recognise(picture, round(dots_per_inch))
    scale = _POINTS_AN_INCH / dots_per_inch
    height = (picture.width if turned in {90, 270} else picture.height) * scale
    return lines_of_characters(_character_lines(words, scale, height), height)


def _character_lines(words: list[Word], scale: float, height: float) -> Iterator[list[Character]]:
    """Every line as its words and the spaces between them, in points from the foot of the page."""
    usual = median([word.line_height for word in words]) if words else 0
    for _, line in groupby(words, key=lambda word: word.line):
        characters: list[Character] = []
        for word in line:
            if word.text in _RULES:
                characters.append(Character(COLUMN_BREAK, 0, 0, 0, 0, 0))
                continue
            size = usual if abs(word.line_height - usual) <= _SAME_SIZE * usual else word.line_height
            bottom, top = height - (word.line_top + word.line_height) * scale, height - word.line_top * scale
            if characters:
                characters.append(Character(" ", 0, 0, 0, 0, 0))
            left, right = word.left * scale, (word.left + word.width) * scale
            characters.append(Character(word.text, left, right, bottom, top, size * scale))
        yield characters

"""PDF pages whose text is in a picture: told from those with a text layer, drawn, and recognised."""

import re
from collections.abc import Sequence
from typing import Any

from index.readers.ocr_lines import recognised_lines
from index.readers.pdf_glyphs import is_syllable
from index.readers.pdf_lines import PdfLine

# Fewer letters than this on a page covered by a picture: the text is in the picture.
_FEWEST_LETTERS = 15
_COVERED = 0.5
# A layer over a picture with fewer Vietnamese syllables than this share of its words is worth a second reading.
_FEWEST_SYLLABLES = 0.5
_FEWEST_WORDS = 30
# Text layers whose letters have no names come out as signs.
_FEWEST_USUAL = 0.5
_FEWEST_VISIBLE = 40
_DOTS_PER_INCH = 300
_MOST_PIXELS = 40_000_000
_WORD = re.compile(r"[^\W\d_]{2,}")
_USUAL = re.compile(r"[\w\s.,;:()/\-–—“”\"'%+*&?!]")


def is_picture(page: Any, lines: Sequence[PdfLine]) -> bool:  # noqa: ANN401 (pypdfium2 has no types)
    """Whether the page shows text that its text layer does not have, or not so that it can be read."""
    text = " ".join(line.text for line in lines)
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return next(iter(page.get_objects(max_depth=2)), None) is not None
    usual = len(_USUAL.findall(text))
    if len(text) >= _FEWEST_VISIBLE and usual < _FEWEST_USUAL * len(text):
        return True
    if letters >= _FEWEST_LETTERS and not _is_junk(text):
        return False
    return _share_covered(page) >= _COVERED


def read_again(page: Any, lines: list[PdfLine]) -> list[PdfLine]:  # noqa: ANN401
    """The lines on the page as recognised, or ``lines`` where those have more Vietnamese in them."""
    width, height = page.get_size()
    dots_per_inch = min(_DOTS_PER_INCH, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5 * 72)
    picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L")
    found = recognised_lines(picture, dots_per_inch)
    return found if _syllables(found) >= _syllables(lines) else lines


def _is_junk(text: str) -> bool:
    words = _WORD.findall(text)
    return len(words) >= _FEWEST_WORDS and sum(map(is_syllable, words)) < _FEWEST_SYLLABLES * len(words)


def _syllables(lines: Sequence[PdfLine]) -> int:
    return sum(is_syllable(word) for line in lines for word in _WORD.findall(line.text))


def _share_covered(page: Any) -> float:  # noqa: ANN401
    """What share of the page pictures cover, strips of one picture put together."""
    import pypdfium2

    size: tuple[float, float] = page.get_size()
    width, height = size
    covered = 0.0
    for picture in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return covered / max(1.0, width * height)

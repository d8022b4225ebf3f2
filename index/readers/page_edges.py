"""The edges of a saved page: menus before the headline, names and notes after the last sentence."""

import re
from collections.abc import Sequence

from index.readers import line_shapes as shape
from index.readers.chrome_phrases import is_chrome

# Menus and labels are short, headlines are not.
_LONGEST_LABEL = 40
_MOST_LABEL_WORDS = 6
_MOST_NOTE_WORDS = 4
_SHORTEST_HEADLINE_WORDS = 5
_SHORTEST_SENTENCE = 60
_LEAD_DEPTH = 40
_BYLINE_DEPTH = 6
_LONGEST_BYLINE = 60
_LONGEST_TRAILING = 160
_FEWEST_MENU_LABELS = 3
_BETWEEN_LABELS = re.compile(r"\s+[|•·»›]\s+")
_NAME = re.compile(r"(?:(?:[A-ZĐÀ-Ỹ][\wà-ỹ]*|[-–,&/()]|và)\s?){2,8}")


def lead_lines(lines: Sequence[str]) -> set[int]:
    """The lines of a news page before its headline, and the labels between headline and first sentence."""
    first = next((n for n, line in enumerate(lines[:_LEAD_DEPTH]) if _is_sentence(line)), None)
    if first is None:
        return set()
    candidates = [n for n in range(first) if _is_headline(lines[n]) and not _is_menu_row(lines[n])]
    if not candidates:
        return set()
    headline = max(candidates, key=lambda n: len(lines[n].split()))
    before = {n for n in range(headline) if _is_label(lines[n], _MOST_LABEL_WORDS) or _is_menu_row(lines[n])}
    return before | {n for n in range(headline + 1, first) if _is_label(lines[n], _MOST_NOTE_WORDS)}


def byline_lines(lines: Sequence[str], end: int) -> set[int]:
    """The name of the author and the source after the last sentence before ``end``."""
    names: set[int] = set()
    for number in range(end - 1, max(0, end - _BYLINE_DEPTH) - 1, -1):
        line = lines[number]
        if shape.ends_sentence(line) and not is_chrome(line, "byline_patterns"):
            return names
        if len(line) > _LONGEST_BYLINE or not (_NAME.fullmatch(line) or is_chrome(line, "byline_patterns")):
            return set()
        names.add(number)
    return set()


def trailing_lines(lines: Sequence[str]) -> set[int]:
    """The bare lines after the last sentence of a news page: names, votes, lists of words."""
    last = max((n for n, line in enumerate(lines) if _is_sentence(line)), default=len(lines))
    after = set(range(last + 1, len(lines)))
    lasting = any(shape.list_marker(lines[n]) or len(lines[n]) > _LONGEST_TRAILING for n in after)
    return set() if lasting else after


def _is_sentence(line: str) -> bool:
    return len(line) >= _SHORTEST_SENTENCE and shape.ends_sentence(line)


def _is_headline(line: str) -> bool:
    return len(line.split()) >= _SHORTEST_HEADLINE_WORDS and len(line) > _LONGEST_LABEL / 1.5 and not _is_label(line, 6)


def _is_label(line: str, most_words: int) -> bool:
    return len(line) <= _LONGEST_LABEL and len(line.split()) <= most_words and not shape.ends_sentence(line)


def _is_menu_row(line: str) -> bool:
    """Whether the line is a row of short labels: "Giới thiệu | Tin tức | Văn bản"."""
    parts = _BETWEEN_LABELS.split(line)
    return len(parts) >= _FEWEST_MENU_LABELS and all(len(part.split()) <= _MOST_LABEL_WORDS for part in parts)

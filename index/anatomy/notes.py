"""Footnotes: "[3] UBND các tỉnh: …" at the end of a text says who "09 địa phương[3] chưa gửi báo cáo" are.

A note says little without what it is put to, so that stands above it as a heading does.
"""

from collections.abc import Sequence

import regex as re

from index.anatomy.markers import find_marker
from index.text.sentences import sentence_spans

# What a note is put to is shown this long; of a longer sentence, what stands nearest before the mark.
_LONGEST = 150
_MARK = re.compile(r"\[\d{1,3}\]")
_BORDER = re.compile(r"[,;:(]\s|\s\|\s")


def note_mark(text: str) -> str | None:
    """The "[3]" that a note begins with, ``None`` of any other text."""
    found = _MARK.match(text)
    return found[0] if found else None


def noted(texts: Sequence[str]) -> dict[int, str]:
    """For each note among the lines of a document, by its place there, what of the text above it is put to.

    The paragraphs after the last note belong to it where nothing but notes follows.
    """
    places: dict[str, tuple[int, int]] = {}
    found: dict[int, str] = {}
    for at, text in enumerate(texts):
        own = note_mark(text)
        if own and own in places:
            found[at] = _put_to(texts, *places[own])
        for mark in _MARK.finditer(text, len(own or "")):
            places[mark[0]] = (at, mark.start())
    return found | _going_on(texts, found)


def _put_to(texts: Sequence[str], at: int, mark: int) -> str:
    """The sentence with a mark in it, or as much of it before the mark as is shown."""
    start, end = next((span for span in sentence_spans(texts[at]) if span[0] <= mark < span[1]), (0, len(texts[at])))
    if end - start > _LONGEST:
        borders = [
            border.end() for border in _BORDER.finditer(texts[at], start, mark) if mark - border.end() <= _LONGEST
        ]
        start, end = (borders[0] if borders else max(start, mark - _LONGEST)), mark
    return " ".join(_MARK.sub("", texts[at][start:end]).split())


def _going_on(texts: Sequence[str], found: dict[int, str]) -> dict[int, str]:
    last = max(found, default=len(texts))
    rest = range(last + 1, len(texts))
    tail = [at for at in found if not any(find_marker(text) for text in texts[at:])]
    return dict.fromkeys(rest, found[last]) if tail else {}

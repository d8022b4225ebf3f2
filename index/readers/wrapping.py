"""Lines to paragraphs: which line breaks are soft and which end a paragraph, decided from evidence in the lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from index.readers import line_shapes as shape
from index.readers.glued import split_subject
from index.readers.lines import Line, Wrapping, is_full, is_proven_soft, measure_wrapping

# Over a blank line only a long unfinished paragraph goes on, as at a page break.
_LONG_PARAGRAPH = 100
_SHORT_CAPITALS = 40
_FEWEST_WORDS_BEFORE_FIGURE = 3
_CUT_NUMBER = re.compile(r"\w[/-]$")


def join_lines(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of ``lines`` in order, each on one line. Drawn lines of dashes and the like are left out."""
    return list(_paragraphs(_split_subjects(_without_rules(lines))))


def _split_subjects(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with every subject line in capitals cut off the sentence that follows it on the same line."""
    return [
        line if text is line.text else replace(line, text=text, gap=line.gap or number > 0)
        for line in lines
        for number, text in enumerate(split_subject(line.text))
    ]


def _without_rules(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without empty and drawn ones, which become gaps."""
    kept: list[Line] = []
    gap = False
    for line in lines:
        if shape.is_rule(line.text) and not shape.is_lone_marker(line.text):
            gap = True
            continue
        kept.append(replace(line, gap=True, inside=False) if gap else line)
        gap = False
    return kept


class _Paragraph:
    """The lines joined so far, and what has been opened in them and not closed."""

    def __init__(self, first: Line) -> None:
        self.parts: list[str] = []
        self.length = 0
        self._quotes = 0
        self._brackets = 0
        self.add(first)

    def add(self, line: Line) -> None:
        text = line.text
        self.parts.append(text)
        self.length += len(text) + 1
        self._quotes += text.count("“") - text.count("”")
        self._brackets += text.count("(") - text.count(")")

    @property
    def has_open_bracket(self) -> bool:
        return self._quotes > 0 or self._brackets > 0

    def text(self) -> str:
        """The parts on one line: with spaces, but none inside a document number cut after "/" or "-"."""
        joined = [self.parts[0]]
        for before, part in pairwise(self.parts):
            joined.append(part if _CUT_NUMBER.search(before[-2:]) and part[0].isalnum() else f" {part}")
        return "".join(joined)


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    wrapping = measure_wrapping(lines)
    paragraph: _Paragraph | None = None
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if paragraph and continues(paragraph, lines[number - 1], line, following, wrapping):
            paragraph.add(line)
            continue
        if paragraph:
            yield paragraph.text()
        paragraph = _Paragraph(line)
    if paragraph:
        yield paragraph.text()


def continues(paragraph: _Paragraph, previous: Line, line: Line, following: Line | None, wrapping: Wrapping) -> bool:
    """Whether ``line`` goes on with ``paragraph``, whose last line is ``previous``."""
    unfinished_lower = shape.starts_lower(line.text) and not shape.list_marker(line.text)
    if line.gap or line.hard:
        return _continues_over_break(paragraph, previous, line, unfinished_lower)
    finished = shape.ends_sentence(previous.text)
    if line.starts and (finished or not (unfinished_lower or previous.text.endswith(","))):
        return False
    evidence = _evidence(paragraph, previous, line, unfinished_lower, wrapping)
    verdict = next((verdict for verdict in evidence if verdict is not None), None)
    return _width_evidence(paragraph, previous, line, following, wrapping) if verdict is None else verdict


def _evidence(
    paragraph: _Paragraph, previous: Line, line: Line, unfinished_lower: bool, wrapping: Wrapping
) -> Iterator[bool | None]:
    """What each kind of evidence says, the strongest first; ``None`` where it says nothing."""
    yield _marker_evidence(paragraph, previous, line)
    yield True if line.inside else None
    yield _letterhead_evidence(previous, line)
    yield (not shape.is_document_type(previous.text)) if unfinished_lower else None
    closed = shape.ends_sentence(previous.text) or not line.emphasis
    yield False if previous.emphasis and closed else None
    yield _ending_evidence(paragraph, previous, line, wrapping)
    yield _capitals_evidence(previous, line)
    yield False if previous.emphasis != line.emphasis else None


def _continues_over_break(paragraph: _Paragraph, previous: Line, line: Line, unfinished_lower: bool) -> bool:
    """Over a blank line or explicit break only a lone marker or a plainly unfinished paragraph goes on."""
    if line.hard and not line.gap and shape.is_lone_marker(previous.text) and len(paragraph.parts) == 1:
        return not previous.text.isdigit()
    long = paragraph.length >= _LONG_PARAGRAPH and len(line.text) >= _SHORT_CAPITALS
    return unfinished_lower and (
        (long and not shape.ends_sentence(previous.text))
        or (paragraph.parts[0].startswith("- ") and previous.text.endswith(","))
        or (paragraph.parts[0].startswith("(") and paragraph.has_open_bracket)
    )


def _marker_evidence(paragraph: _Paragraph, previous: Line, line: Line) -> bool | None:
    """A typed marker starts a paragraph, unless the line before asks for exactly such a word."""
    marker = shape.list_marker(line.text)
    if len(paragraph.parts) == 1 and shape.is_lone_marker(previous.text):
        return not marker
    finished = shape.ends_sentence(previous.text)
    if marker in {"-", "–"}:
        goes_on = shape.starts_lower(line.text[1:].lstrip()) or paragraph.has_open_bracket
        return not finished and goes_on
    if marker:
        return marker[0].isdigit() and not finished and shape.asks_for_article(previous.text)
    if shape.starts_division(line.text):
        return not finished and shape.ends_open(previous.text)
    return None


def _letterhead_evidence(previous: Line, line: Line) -> bool | None:
    if _CUT_NUMBER.search(previous.text[-2:]) and line.text[0].isalpha():
        return True
    if previous.text.endswith(",") and shape.is_capitals(previous.text) and shape.is_capitals(line.text):
        return True
    if shape.is_letterhead(line.text) or shape.is_document_type(line.text) or shape.is_motto(previous.text):
        return False
    return None


def _ending_evidence(paragraph: _Paragraph, previous: Line, line: Line, wrapping: Wrapping) -> bool | None:
    """What the end of the line before says: a comma or an open word asks for more, a full stop closes."""
    if shape.ends_sentence(previous.text):
        return is_full(previous, line, wrapping)
    if _CUT_NUMBER.search(previous.text[-2:]) and line.text[0].isalnum():
        return True
    same_case = shape.is_capitals(previous.text) == shape.is_capitals(line.text)
    if previous.text.endswith((",", "/", "-", "–")) and same_case:
        return True
    if line.text[0].isdigit() and shape.asks_for_number(previous.text):
        return True
    if shape.ends_open(previous.text) or shape.name_spans(previous.text, line.text):
        return True
    if shape.starts_with_figure(line.text) and not shape.is_capitals(previous.text):
        return previous.text.count(" ") >= _FEWEST_WORDS_BEFORE_FIGURE or None
    return True if paragraph.has_open_bracket else None


def _capitals_evidence(previous: Line, line: Line) -> bool | None:
    """Lines in capitals belong together, but not to others; kinds of document and offices stand by themselves."""
    capitals = shape.is_capitals(line.text)
    if capitals and previous.text == previous.text.upper():
        if shape.is_document_type(previous.text) or previous.emphasis != line.emphasis:
            return False
        short = max(len(previous.text), len(line.text)) <= _SHORT_CAPITALS and " " in previous.text
        return not (short and shape.starts_with_office(line.text))
    return False if capitals or shape.is_capitals(previous.text) else None


def _width_evidence(
    paragraph: _Paragraph, previous: Line, line: Line, following: Line | None, wrapping: Wrapping
) -> bool:
    """The last resort, for a capital after a line without final punctuation: how wide lines are in this file."""
    if previous.full is not None:
        return previous.full
    marker = shape.list_marker(paragraph.parts[0])
    if marker in {"-", "+", "–"}:
        return True
    if wrapping.column:
        if len(paragraph.parts) == 1 and shape.starts_division(previous.text):
            # The title of an article stands alone unless it fills its line.
            return is_full(previous, line, wrapping)
        body = len(line.text) >= 0.75 * wrapping.column
        return len(previous.text) >= 0.5 * wrapping.column or body or is_full(previous, line, wrapping)
    if len(paragraph.parts) > 1 or _is_broken_itself(line, following):
        return False
    plausible = wrapping.narrowest <= len(previous.text) <= wrapping.widest + 10
    return wrapping.widest > 0 and plausible and not marker[:1].isdigit() and not marker[:1].isupper()


def _is_broken_itself(line: Line, following: Line | None) -> bool:
    """Whether ``line`` is a broken first line: in files that break only those, it then starts a paragraph."""
    return following is not None and is_proven_soft(line, following)

"""What pages leave among the lines of a text: page numbers, gazette heads, signature stamps, running heads."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.readers import line_shapes as shape
from index.readers.lexicon import phrases
from index.readers.lines import Line

_GAZETTE = re.compile(
    r"(?:\d{1,4}\s+)?CÔNG BÁO\s*(?:/|\s)\s*Số\b.{1,40}\bNgày\s+\d.{4,20}?(?:\s+\d{1,4})?", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(
    r"[-–—]\s?\d{1,4}\s?[-–—]|(?:Trang|Page)\s+\d{1,4}(?:\s?(?:/|of|trên)\s?\d{1,4})?", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_DIGITS = re.compile(r"\d+")
_LONGEST_RUNNING_HEAD = 90
# Lines of running text fill a good part of the page's width.
_SHORTEST_TEXT_LINE = 45
# A running head returns after so many lines at the earliest.
_LINES_OF_A_PAGE = 15
# Stamps are a few lines together.
_FEWEST_STAMP_LINES = 2
_RECEIVED = re.compile(r"(?:CÔNG VĂN|VĂN BẢN)?\s*ĐẾN\s*:?\s*(?:Số|Giờ|Ngày)\s*:?.{0,60}")


def without_page_marks(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without what is a mark of the page wherever it stands: gazette lines, "- 2 -", stamps."""
    gazette = {n for n, line in enumerate(lines) if _GAZETTE.fullmatch(line.text)}
    numbers = {n for n, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text) and _is_amid_text(lines, n)}
    return _without(lines, gazette | numbers | _stamps(lines))


def without_running_lines(lines: Sequence[Line]) -> list[Line]:
    """``lines``, which hold no table, without bare page numbers and running heads in the middle of sentences."""
    inside = [n for n in range(len(lines)) if _is_inside_sentence(lines, n)]
    numbers = {n for n in inside if _BARE_NUMBER.fullmatch(lines[n].text)} | _page_turns(lines)
    places: dict[str, list[int]] = {}
    for number in inside:
        places.setdefault(_signature(lines[number].text), []).append(number)
    running = {n for found in places.values() if found[-1] - found[0] >= _LINES_OF_A_PAGE for n in found}
    return _without(lines, numbers | running)


def _page_turns(lines: Sequence[Line]) -> set[int]:
    """Two lines in the middle of a sentence, one of them a page number, the other the foot or head of the page."""
    turns: set[int] = set()
    for number in range(1, len(lines) - 2):
        pair = lines[number : number + 2]
        if not any(_BARE_NUMBER.fullmatch(line.text) for line in pair):
            continue
        # As one line the two stand where a single one would.
        joined = [lines[number - 1], Line(" ".join(line.text for line in pair)), lines[number + 2]]
        if _is_inside_sentence(joined, 1):
            turns.update((number, number + 1))
    return turns


def _without(lines: Sequence[Line], dropped: set[int]) -> list[Line]:
    """``lines`` without some of them; a sentence that ran over a dropped line stands in one piece again."""
    kept: list[Line] = []
    after_mark = False
    for number, line in enumerate(lines):
        if number in dropped:
            after_mark = True
            continue
        unfinished = bool(kept) and not shape.ends_sentence(kept[-1].text) and shape.starts_lower(line.text)
        kept.append(replace(line, gap=False, hard=False) if after_mark and unfinished and line.text else line)
        after_mark = after_mark and not line.text
    return kept


def _neighbours(lines: Sequence[Line], number: int) -> tuple[str, str]:
    """The texts next to a line, over empty lines."""
    before = next((line.text for line in lines[max(0, number - 3) : number][::-1] if line.text), "")
    after = next((line.text for line in lines[number + 1 : number + 4] if line.text), "")
    return before, after


def _is_amid_text(lines: Sequence[Line], number: int) -> bool:
    return max(map(len, _neighbours(lines, number))) >= _SHORTEST_TEXT_LINE


def _is_inside_sentence(lines: Sequence[Line], number: int) -> bool:
    """Whether the line stands where a sentence goes on from the line before it to the line after it."""
    before, after = _neighbours(lines, number)
    text = lines[number].text
    return (
        0 < len(text) <= _LONGEST_RUNNING_HEAD
        and len(before) >= _SHORTEST_TEXT_LINE
        and not shape.ends_sentence(before)
        and not shape.starts_lower(text)
        and not shape.ends_sentence(text)
        and shape.starts_lower(after)
        and not shape.list_marker(after)
    )


def _signature(text: str) -> str:
    """The line without its numbers, which change from page to page."""
    return _DIGITS.sub("#", text.lower())


def _stamps(lines: Sequence[Line]) -> set[int]:
    """The lines of digital signatures' stamps, which stand together, and of the stamp that says when a paper came."""
    stamped: set[int] = set()
    run: list[int] = []
    for number, line in enumerate(lines):
        if line.text.startswith(phrases("stamp_starts")):
            run.append(number)
        elif line.text:
            stamped.update(run if len(run) >= _FEWEST_STAMP_LINES else ())
            run = []
        if _RECEIVED.fullmatch(line.text):
            stamped.add(number)
    return stamped | set(run if len(run) >= _FEWEST_STAMP_LINES else ())

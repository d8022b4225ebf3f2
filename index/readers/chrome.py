"""What a web page puts around an article: share lines, captions, headline lists. Says line by line what to keep."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from index.readers import line_shapes as shape
from index.readers.chrome_phrases import is_chrome
from index.readers.lexicon import phrases
from index.readers.official_edges import is_listed, official_lead, official_span, official_tail
from index.readers.page_edges import byline_lines, lead_lines, trailing_lines

_LONGEST_CHROME_LINE = 160
_LONGEST_CAPTION = 320
_LONGEST_STAMP = 90
_SHORTEST_REPEATED = 30
_LONGEST_LABEL = 40
# So many share lines, photo credits and the like make a text a saved web page.
_FEWEST_MARKS = 2
# An official document shows its letterhead within so many lines; what follows below is then its text, not an article.
_LETTERHEAD_DEPTH = 60
_ANNEX_DEPTH = 8
_FEWEST_ARTICLES = 2
_ARTICLE = re.compile(r"Điều \d{1,3}\s?[.:]")
# Before an article's end marker there is an article: so many complete sentences.
_FEWEST_ARTICLE_LINES = 3
_PHOTO_CREDIT = re.compile(
    r"(?:^|[\s.\-–—(|/])\(?(?:Ảnh|Nguồn ảnh|Ảnh minh họa|Ảnh tư liệu|Đồ họa|Clip|Video)\s*:\s*[^.:;]{1,60}[.)]*$"
)
_DATE = r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})"
_TIME = r"(?:\d{1,2}\s?[:hg]\s?\d{2}(?::\d{2}|')?(?:\s?[AP]M)?)"
_DATE_LINE = re.compile(
    r"(?:(?:Thứ \w+|Chủ nhật|Ngày đăng|Đăng ngày|Ngày|Cập nhật(?: lúc)?|Đăng lúc)\s*(?:[:,]\s*)?)*"
    rf"(?:{_TIME}\s*[,|-]?\s*)?"
    rf"(?:ngày\s*)?{_DATE}\s*[,|-]?\s*(?:{_TIME})?\s*(?:\(?(?:GMT|UTC)\s?\+\s?7\)?)?",
    re.IGNORECASE,
)
_DATE_PREFIX = re.compile(r"\s*date[:\s]+(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b[\s:|-]*", re.IGNORECASE)


def article_lines(lines: Sequence[str], *, web: bool = False) -> list[bool]:
    """For every line whether it belongs to the document. ``web``: the lines come from a saved web page for certain.

    Of an official document only share lines, the menu above the letterhead and the tools below the signature go.
    """
    official = is_official(lines)
    shared = {number for number in range(len(lines)) if _is_share_line(lines, number)}
    if official:
        end = official_tail(lines)
        span = official_span(lines)
        shared = {number for number in shared if number not in span and _is_no_text(lines, number)}
        around = official_lead(lines)
    else:
        end = _article_end(lines)
        around = _box_lines(lines) | _repeated_captions(lines) | _caption_groups(lines)
        around |= _saved_page(lines, end, web=web)
    dropped = shared | around | set(range(end, len(lines)))
    return [number not in dropped for number in range(len(lines))]


def _is_share_line(lines: Sequence[str], number: int) -> bool:
    """Whether the line is one of the chrome lines, and not the end of a sentence that a page width broke."""
    line = lines[number]
    if not is_chrome(line, "chrome_lines"):
        return False
    before = lines[number - 1] if number else ""
    return not (line[:1].islower() and len(before) > _LONGEST_LABEL and not shape.ends_sentence(before))


def _is_no_text(lines: Sequence[str], number: int) -> bool:
    """Whether the line, which is a chrome line, is neither a sentence nor an item of a list in the document."""
    return not lines[number].endswith((".", ",", ";")) and not is_listed(lines, number)


def _saved_page(lines: Sequence[str], end: int, *, web: bool) -> set[int]:
    """Menus, labels, names and notes at the edges of what certainly is a news page; of anything else nothing."""
    marks = int(web) + sum(is_chrome(line, "chrome_lines") or is_chrome(line, "chrome_tail") for line in lines)
    marks += sum(_PHOTO_CREDIT.search(line) is not None for line in lines)
    if not marks:
        return set()
    kept = [
        number
        for number in range(end)
        if not any(is_chrome(lines[number], lexicon) for lexicon in ("chrome_lines", "chrome_page_lines"))
    ]
    own = set(range(end)) - set(kept)
    shown = [lines[number] for number in kept]
    edges = byline_lines(shown, len(shown))
    if marks >= _FEWEST_MARKS:
        edges |= lead_lines(shown) | trailing_lines(shown)
    # The date stamp is taken off later, by what reads the date from it.
    edges = {number for number in edges if take_date(shown[number])[1] is None}
    return own | {kept[number] for number in edges}


def is_official(lines: Sequence[str]) -> bool:
    """Whether the lines are an official document or its annex: by letterhead, annex title or numbered articles."""
    head = lines[:_LETTERHEAD_DEPTH]
    together = " ".join(head).replace("–", "-")
    return (
        any(phrase in together for phrase in phrases("letterhead_lines"))
        or any(shape.is_motto(line) for line in head)
        or any(line.lstrip("(").startswith(phrases("annex_starts")) for line in lines[:_ANNEX_DEPTH])
        or sum(_ARTICLE.match(line) is not None for line in lines) >= _FEWEST_ARTICLES
    )


def is_caption(line: str) -> bool:
    """Whether the line is a photo caption: it ends in a credit, or begins like one and is no sentence."""
    if len(line) > _LONGEST_CAPTION:
        return False
    bare = line.startswith(phrases("caption_starts")) and not shape.ends_sentence(line)
    return bare or _PHOTO_CREDIT.search(line) is not None


def take_date(line: str) -> tuple[str, date | None]:
    """``line`` without the date stamp a page put on it, and that date."""
    match = _DATE_PREFIX.match(line)
    if match is None and len(line) <= _LONGEST_STAMP:
        match = _DATE_LINE.match(line.strip())
        rest = line.strip()[match.end() :].strip(" |-·") if match else ""
        match = None if rest and not is_chrome(rest, "chrome_lines") else match
        line = line if match is None else match.group()
    stamp = _date(match) if match else None
    return (line[match.end() :].strip(), stamp) if match and stamp else (line, None)


def is_headline(line: str, following: str) -> bool:
    """Whether ``line``, the first of an article, is its headline: no sentence, over a longer text."""
    return (
        15 <= len(line) <= 220
        and not shape.ends_sentence(line)
        and not line.endswith(",")
        and not shape.list_marker(line)
        and len(following) >= min(len(line), 80)
    )


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _article_end(lines: Sequence[str]) -> int:
    """Where the article ends: at its end marker, less the headlines, name and source that stand before it."""
    complete = [shape.ends_sentence(line) and not is_caption(line) for line in lines]
    before, after = 0, sum(complete)
    for end, line in enumerate(lines):
        if before >= max(_FEWEST_ARTICLE_LINES, after) and is_chrome(line, "chrome_tail"):
            while end and not shape.ends_sentence(lines[end - 1]) and len(lines[end - 1]) <= _LONGEST_CHROME_LINE:
                end -= 1
            return end
        before, after = before + complete[end], after - complete[end]
    return len(lines)


def _box_lines(lines: Sequence[str]) -> set[int]:
    """The lines of boxes with related headlines inside the article."""
    boxed: set[int] = set()
    inside = False
    for number, line in enumerate(lines):
        if is_chrome(line, "chrome_boxes"):
            inside = True
        elif shape.ends_sentence(line) or len(line) > _LONGEST_CHROME_LINE:
            inside = False
        if inside:
            boxed.add(number)
    return boxed


def _caption_groups(lines: Sequence[str]) -> set[int]:
    """Captions, and the lines beside a bare one that tell who does what in a picture."""
    captions = {number for number, line in enumerate(lines) if is_caption(line)}
    beside = {number + step for number in captions for step in (-1, 1) if not _PHOTO_CREDIT.search(lines[number])}
    return captions | {
        number
        for number in beside
        if 0 < number < len(lines)
        and not shape.ends_sentence(lines[number])
        and any(f" {verb} " in lines[number] for verb in phrases("caption_verbs"))
    }


def _repeated_captions(lines: Sequence[str]) -> set[int]:
    """Lines that stand twice in a row: a picture's text and its caption, both; of anything else the second.

    Short ones are left alone: equal neighbours are usual among the cells of a table.
    """
    repeated: set[int] = set()
    for number, (line, following) in enumerate(pairwise(lines)):
        if line == following and len(line) >= _SHORTEST_REPEATED:
            repeated.add(number + 1)
            if number and not shape.ends_sentence(line):
                repeated.add(number)
    return repeated

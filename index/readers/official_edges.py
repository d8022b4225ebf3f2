"""What a portal puts around an official document: above its letterhead and below its signature, never in between."""

from collections.abc import Iterable, Sequence

from index.readers import line_shapes as shape
from index.readers.chrome_phrases import is_chrome
from index.readers.lexicon import phrases

_LEAD_DEPTH = 40
_LONGEST_LABEL = 40
_SHORTEST_BODY_LINE = 20
_TAIL_DEPTH = 8
_LIST_DEPTH = 8
_FEWEST_LEAD_LINES = 2
_FEWEST_TAIL_LINES = 2
_FEWEST_TAIL_LINES_OF_ANNEX = 4


def official_lead(lines: Sequence[str]) -> set[int]:
    """The menu lines before the letterhead of an official document, where nothing but menu stands there."""
    first = next((n for n, line in enumerate(lines[:_LEAD_DEPTH]) if _is_official_line(line)), 0)
    lead = range(first)
    menu = sum(is_chrome(lines[n], "chrome_lines") or is_chrome(lines[n], "chrome_menu") for n in lead)
    if menu < _FEWEST_LEAD_LINES or any(shape.ends_sentence(lines[n]) and len(lines[n]) > _LONGEST_LABEL for n in lead):
        return set()
    return set(lead)


def official_span(lines: Sequence[str]) -> range:
    """The lines from the letterhead to the signature, or to the end where there is none or an annex below it."""
    first = next((n for n, line in enumerate(lines[:_LEAD_DEPTH]) if _opens_document(line)), 0)
    signed = _signature(lines)
    if signed is None or _annexes(lines, signed):
        return range(first, len(lines))
    return range(first, signed + 1)


def official_tail(lines: Sequence[str]) -> int:
    """Where the tools and lists of a portal begin below the signature of an official document, else the end."""
    signed = _signature(lines)
    start = _body_start(lines) if signed is None else signed
    annexes = _annexes(lines, start)
    # Notes and lists of documents stand in annexes too; there more must look like a portal's.
    is_surely_below = signed is not None and not annexes
    opened = max((n for n in range(start + 1, len(lines)) if _opens_document(lines[n])), default=start)
    fewest = _FEWEST_TAIL_LINES if is_surely_below else _FEWEST_TAIL_LINES_OF_ANNEX
    for number in range(max([start, *annexes]) + 1, len(lines)):
        if not _is_tool(lines[number]) or is_listed(lines, number):
            continue
        is_last = is_surely_below and number > opened and _is_tail_title(lines[number])
        if is_last or sum(map(_is_tool, lines[number : number + _TAIL_DEPTH])) >= fewest:
            return number
    return len(lines)


def is_listed(lines: Sequence[str], number: int) -> bool:
    """Whether the line belongs to a list: by its own mark, between marked lines, or below a line with a colon."""
    if shape.list_marker(lines[number]):
        return True
    before = _first_text(lines[n] for n in range(number - 1, max(-1, number - 1 - _LIST_DEPTH), -1))
    after = _first_text(lines[number + 1 : number + 1 + _LIST_DEPTH])
    return before.endswith(":") or bool(shape.list_marker(before) and shape.list_marker(after))


def _first_text(lines: Iterable[str]) -> str:
    return next((line for line in lines if not is_chrome(line, "chrome_lines")), "")


def _signature(lines: Sequence[str]) -> int | None:
    """The last line of a signature or of the recipients, where the text of the document stands above it."""
    first = _body_start(lines)
    signed = max((n for n in range(first + 1, len(lines)) if _is_signature_line(lines[n])), default=None)
    if signed is None or any(map(shape.starts_division, _before_annex(lines[signed + 1 :]))):
        return None
    return signed


def _before_annex(lines: Sequence[str]) -> Sequence[str]:
    return lines[: next(iter(_annexes(lines, -1)), len(lines))]


def _annexes(lines: Sequence[str], after: int) -> list[int]:
    starts = phrases("annex_starts")
    return [n for n in range(after + 1, len(lines)) if lines[n].lstrip("(").startswith(starts)]


def _body_start(lines: Sequence[str]) -> int:
    """The first line of running text: an office or title in capitals above it signs nothing."""
    for number, line in enumerate(lines):
        if shape.starts_division(line) or (len(line) >= _SHORTEST_BODY_LINE and line.endswith((".", ";"))):
            return number
    return len(lines)


def _opens_document(line: str) -> bool:
    is_annex = line.lstrip("(").startswith(phrases("annex_starts"))
    return _is_official_line(line) or is_annex or shape.starts_division(line)


def _is_official_line(line: str) -> bool:
    return (
        shape.is_motto(line)
        or shape.is_letterhead(line)
        or shape.is_document_type(line)
        or (shape.is_capitals(line) and shape.starts_with_office(line))
    )


def _is_signature_line(line: str) -> bool:
    titled = shape.is_capitals(line) and shape.is_letterhead(line) and not shape.is_motto(line)
    return titled or line.endswith("./.") or line.startswith("- Lưu:")


def _is_tail_title(line: str) -> bool:
    return is_chrome(line, "chrome_tail") or is_chrome(line, "chrome_boxes")


def _is_tool(line: str) -> bool:
    lexicons = ("chrome_lines", "chrome_tail", "chrome_tools", "chrome_boxes")
    return any(is_chrome(line, lexicon) for lexicon in lexicons)

"""Where in a sentence the kind of thing stands that is asked for: its figures, days, people, bodies, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

import regex

from index.anatomy.names import provinces
from index.tasks.deadlines import find_deadlines
from index.tasks.name_items import read_item
from index.tasks.time_spans import time_spans
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.evidence.answer_type import answer_types
from rag.figures.figures import MONEY, find_figures

Span = tuple[int, int]
# What is read of a statement: the rest of a longer one is no answer in a few words.
LONGEST_READ = 1600
_UNITS_OF_TIME = frozenset({"nam", "thang", "tuan", "ngay", "ngay lam viec", "gio", "phut", "giay", "quy"})
# Letters before a name that may say that it is a place's.
_LOOK_BEHIND = 20
_CAPITALISED = r"\p{Lu}\p{Ll}+"
_NAME_BEGINS = regex.compile(r"(?<![\w/-])(?:các(?=\s)|\p{Lu}[\p{L}&]*)")
_PLACE = regex.compile(
    rf"(?:tỉnh|thành phố|xã|phường|huyện|đặc khu|thôn|TP\.?)\s+{_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}}"
)
# "16 - 18%", "200-400mm": both ends are the answer.
_RANGE = regex.compile(
    r"(?<![\w./,-])\d[\d.,]{0,14}\s?[-–]\s?\d[\d.,]{0,14}(?<!\D)\s?(?P<unit>%|[^\W\d_]{1,12})?(?![\d/])"
)
_OF_CLAUSE = regex.compile(r"(?:khoản|điều|điểm|mục|chương|phần|phụ lục|biểu|mẫu|tiết)\s+(?:số\s+)?$", regex.I)
_ROW_NUMBER = regex.compile(r"[\d.]*\s*\|")
_OF_PLACE = regex.compile(r"(?:tỉnh|thành phố|TP\.?|xã|phường|huyện|đặc khu|thôn|đường|sông|cảng|đảo)\s+$", regex.I)


def spans_of(kind: str, text: str, *, on: date | None = None) -> tuple[Span, ...]:
    """The stretches ``[start, end)`` of a text (NFC) that are of a kind, from left to right, none within another.

    None for kinds that have no shape. ``on`` is the day of the document, from which days without a year count.
    """
    find = _FINDERS.get(kind)
    return tuple(find(text[:LONGEST_READ], on)) if find else ()


def _money(text: str, on: date | None) -> Iterator[Span]:
    return _figures(text, on, lambda unit: unit in (MONEY, "usd", "euro"))


def _percent(text: str, on: date | None) -> Iterator[Span]:
    return _figures(text, on, lambda unit: "%" in unit)


def _number(text: str, on: date | None) -> Iterator[Span]:
    return _figures(text, on, lambda _: True)


def _figures(text: str, on: date | None, wanted: Callable[[str], bool]) -> Iterator[Span]:
    # Which year a day is of does not matter where days are only taken out.
    days = [(span.start, span.end) for span in time_spans(unify_tones(text), on or date.min)]
    found = [(figure.start, figure.end) for figure in find_figures(text, days) if wanted(figure.unit)]
    named = [*days, *answer_types().places("document_number", text)]
    ranges = [one.span() for one in _RANGE.finditer(text) if wanted(fold(one["unit"] or ""))]
    for start, end in ranges:
        if not any(start < last and first < end for first, last in named):
            found.append((start, max([end, *(last for first, last in found if start <= first < end)])))
    return (span for span in _apart(found) if not _counts_rows(text, *span))


def _counts_rows(text: str, start: int, end: int) -> bool:
    """Whether a figure numbers a clause, or the row of a table that begins with it, or is the end of "15:00"."""
    return (
        text[max(0, start - 1) : start] == ":"
        or bool(_OF_CLAUSE.search(text, max(0, start - _LOOK_BEHIND), start))
        or bool(start == 0 and _ROW_NUMBER.match(text, end))
    )


def _date(text: str, on: date | None) -> Iterator[Span]:
    """Deadlines with the words that make them such, other days, and only where there are none how long it takes."""
    due = [(found.start, found.end) for found in find_deadlines(text, on)]
    days = [(span.start, span.end) for span in time_spans(unify_tones(text), on)]
    found = _apart([*due, *days])
    yield from found or _figures(text, on, lambda unit: unit in _UNITS_OF_TIME)


def _person(text: str, _: date | None) -> Iterator[Span]:
    places = list(_place(text, None))
    for match in _person_names().finditer(text):
        start, end = match.span()
        within = any(first <= start < last for first, last in places)
        if not within and not _OF_PLACE.search(text, max(0, start - _LOOK_BEHIND), start):
            yield start, end


def _body(text: str, _: date | None) -> Iterator[Span]:
    """Bodies by their names; only where there are none those that are many: "các bộ, ngành"."""
    even = unify_tones(text)
    named: list[Span] = []
    many: list[Span] = []
    end = 0
    for word in _NAME_BEGINS.finditer(even):
        item = read_item(even, word.start(), len(even)) if word.start() >= end else None
        if item and item.names and (not item.common or word[0] == "các"):
            end = word.start() + len(text[word.start() : item.end].rstrip(" ,"))
            (many if item.common else named).append((word.start(), end))
    yield from named or many


def _place(text: str, _: date | None) -> Iterator[Span]:
    named = [match.span() for match in _provinces().finditer(unify_tones(text))]
    yield from _apart([*(match.span() for match in _PLACE.finditer(text)), *named])


def _document_number(text: str, _: date | None) -> Iterator[Span]:
    return answer_types().places("document_number", text)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """From left to right, the longest of those that begin together, none that begins within another."""
    apart: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


@cache
def _provinces() -> regex.Pattern[str]:
    names = sorted(map(unify_tones, provinces()), key=len, reverse=True)
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(map(regex.escape, names))})(?!\p{{L}})")


@cache
def _person_names() -> regex.Pattern[str]:
    surnames = "|".join(data_lines("rag", "surnames.txt"))
    return regex.compile(rf"(?<![\p{{L}}-])(?:{surnames})(?:\s{_CAPITALISED}){{1,3}}(?!\p{{L}})")


_FINDERS: dict[str, Callable[[str, date | None], Iterator[Span]]] = {
    "money": _money,
    "percent": _percent,
    "number": _number,
    "date": _date,
    "person": _person,
    "body": _body,
    "place": _place,
    "document_number": _document_number,
}

"""Figures that a sentence states: a value, what is counted or measured, and the words that say of what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Literal

from index.text.folding import has_diacritics
from rag.figures.figure_words import FigureWords, figure_words
from rag.understanding.question_terms import Term, Words

# "level" is how much there is, "growth" by how much it grew or fell, "plan" how much there shall be.
Role = Literal["level", "growth", "plan"]

RANK = "hang"
MONEY = "dong"
_BILLION = Decimal(10) ** 9
_MOST = 24
_NUMBER = re.compile(
    r"(?<![\w/.,\-])(?P<number>\d{1,15}(?:[.,]\d{1,3}){0,5})(?![\d/]|[.,]\d)"
    r"|(?<![\w/.,\-])(?P<part>\d{1,9}(?:\.\d{3}){0,3})\s?/\s?(?P<of>\d{1,9}(?:\.\d{3}){0,3})(?![\w/\-]|[.,]\d)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)")
_TRAILING_ZEROS = re.compile(r"0*$")
# A number joined to letters or to another number is a name or one end of a range.
_JOINED = re.compile(r"\s?-\s?\d|-\w|[a-z]")
_CLOCK = re.compile(r"\s*(?:\d{1,2}\s*)?(?:(?:phút|phut)\s*)?_")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Words beyond these say something of another figure.
_BORDER = re.compile(r"[;:()\[\]]|\.\s")
# Between two figures what follows these says something of the second.
_NEXT = re.compile(r",\s|\s(?:và|va)\s")
_WINDOW = 16


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``[start, end)`` of a sentence, its unit and a word like "khoảng" included.

    ``value`` counts single units, "1,2 nghìn" being 1200; ``of`` is the whole of "4/6 thành phố"; ``step`` is the
    smallest difference that the figure as written can show, ``rough`` that it was rounded. ``unit`` is a unit of
    measurement, ``RANK`` or the counted noun, folded; empty where none follows. ``around`` are folded words near it.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    role: Role = "level"
    of: Decimal | None = None
    step: Decimal = Decimal(1)
    rough: bool = False
    around: tuple[str, ...] = ()

    @property
    def terms(self) -> Words:
        """The words near the figure, and their pairs."""
        return frozenset[Term](self.around).union(pairwise(self.around))

    def counts_same(self, other: "Figure") -> bool:
        """Whether both count the same: "hộ" and "hộ gia đình"; a bare number counts what the words near it say."""
        if self.unit and other.unit:
            return unit_agrees(self.unit, other.unit)
        named, bare = (self, other) if self.unit else (other, self)
        return bool(named.unit) and set(named.unit.split()) <= set(bare.around)

    def same_value(self, other: "Figure") -> bool:
        """Whether both say the same; one that was rounded says the same as one that rounds to it."""
        if self.of is not None and other.of is not None and self.of != other.of:
            return False
        if self.value == other.value:
            return True
        coarser, finer = (self, other) if self.step >= other.step else (other, self)
        rounds = coarser.rough and coarser.step > finer.step
        return rounds and abs(self.value - other.value) * 2 <= coarser.step


@dataclass(frozen=True, slots=True)
class _Number:
    """A number ``[start, end)`` of a text, its unit included; ``known`` when that is surely one."""

    start: int
    end: int
    digits: str
    of: str | None
    scale: Decimal
    unit: str
    known: bool


def find_figures(text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Figure, ...]:
    """The figures of a sentence from left to right.

    ``taken`` are stretches of the text that are dates. Numbers of documents and of numbered things, and figures that
    are only compared with ("so với 150"), are left out.
    """
    words = figure_words(accented=has_diacritics(text))
    reading = words.reading(text)
    for start, end in taken:
        reading = f"{reading[:start]}{'_' * (end - start)}{reading[end:]}"
    return tuple(_figures(reading, words))


def _figures(reading: str, words: FigureWords) -> Iterator[Figure]:
    read = (_read(reading, match, words) for match in _NUMBER.finditer(reading))
    numbers = list(islice((number for number in read if number and _is_amount(reading, number, words)), _MOST))
    gaps = [_split(reading[one.end : other.start]) for one, other in pairwise(numbers)]
    before = [reading[: numbers[0].start], *(right for _, right in gaps)] if numbers else []
    after = [*(left for left, _ in gaps), reading[numbers[-1].end :]] if numbers else []
    for number, ahead, behind in zip(numbers, before, after, strict=True):
        bare = _without_rough(reading, number.start, words)
        if words.stands_before("compared", reading, bare) is None:
            yield _figure(number, _role(reading, bare, words), _around(ahead, number, behind, words), bare)


def _split(between: str) -> tuple[str, str]:
    """What stands between two figures: what is said of the first, and of the second; of both if nothing parts it."""
    border = next(reversed(list(_NEXT.finditer(between))), None)
    return (between[: border.start()], between[border.end() :]) if border else (between, between)


def unit_agrees(one: str, other: str) -> bool:
    """Whether one unit is the other, or its beginning."""
    a, b = one.split(), other.split()
    return a[: len(b)] == b[: len(a)]


def _read(reading: str, match: re.Match[str], words: FigureWords) -> _Number | None:
    digits, start = match["number"] or match["part"], match.start()
    scale, end = words.scale_at(reading, match.end())
    unit, known, after = words.unit_at(reading, end)
    if words.stands_before("rank", reading, start) is not None:
        return _Number(start, match.end(), digits, None, Decimal(1), RANK, known=True)
    if not unit and scale >= _BILLION:
        unit, known = MONEY, True
    if not known and _JOINED.match(reading, match.end()):
        return None
    return _Number(start, after if unit else end, digits, match["of"], scale, unit, known or scale > 1)


def _is_amount(reading: str, number: _Number, words: FigureWords) -> bool:
    """Whether it says how much: "Nghị quyết 57" does not, "hỗ trợ dân 500 tỷ" does."""
    if number.known:
        # "17 giờ ngày 20/11" is a time of day; the date has been taken out.
        return number.unit != "gio" or _CLOCK.match(reading, number.end) is None
    if _YEAR.fullmatch(number.digits):
        return False
    total = words.stands_before("total", reading, number.start) is not None
    return total or words.stands_before("numbered", reading, number.start) is None


def _figure(number: _Number, role: Role, around: tuple[str, ...], start: int) -> Figure:
    value, decimals = _value(number.digits, whole=number.scale == 1 and number.unit != "%")
    rounded = start < number.start
    zeros = _TRAILING_ZEROS.search(number.digits) if rounded and not decimals else None
    return Figure(
        value=value * number.scale,
        unit=number.unit,
        start=start,
        end=number.end,
        role=role,
        of=_value(number.of, whole=True)[0] if number.of else None,
        step=number.scale.scaleb(len(zeros[0]) if zeros else -decimals),
        rough=rounded or number.scale > 1,
        around=around,
    )


def _value(digits: str, *, whole: bool) -> tuple[Decimal, int]:
    """A number and how many decimals it has: "11.500" and "11,500" things are the same, "7,125%" is a fraction."""
    grouped = _THOUSANDS.fullmatch(digits) and not digits.startswith("0")
    if grouped and (whole or "." in digits or digits.count(",") > 1):
        return Decimal(digits.replace(".", "").replace(",", "")), 0
    *integer, last = re.split("[.,]", digits)
    if not integer:
        return Decimal(last), 0
    return Decimal(f"{''.join(integer)}.{last}"), len(last)


def _without_rough(reading: str, at: int, words: FigureWords) -> int:
    """Where the words begin that only say that a number is not exact: "hơn", "khoảng"."""
    while (before := words.stands_before("rough", reading, at)) is not None:
        at = before
    return at


def _role(reading: str, at: int, words: FigureWords) -> Role:
    if words.stands_before("growth", reading, at) is not None:
        return "growth"
    return "plan" if words.says("planned", _BORDER.split(reading[:at])[-1]) else "level"


def _around(before: str, number: _Number, after: str, words: FigureWords) -> tuple[str, ...]:
    """The words before and after a number, up to its neighbours, with its unit between them."""
    ahead = words.content(_BORDER.split(before)[-1])[-_WINDOW:]
    behind = words.content(_BORDER.split(after, maxsplit=1)[0])[:_WINDOW]
    return (*ahead, *number.unit.split(), *behind)

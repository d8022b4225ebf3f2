"""The day that a figure holds for: what its sentence or the lead-in above says, else its document's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.text.folding import fold
from rag.figures.figure_words import FigureWords
from rag.figures.figures import Figure
from rag.references.periods import Period, find_periods
from rag.references.typed_text import read_typed

_BARE_YEAR = re.compile(r"\d{4}")
_LEADS_UP_TO = re.compile(r"\b(?:den|toi)(?: (?:het|ngay|thang|nam|cuoi|thoi diem|quy))*\s*$")
_LOOK_BEHIND = 40
# The same sentences are found again and again.
_SENTENCES_KEPT = 2048
_CLAUSE_END = re.compile(r"[,;.]\s")


@dataclass(frozen=True, slots=True)
class FigureDay:
    """The ``day`` a figure holds for, ``None`` if unknown; ``until`` when what is planned shall be so.

    ``said`` is whether its sentence or the line above says that day, rather than its document's date.
    """

    day: date | None
    until: date | None = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence of a document of the day ``issued``, and the periods it names.

    ``told`` are those that its figures may hold for; others are only compared with. ``lead_in`` is the day that
    the line above gives for all its items.
    """

    text: str
    issued: date | None
    periods: tuple[Period, ...]
    told: tuple[Period, ...]
    lead_in: date | None

    @classmethod
    def read(cls, text: str, above: str, issued: date | None, words: FigureWords) -> "DatedSentence":
        """Find the periods of a sentence; ``above`` is what stands before it in its passage."""
        reading = words.reading(text)
        # "2000 hộ" is no year.
        periods = tuple(
            period
            for period in _periods(text, issued)
            if not (_BARE_YEAR.fullmatch(period.text) and words.unit_at(reading, period.end)[1])
        )
        told = tuple(p for p in periods if words.stands_before("compared", reading, p.start) is None)
        return cls(text, issued, periods, told, _day_of_lead_in(above, issued))

    def day_of(self, figure: Figure, figures: Sequence[Figure]) -> FigureDay:
        """The day one of the sentence's ``figures`` holds for."""
        period = self._period_of(figure, figures)
        if period is None or self.issued is None:
            return FigureDay(self.lead_in or self.issued, said=self.lead_in is not None)
        if period.last <= self.issued:
            return FigureDay(period.last, said=True)
        before = fold(self.text[max(0, period.start - _LOOK_BEHIND) : period.start])
        ahead = period.first > self.issued or _LEADS_UP_TO.search(before) or figure.role == "plan"
        return FigureDay(self.issued, until=period.last if ahead else None)

    def _period_of(self, figure: Figure, figures: Sequence[Figure]) -> Period | None:
        """The period before a figure, or the one right after it where that before belongs to another figure."""
        before = max((p for p in self.told if p.end <= figure.start), key=lambda p: p.end, default=None)
        after = min((p for p in self.told if p.start >= figure.end), key=lambda p: p.start, default=None)
        if after and (_one_between(figures, figure.end, after.start) or self._is_apart(figure, after)):
            after = None
        if before and after and _one_between(figures, before.end, figure.start):
            return after
        return before or after

    def _is_apart(self, figure: Figure, after: Period) -> bool:
        """Whether what is still to come is said of something else: "đạt 63%, phấn đấu đến hết năm 2026"."""
        comes = self.issued is not None and after.last > self.issued
        return comes and _CLAUSE_END.search(self.text, figure.end, after.start) is not None


def _one_between(figures: Sequence[Figure], start: int, end: int) -> bool:
    return any(start <= figure.start < end for figure in figures)


def _periods(text: str, on: date | None) -> tuple[Period, ...]:
    return _periods_known(text, on or date.today()) if text else ()


@lru_cache(maxsize=_SENTENCES_KEPT)
def _periods_known(text: str, on: date) -> tuple[Period, ...]:
    return find_periods(read_typed(text), on=on)


def _day_of_lead_in(above: str, on: date | None) -> date | None:
    """The day up to which the last line that ends in a colon says its items hold."""
    line = next((line for line in reversed(above.splitlines()) if line.rstrip().endswith(":")), "")
    days = [period.last for period in _periods(line, on) if period.role == "as_of"]
    return days[-1] if days and on and days[-1] <= on else None

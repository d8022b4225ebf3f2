"""What a question asks of figures: in which unit, of what, up to which day, and whether how they changed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.figures.figure_words import FigureWords, figure_words
from rag.figures.figures import MONEY, RANK
from rag.references.periods import Period
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms

_ASKING_KINDS = frozenset({"number", "percent", "money"})
_FEBRUARY, _LAST_SURE = 2, 28


@dataclass(frozen=True, slots=True)
class FigureAsked:
    """What a question wants to know.

    ``units`` are those that the words around "bao nhiêu" ask for, none when they do not say; ``subject`` is the
    question without the times it names and without its asking. It is ``compared`` when asked how a figure changed,
    ``directed`` when asked whether it rose or fell.
    """

    question: Question
    units: frozenset[str]
    subject: QuestionTerms
    compared: bool
    directed: bool

    @classmethod
    def of(cls, question: Question) -> "FigureAsked | None":
        """What is asked; ``None`` when no figure is, or that of a document that is named."""
        words = figure_words(accented=question.accented)
        reading = words.reading(question.text)
        compared, directed = (words.says(role, reading) for role in ("change", "direction"))
        if question.named or not (question.kinds & _ASKING_KINDS or compared):
            return None
        return cls(question, _units(question, reading, words), _subject(question, reading, words), compared, directed)

    def last_day(self, days: Collection[date], on: date) -> date:
        """The last day whose figures count, of those on ``days``: the one asked for, or today."""
        roles = ("as_of",) if self.compared else ("as_of", "document", "mentioned")
        asked = [_placed(period, days) for period in self.question.references.periods if period.role in roles]
        return min(on, max(asked)) if asked else on

    def names_place(self, place: str) -> bool:
        """Whether the question names a place, given folded."""
        return f" {place} " in f" {' '.join(plain_syllables(fold(self.question.text)))} "


def _units(question: Question, reading: str, words: FigureWords) -> frozenset[str]:
    units = set()
    for start, end in words.spans("how many", reading):
        ranked = words.stands_before("rank", reading, start) is not None
        units.add(RANK if ranked else words.unit_at(reading, words.scale_at(reading, end)[1])[0])
    units |= {"%"} if "percent" in question.kinds else set()
    units |= {MONEY} if "money" in question.kinds else set()
    return frozenset(unit for unit in units if unit)


def _subject(question: Question, reading: str, words: FigureWords) -> QuestionTerms:
    for period in question.references.periods:
        reading = f"{reading[: period.start]}{' ' * (period.end - period.start)}{reading[period.end :]}"
    for role in ("change", "asking", "how many"):
        reading = words.without(role, reading)
    kept = set(words.content(reading))
    terms = QuestionTerms.of(question)
    return replace(terms, terms=frozenset(t for t in terms.terms if kept.issuperset([t] if isinstance(t, str) else t)))


def _placed(period: Period, days: Collection[date]) -> date:
    """The last day of a period; of one without a year, in the latest year in which a figure was given within it."""
    if period.sure or period.first.year != period.last.year:
        return period.last
    length = period.last - period.first
    years = [first for day in days if (first := _in_year(period.first, day.year)) <= day <= first + length]
    return max(years) + length if years else period.last


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, _LAST_SURE) if day.month == _FEBRUARY else day.day)

""" "Hai tháng sau", "năm trước đó": a period that only the one before it tells."""

from datetime import date

from index.anatomy.names import numerals
from index.text.calendar import month_span
from rag.conversation.words import first
from rag.references.periods import Period
from rag.references.references import find_references

_BACK = "trước"
_MONTHS = {"năm": 12, "tháng": 1}


def beside(about: str, earlier: str, on: date) -> str | None:
    """The month or year that ``about`` names, reckoned from the period in ``earlier``; ``None`` for none."""
    match = first("again", about)
    periods = find_references(earlier, on=on, accented=True).periods
    if match is None or not periods:
        return None
    months = _count(match["count"]) * _MONTHS[match["unit"]] * (-1 if match["way"] == _BACK else 1)
    return _moved(periods[-1], months, by_year=match["unit"] == "năm")


def _moved(period: Period, months: int, *, by_year: bool) -> str | None:
    total = period.first.year * 12 + period.first.month - 1 + months
    if not 1900 <= total // 12 <= 2200:
        return None
    first, _ = month_span(total // 12, total % 12 + 1)
    whole_year = (period.last - period.first).days >= 364
    return f"năm {first.year}" if by_year and whole_year else f"tháng {first.month}/{first.year}"


def _count(word: str | None) -> int:
    if word and word.isdigit():
        return int(word)
    return numerals().get(word or "", 1) or 1

"""Dates, months, quarters, years and spans of them as a question writes them."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from index.anatomy.dates import make_date
from index.text.calendar import month_span, months_span, part_of
from index.text.folding import fold
from rag.references.periods_calendar import Span, likeliest_day, likeliest_month
from rag.references.phrases import data_rows
from rag.references.typed_text import TypedText

_D, _M, _Y = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)", r"(?:0?[1-9]|1[0-2])(?!\d)", r"(?:19|20)\d\d(?!\d)"
_BEFORE, _AFTER = r"(?<![\w])(?<![\d][/.,\-])", r"(?![a-z\d]|[/.,\-]\d|\s*%)"
_RELATIVE_YEARS = {"nay": 0, "ngoai": -1, "truoc": -1, "sau": 1, "toi": 1}
_YEAR = rf"(?:\s*(?:/|-|\.|,?\s*(?:cua\s+)?nam)\s*(?P<year>{_Y})|\s+nam\s+(?P<relative>{'|'.join(_RELATIVE_YEARS)})\b)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TO = r"\s*(?:-|\b(?:cho |keo dai )?(?:den|toi)\b)\s*(?:het )?"
_PART = r"(?:\b(?P<part>dau|giua|cuoi)\s+)?"
# "1/3 số hộ" is no date, "1/3" after one of these is.
_LEADS_TO_DATE = re.compile(
    r"\b(?:ngay|hom|mung|truoc|sau|tu|den|toi|sang|trua|chieu|dem|dip|han|het|dien|quyet|thi|bao|hop|phien|le|dot|lu|va|-|,)"
    r"\s*$"
)
_LONGEST_FRACTION_DAY = 12

Reader = Callable[[re.Match[str], date], tuple[date | None, date | None, bool]]


def written_spans(text: TypedText, on: date) -> list[Span]:
    """The spans of time written in a text, from left to right, the longest where several could be read."""
    spans = sorted(_candidates(text, on), key=lambda span: (span.start, -span.end))
    found: list[Span] = []
    for span in spans:
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _candidates(text: TypedText, on: date) -> Iterator[Span]:
    for pattern, reader in _patterns():
        for match in pattern.finditer(text.folded):
            if not _is_said(text, match) or not _is_numeral(text, match) or not _is_date(text, match):
                continue
            first, last, sure = reader(match, on)
            if first and last and first <= last:
                yield Span(first, last, match.start(), match.end(), sure)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    months = "|".join(sorted(map(fold, _numerals()), key=len, reverse=True))
    count = rf"(?P<count>1?\d|{months})"
    return (
        (re.compile(rf"{_BEFORE}(?P<year>{_Y})-(?P<month>{_M})-(?P<day>{_D}){_AFTER}"), _day),
        (
            re.compile(
                rf"{_BEFORE}(?:\b(?:ngay|hom|mung)\s+)?(?:(?P<from>{_D}){_TO}(?:ngay\s+)?)?"
                rf"(?P<day>{_D})(?:\s*(?P<mark>[/.\-])\s*|\s*,?\s*thang\s+)(?P<month>{_M}){_YEAR}?{_AFTER}"
            ),
            _day,
        ),
        (re.compile(rf"{_BEFORE}{_PART}(?<!\d )\bthang\s+(?P<month>{_M}|{months}){_YEAR}?{_AFTER}(?! lan\b)"), _month),
        (re.compile(rf"{_BEFORE}{_PART}(?P<month>{_M})\s*[/\-]\s*(?P<year>{_Y}){_AFTER}"), _month),
        (re.compile(rf"\bquy\s+(?P<quarter>iv|i{{1,3}}|[1-4]|mot|hai|ba|bon|tu)\b{_YEAR}?{_AFTER}"), _quarter),
        (re.compile(rf"\bq(?P<quarter>[1-4])\s*(?:[/\-.]\s*)?(?P<year>{_Y}){_AFTER}"), _quarter),
        (
            re.compile(
                rf"\b{count}\s+thang\s+(?P<which>dau|cuoi)(?:\s+(?:cua\s+)?nam(?:\s+(?P<year>{_Y})|\s+(?P<relative>"
                rf"{'|'.join(_RELATIVE_YEARS)})\b)?)?{_AFTER}"
            ),
            _months,
        ),
        (re.compile(rf"\b{count}\s+thang(?P<which>)\s+(?:cua\s+)?nam\s+(?P<year>{_Y}){_AFTER}"), _months),
        (
            re.compile(
                rf"\bnua\s+(?P<which>dau|cuoi)(?P<count>)\s+nam(?:\s+(?P<year>{_Y})|\s+(?P<relative>nay|ngoai|sau|toi)\b)?"
            ),
            _months,
        ),
        (re.compile(rf"{_BEFORE}(?P<since>{_Y}){_TO}(?:nam\s+)?(?P<year>{_Y}){_AFTER}"), _year),
        (
            re.compile(
                rf"\b(?P<part>dau|giua|cuoi)\s+nam(?:\s+(?P<year>{_Y})|\s+(?P<relative>nay|ngoai|truoc|sau|toi)\b)?{_AFTER}"
            ),
            _year,
        ),
        (re.compile(rf"{_BEFORE}(?:\bnam\s+)?(?P<year>{_Y}){_AFTER}(?!\s+(?:{_units()})\b)"), _year),
    )


def _day(match: re.Match[str], on: date) -> tuple[date | None, date | None, bool]:
    day, month = int(match["day"]), int(match["month"])
    year = _year_of(match, on)
    last = make_date(year, month, day) if year else likeliest_day(day, month, on)
    first = (
        last.replace(day=int(since)) if last and (since := match.groupdict().get("from")) and int(since) < day else last
    )
    return first, last, year is not None


def _month(match: re.Match[str], on: date) -> tuple[date, date, bool]:
    month = _number(match["month"])
    year = _year_of(match, on)
    days = month_span(year, month) if year else likeliest_month(month, on)
    return (*(part_of(*days, match["part"]) if match["part"] else days), year is not None)


def _quarter(match: re.Match[str], on: date) -> tuple[date, date, bool]:
    quarter = _number(match["quarter"])
    year = _year_of(match, on)
    return (*months_span(year or on.year, 3 * quarter - 2, 3 * quarter), year is not None)


def _months(match: re.Match[str], on: date) -> tuple[date | None, date | None, bool]:
    count = _number(match["count"]) if match["count"] else 6
    year = _year_of(match, on)
    if not 0 < count <= 12:
        return None, None, False
    months = (13 - count, 12) if match["which"] == "cuoi" else (1, count)
    return (*months_span(year or on.year, *months), year is not None)


def _year(match: re.Match[str], on: date) -> tuple[date, date, bool]:
    groups = match.groupdict()
    year = _year_of(match, on) or on.year
    since = int(groups["since"]) if groups.get("since") else year
    days = months_span(since, 1, 12)[0], months_span(year, 1, 12)[1]
    return (*(part_of(*days, groups["part"]) if groups.get("part") else days), True)


def _year_of(match: re.Match[str], on: date) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(match["year"])
    return on.year + _RELATIVE_YEARS[groups["relative"]] if groups.get("relative") else None


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return _ROMAN.get(written) or next(value for word, value in _numerals().items() if fold(word) == written)


def _is_said(text: TypedText, match: re.Match[str]) -> bool:
    """Whether the words were typed with the marks that they have as words of time, or without any."""
    return all(
        text.may_say(match.start() + word.start(), match.start() + word.end(), _marked()[word.group()])
        for word in re.finditer(r"[a-z]+", match.group())
        if word.group() in _marked()
    )


def _is_numeral(text: TypedText, match: re.Match[str]) -> bool:
    """Whether the word that counts was typed with the marks of a numeral, or without any."""
    groups = match.groupdict()
    for group in ("month", "count", "quarter"):
        written = groups.get(group)
        if not written or written.isdigit() or written in _ROMAN:
            continue
        start, end = match.span(group)
        words = [word for word in _numerals() if fold(word) == written]
        # "thang sau" is the next month: sáu without its mark is no numeral there.
        if not any(text.may_say(start, end, word, unmarked=written != "sau") for word in words):
            return False
    return True


def _is_date(text: TypedText, match: re.Match[str]) -> bool:
    """ "1/3" may be a fraction and "5-7" a span of numbers, unless the words before lead up to a date."""
    groups = match.groupdict()
    if "mark" not in groups or groups["mark"] is None or groups["year"] or groups["relative"]:
        return True
    if match.group()[0].isalpha() or _LEADS_TO_DATE.search(text.folded, 0, match.start()):
        return True
    return groups["mark"] == "/" and (
        int(groups["day"]) > _LONGEST_FRACTION_DAY or int(groups["month"]) < int(groups["day"])
    )


@cache
def _numerals() -> dict[str, int]:
    """The numerals up to twelve, and the months that have names of their own."""
    return {word: int(value) for word, value in data_rows("month_numerals.tsv")}


@cache
def _marked() -> dict[str, str]:
    return {fold(word): word for row in data_rows("period_words.txt") for word in row[0].split()}


@cache
def _units() -> str:
    return "|".join(fold(row[0]) for row in data_rows("measures.txt"))

"""What a question takes for granted: a figure, a year, a day on which the documents had already been written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from rag.abstention.ground import Ground, in_words
from rag.evidence.evidence import Evidence

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d)(?!\d)")
_ASKING = re.compile(r"(?<!\w)(?:mấy|bao nhiêu|nào|gì|ai|đâu|sao)(?!\w)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
# "gần 1.000 tỷ" is no claim of a figure.
_CLAIMED = re.compile(
    r"(?P<about>(?:gần|hơn|khoảng|trên|dưới|chừng|cỡ|tầm|ngót|độ) )?"
    r"(?<![\d.,/])(?P<figure>\d+(?:[.,]\d+)*) ?(?P<unit>%|phần trăm|tỷ|tỉ|triệu|địa phương|tỉnh)(?!\w)"
)
_SUMS = ("tỷ", "tỉ", "triệu")
_DAY = re.compile(
    r"(?:tính đến|tính tới|đến|tới|hết|lúc|vào|ngày|hôm|sáng|chiều|tối)(?: hết)?(?: ngày)? "
    r"(\d{1,2})[/.-](\d{1,2})(?:[/.-]((?:19|20)\d\d))?(?![\d/])"
)
# What is told as done or as standing so, not as planned.
_TOLD = re.compile(r"(?<!\w)(?:đã|rồi|còn|đang|hiện|tính đến|tính tới)(?!\w)")
_FORESEEN = re.compile(r"(?<!\w)(?:dự báo|dự kiến|kế hoạch|hạn|phải|sẽ)(?!\w)")
_CAUSE = re.compile(
    r"(?<!\w)(?:do|vì|bởi|nguyên nhân|nhằm|để|tránh|lý do|khiến|gây|xuất phát|căn cứ|trước tình hình|nên|từ đó)(?!\w)"
)
# More sentences than are looked at otherwise: a figure may stand in the next passage.
_FIGURES_IN = 8


def claims_another_figure(ground: Ground, further: Iterable[Evidence]) -> bool:
    """Whether the question names a share, a sum or a number of provinces that stands nowhere near the evidence."""
    claimed = [found for found in _CLAIMED.finditer(ground.asked) if not found["about"]]
    if not claimed:
        return False
    texts = [*ground.near, *(in_words(item.found.passage.text) for item in list(further)[:_FIGURES_IN])]
    said = {_value(figure) for text in texts for figure in _FIGURE.findall(text)}
    return any(not _is_said(_value(found["figure"]), found["unit"], said) for found in claimed)


def asks_of_another_year(ground: Ground) -> bool:
    """Whether a year is asked about that stands nowhere in the documents found best, all of them dated.

    Where one thing is asked and the best sentence tells of other years, a year that no sentence has is asked about
    in vain too.
    """
    years = set(_YEAR.findall(ground.asked))
    if not years or not all(_days(item) for item in ground.evidence):
        return False
    if not years & {year for text in (*ground.near, *ground.further) for year in _YEAR.findall(text)}:
        return True
    told = _YEAR.search(ground.evidence[0].text) and len(_ASKING.findall(ground.asked)) == 1
    return bool(told) and not any(years & set(_YEAR.findall(text)) for text in ground.said)


def asks_what_came_after(ground: Ground) -> bool:
    """Whether it is asked what had become of something by a day after all the documents were written."""
    if ground.yes_or_no or not _TOLD.search(ground.asked) or _FORESEEN.search(ground.asked):
        return False
    if not _days(ground.evidence[0]):
        return False
    written = max(day for item in ground.evidence for day in _days(item))
    return any(_later(day, month, year, written) for day, month, year in _DAY.findall(ground.asked))


def lacks_cause(ground: Ground) -> bool:
    """Whether it is asked why, and no sentence gives any cause or purpose."""
    return "reason" in ground.question.kinds and not any(map(_CAUSE.search, ground.said))


def _days(item: Evidence) -> list[date]:
    identity = item.found.passage.document.identity
    return [day for day in (identity.issued_on, identity.event_on) if day]


def _later(day: str, month: str, year: str, written: date) -> bool:
    try:
        return date(int(year or written.year), int(month), int(day)) > written
    except ValueError:
        return False


def _value(figure: str) -> float:
    """A figure as a number: "3.000" is three thousand, "6,26" six and a quarter."""
    if _GROUPED.fullmatch(figure):
        return float(re.sub(r"[.,]", "", figure))
    whole, _, part = figure.replace(",", ".").partition(".")
    return float(f"{whole}.{part.replace('.', '') or 0}")


def _is_said(figure: float, unit: str, said: Iterable[float]) -> bool:
    """Whether a figure stands there, a sum in a smaller unit too: "500 nghìn tỷ" as "500.000 tỷ", "114 tỷ" as
    "114.400 triệu"."""
    if unit not in _SUMS:
        return figure in said
    return any(one == figure or figure * 1000 <= one < (figure + 1) * 1000 for one in said)

"""Feasts and seasons, which end on no day that is written: "trước Tết Nguyên đán", "trước mùa mưa lũ năm 2026"."""

from functools import cache

import regex as re

from index.tasks import wording


def before_season(even: str) -> bool:
    """Whether a table's cell names a feast or season, whose year alone is no deadline's days."""
    return _before_season().search(even) is not None


@cache
def _before_season() -> re.Pattern[str]:
    before = r"trước\s+(?:(?:khi\s+bước\s+vào|khi|dịp|thời\s+điểm)\s+)?"
    return re.compile(rf"(?<!\p{{L}}){before}{wording.one_of('seasons.txt')}(?!\p{{L}})", re.IGNORECASE)

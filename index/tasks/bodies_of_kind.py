"""Which kinds of bodies a collective name speaks of, and of which kind a single body is."""

from functools import cache, lru_cache

import regex as re

from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones

_COLLECTIVE = re.compile(
    r"^(?:các|những|mọi|từng|mỗi|toàn thể|tất cả)\s|^(?:bộ|ngành|sở|cơ quan|địa phương|đơn vị|cấp)\b[^\p{Lu}]*$"
    r"|(?:^|\s)(?:các|cấp)\s+(?:tỉnh|thành phố|xã|phường|đặc khu|cấp|huyện|cơ sở)\b"
    r"|^\p{Lu}[\p{L} ]*\s(?:tỉnh|xã|phường), (?:thành phố|phường|xã|đặc khu)"
    r"|^(?:doanh nghiệp|tập đoàn|tổng công ty|tổ chức|chính quyền|cấp ủy)\b[^\p{Lu}]*$"
)

_PUBLIC = frozenset(("bộ", "tỉnh", "xã", "sở"))
_PUBLIC_STARTS = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Cục ",
    "Chính phủ",
    "Văn phòng",
    "Kho bạc",
    "Thanh tra",
    "Công an",
)


@lru_cache(maxsize=4096)
def kinds_in(name: str) -> frozenset[str]:
    """The kinds that a collective name includes, none for the name of a single body."""
    even = unify_tones(" ".join(name.split()))
    if not _COLLECTIVE.search(even):
        return frozenset()
    found = {kind for kind, words, _ in _kinds() for word in words if word.search(even.lower())}
    return frozenset(found) or frozenset({"khác"})


def is_public(name: str) -> bool:
    """Whether a public body is meant, not anyone: a ministry, a people's committee, "các bộ, ngành"."""
    return bool(kinds_of(name)) or bool(kinds_in(name) & _PUBLIC) or name.startswith(_PUBLIC_STARTS)


@lru_cache(maxsize=4096)
def kinds_of(body: str) -> frozenset[str]:
    """The kinds that a single body is of."""
    even = unify_tones(body)
    return frozenset(kind for kind, _, starts in _kinds() if any(even.startswith(start) for start in starts))


@cache
def _kinds() -> tuple[tuple[str, tuple[re.Pattern[str], ...], tuple[str, ...]], ...]:
    rows = (line.split("\t") for line in data_lines("index.tasks", "kinds.tsv"))
    return tuple(
        (
            row[0].strip(),
            tuple(_word_of_kind(word.strip(), row[3] if len(row) > 3 else "") for word in row[1].split("|")),
            tuple(start.strip() + " " if " " not in start.strip() else start.strip() for start in row[2].split("|")),
        )
        for row in rows
    )


def _word_of_kind(word: str, not_behind: str) -> re.Pattern[str]:
    """A word of a collective name, alone and not behind one that makes another word of it: "ngang bộ", "cán bộ"."""
    before = "".join(rf"(?<!\b{re.escape(other.strip())}\s)" for other in not_behind.split("|") if other.strip())
    return re.compile(rf"(?<!\p{{L}}){before}{re.escape(word)}(?!\p{{L}}|\s(?:phận|máy|luật|tiêu))")

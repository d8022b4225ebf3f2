"""List and heading markers at the start of a block: Chương, Điều, "I.", "1.", "a)", "(1)", "-"."""

from dataclasses import dataclass

import regex as re

_ORDINALS = "nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"

# Kind of marker and its rank, from the outermost; a major marker ends every list that stands open below it.
_MARKERS: tuple[tuple[str, int, str], ...] = (
    ("appendix", 0, r"(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?[IVXLC\d]+[A-Z]?)?(?=\s*$|[\s.:(\-–])"),
    ("form", 1, r"(?:MẪU|Mẫu)\s+(?:(?:SỐ|số)\s+)?\d{1,2}[a-zA-Z]?(?=\s*$|\s*[.:(\-–])"),
    (
        "part",
        1,
        rf"(?:PHẦN|Phần)\s+(?:thứ\s+|THỨ\s+)?(?:[IVXLC]+|[A-Z]|\d+|{_ORDINALS}|{_ORDINALS.upper()})(?=\s*$|[\s.:\-–])",
    ),
    ("chapter", 2, r"(?:CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+)(?=\s*$|[\s.:\-–])"),
    ("division", 3, r"(?:MỤC|Mục)\s+(?:[IVXLC]+|\d+)(?=\s*$|[\s.:\-–])"),
    ("subdivision", 4, r"(?:TIỂU MỤC|Tiểu mục)\s+(?:[IVXLC]+|\d+)(?=\s*$|[\s.:\-–])"),
    ("article", 5, r"(?:Điều|ĐIỀU)\s+\d+[a-zđ]?(?=\s*[.:]|\s*$)"),
    ("capital", 6, r"[A-H]\s*[.)\-–](?=\s)"),
    ("roman", 7, r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})\s*(?:[./)]|[-–](?=\s))(?=\s|[\p{Lu}])"),
    # "Thứ hai, ngày 5" is a Monday.
    (
        "ordinal",
        8,
        rf"(?:Thứ (?:{_ORDINALS})(?=[,:.]|\s+là\b)(?!,? ngày)|(?:Một|{_ORDINALS.title()}) là(?=[,:\s]))",
    ),
    ("decimal 4", 10, r"\d{1,2}(?:\.\d{1,2}){3}\.?(?=\s)"),
    ("decimal 3", 10, r"\d{1,2}(?:\.\d{1,2}){2}\.?(?=\s)"),
    ("decimal 2", 10, r"\d{1,2}\.\d{1,2}\.?(?=\s)"),
    ("arabic", 9, r"\d{1,3}(?:[a-zđ]?\s*[.)]|\s*[-–](?=\s))(?=\s|[\p{Lu}])"),
    ("letter", 11, r"[a-zđ]\s?[.)](?=\s)"),
    ("small roman", 12, r"\((?:i{1,3}|iv|vi{0,3}|ix|x)\)"),
    ("bracket", 12, r"\((?:\d{1,2}|[a-zđ])\)"),
    ("dash", 13, r"[-–—•●▪◦](?=\s)"),
    ("plus", 14, r"\+(?=\s)"),
)
_COMPILED = tuple((kind, rank, re.compile(pattern)) for kind, rank, pattern in _MARKERS)
ARTICLE_RANK = 5
MAJOR_RANK = 7
HEADING_RANK = 9
LIST_KINDS = frozenset({"arabic", "letter", "bracket", "small roman", "dash", "plus"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its kind, its rank among kinds (0 outermost) and the characters it takes."""

    kind: str
    rank: int
    text: str


def find_marker(text: str) -> Marker | None:
    """The marker that a block begins with, if any."""
    for kind, rank, pattern in _COMPILED:
        match = pattern.match(text)
        if match:
            return Marker(kind, rank, match.group().strip())
    return None

"""What one line of a Vietnamese document looks like from outside: its marker, its end, its capitals."""

import re

from index.readers.lexicon import phrase_set, phrases

_ROMAN = r"[IVXLC]{1,6}"
# Typed list markers: - + • | 1. 1.1. 1) (1) 1/ | a) (a) a. đ) | i) (ii) | A. | I. II- | [1]
_LIST_MARKER = re.compile(
    rf"""[-–—+•●▪◦*✓➢]\s*(?=[^\W\d_]|["“”'‘(\d])   # dashes and bullets
    |\(?\d{{1,3}}[.)](?=\D|$)                      # 1.  1)  (1)
    |\d{{1,3}}/(?=\s)                              # 1/
    |\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}(?:[.)](?=\D|$)|\s+(?=[^\W\d_]))  # 1.1.  1.1 A
    |\(?[a-zđ]{{1,2}}\d?\)                         # a)  (b)  aa)
    |\(?[ivx]{{1,5}}\)                             # (iv)
    |[a-zđ]\.\s                                    # a.
    |[A-ZĐ][.)]\s                                  # A.
    |{_ROMAN}\s?[.)](?=\W|$)|{_ROMAN}\s?[-–/]\s    # II.  II-
    |\[\d{{1,3}}\]                                 # [1]
    """,
    re.VERBOSE,
)
_ARTICLE = re.compile(r"Điều\s+\d{1,3}[a-zđ]?\s*(?:[.:]|$)")
_DIVISION = re.compile(
    rf"(?:Chương|Mục|Tiểu mục|Phần|CHƯƠNG|MỤC|TIỂU MỤC|PHẦN)\s+"
    rf"(?:{_ROMAN}|\d{{1,2}}|[A-ZĐ]|thứ \w+|THỨ \w+)\b\s*(?:[.:–-]|$|(?=[^\Wa-zà-ỹđ]{{2}}))"
)
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\s*(?:(?:số|SỐ)?\s*[\dIVXA-Z]{0,4}[.:]?)?$")
_ORDINAL = re.compile(
    r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
    r"|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là)\s*[,:]"
)
# A recital opens a paragraph of its own above the articles.
_RECITAL = re.compile(r"(?:Căn cứ|Theo đề nghị của|Xét đề nghị của|Xét Tờ trình)\s+[A-ZĐÀ-Ỹ]")
_LONE_MARKER = re.compile(
    rf"(?:[-–—+•●▪]|\(?\d{{1,3}}[.)]|\d{{1,2}}(?:\.\d{{1,2}})+\.?|\(?[a-zđ]\)|\(?[ivx]{{1,5}}\)|{_ROMAN}[.-]"
    r"|\[\d{1,3}\]|Số:?|Điều\s+\d{1,3}[a-zđ]?[.:]?)"
)
_OPENERS = "\"'“‘«(["
_LETTERHEAD_STARTS = re.compile(r"(?:Số|SỐ)\s*:|(?:Nơi nhận|NƠI NHẬN|Kính gửi|KÍNH GỬI)\b|[Vv]/[Vv]\b|V/V\b")
_PLACE_AND_DATE = re.compile(
    r"[A-ZĐÀ-Ỹ][\w.]*(?:\s[A-ZĐÀ-Ỹ][\w.]*){0,5}\s?(?:\([^)]*\))?,? ngày\s+(?:\d{1,2}|\.+|…)?\s*(?:tháng|$)"
)
# A point numbered inside the sentence, "…; (3)", whose text is still to come.
_INLINE_MARKER_END = re.compile(r"[.,;:]\s*\((?:\d{1,2}|[ivx]{1,5})\)$")
_FIGURE_AND_WORDS = re.compile(r"[\d(%][^\s]*\s+[^\W\d_]")
_SENTENCE_END = re.compile(r"[.;:!?…][\"'”’»)\]]*$")
_LETTERS = re.compile(r"[^\W\d_]")
_RULE = re.compile(r"[\s\-–—_=*~.·•…|]*")


def list_marker(line: str) -> str:
    """The typed marker the line starts with, quotes before it aside, or an empty string."""
    match = _LIST_MARKER.match(line.lstrip(_OPENERS[:5])) or _LIST_MARKER.match(line)
    return match.group().strip() if match else ""


def starts_division(line: str) -> bool:
    """Whether the line opens an article, chapter, section, annex, recital or "Thứ nhất," point."""
    bare = line.lstrip(_OPENERS)
    return any(pattern.match(bare) for pattern in (_ARTICLE, _DIVISION, _ANNEX, _ORDINAL, _RECITAL))


def is_lone_marker(line: str) -> bool:
    """Whether the line is a marker and nothing else, so that its text is still to come."""
    return _LONE_MARKER.fullmatch(line) is not None


def is_letterhead(line: str) -> bool:
    """Whether the line is a part of a letterhead or signature that stands by itself."""
    return (
        line.upper().replace("–", "-") in phrases("letterhead_lines")
        or _LETTERHEAD_STARTS.match(line) is not None
        or is_place_and_date(line)
        or (is_capitals(line) and _starts_with(line, "signature_titles"))
    )


def is_place_and_date(line: str) -> bool:
    """Whether the line begins with place and date of a letterhead: "Hà Nội, ngày 03 tháng 02"."""
    return _PLACE_AND_DATE.match(line) is not None


def is_document_type(line: str) -> bool:
    """Whether the line is the name of a kind of document in capitals, or opens its enacting part."""
    return line.rstrip(" :") in phrases("document_types")


def ends_sentence(line: str) -> bool:
    """Whether the line ends in sentence-final punctuation, closing quotes and brackets aside."""
    return _SENTENCE_END.search(line) is not None


def ends_open(line: str) -> bool:
    """Whether the last word of the line asks for another: a preposition, "Bộ", "ngày", "khoản 2"."""
    words = line.rstrip().split(" ")
    if " ".join(words[-2:]).lower() in phrase_set("names"):
        return False
    reference = len(words) > 1 and words[-2].lower() in {"điều", "khoản", "điểm"} and len(words[-1]) <= 4
    return (
        words[-1].lstrip(_OPENERS) in phrases("lead_in_words")
        or " ".join(words[-2:]) in phrases("lead_in_words")
        or (reference and words[-1][-1].isalnum())
        or _INLINE_MARKER_END.search(line) is not None
    )


def starts_with_figure(line: str) -> bool:
    """Whether the line starts with a figure, bracket or percent sign that words follow."""
    return _FIGURE_AND_WORDS.match(line) is not None


def asks_for_number(line: str) -> bool:
    """Whether the last word of the line can take a number: "Điều", "khoản", "năm", "số"."""
    return line.rstrip().rsplit(" ", 1)[-1].lower() in phrase_set("number_words")


def asks_for_article(line: str) -> bool:
    """Whether the line ends in "Điều" or "khoản", after which "15." is no typed marker."""
    return line.endswith((" Điều", " khoản", " Khoản"))


def starts_lower(line: str) -> bool:
    """Whether the first letter of the line, opening quotes aside, is a small one."""
    return line.lstrip(_OPENERS)[:1].islower()


def is_capitals(line: str) -> bool:
    """Whether the line has letters, at least three, and no small one."""
    return line.upper() == line and line.lower() != line and len(_LETTERS.findall(line)) >= 3


def is_rule(line: str) -> bool:
    """Whether the line is only drawn: dashes, stars, underscores, dots, pipes."""
    return _RULE.fullmatch(line) is not None


def name_spans(before: str, after: str) -> bool:
    """Whether a known name begins at the end of ``before`` and goes on in ``after``."""
    names = phrase_set("names")
    tail = before.lower().lstrip(_OPENERS).split()[-5:]
    head = after.lower().split()[:5]
    return any(
        " ".join([*tail[-k:], *head[:m]]).strip(".,;:()[]“”\"'") in names
        for k in range(1, len(tail) + 1)
        for m in range(1, len(head) + 1)
    )


def is_motto(line: str) -> bool:
    """Whether the line is the state's or the Party's name or the national motto, complete."""
    return line.upper().replace("–", "-") in phrases("letterhead_lines")


def starts_with_office(line: str) -> bool:
    """Whether a line in capitals names an office, as the second line of a letterhead does."""
    return _starts_with(line, "offices")


def _starts_with(line: str, lexicon: str) -> bool:
    """Whether the line starts with a phrase of the lexicon, as whole words."""
    return any(line.startswith(phrase) and not line[len(phrase) :][:1].isalpha() for phrase in phrases(lexicon))

"""Text in encodings from before Unicode (TCVN3, VNI …): known by its words, put into Unicode, else refused."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from index.readers.legacy_encodings import ENCODINGS, raise_capitals, to_unicode
from index.readers.pdf_glyphs import is_syllable

# Signs that no language writes after a letter, and the pairs of VNI, in which a second vowel is the tone of the first.
_FOREIGN_SIGN = re.compile(r"[^\W\d_][¡-©¬-¶¸-º¼-¾×÷]|[aeouyôöAEOUYÔÖ][øùûõïØÙÛÕÏ](?![aeiouy])")
_SHARE_OF_WORDS = 0.1
_SAMPLE_WORDS = 4000
# Vietnamese has a mark in most words, and an encoding that fits makes nearly all of them syllables.
_FEWEST_MARKED = 3
_SHARE_MARKED = 0.15
_SHARE_OF_SYLLABLES = 0.85
# Beside words in Unicode, words in another encoding are believed only where they are the most.
_TIMES_UNICODE = 2
_CLEAR_GAIN = 0.15
# Letters that only Unicode has: where one stands, nothing needs converting.
_UNICODE_LETTER = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0303\u0309\u0323]")
_LETTERS = re.compile(r"[^\W\d_]+")
_SIGN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\xbf×÷]")
_VIQR_MARK = re.compile(r"(?i)[aeiouy][\^(+]?[`'?~.](?=[a-z])|[aeo]\^|[ou]\+|a\(|dd")
_SUBSET_TAG = re.compile(r"[A-Z]{6}\+")
_ENTITY = re.compile(r"&(?:#\d{2,4}|#[xX][0-9a-fA-F]{2,3}|[A-Za-z]{2,8}\d{0,2});")
# What of a page's source is no text of it.
NOT_SHOWN = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.IGNORECASE | re.DOTALL)


def is_legacy_font_text(texts: Iterable[str]) -> bool:
    """Whether many of the first words hold such signs; no language written with them comes near this share."""
    words = _sample(texts)
    return sum(_FOREIGN_SIGN.search(word) is not None for word in words) > _SHARE_OF_WORDS * len(words)


def font_encoding(font: str) -> tuple[str, bool] | None:
    """The encoding a font's name tells, and whether the font draws small letters as capitals; ``None``: Unicode."""
    name = _SUBSET_TAG.sub("", font).strip().lower()
    encoding = next((encoding for start, encoding in _font_starts() if name.startswith(start)), None)
    return (encoding, encoding == "tcvn3" and name.endswith("h")) if encoding else None


def detect_encoding(texts: Iterable[str], encodings: Sequence[str] = ENCODINGS) -> str | None:
    """The encoding that makes Vietnamese of ``texts``; ``None`` where they are Unicode or another language."""
    sample = _sample(texts)
    words = [word for word in sample if not holds_unicode(word)]
    fewest = max(_FEWEST_MARKED, _SHARE_MARKED * len(words), _TIMES_UNICODE * (len(sample) - len(words)))
    best, score = None, 0.0
    for encoding in encodings:
        marked, plain, fitting = _shares(words, encoding)
        if marked >= fewest and fitting > max(score, _SHARE_OF_SYLLABLES, plain + _CLEAR_GAIN):
            best, score = encoding, fitting
    return best


def holds_unicode(text: str) -> bool:
    """Whether ``text`` holds Vietnamese letters that only Unicode has."""
    return _UNICODE_LETTER.search(text) is not None


def reads_better(text: str, encoding: str) -> bool:
    """Whether more words of ``text`` are Vietnamese in this encoding than as they stand."""
    _, plain, fitting = _shares(_sample([text]), encoding)
    return fitting > plain


def _shares(words: Sequence[str], encoding: str) -> tuple[int, float, float]:
    """How many words hold letters of the encoding, and what share is Vietnamese as it stands and converted."""
    marked = [word for word in words if _is_marked(word, encoding)]
    # Words in VIQR are plain ASCII, which says nothing for them as they stand.
    plain = 0 if encoding == "viqr" else sum(map(_is_vietnamese, marked))
    fitting = sum(_is_vietnamese(to_unicode(word, encoding)) for word in marked)
    return len(marked), plain / max(1, len(marked)), fitting / max(1, len(marked))


def lines_to_unicode(lines: Sequence[str], encoding: str | None = None) -> list[str]:
    """The lines in Unicode, those that already hold Vietnamese letters of Unicode as they are."""
    encoding = encoding or detect_encoding(lines)
    return [_line_to_unicode(line, encoding) for line in lines] if encoding else list(lines)


def text_to_unicode(text: str) -> str:
    """A whole text in Unicode."""
    return "\n".join(lines_to_unicode(text.split("\n")))


def page_to_unicode(page: str) -> str:
    """The source of a web page in Unicode, letters written as entities included."""
    named = _ENTITY.sub(_western_letter, page)
    encoding = detect_encoding([NOT_SHOWN.sub(" ", named)], [name for name in ENCODINGS if name != "viqr"])
    return "\n".join(lines_to_unicode(named.split("\n"), encoding)) if encoding else page


def _line_to_unicode(line: str, encoding: str) -> str:
    if holds_unicode(line):
        return line
    converted = to_unicode(line, encoding)
    return raise_capitals(converted) if encoding == "tcvn3" and converted != line else converted


def _sample(texts: Iterable[str]) -> list[str]:
    """The first words of ``texts``."""
    words: list[str] = []
    for text in texts:
        words.extend(re.findall(r"[^ \t\n\r\f\v]+", text))
        if len(words) >= _SAMPLE_WORDS:
            break
    return words[:_SAMPLE_WORDS]


def _is_marked(word: str, encoding: str) -> bool:
    """Whether the word has something that the encoding may read as a letter; one character proves nothing."""
    if len(word) < 2:
        return False
    if encoding == "viqr":
        return _VIQR_MARK.search(word) is not None
    return not word.isascii() or _SIGN.search(word) is not None


@lru_cache(maxsize=8192)
def _is_vietnamese(word: str) -> bool:
    """Whether all parts of a word with marks are syllables, and no sign stands among its letters."""
    inner = word.strip("\"'“”‘’«»()[]{}.,;:!?…–-*_/|•·\u00a0\u00ad")
    if _SIGN.search(inner.replace("\u00a0", "")):
        return False
    return all(part.isascii() or is_syllable(part) for part in _LETTERS.findall(inner))


@cache
def _font_starts() -> tuple[tuple[str, str], ...]:
    text = files(__package__).joinpath("data", "legacy_fonts.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((start, encoding) for start, encoding in pairs)


def _western_letter(match: re.Match[str]) -> str:
    """The letter or sign of Latin-1 that an entity names; other entities stay."""
    from html import unescape

    letter = unescape(match.group())
    return letter if len(letter) == 1 and "\xa1" <= letter <= "\xff" else match.group()

"""Cuts one line that holds two: letterhead columns read side by side, a subject line run into the first sentence."""

import re
from functools import cache

from index.readers import line_shapes as shape
from index.readers.lexicon import phrases

_LONGEST_LETTERHEAD = 200
_NUMBER_AND_DATE = re.compile(
    r"^((?:Số|SỐ)\s*:?\s*[\w.]*\s?[/-][\w/&.-]+)\s+([A-ZĐÀ-Ỹ][^\s,]*(?:\s[A-ZĐÀ-Ỹ][^\s,]*){0,6}\s?(?:\([^)]*\)\s*)?,\s*ngày\b.*)$"
)
# A subject line has at least so many words in capitals, a first sentence at least so many words.
_FEWEST_CAPITALS = 4
_FEWEST_SENTENCE_WORDS = 6


def split_glued(paragraph: str) -> list[str]:
    """``paragraph`` as the one or more lines it was on paper; the words and their order stay."""
    return [part for line in _split_letterhead(paragraph) for part in split_subject(line)]


@cache
def _mottos() -> re.Pattern[str]:
    """The complete letterhead lines as one pattern; the motto proper is usually written in small letters."""
    flexible = (re.escape(phrase).replace(r"\-", r"\s*[-–]\s*") for phrase in phrases("letterhead_lines"))
    return re.compile("|".join([*flexible, r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc"]))


def _split_letterhead(line: str) -> list[str]:
    if len(line) > _LONGEST_LETTERHEAD:
        return [line]
    match = _NUMBER_AND_DATE.match(line)
    if match:
        return [match.group(1), match.group(2)]
    pieces = [piece.strip(" |") for piece in re.split(f"({_mottos().pattern})", line)]
    pieces = [piece for piece in pieces if piece]
    others = [piece for piece in pieces if not _mottos().fullmatch(piece)]
    if len(pieces) == 1 or not all(shape.is_capitals(piece) or shape.is_letterhead(piece) for piece in others):
        return [line]
    return [part for piece in pieces for part in (_split_letterhead(piece) if piece in others else [piece])]


def split_subject(line: str) -> list[str]:
    """``line`` cut after a run of capitals that a sentence in ordinary letters follows."""
    words = line.split(" ")
    run = next((number for number, word in enumerate(words) if word.upper() != word), len(words))
    capitals = [word for word in words[:run] if any(letter.isalpha() for letter in word) and len(word) > 1]
    rest = words[run:]
    if len(capitals) < _FEWEST_CAPITALS or len(rest) < _FEWEST_SENTENCE_WORDS or not rest[0][:1].isupper():
        return [line]
    if shape.ends_open(words[run - 1].lower()) or words[run - 1].endswith((",", "-", "–")):
        return [line]
    return [" ".join(words[:run]), " ".join(rest)]

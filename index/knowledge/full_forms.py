"""Where the full form of an abbreviation begins in the words before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold

_WORD = re.compile(r"[^\W_]+")
# What ends the words that may belong to a full form; a comma may stand inside one.
_BORDER = re.compile(r"[.;:()\[\]|“”\"\n…!?]")
_LONGEST = 240
_MOST_WORDS_IN_A_NAME = 18
_MOST_WORDS_IN_A_NOUN = 10
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offsets in the document's text; ``comma`` when one stands after it."""

    text: str
    start: int
    end: int
    comma: bool = False


def words_before(text: str, end: int) -> list[Word]:
    """The words of the clause that ends at ``end``, commas and dashes allowed between them."""
    start = max(0, end - _LONGEST)
    for border in _BORDER.finditer(text, start, end):
        start = border.end()
    found = list(_WORD.finditer(text, start, end))
    following = [*(match.start() for match in found[1:]), end][: len(found)]
    return [
        Word(m.group(), m.start(), m.end(), "," in text[m.end() : after])
        for m, after in zip(found, following, strict=True)
    ]


def begin_by_initials(short: str, before: Sequence[Word]) -> int | None:
    """Index of the word with which the words begin whose initials, linking words apart, are ``short``."""
    places = {len(before) - 1}
    for number, unit in enumerate(reversed(_units(short))):
        # Only between two words of a full form may linking words be passed over.
        candidates = set(_back(before, places, far=number > 0))
        places = {place - 1 for place in candidates if _stands_for(unit, before[place].text)}
    return max(places) + 1 if places else None


def begin_by_noun(before: Sequence[Word]) -> int | None:
    """Index of the word that begins the name or noun at the end of the clause; ``None`` when that is not plain."""
    if not before or all(word.text.isupper() for word in before):
        return None
    begin = _begin_of_name(before)
    return begin if begin is not None else _begin_of_noun(before)


def _units(short: str) -> list[str]:
    """The parts of a short form that each stand for one word: letters, or a word that is written out."""
    units: list[str] = []
    for token in _WORD.findall(short):
        written_out = sum(c.isupper() for c in token) < 2 and len(token) > 1
        units += [token] if written_out else _split_at_capitals(token)
    return units


def _split_at_capitals(token: str) -> list[str]:
    starts = [place for place, c in enumerate(token) if c.isupper() or place == 0]
    return [token[a:b] for a, b in zip(starts, [*starts[1:], len(token)], strict=True)]


def _back(before: Sequence[Word], places: set[int], *, far: bool) -> Iterator[int]:
    """``places`` and, when ``far``, those before them that only linking words stand between."""
    for start in places:
        place = start
        while place >= 0 and (place == start or place not in places):
            yield place
            if not far or before[place].text.lower() not in _list("linking_words.txt"):
                break
            place -= 1


def _stands_for(unit: str, word: str) -> bool:
    if unit in "Ww":
        return fold(word[:2]) == "uo"
    return _spelt(word[: len(unit)]) == _spelt(unit)


def _spelt(text: str) -> str:
    """Folded, "đ" and "d" apart."""
    return fold(text.replace("Đ", "đ").replace("đ", "ð"))


def _begin_of_name(before: Sequence[Word]) -> int | None:
    """The nearest thing that is named in capitals: "… với Tổ chức Y tế Thế giới"."""
    first = max(0, len(before) - _MOST_WORDS_IN_A_NAME)
    for place in range(len(before) - _FEWEST_WORDS, first - 1, -1):
        if before[place].text[0].isupper() and _starts_here("named_things.txt", before, place):
            # The capital that begins a sentence names nothing: "Ứng dụng trí tuệ nhân tạo".
            is_deed = place == 0 and _starts_here("clause_words.txt", before, place)
            return place if not is_deed and _is_name(before[place:]) else None
    return None


def _is_name(words: Sequence[Word]) -> bool:
    """Whether nothing ends the name: no comma before a capital, no verb but one of two ("cung cấp và sử dụng")."""
    return not any(
        (word.comma and words[place].text[0].isupper())
        or (_starts_here("clause_words.txt", words, place) and word.text != "và")
        for place, word in enumerate(words[:-1], start=1)
    )


def _begin_of_noun(before: Sequence[Word]) -> int | None:
    """The nearest noun that may have a short form, with what it hangs on: "chỉ số phát triển con người"."""
    clause = _clause(before)
    if before[-1].text[0].isupper():
        # What ends in a proper name is that place or person, not what the short form stands for.
        return None
    things = [place for place in clause if _starts_here("named_things.txt", before, place)]
    if not things or len(before) - things[0] < _FEWEST_WORDS:
        return None
    begin = things[0]
    for earlier in things[1:]:
        if any(word.text.lower() in _list("linking_words.txt") for word in before[earlier:begin]):
            break
        begin = earlier
    return begin if len(before) - begin >= _FEWEST_WORDS else None


def _clause(before: Sequence[Word]) -> list[int]:
    """Places from the last word back to the last comma or word that no noun holds."""
    places: list[int] = []
    for place in range(len(before) - 1, max(-1, len(before) - 1 - _MOST_WORDS_IN_A_NOUN), -1):
        if before[place].comma or _starts_here("clause_words.txt", before, place):
            break
        places.append(place)
    return places


def _starts_here(file: str, before: Sequence[Word], place: int) -> bool:
    entries = _list(file)
    words = [word.text.lower() for word in before[place : place + 3]]
    return any(" ".join(words[:length]) in entries for length in range(1, len(words) + 1))


@cache
def _list(file: str) -> frozenset[str]:
    return frozenset(line.strip() for line in data_lines("index.knowledge", file))

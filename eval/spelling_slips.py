"""Questions typed badly on purpose, the same way each time: what `eval.bench_spelling` has read again."""

import random
import unicodedata
from collections.abc import Callable

from index.text.folding import fold
from index.text.tokens import tokenize

Spoiler = Callable[[str, random.Random], str]

_TONE_KEYS = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
_LETTER_KEYS = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 3


def without_marks(question: str, _random: random.Random) -> str:
    """All marks left out, capitals kept."""
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in unicodedata.normalize("NFC", question))


def half_marked(question: str, chance: random.Random) -> str:
    """Each word keeps its marks or loses them, at even odds."""
    return " ".join(w if chance.random() < 0.5 else without_marks(w, chance) for w in question.split())


def one_slip(question: str, chance: random.Random) -> str:
    """One word with two letters swapped, one missing, doubled, added or hit beside."""
    return _in_one_word(question, _slipped, chance)


def one_slip_without_marks(question: str, chance: random.Random) -> str:
    """No marks, and one slip."""
    return one_slip(without_marks(question, chance), chance)


def one_mark_wrong(question: str, chance: random.Random) -> str:
    """One word with one of its marks left out."""
    return _in_one_word(question, _one_mark_out, chance)


def one_telex(question: str, chance: random.Random) -> str:
    """One word with its telex keys left undone."""
    return _in_one_word(question, lambda word, _: telex(word), chance)


def all_telex(question: str, _random: random.Random) -> str:
    """The whole question with the input method switched off."""
    return " ".join(telex(word) for word in question.split())


def telex(word: str) -> str:
    """The keys of a word, its tone last."""
    keys, tone, last = "", "", ""
    for character in unicodedata.normalize("NFD", word):
        if character in _TONE_KEYS:
            tone = _TONE_KEYS[character]
        elif character in _LETTER_KEYS:
            keys += _LETTER_KEYS[character] or last.lower()
        else:
            keys += {"đ": "dd", "Đ": "Dd"}.get(character, character)
            last = character
    letters = keys.rstrip("?!.,;:)”\"'")
    return letters + tone + keys[len(letters) :]


def _in_one_word(question: str, spoil: Spoiler, chance: random.Random) -> str:
    words = question.split()
    order = [n for n, word in enumerate(words) if word.isalpha() and word[1:].islower() and len(word) >= _SHORTEST]
    chance.shuffle(order)
    for number in order:
        spoilt = spoil(words[number], chance)
        if spoilt != words[number] and tokenize(spoilt):
            words[number] = spoilt
            break
    return " ".join(words)


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word))
    kind = chance.randrange(5)
    if kind == 0:
        return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at > 1 else word
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    beside = _beside(word[at], chance)
    return word[:at] + beside + word[at + (kind == 3) :]


def _beside(letter: str, chance: random.Random) -> str:
    for row in _ROWS:
        at = row.find(fold(letter))
        if at >= 0:
            return chance.choice(row[max(at - 1, 0) : at] + row[at + 1 : at + 2])
    return letter


def _one_mark_out(word: str, chance: random.Random) -> str:
    letters = list(unicodedata.normalize("NFD", word))
    marks = [n for n, letter in enumerate(letters) if unicodedata.combining(letter)]
    if marks:
        del letters[chance.choice(marks)]
    return unicodedata.normalize("NFC", "".join(letters))

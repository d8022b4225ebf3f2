"""Slips of the keyboard: what else one finger astray could have meant."""

from collections.abc import Iterator
from functools import cache

from index.text.data_lines import data_lines

# Natural logarithms of how likely one particular slip is, in a syllable that was typed with care otherwise.
SWAPPED, MISSING, DOUBLED, EXTRA, NEIGHBOUR, OTHER = -6.5, -7.0, -6.5, -7.5, -7.5, -9.5
_LETTERS = "abcdeghiklmnopqrstuvxy"


def one_slip_away(letters: str) -> Iterator[tuple[str, float]]:
    """Spellings that one slip could have turned into ``letters`` (lower case, no marks), with its logarithm."""
    for at in range(len(letters)):
        before, letter, after = letters[:at], letters[at], letters[at + 1 :]
        if after and after[0] != letter:
            yield before + after[0] + letter + after[1:], SWAPPED
        if len(letters) > 1:
            yield before + after, DOUBLED if letter in (before[-1:], after[:1]) else EXTRA
        near = _neighbours(letter)
        for other in _LETTERS:
            # "lí" and "lý" are two ways to write one word, not a slip.
            if other != letter and {other, letter} != {"i", "y"}:
                yield before + other + after, NEIGHBOUR if other in near else OTHER
    for at in range(len(letters) + 1):
        for other in _LETTERS:
            yield letters[:at] + other + letters[at:], MISSING


@cache
def _neighbours(letter: str) -> frozenset[str]:
    rows = data_lines("rag", "keyboard.txt")
    near: set[str] = set()
    for number, row in enumerate(rows):
        at = row.find(letter)
        if at < 0:
            continue
        near.update(row[max(at - 1, 0) : at + 2])
        # A row stands half a key to the right of the one above it.
        near.update(rows[number - 1][at : at + 2] if number else "")
        near.update(rows[number + 1][max(at - 1, 0) : at + 1] if number + 1 < len(rows) else "")
    return frozenset(near) - {letter}

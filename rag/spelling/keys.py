"""Keys of an input method that were typed but not turned into marks: "tuowngs", "d9ien65"."""

from functools import cache

from index.text.data_lines import data_lines
from rag.spelling.marks import STROKE, TONES, WHOLE, Mark, Shape, shape

_VOWELS = frozenset("aeiouy")
_HORN = "\u031b"
Keys = dict[str, list[tuple[str, str]]]


def decode(typed: str, method: str) -> Shape | None:
    """What lower-case ``typed`` means under ``method`` (telex, vni); ``None`` where no key in it acts.

    Marks that are there already stay. Keys may come at once, after the vowel or at the end of the syllable.
    """
    keys = _keys(method)
    letters: list[str] = []
    marks: set[Mark] = set()
    for character in typed:
        acted = _act(keys.get(character, []), letters, marks)
        if acted:
            marks |= acted
        else:
            own = shape(character)
            letters.extend(own.letters)
            marks |= own.marks
    result = Shape("".join(letters), frozenset(marks))
    return None if result.letters == shape(typed).letters else result


def _act(actions: list[tuple[str, str]], letters: list[str], marks: set[Mark]) -> set[Mark]:
    """The marks a key sets on what was typed before it; none where it is a plain letter."""
    for bearers, mark in actions:
        if bearers == WHOLE:
            if _VOWELS.intersection(letters):
                marks.difference_update({(WHOLE, tone) for tone in TONES})
                return {(WHOLE, mark)}
            continue
        bearing = [letter for letter in letters if letter in bearers and (letter, mark) not in marks]
        if mark == STROKE and letters[:1] != ["d"]:
            continue
        if bearing:
            # "uow" puts the horn on both letters.
            both = mark == _HORN and "uo" in "".join(letters)
            return {(letter, mark) for letter in ("uo" if both else bearing[-1])}
    return set()


@cache
def _keys(method: str) -> Keys:
    keys: Keys = {}
    for line in data_lines("rag", "typing_keys.tsv"):
        key, of_method, bearers, code = line.split("\t")
        if of_method == method:
            keys.setdefault(key, []).append((bearers, chr(int(code, 16))))
    return keys

"""Two syllables typed without the space between them: "thutuong", "nghidinh"."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.knowledge.syllables import UNKNOWN, SyllableModel
from rag.spelling.marks import shape, well_formed
from rag.spelling.tokens import Place

# Shorter ones, and pairs seen less often, are other languages' words rather: "data", "honda".
_SHORTEST = 5
_FEWEST_SEEN = 5


def parted(found: Sequence[Place], model: SyllableModel) -> list[Place]:
    """The places, those that are two syllables read as the pair that was seen most often."""
    return [_parted(place, model) for place in found]


def _parted(place: Place, model: SyllableModel) -> Place:
    word = place.reading
    # A capital begins a name: "Vietnam".
    if place.fixed or place.sure or place.number or not place.typed.islower():
        return place
    if len(word) < _SHORTEST or well_formed(word):
        return place
    if model.id_of(word) != UNKNOWN or model.forms(shape(word).letters):
        return place
    cuts = [_most_seen(word[:at], word[at:], model) for at in range(1, len(word))]
    seen, pair = max(cuts, default=(0, ""))
    return replace(place, reading=pair, sure=True) if seen >= _FEWEST_SEEN else place


def _most_seen(first: str, second: str, model: SyllableModel) -> tuple[int, str]:
    """The pair of forms of two halves that was seen most often, and how often."""
    firsts, seconds = _agreeing(first, model), _agreeing(second, model)
    if not firsts or not seconds:
        return 0, ""
    counts = model.pair_count(np.array(firsts)[:, None], np.array(seconds)[None, :])
    a, b = np.unravel_index(int(counts.argmax()), counts.shape)
    return int(counts[a, b]), f"{model.vocabulary[firsts[a]]} {model.vocabulary[seconds[b]]}"


def _agreeing(half: str, model: SyllableModel) -> list[int]:
    """The forms of a half that have at least the marks it was typed with."""
    typed = shape(half)
    forms = model.forms(typed.letters)
    return [
        id_ for id_ in forms if typed.marks <= shape(model.vocabulary[id_]).marks and well_formed(model.vocabulary[id_])
    ]

"""A question as it was meant: diacritics restored, slips of the keyboard mended, with how sure that is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.knowledge.syllables import BOUNDARY, NUMBER, UNKNOWN, SyllableModel
from index.text.tone_placement import unify_tones
from rag.spelling.candidates import as_step, beside_neighbours, is_misspelt, readings, slips
from rag.spelling.habit import Habit, habit, input_method_off, neighbours
from rag.spelling.joined import parted
from rag.spelling.lattice import Step, posteriors
from rag.spelling.marks import well_formed
from rag.spelling.tokens import Place, places

# A question typed with marks is changed only where this sure, and where the documents show the words side by side.
_SURE = 0.95
# What cannot be spelt so is wrong for certain; the question is only what was meant.
_SURE_OF_MISSPELT = 0.6
# A word in small letters that cannot be spelt so and stands in no document is rarely one of another language.
_SURE_OF_UNSPELLABLE = 0.8
# An unknown word that Vietnamese can spell was hardly meant without marks where all are typed without.
_BARE_UNKNOWN = 0.3


@dataclass(frozen=True, slots=True)
class Restored:
    """``text`` as it was read; ``trust`` is the share of its syllables expected to be right.

    ``corrections`` are the words that were changed, in order: as typed and as read.
    """

    text: str
    trust: float
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any word was read as another than it was typed."""
        return bool(self.corrections)


@dataclass(frozen=True, slots=True)
class _Reading:
    place: Place
    read: str
    trust: float


def restore(text: str, model: SyllableModel) -> Restored:
    """Read a question as it was most likely meant; one that is written well comes back as it is."""
    composed = unicodedata.normalize("NFC", text)
    found = parted(input_method_off(places(composed), model), model)
    if all(place.fixed for place in found):
        return Restored(text, 1.0)
    typed_so = habit(found, model)
    read = _read(found, typed_so, model)
    changed = [reading for reading in read if _plain(reading.read) != _plain(reading.place.typed)]
    trust = float(np.mean([reading.trust for reading in read if not reading.place.fixed]))
    if not changed:
        return Restored(text, trust if typed_so.bare else 1.0)
    corrections = tuple((reading.place.typed, reading.read) for reading in changed)
    return Restored(_with(composed, changed), trust, corrections)


def _with(text: str, changed: Sequence[_Reading]) -> str:
    pieces, end = [], 0
    for reading in changed:
        pieces += [text[end : reading.place.start], reading.read]
        end = reading.place.end
    return "".join([*pieces, text[end:]])


def _read(found: Sequence[Place], typed_so: Habit, model: SyllableModel) -> list[_Reading]:
    options = [_options(place, typed_so, model) for place in found]
    if typed_so.careful:
        options = [_as_seen(found, options, at, model) for at in range(len(found))]
    options = [_with_slips(found, options, at, typed_so, model) for at in range(len(found))]
    steps: list[Step] = []
    last: list[int] = []
    for place, option in zip(found, options, strict=True):
        if place.gap:
            steps.append(as_step({BOUNDARY: 0.0}))
        steps += option
        last.append(len(steps) - 1)
    shares = posteriors(steps, model)
    return [_chosen(place, steps[n], shares[n], typed_so, model) for place, n in zip(found, last, strict=True)]


def _options(place: Place, typed_so: Habit, model: SyllableModel) -> list[Step]:
    """One step, or one for each syllable of a shorthand."""
    if place.number and place.fixed:
        return [as_step({NUMBER: 0.0})]
    if place.fixed or place.sure:
        return [as_step({model.id_of(syllable): 0.0}) for syllable in place.reading.split()]
    return [as_step(readings(place.reading, typed_so, model))]


def _as_seen(found: Sequence[Place], options: Sequence[list[Step]], at: int, model: SyllableModel) -> list[Step]:
    """Only the word itself where it was seen beside one of its neighbours as they were typed.

    A figure is no such neighbour: anything may stand beside it.
    """
    place = found[at]
    if place.fixed or place.sure or place.number:
        return options[at]
    own = model.id_of(place.reading)
    before, after = neighbours(found, at)
    beside = [(model.id_of(before), own)] if before else []
    beside += [(own, model.id_of(after))] if after else []
    seen = [bool(model.pair_count(np.array(a), np.array(b))) for a, b in beside]
    kept = own != UNKNOWN and (any(seen) or not seen)
    return [as_step({own: 0.0})] if kept else options[at]


def _with_slips(
    found: Sequence[Place], options: Sequence[list[Step]], at: int, typed_so: Habit, model: SyllableModel
) -> list[Step]:
    """The options of one place: those seen beside its neighbours; slips of a finger too where there are none."""
    place, here = found[at], options[at][0]
    if place.fixed or place.sure or place.number:
        return options[at]
    before = options[at - 1][-1] if at and not place.gap else None
    after = options[at + 1][0] if at + 1 < len(found) and not found[at + 1].gap else None
    narrowed = beside_neighbours(here, before, after, model)
    if narrowed is not None:
        return [narrowed]
    more = slips(place.reading, typed_so, before, after, model)
    return [as_step(more | dict(zip(here.ids.tolist(), here.typed.tolist(), strict=True)))]


def _chosen(place: Place, step: Step, shares: NDArray[np.float64], typed_so: Habit, model: SyllableModel) -> _Reading:
    if place.fixed:
        return _Reading(place, place.typed, 1.0)
    if place.sure:
        return _Reading(place, _like(place.typed, place.reading), 1.0)
    best = int(np.argmax(shares))
    share, id_ = float(shares[best]), int(step.ids[best])
    if typed_so.careful and share < _least(place, model):
        return _Reading(place, place.typed, float(shares[step.ids == model.id_of(place.reading)].sum()))
    if id_ == UNKNOWN:
        bare = typed_so.bare and well_formed(place.reading)
        return _Reading(place, place.typed, share * (_BARE_UNKNOWN if bare else 1.0))
    return _Reading(place, _like(place.typed, model.vocabulary[id_]), share)


def _least(place: Place, model: SyllableModel) -> float:
    """How sure a reading of a carefully typed word must be."""
    if is_misspelt(place.reading):
        return _SURE_OF_MISSPELT
    foreign = place.typed[0].isupper() or well_formed(place.reading) or model.id_of(place.reading) != UNKNOWN
    return _SURE if foreign else _SURE_OF_UNSPELLABLE


def _plain(word: str) -> str:
    return unify_tones(word.lower())


def _like(typed: str, read: str) -> str:
    """``read`` in the case of ``typed``."""
    if len(typed) > 1 and typed.isupper():
        return read.upper()
    return read[0].upper() + read[1:] if typed[0].isupper() else read

"""How a question was typed: with marks, without, half and half, or with the input method switched off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.knowledge.syllables import UNKNOWN, SyllableModel
from rag.spelling.keys import decode
from rag.spelling.marks import shape, well_formed
from rag.spelling.tokens import Place

# Logarithm of how likely somebody who types all marks leaves those of one syllable out.
_CAREFUL = -7.0
# Of the syllables that lost their marks, so many can be told to have had some.
_TOLD = 0.6
# Fewer such words may be names or of another language; so many are how somebody types.
_FEWEST_LACKING = 3
_FEWEST_DECODED = 2
# The share among all syllables of one that everybody uses.
_COMMON = 0.001


@dataclass(frozen=True, slots=True)
class Habit:
    """``drop`` is the logarithm of how likely the marks of a syllable were left out; 0 where none was typed."""

    drop: float

    @property
    def bare(self) -> bool:
        """Nothing was typed with marks."""
        return self.drop == 0

    @property
    def careful(self) -> bool:
        """All marks seem to be there."""
        return self.drop == _CAREFUL


def habit(found: Sequence[Place], model: SyllableModel) -> Habit:
    """Told by the syllables that cannot be meant without marks ("viec", "duoc") against those that have some."""
    words = [place for place in found if not place.fixed]
    if not any(shape(word.typed.lower()).marks for word in words):
        return Habit(0.0)
    lacking = [at for at in range(len(found)) if _lacks_marks(found, at, model)]
    if len(lacking) < _FEWEST_LACKING and not any(_surely(found[at].reading, model) for at in lacking):
        return Habit(_CAREFUL)
    bare = len(lacking) / _TOLD
    marked = sum(1 for word in words if not word.sure and shape(word.reading).marks)
    return Habit(float(np.log(bare / (bare + marked))))


def _lacks_marks(found: Sequence[Place], at: int, model: SyllableModel) -> bool:
    """Whether a word makes no sense as it stands, but would with marks.

    A word that Vietnamese can spell so must also fit its neighbours better with marks: "ung thư" is written well.
    """
    place = found[at]
    if not place.typed.islower() or place.fixed or place.sure or place.number or shape(place.reading).marks:
        return False
    forms = [id_ for id_ in model.forms(place.reading) if shape(model.vocabulary[id_]).marks]
    forms = [id_ for id_ in forms if well_formed(model.vocabulary[id_])]
    if not forms:
        return False
    own = model.id_of(place.reading)
    if not well_formed(place.reading):
        return own == UNKNOWN
    before, after = neighbours(found, at)
    return not _beside([own], before, after, model, folded=False) and _beside(forms, before, after, model, folded=True)


def neighbours(found: Sequence[Place], at: int) -> tuple[str | None, str | None]:
    """The syllables right before and after a place, ``None`` for a figure or where punctuation is between."""
    before = found[at - 1] if at and not found[at].gap else None
    after = found[at + 1] if at + 1 < len(found) and not found[at + 1].gap else None
    return (
        before.reading.split()[-1] if before and not before.number else None,
        after.reading.split()[0] if after and not after.number else None,
    )


def _beside(ids: list[int], before: str | None, after: str | None, model: SyllableModel, *, folded: bool) -> bool:
    """Whether any of ``ids`` was seen beside a neighbour, as that was typed or in any of its forms."""
    here = np.array([id_ for id_ in ids if id_ != UNKNOWN], np.int64)
    first, second = (np.array(_forms(side, model, folded=folded), np.int64) for side in (before, after))
    pairs = (model.pair_count(first[:, None], here), model.pair_count(here[:, None], second))
    return any(bool(pair.any()) for pair in pairs)


def _forms(syllable: str | None, model: SyllableModel, *, folded: bool) -> list[int]:
    if syllable is None:
        return []
    own = model.id_of(syllable)
    bare = folded and not shape(syllable).marks
    return list(model.forms(syllable)) if bare else [own] if own != UNKNOWN else []


def _surely(syllable: str, model: SyllableModel) -> bool:
    """One is enough where it cannot be spelt so ("viec") or is no word but has a very common form ("nguoi")."""
    if model.id_of(syllable) != UNKNOWN:
        return False
    return not well_formed(syllable) or any(model.share(id_) > _COMMON for id_ in model.forms(syllable))


def input_method_off(found: Sequence[Place], model: SyllableModel) -> list[Place]:
    """The places with their keys turned into marks where several show that the input method was off."""
    decoded = [_decoded(place, model) for place in found]
    if sum(1 for read in decoded if read) < _FEWEST_DECODED:
        return list(found)
    return [replace(place, reading=read or place.reading) for place, read in zip(found, decoded, strict=True)]


def _decoded(place: Place, model: SyllableModel) -> str | None:
    """The syllable that the keys of a place spell to the last mark, where it is none as it stands."""
    if place.fixed or place.sure or well_formed(place.reading) or model.id_of(place.reading) != UNKNOWN:
        return None
    for method in ("telex", "vni"):
        meant = decode(place.reading, method)
        for id_ in model.forms(meant.letters) if meant else ():
            if meant and shape(model.vocabulary[id_]).marks == meant.marks:
                return model.vocabulary[id_]
    return None

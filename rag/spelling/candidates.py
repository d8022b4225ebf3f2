"""What a typed syllable may have meant: itself, other marks on its letters, stray keys, one slip of a finger."""

import numpy as np
from numpy.typing import NDArray

from index.knowledge.ngrams import Ids
from index.knowledge.syllables import UNKNOWN, SyllableModel
from rag.spelling.habit import Habit
from rag.spelling.keys import decode
from rag.spelling.lattice import Step
from rag.spelling.marks import STROKE, WHOLE, Mark, Shape, shape, well_formed
from rag.spelling.slips import one_slip_away

# Natural logarithms: one mark forgotten, one mark wrong, "d" for "đ" alone, keys left undone, something that cannot be
# spelt so, a word that there is in place of another.
FORGOTTEN, WRONG, NO_STROKE, STRAY_KEYS, MISSPELT, REAL_WORD = -4.5, -5.5, -0.5, -4.0, -6.0, -3.0
_MOST_FORMS = 12
_MOST_SLIPS = 6
_FEWEST_FORMS = 3

Readings = dict[int, float]


def readings(typed: str, habit: Habit, model: SyllableModel) -> Readings:
    """Ids with the logarithm of how likely they would be typed so."""
    as_typed = shape(typed)
    known = model.id_of(typed)
    found = _forms(as_typed, habit, model)
    if known == UNKNOWN:
        _keep_best(found, _stray_keys(typed, habit, model))
    elif habit.careful:
        found = {id_: cost + REAL_WORD for id_, cost in found.items()}
    if habit.careful:
        found = {id_: cost for id_, cost in found.items() if well_formed(model.vocabulary[id_])}
    found.pop(known, None)
    found[known] = MISSPELT if known == UNKNOWN and is_misspelt(typed) else 0.0
    return found


def is_misspelt(typed: str) -> bool:
    """Whether it has marks, as Vietnamese has, and cannot be spelt so."""
    return bool(shape(typed).marks) and not well_formed(typed)


def _forms(typed: Shape, habit: Habit, model: SyllableModel) -> Readings:
    return {
        id_: _marks_cost(typed.marks, shape(model.vocabulary[id_]).marks, habit)
        for id_ in model.forms(typed.letters)[:_MOST_FORMS]
    }


def _marks_cost(typed: frozenset[Mark], meant: frozenset[Mark], habit: Habit) -> float:
    if typed == meant:
        return 0.0
    if not typed:
        return habit.drop
    wrong, forgotten = typed - meant, meant - typed
    if not wrong and forgotten == {("d", STROKE)}:
        return NO_STROKE
    # Another tone is one mistake, not one mark too many and one too few.
    other_tone = any(letter == WHOLE for letter, _ in wrong) and any(letter == WHOLE for letter, _ in forgotten)
    return WRONG * len(wrong) + FORGOTTEN * (len(forgotten) - other_tone)


def _stray_keys(typed: str, habit: Habit, model: SyllableModel) -> Readings:
    found: Readings = {}
    for method in ("telex", "vni"):
        decoded = decode(typed, method)
        if decoded is not None:
            exact = method == "vni"
            forms = _forms(decoded, habit, model).items()
            _keep_best(found, {id_: cost + STRAY_KEYS for id_, cost in forms if cost == 0 or not exact})
    return found


def slips(typed: str, habit: Habit, before: Step | None, after: Step | None, model: SyllableModel) -> Readings:
    """Vietnamese readings one slip away that were seen beside a reading of a neighbour: the few likeliest.

    What cannot be spelt so is a slip for certain, whatever it stands beside.
    """
    as_typed = shape(typed)
    real = REAL_WORD if habit.careful and model.id_of(typed) != UNKNOWN else 0.0
    found: Readings = {}
    for letters, cost in one_slip_away(as_typed.letters):
        for id_ in model.forms(letters):
            marks = _marks_cost(as_typed.marks, shape(model.vocabulary[id_]).marks, habit)
            if cost + marks + real > found.get(id_, -np.inf) and well_formed(model.vocabulary[id_]):
                found[id_] = cost + marks + real
    if not found:
        return found
    ids = np.fromiter(found, np.int64)
    beside = _seen_beside(ids, before, after, model)
    if not beside.any() and is_misspelt(typed):
        beside = model.counts(ids).astype(np.int64)
    scores = np.array(list(found.values())) + np.log(np.maximum(beside, 1e-9))
    best = [int(at) for at in np.argsort(-scores)[:_MOST_SLIPS] if beside[at] > 0]
    return {int(ids[at]): found[int(ids[at])] for at in best}


def beside_neighbours(step: Step, before: Step | None, after: Step | None, model: SyllableModel) -> Step | None:
    """The step without what was never seen beside a neighbour, for speed; ``None`` where nothing was.

    What was typed, which comes last, and the most frequent forms stay.
    """
    seen = _seen_beside(step.ids, before, after, model) > 0
    if not seen.any():
        return None
    seen[:_FEWEST_FORMS] = True
    seen[-1] = True
    return Step(step.ids[seen], step.typed[seen])


def _seen_beside(ids: Ids, before: Step | None, after: Step | None, model: SyllableModel) -> NDArray[np.int64]:
    seen = np.zeros(len(ids), np.int64)
    if before is not None:
        seen += model.pair_count(before.ids[:, None], ids[None, :]).max(axis=0)
    if after is not None:
        seen += model.pair_count(ids[:, None], after.ids[None, :]).max(axis=1)
    seen[ids == UNKNOWN] = 0
    return seen


def as_step(found: Readings) -> Step:
    """Readings as a step of the lattice."""
    return Step(np.fromiter(found, np.int64), np.fromiter(found.values(), np.float64))


def _keep_best(found: Readings, more: Readings) -> None:
    for id_, cost in more.items():
        if cost > found.get(id_, -np.inf):
            found[id_] = cost

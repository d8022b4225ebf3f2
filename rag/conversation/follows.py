"""Whether a question needs the turns before it, or may only be about the same documents."""

import re
from datetime import date
from enum import Enum, auto
from itertools import pairwise

from rag.conversation.cues import Cues
from rag.conversation.parts import Parts, is_bare
from rag.conversation.slots import Slot, counterpart, slots_of
from rag.conversation.words import content, first, subject
from rag.references.documents import named_numbers

# Without any word that joins it to the talk, a question of so few words of its own still does not stand alone.
_FEW_WORDS = 2
_NOT_MANY_WORDS = 3
_RATHER_FEW_WORDS = 5
_MOST_NEW_WORDS = 2
# So long a text is no follow-up.
_LONG = 400
_TIMES = ("day", "year")
_NEXT_QUESTION = re.compile(r"\?\s+(?=\w)")


class Tie(Enum):
    """How a question hangs on the talk: not at all, hardly, perhaps by its documents only, or by its words too."""

    NONE = auto()
    HARDLY = auto()
    DOCUMENTS = auto()
    WORDS = auto()


def tie_of(text: str, cues: Cues, parts: Parts, question: str, *, on: date, numbered: bool) -> Tie:
    """How ``text``, in its cues and parts, hangs on the earlier ``question``.

    ``numbered`` tells that the talk is about a document by its number. That would shut out all others, so a question
    that may well have changed the subject is not tied to it by words.
    """
    if len(text) > _LONG or first("thanks", cues.body) or not any(map(str.isalnum, text)):
        return Tie.NONE
    if begins_whole(text):
        return Tie.NONE
    if cues.any:
        return Tie.WORDS
    if named_numbers(text):
        return Tie.NONE
    return _tie_without_cues(cues.body, parts, question, on, numbered)


def begins_whole(text: str) -> bool:
    """Whether several questions are asked at once, the first of which stands alone: the next ones go on from it."""
    end = _NEXT_QUESTION.search(text)
    if end is None:
        return False
    begun = text[: end.start()]
    return len(subject(begun)) > _NOT_MANY_WORDS and not any(
        first(kind, begun) for kind in ("pointing", "it", "joined")
    )


def _tie_without_cues(body: str, parts: Parts, question: str, on: date, numbered: bool) -> Tie:
    slots = slots_of(body, on)
    times = [slot for slot in slots if slot.kind in _TIMES]
    own = subject(_without(body, times))
    if times and first("register", body):
        return Tie.NONE
    if len(own) <= _FEW_WORDS or first("lacking", body) or _is_parallel(body, parts, question, on):
        return Tie.WORDS
    if len(subject(_without(body, list(slots)))) > _RATHER_FEW_WORDS:
        return Tie.HARDLY
    if len(slots) > len(times):
        return Tie.DOCUMENTS if is_bare(parts.asked, question) else Tie.HARDLY
    if _pairs(own) & _pairs(content(question)) or (len(own) <= _NOT_MANY_WORDS and not numbered):
        return Tie.WORDS
    return Tie.DOCUMENTS


def _is_parallel(body: str, parts: Parts, question: str, on: date) -> bool:
    """Whether it asks of another place, office or period in fewer words what was asked before."""
    if not parts.about or not is_bare(parts.asked, question):
        return False
    known = set(content(question))
    for new in slots_of(body, on):
        old = counterpart(question, body, new, on)
        if old is None:
            continue
        said = set(content(_without(body, [new])))
        left_out = set(content(_without(question, [old]))) - said
        return bool(left_out) and len(said - known) <= _MOST_NEW_WORDS and (not said or bool(said & known))
    return False


def _without(text: str, slots: list[Slot]) -> str:
    for slot in reversed(slots):
        text = f"{text[: slot.start]} {text[slot.end :]}"
    return text


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    """Words side by side: one syllable alone says little in Vietnamese."""
    return set(pairwise(words))

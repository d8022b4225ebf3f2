"""A new subject in the place of the old one: "Email công vụ giao bộ nào? – Thế blockchain quốc gia ai chủ trì?"."""

from datetime import date

from rag.conversation.cues import Cues
from rag.conversation.slots import slots_of
from rag.conversation.topic import trimmed
from rag.conversation.words import content, first, subject

_LEAST_WORDS = 3
_LONGEST = 160


def with_new_subject(cues: Cues, question: str, on: date) -> tuple[str, str] | None:
    """The earlier question with a new subject, and its words that ask: who is in charge, as was asked of another.

    ``None`` where it does not ask that, or where its subject is a part of the old one.
    """
    before = first("incharge", question)
    if before is None or not cues.led or cues.pointing:
        return None
    said = cues.about or cues.body
    asks = first("incharge", said)
    if not asks and first("asks", said):
        return None
    about = trimmed(said[: asks.start()] if asks else said)
    if not _is_new(about, question, on):
        return None
    asked = question[before.start() : before.end()]
    return f"{about} {asked}{said[asks.end() :] if asks else ''}", asked


def _is_new(about: str, question: str, on: date) -> bool:
    """Whether it is a thing of its own: what is named may stand for something else that was named."""
    own = subject(about)
    if len(own) < _LEAST_WORDS or len(about) > _LONGEST or slots_of(about, on):
        return False
    return not set(own) & set(content(question))

"""Which ministry, province or office "bộ đó", "tỉnh ấy" means: the one that was just spoken of."""

from datetime import date

from index.text.folding import fold
from rag.conversation.slots import Slot, slots_of
from rag.conversation.words import first

_PLACES = ("tinh", "thanh pho", "dia phuong")
_ANY_BODY = ("co quan", "don vi")
_LOOKED_AT = 1000


def with_bodies(text: str, answer: str, question: str, on: date) -> str:
    """``text`` with the name of the one body or place that it points at, as the answer or else the question has it."""
    match = first("body", text)
    if match is None:
        return text
    for said in (answer[:_LOOKED_AT], question):
        slot = next((slot for slot in slots_of(said, on) if _fits(said, slot, fold(match["head"]))), None)
        if slot:
            return text[: match.start()] + said[slot.start : slot.end] + text[match.end() :]
    return text


def _fits(said: str, slot: Slot, head: str) -> bool:
    if head in _PLACES:
        return slot.kind == "place"
    return slot.kind == "body" and (head in _ANY_BODY or fold(said[slot.start : slot.end]).startswith(head))

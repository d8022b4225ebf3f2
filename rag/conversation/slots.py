"""The things that a question names, and one of them put in the place of another of its kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import regex

from index.anatomy.names import is_province
from index.text.folding import fold
from rag.conversation.counted import counted
from rag.conversation.offices import offices
from rag.conversation.periods import beside
from rag.conversation.topic import trimmed
from rag.conversation.words import content, first, is_accented, subject
from rag.references.references import find_references

AFTER_TOPIC = re.compile(r"Về (?P<topic>[^:]+): ")
_YEAR = re.compile(r"(?:năm\s+|nam\s+)?(?:19|20)\d\d", re.IGNORECASE)
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_YEAR = re.compile(r"(?:tháng|quý|thang|quy)\s+\w+", re.IGNORECASE)
# Names that no list has: words in capitals side by side.
_NAME = regex.compile(r"\p{Lu}[\p{L}\d&]*(?:[ -]\p{Lu}[\p{L}\d&]*)*")
_TOGETHER = re.compile(r"\s*(?:,|;|và|hoặc|hay|với|-|–)\s*")
# Places from one to another are one stretch of land.
_UP_TO = re.compile(r"\s*(?:đến|tới)\s*")
# "Quyết định 84 của Hà Tĩnh": whose a document is goes with it.
_OF = re.compile(r"\s+(?:của|do)\s+")
# A first word is in capitals whatever it is.
_LEAST_AT_START = 2
_MOST_LEFT_OVER = 5


@dataclass(frozen=True, slots=True)
class Slot:
    """``text[start:end]`` names a ``document``, ``body``, ``place``, ``year``, ``day`` or ``name``.

    What is told apart by a number has its noun for a kind after ``#``.
    """

    kind: str
    start: int
    end: int
    issuer: bool = False


@lru_cache(maxsize=256)
def slots_of(text: str, on: date) -> tuple[Slot, ...]:
    """What a text (NFC) names, from left to right; what is named side by side in one breath is one."""
    known = list(_found(text, on))
    # A name is only what nothing else is.
    names = [name for name in _names(text) if not any(k.start < name.end and name.start < k.end for k in known)]
    found = sorted([*known, *names], key=lambda slot: (slot.start, -slot.end))
    apart: list[Slot] = []
    for slot in found:
        if not apart or slot.start >= apart[-1].end:
            apart.append(slot)
    joined: list[Slot] = []
    for slot in apart:
        last = joined[-1] if joined else None
        if last and last.kind == slot.kind and _is_one(text, last, slot):
            joined[-1] = replace(last, end=slot.end)
        else:
            joined.append(slot)
    return tuple(joined)


def _is_one(text: str, last: Slot, slot: Slot) -> bool:
    """Whether two of a kind are named in one breath."""
    if slot.kind == "document" or slot.kind.startswith("#"):
        return False
    between = (last.end, slot.start)
    return bool(_TOGETHER.fullmatch(text, *between) or (slot.kind == "place" and _UP_TO.fullmatch(text, *between)))


def substituted(question: str, about: str, on: date, *, apart: bool = True) -> str | None:
    """``question`` with what ``about`` names in the place of a thing of that kind; ``None`` where it has none.

    ``apart`` tells that ``about`` is named apart from what is asked; else it must be a name and nothing more.
    """
    period = beside(about, question, on)
    if period:
        about = period
    for new in slots_of(about, on) or _spoken_of(about):
        old = counterpart(question, about, new, on)
        if old is None:
            continue
        if new.kind == "document":
            new, old = _with_owner(about, new, on), _with_owner(question, old, on)
        more = _left_over(question, about, new)
        if more and (not apart or len(more) > _MOST_LEFT_OVER):
            return None
        put = about if more else about[new.start : new.end]
        return question[: old.start] + _as_period(put, new.kind, question[old.start : old.end]) + question[old.end :]
    return None


def _with_owner(text: str, slot: Slot, on: date) -> Slot:
    """A document with the body or place after it that it is of."""
    behind = next((other for other in slots_of(text, on) if other.start >= slot.end), None)
    if behind and behind.kind in ("body", "place") and _OF.fullmatch(text, slot.end, behind.start):
        return replace(slot, end=behind.end)
    return slot


def substituted_in_talk(question: str, about: str, on: date, *, apart: bool = True) -> str | None:
    """``substituted``, which in "Về …: …" looks first at what is asked; a thing of that kind before it is left out."""
    after = AFTER_TOPIC.match(question)
    put = substituted(question[after.end() :], about, on, apart=apart) if after else None
    if after is None or put is None:
        return substituted(question, about, on, apart=apart)
    topic = trimmed(without_counterpart(after["topic"], about, on))
    return f"Về {topic}: {put}" if topic else put


def without_counterpart(topic: str, body: str, on: date) -> str:
    """A topic without the place, body or period in whose stead ``body`` asks of another ("hạn của Bộ Y tế")."""
    new = next((slot for slot in slots_of(body, on)), None)
    if new is None or new.kind not in ("place", "body", "year", "day") or subject(body[: new.start]):
        return topic
    slots = [slot for slot in slots_of(topic, on) if slot.kind == new.kind]
    return topic[: slots[-1].start] + topic[slots[-1].end :] if slots else topic


def _spoken_of(about: str) -> tuple[Slot, ...]:
    """ "bên công an" is a body, whatever it is called in full."""
    match = first("side", about)
    return (Slot("body", match.end(), len(about)),) if match and not match.start() else ()


def _found(text: str, on: date) -> Iterator[Slot]:
    named = find_references(text, on=on, accented=is_accented(text))
    yield from (Slot("document", number.start, number.end) for number in named.numbers)
    issuers = {(issuer.start, issuer.end) for issuer in named.issuers if issuer.sure}
    for body in named.bodies:
        kind = "place" if is_province(body.name) else "body"
        yield Slot(kind, body.start, body.end, issuer=(body.start, body.end) in issuers)
    for period in named.periods:
        kind = "year" if _YEAR.fullmatch(period.text) else "day"
        yield Slot(kind, period.start, period.end)
    yield from _charged(text)
    places = [body.start for body in named.bodies if is_province(body.name)]
    for start, end in offices(text):
        yield Slot("body", start, min([end, *(len(text[:at].rstrip()) for at in places if start < at < end)]))
    told = [*((n.start, n.end) for n in named.numbers), *((p.start, p.end) for p in named.periods)]
    for noun, start, end in counted(text):
        if not any(first < end and start < last for first, last in told):
            yield Slot(f"#{noun}", start, end)


def _charged(text: str) -> Iterator[Slot]:
    """Whoever is given something to do, by whatever name."""
    match = first("charged", text)
    if match and content(match["body"]):
        yield Slot("body", match.start("body"), match.end("body"))


def _names(text: str) -> Iterator[Slot]:
    for match in _NAME.finditer(text):
        start, words = match.start(), match.group().split()
        if start == 0:
            if len(words) < _LEAST_AT_START:
                continue
            if len(words) > _LEAST_AT_START or not content(words[0]):
                start += len(words[0]) + 1
        yield Slot("name", start, match.end())


# What may stand for what when nothing of the very kind is there.
_ALIKE = {"place": ("place", "name"), "name": ("name", "place"), "year": ("year", "day"), "day": ("day", "year")}


def counterpart(question: str, about: str, new: Slot, on: date) -> Slot | None:
    """The thing in ``question`` in whose place ``new``, which ``about`` names, may stand."""
    slots = slots_of(question, on)
    for kind in _ALIKE.get(new.kind, (new.kind,)):
        same = [slot for slot in slots if slot.kind == kind]
        if same:
            return max(same, key=lambda slot: _likeness(question, slot, about, new))
    return None


def _likeness(question: str, slot: Slot, about: str, new: Slot) -> tuple[bool, bool, int, int]:
    old_words, new_words = (
        fold(text).split() for text in (question[slot.start : slot.end], about[new.start : new.end])
    )
    return (
        not slot.issuer,
        old_words[:1] == new_words[:1] and new.kind == "body",
        -abs(len(old_words) - len(new_words)) if new.kind == "name" else 0,
        slot.start,
    )


def _left_over(question: str, about: str, slot: Slot) -> Sequence[str]:
    """What is said about the thing besides its name, and not in the question already."""
    rest = f"{about[: slot.start]} {about[slot.end :]}"
    known = set(content(question))
    return [word for word in content(rest) if word not in known]


def _as_period(new: str, kind: str, old: str) -> str:
    """A bare year after "năm" where one stood, and a month with the year that the old one had."""
    if kind == "year" and new[:1].isdigit() and not old[:1].isdigit() and _YEAR.fullmatch(old):
        return f"{old.split()[0]} {new}"
    year = _HAS_YEAR.search(old)
    if kind == "day" and year and _IN_YEAR.fullmatch(new):
        return f"{new}/{year.group()}"
    return new

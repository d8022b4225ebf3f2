"""A follow-up made into a question that stands alone, by the turns before it and without a model."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.catalog.records import NumberedDocument
from rag.conversation.aspects import said_fully
from rag.conversation.bodies import with_bodies
from rag.conversation.change import without_old_subject
from rag.conversation.cues import Cues, read_cues
from rag.conversation.documents import Meant, document_named, documents_of, with_documents, within_document
from rag.conversation.follows import Tie, tie_of
from rag.conversation.numbers import by_digits, with_another_number
from rag.conversation.parts import Parts, is_bare, parts_of
from rag.conversation.persons import with_persons
from rag.conversation.slots import AFTER_TOPIC, slots_of, substituted_in_talk, without_counterpart
from rag.conversation.subjects import with_new_subject
from rag.conversation.topic import topic_of, trimmed
from rag.conversation.turns import LONGEST_QUESTION, CitedDocument, Turn, latest, turns_of
from rag.conversation.words import content, first, subject
from rag.references.documents import named_numbers

__all__ = ["CitedDocument", "Standalone", "Turn", "standalone", "turns_of"]

# A question of no more words of its own besides the document asks of the document itself.
_FEW_WORDS = 2
# With so many words of its own, a question needs no more of the earlier one than its document.
_ENOUGH_WORDS = 3


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that stands alone.

    ``text`` is what was asked, unchanged where that stands alone already; ``taken`` is what it took from the turns
    before, empty for nothing, and ``context`` the part of ``text`` that only says what was talked of; ``documents``
    are ids of the documents that the last turn was answered from, which this question likely asks of too, also where
    it took nothing else.

    Where its words leave open whether it is of these documents, ``stays`` is how it reads if it is, though it took
    nothing, and ``leaves`` how it reads if it is not, though it did: what the documents say may tell.
    """

    text: str
    taken: str = ""
    context: str = ""
    documents: tuple[str, ...] = ()
    stays: Standalone | None = field(default=None, compare=False)
    leaves: Standalone | None = field(default=None, compare=False)

    @property
    def follows(self) -> bool:
        """Whether it was understood from the turns before."""
        return bool(self.taken)


@dataclass(frozen=True, slots=True)
class _Talk:
    """What has been talked of: the last question standing alone, its topic, its answer.

    ``documents`` are each turn's, the last turn first; ``recent`` are those of the subject at hand, and ``named`` is
    the one that it is about by number.
    """

    question: str = ""
    topic: str = ""
    answer: str = ""
    documents: tuple[tuple[Meant, ...], ...] = ()
    recent: tuple[Meant, ...] = ()
    named: Meant | None = None


def standalone(
    text: str, turns: Sequence[Turn] = (), *, on: date | None = None, held: Sequence[NumberedDocument] | None = None
) -> Standalone:
    """Read a question asked ``on`` a day (today) after ``turns``; ``held`` are the documents here, by number.

    A question that stands alone comes back as it is, and so does any question without turns before it.
    """
    talk = _Talk()
    day = on or date.today()
    for turn in latest(turns):
        talk = _after(talk, turn, day, held)
    return _read(text, talk, day, held)


def _after(talk: _Talk, turn: Turn, on: date, held: Sequence[NumberedDocument] | None) -> _Talk:
    if first("thanks", turn.question):
        return talk
    begins = not talk.question and turn.standalone
    read = Standalone(turn.standalone) if begins else _read(turn.question, talk, on, held)
    if read.stays and turn.standalone == read.stays.text:
        read = read.stays
    here = tuple(documents_of(turn, held))
    return _Talk(
        question=read.text,
        topic=_topic(read, talk),
        answer=turn.answer,
        documents=(here, *talk.documents),
        recent=here or (talk.recent if read.follows else ()),
        named=document_named(read.text, held) or by_digits(read.text, here) or (talk.named if read.follows else None),
    )


def _topic(read: Standalone, talk: _Talk) -> str:
    """What the talk is about after a question: of one that only asks further, what it was about before."""
    further = AFTER_TOPIC.match(read.text)
    if further and len(subject(read.text[further.end() :])) <= _ENOUGH_WORDS:
        return talk.topic or further["topic"]
    if read.follows and not read.context and len(subject(read.text.replace(read.taken, ""))) <= _FEW_WORDS:
        # "Ai ký Công điện 226/CĐ-TTg?" is about the document.
        return read.taken if named_numbers(read.taken) and read.taken in read.text else talk.topic
    return topic_of(read.text) or talk.topic


def _read(text: str, talk: _Talk, on: date, held: Sequence[NumberedDocument] | None) -> Standalone:
    if not talk.question:
        return Standalone(text)
    typed = unicodedata.normalize("NFC", text)
    changed = without_old_subject(typed)
    if changed is not None:
        return Standalone(changed)
    cues = read_cues(typed)
    parts = parts_of(cues)
    tie = tie_of(typed, cues, parts, talk.question, on=on, numbered=talk.named is not None)
    if tie is Tie.NONE:
        return Standalone(text)
    documents = tuple(dict.fromkeys(meant.id for meant in talk.recent if meant.id))
    if tie in (Tie.HARDLY, Tie.DOCUMENTS):
        stays = replace(_staying(text, cues, parts, talk, on), documents=documents) if documents else None
        return Standalone(text, documents=documents if tie is Tie.DOCUMENTS else (), stays=stays)
    numbered = with_another_number(talk.question, cues.about or cues.body, held)
    written = Standalone(numbered, talk.question) if numbered else _written(cues, parts, talk, on)
    if not written.taken:
        return Standalone(text)
    whole = _as_question(written.text)
    if numbered:
        return Standalone(whole, written.taken, written.context)
    leaves = None if cues.led or cues.about or cues.same else Standalone(text)
    return Standalone(whole, written.taken, written.context, documents, leaves=leaves)


def _staying(text: str, cues: Cues, parts: Parts, talk: _Talk, on: date) -> Standalone:
    """How a question that may stand alone reads if it is still about the document of the talk."""
    if len(subject(cues.body)) <= _ENOUGH_WORDS and not slots_of(cues.body, on):
        written = _written(cues, parts, replace(talk, named=None), on)
        return replace(written, text=_as_question(written.text))
    known = talk.named or _only(talk.recent)
    if known is None:
        return Standalone(text)
    begun = cues.body if _is_name(cues.body, on) else _small(cues.body)
    return Standalone(_as_question(f"Theo {known.label}, {begun}"), known.label, known.label)


def _only(documents: Sequence[Meant]) -> Meant | None:
    """The one document that is here, where it is one and has a number."""
    here = [meant for meant in documents if meant.id]
    return here[0] if len(here) == 1 and here[0].label else None


def _written(cues: Cues, parts: Parts, talk: _Talk, on: date) -> Standalone:
    """The question as it stands alone, and what it took from the talk."""
    if cues.same:
        return Standalone(talk.question, talk.question)
    if parts.rest and len(set(subject(parts.rest)) - set(content(talk.question))) >= _FEW_WORDS:
        # "Nhơn Trạch thì sao, có vướng mặt bằng không?" asks another thing of it than was asked before.
        return Standalone(f"{parts.about} {parts.rest}", talk.topic)
    if parts.about and (not parts.asked or is_bare(parts.asked, talk.question)):
        put = substituted_in_talk(talk.question, parts.about, on, apart=parts.apart)
        if put:
            return Standalone(f"{put.rstrip(' ?.!')}{', ' + parts.rest if parts.rest else ''}", talk.question)
    body, meant = with_documents(cues.body, talk.documents)
    if meant is None and cues.within and talk.documents:
        body, meant = within_document(body, talk.documents[0])
    if meant:
        return Standalone(body, meant.label)
    body = with_persons(with_bodies(body, talk.answer, talk.question, on), talk.answer, talk.question)
    if named_numbers(body):
        return Standalone(body, talk.topic)
    return _in_context(body, cues, talk, on)


def _in_context(body: str, cues: Cues, talk: _Talk, on: date) -> Standalone:
    """The question after the document, or else after all that is spoken of."""
    if not parts_of(cues).asked and not cues.about:
        body = f"{body} thì sao"
    body = said_fully(body)
    begun = body if _is_name(body, on) else _small(body)
    if talk.named and not cues.pointing and (len(subject(body)) >= _ENOUGH_WORDS or _asks_of_another(body, on)):
        return Standalone(f"Theo {talk.named.label}, {begun}", talk.named.label, talk.named.label)
    renewed = with_new_subject(cues, talk.question, on)
    if renewed:
        return Standalone(*renewed)
    topic = trimmed(without_counterpart(talk.topic, body, on)) or talk.topic
    if not topic:
        return Standalone(body)
    context = topic if _is_name(topic, on) else _small(topic)
    return Standalone(f"Về {context}: {begun}", topic, context)


def _asks_of_another(body: str, on: date) -> bool:
    """Whether it names a body of its own: "hạn của Bộ Y tế"."""
    return any(slot.kind == "body" for slot in slots_of(body, on))


def _is_name(text: str, on: date) -> bool:
    return any(slot.start == 0 for slot in slots_of(text, on))


def _small(text: str) -> str:
    first, *more = text.split(" ", 2)
    is_name = (first.isupper() and len(first) > 1) or (first[:1].isupper() and bool(more) and more[0][:1].isupper())
    return text if is_name else text[:1].lower() + text[1:]


def _as_question(text: str) -> str:
    plain = " ".join(text.split()).rstrip(" ?.!…,;:")
    end = "." if first("tells", plain) else "?"
    return f"{plain[:1].upper()}{plain[1:]}"[: LONGEST_QUESTION - 1] + end if content(plain) else text

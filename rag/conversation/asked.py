"""A question as it was understood within its conversation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.conversation.documents import documents_of
from rag.conversation.found_documents import found_documents
from rag.conversation.leads import with_joining_words
from rag.conversation.standalone import Standalone, standalone
from rag.conversation.staying import LEAST_WORDS_TO_LEAVE, fit
from rag.conversation.turns import Turn, latest
from rag.conversation.words import is_accented
from rag.spelling.restoration import restore
from rag.understanding.question import Question, understand
from rag.understanding.question_kind import kinds_asked


def understand_in_talk(
    text: str, turns: Sequence[Turn], filter: StoreFilter = NO_FILTER, *, library: Library, on: date
) -> Question:
    """``understand`` for a question that may go on from ``turns``; without any it is the same."""
    if not turns:
        return understand(text, filter, library=library, on=on)
    typed, trust = _restored(text, library)
    earlier = [turn if is_accented(turn.question) else _marked(turn, library) for turn in latest(turns)]
    earlier = _with_documents(earlier, filter, library, on)
    read = standalone(typed, earlier, on=on, held=library.documents.numbered())
    if read.stays and _was_asked(typed, earlier):
        # What it was about when it stood alone it is about again.
        read = replace(read, stays=None, documents=())
    alone = understand(text, filter, library=library, on=on) if _is_open(read, typed) else None
    read = _settled(read, alone, library) if alone else read
    likely = frozenset(read.documents)
    if read.text == typed:
        return replace(alone or understand(text, filter, library=library, on=on), likely=likely)
    question = understand(read.text, filter, library=library, on=on)
    return replace(
        question,
        asked=text,
        trust=min(question.trust, trust),
        # "Về quyết định … có hiệu lực: ai ký?" asks for no day.
        kinds=kinds_asked(_own(read), accented=question.accented) or question.kinds,
        carried=_carried(read),
        likely=likely,
    )


def _was_asked(typed: str, turns: Sequence[Turn]) -> bool:
    """Whether one of the turns asked the same in the same words, and needed none before it."""
    words = plain_syllables(fold(typed))
    return any(words == plain_syllables(fold(turn.standalone or turn.question)) for turn in turns)


def _with_documents(turns: list[Turn], filter: StoreFilter, library: Library, on: date) -> list[Turn]:
    """The turns with the documents of the last one: a conversation that is held elsewhere does not tell them."""
    last, held = turns[-1], library.documents.numbered()
    if not last.answer or any(meant.id for meant in documents_of(last, held)):
        return turns
    asked = last.standalone or standalone(last.question, turns[:-1], on=on, held=held).text
    return [*turns[:-1], replace(last, documents=found_documents(asked, last.answer, library, filter))]


def _is_open(read: Standalone, typed: str) -> bool:
    """Whether the documents are to tell how the question reads: that costs a search."""
    return read.stays is not None or (read.leaves is not None and len(typed.split()) >= LEAST_WORDS_TO_LEAVE)


def _settled(read: Standalone, alone: Question, library: Library) -> Standalone:
    """Of two readings the one that the documents of the talk and all others speak for; ``alone`` is as it was typed."""
    documents = (read.stays or read).documents
    how = fit(alone, documents, library) if documents and (read.stays or read.leaves) else None
    if how is None:
        return read
    if read.stays:
        return read.stays if how.stays(whole=not read.documents) else replace(read, documents=())
    return read.leaves if read.leaves and how.leaves else read


def _marked(turn: Turn, library: Library) -> Turn:
    return replace(turn, question=_restored(turn.question, library)[0])


def _carried(read: Standalone) -> frozenset[str]:
    """The words that only the conversation said."""
    return frozenset(plain_syllables(fold(read.context))) - frozenset(plain_syllables(fold(_own(read))))


def _own(read: Standalone) -> str:
    """The question without what was talked of."""
    return read.text.replace(read.context, " ", 1) if read.context else read.text


def _restored(text: str, library: Library) -> tuple[str, float]:
    """The text with its marks: without them nothing tells "đó" from "do"."""
    if "restoration" in library.settings.without:
        return text, 1.0
    restored = restore(text, library.syllables())
    return with_joining_words(text, restored.text), restored.trust

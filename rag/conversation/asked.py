"""A question as it was understood within its conversation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.conversation.standalone import Standalone, standalone
from rag.conversation.turns import Turn, latest
from rag.conversation.words import is_accented
from rag.spelling.restoration import restore
from rag.understanding.question import Question, understand


def understand_in_talk(
    text: str, turns: Sequence[Turn], filter: StoreFilter = NO_FILTER, *, library: Library, on: date
) -> Question:
    """``understand`` for a question that may go on from ``turns``; without any it is the same."""
    if not turns:
        return understand(text, filter, library=library, on=on)
    typed, trust = _restored(text, library)
    earlier = [turn if is_accented(turn.question) else _marked(turn, library) for turn in latest(turns)]
    read: Standalone = standalone(typed, earlier, on=on, held=library.documents.numbered())
    likely = frozenset(read.documents)
    if read.text == typed:
        return replace(understand(text, filter, library=library, on=on), likely=likely)
    question = understand(read.text, filter, library=library, on=on)
    return replace(question, asked=text, trust=min(question.trust, trust), carried=_carried(read), likely=likely)


def _marked(turn: Turn, library: Library) -> Turn:
    return replace(turn, question=_restored(turn.question, library)[0])


def _carried(read: Standalone) -> frozenset[str]:
    """The words that only the conversation said."""
    own = read.text.replace(read.context, " ", 1) if read.context else read.text
    return frozenset(plain_syllables(fold(read.context))) - frozenset(plain_syllables(fold(own)))


def _restored(text: str, library: Library) -> tuple[str, float]:
    """The text with its marks: without them nothing tells "đó" from "do"."""
    if "restoration" in library.settings.without:
        return text, 1.0
    restored = restore(text, library.syllables())
    return restored.text, restored.trust

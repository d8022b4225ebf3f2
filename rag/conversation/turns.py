"""The turns of a conversation as they are needed to understand the next question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.answer import Answer

# More than anyone reads back; what lies further behind is not what "đó" means.
MOST_TURNS = 12
LONGEST_QUESTION = 2_000
_LONGEST_ANSWER = 4_000


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that an answer cited: its id here, its number and kind where it has them."""

    id: str
    number: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was answered; ``standalone`` is how it was understood, where that is known.

    ``documents`` are those that the answer cited, in its order; none are known of a conversation held elsewhere.
    """

    question: str
    answer: str = ""
    documents: tuple[CitedDocument, ...] = ()
    standalone: str = ""


def turns_of(messages: Iterable[tuple[str, str]]) -> tuple[Turn, ...]:
    """The turns of a conversation given as roles, ``user`` or ``assistant``, and what they said.

    Several messages of the assistant after one question are one answer; what it says before any question is no turn.
    """
    turns: list[Turn] = []
    for role, said in messages:
        if role == "user":
            turns.append(Turn(said))
        elif turns:
            last = turns[-1]
            turns[-1] = Turn(last.question, f"{last.answer}\n{said}".strip()[:_LONGEST_ANSWER])
    return tuple(turns)


def latest(turns: Sequence[Turn]) -> list[Turn]:
    """The last turns, each cut to what is looked at."""
    return [
        Turn(t.question[:LONGEST_QUESTION], t.answer[:_LONGEST_ANSWER], t.documents, t.standalone[:LONGEST_QUESTION])
        for t in turns[-MOST_TURNS:]
    ]


def turn_of(answer: Answer) -> Turn:
    """A turn of this assistant's own."""
    cited = dict.fromkeys(CitedDocument(c.document_id, c.document_number, c.type) for c in answer.citations)
    # What silence says is no answer to go on from.
    return Turn(answer.question, "" if answer.abstained else answer.text, tuple(cited), answer.standalone_question)

"""Questions that may follow an answer: such as the documents it cites do answer, found without another search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from index.anatomy.identity import Identity
from index.catalog.records import DocumentRecord
from index.document import Document
from index.tasks.assignees import is_collective
from index.tasks.task import Task
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.understanding.question import Question

MOST_RELATED = 3
# Longer names and actions make no question that one would ask.
_LONGEST_BODY = 60
_LONGEST_ACTION = 90
_SHORTEST_ACTION = 12
_MOST_TASKS = 200
_ARTICLE = regex.compile(r"Điều \d{1,3}[a-zđ]?[.:]\s+(?P<heading>\p{Lu}[^.:;?!\n]{7,79})")
# An action that says when or points elsewhere is no question by itself.
_NOT_ALONE = regex.compile(
    r"^trình độ\b|\d{1,2}/\d{1,2}|\d{4}|[:;|…\"“]"
    r"|\b(?:này|trên đây|nêu trên|nói trên|sau đây|dưới đây|đó|trước|trong)\b"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A document that was cited, and up to which character of its text the citations of it go."""

    document: Document
    until: int


def related_questions(question: Question, answered: Sequence[Answered], said: str) -> tuple[str, ...]:
    """At most ``MOST_RELATED`` questions about the documents of an answer, the first cited first.

    None repeats the question or asks for what ``said``, the answer, has told.
    """
    asked = [candidate for one in answered for candidate in _about(question, one, said)]
    return _first(question, asked)


def questions_about(question: Question, nearest: Iterable[DocumentRecord]) -> tuple[str, ...]:
    """At most ``MOST_RELATED`` questions about documents that did not answer one: what they are about."""
    identities = [record.identity for record in nearest]
    return _first(question, [_asked("subject", one) for one in identities if one.title and called(one)])


def called(identity: Identity) -> str | None:
    """A document by kind and number, "công điện số 1/CĐ-TTg"; ``None`` where it has no number to be known by."""
    return f"{identity.type or 'văn bản'} số {identity.number}" if identity.number else None


def _about(question: Question, one: Answered, said: str) -> Iterator[str]:
    identity = one.document.identity
    if called(identity) is None:
        return
    yield from _of_tasks(question, one.document, said)
    yield from _of_articles(one)
    if identity.signer and "signer" not in question.kinds and _has_part(one.document, "signature"):
        yield _asked("signer", identity)
    if identity.effective_from and "effective" not in question.kinds:
        yield _asked("effective", identity)
    if identity.issued_on and not question.kinds & {"issued", "own_number"} and _has_part(one.document, "letterhead"):
        yield _asked("issued", identity)


def _of_tasks(question: Question, document: Document, said: str) -> Iterator[str]:
    """What another body must do, and until when something must be done that was not told."""
    told = _key(f"{question.text} {said}")
    tasks = [task for task in document.tasks[:_MOST_TASKS] if task.lead and _is_name(task.lead[0])]
    other = next((task for task in tasks if _key(task.lead[0]) not in told), None)
    due = next((task for task in tasks if _is_due(task) and _key(task.action) not in told), None)
    if other:
        yield _asked("task", document.identity, body=other.lead[0])
    if due:
        yield _asked("deadline", document.identity, body=due.lead[0], action=_lowered(due.action.strip(" ,.")))


def _of_articles(one: Answered) -> Iterator[str]:
    """The article after what was cited."""
    text = one.document.text
    for section in one.document.sections:
        found = _ARTICLE.fullmatch(text[section.start : section.end].strip()) if section.start >= one.until else None
        if found and section.part == "body" and not found["heading"].isupper():
            yield _asked("article", one.document.identity, heading=_lowered(found["heading"]))
            return


def _is_name(body: str) -> bool:
    return len(body) <= _LONGEST_BODY and body[:1].isupper() and not is_collective(body)


def _is_due(task: Task) -> bool:
    deadline, action = task.deadline, task.action.strip(" ,.")
    return (
        deadline is not None
        and deadline.end is not None
        and _SHORTEST_ACTION <= len(action) <= _LONGEST_ACTION
        and not _NOT_ALONE.search(action)
        and fold(action).startswith(_verbs())
    )


@cache
def _verbs() -> tuple[str, ...]:
    """Folded words with which it is said what must be done; a table's action may be the name of a figure."""
    return tuple(f"{fold(word)} " for word in data_lines("index.tasks", "predicates.txt"))


def _has_part(document: Document, part: str) -> bool:
    return any(section.part == part for section in document.sections)


def _asked(kind: str, identity: Identity, **words: str) -> str:
    text = _templates()[kind].format(called=called(identity), **words)
    return text[:1].upper() + text[1:]


@cache
def _templates() -> dict[str, str]:
    rows = (line.partition("\t") for line in data_lines("rag", "related_questions.tsv"))
    return {kind: template for kind, _, template in rows}


def _first(question: Question, candidates: Sequence[str]) -> tuple[str, ...]:
    """The first few, without those that ask nothing that the question has not asked."""
    own = set(plain_syllables(fold(question.text)))
    new = [text for text in dict.fromkeys(candidates) if not own.issuperset(plain_syllables(fold(text)))]
    return tuple(new[:MOST_RELATED])


def _lowered(text: str) -> str:
    """Without the capital that begins a sentence; a name, which goes on with another, or an abbreviation keeps it."""
    first, _, rest = text.partition(" ")
    return text if first[1:] != first[1:].lower() or rest[:1].isupper() else text[:1].lower() + text[1:]


def _key(text: str) -> str:
    return f" {' '.join(plain_syllables(fold(text)))} "

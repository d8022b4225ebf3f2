"""The task that a question is about: "ai chủ trì …, hạn nào?" asks of one by what is to be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.catalog.task_records import TaskFilter, TaskRecord
from index.document import Document
from index.library import Library
from index.tasks.task import Task
from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, words_of

# Passages whose tasks are compared.
_PASSAGES = 8
# How much of the question the task says, alone and with what stands above it together (0 to 2), and how much more
# than any other: chosen on the training questions.
_LEAST = 1.0
_AHEAD = 0.2
_OVERLAP = 10
_WHO = frozenset(("body", "person"))
_ASKED = _WHO | {"date"}
_OTHER_KINDS = frozenset(
    ("list", "money", "percent", "reason", "definition", "signer", "effective", "issued", "subject", "own_number",
     "addressees", "legal_basis", "document_number", "place")
)  # fmt: skip
# "Tháng mấy" asks for a day and no number.
_COUNTED = re.compile(
    r"\bbao nhi[eê]u\b|(?<!\bngày )(?<!\btháng )(?<!\bnăm )(?<!\bhôm )(?<!\bquý )(?<!\bgiờ )\bmấy\b(?! giờ)"
)
_WORDS_LOOKED_UP = 6


@dataclass(frozen=True, slots=True)
class Match:
    """The task that is asked of; ``lacks`` tells that it has no deadline where only that is asked for."""

    document: Document
    task: Task
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class _Compared:
    document: Document
    task: Task
    told: float
    best: bool


def matching_task(
    question: Question,
    retrieval: Retrieval,
    evidence: Sequence[Evidence],
    documents: Callable[[str], Document],
) -> Match | None:
    """The task that the best sentence is of, when it says clearly more of the question than every other task."""
    if not evidence or not _asks_of_one(question):
        return None
    own = documents(evidence[0].found.passage.document.id)
    if not any(_is_of(evidence[0], own, task) for task in own.tasks):
        # The other documents need not be looked at.
        return None
    ranked = sorted(_compared(question, retrieval, evidence[0], documents), key=lambda c: (-c.told, not c.best))
    if not ranked or not ranked[0].best or ranked[0].told < _LEAST:
        return None
    first = ranked[0]
    others = [one.told for one in ranked[1:] if fold(one.task.action) != fold(first.task.action)]
    if others and first.told - others[0] < _AHEAD:
        return None
    if "date" not in question.kinds or first.task.deadline:
        return Match(first.document, first.task)
    lacks = not question.kinds & _WHO and not _has_date(question, first, evidence)
    return Match(first.document, first.task, lacks=True) if lacks else None


def record_of(library: Library, match: Match) -> TaskRecord | None:
    """The task as the register has it."""
    words = sorted(set(plain_syllables(fold(match.task.action))), key=len, reverse=True)[:_WORDS_LOOKED_UP]
    found, _ = library.tasks.find(TaskFilter(document=match.document.id, words=" ".join(words)))
    return next((record for record in found if record.task == match.task), None)


def _asks_of_one(question: Question) -> bool:
    if not question.kinds & _ASKED or question.kinds & _OTHER_KINDS or question.carried:
        return False
    return "number" not in question.kinds or ("date" in question.kinds and not _COUNTED.search(question.text.lower()))


def _compared(
    question: Question, retrieval: Retrieval, best: Evidence, documents: Callable[[str], Document]
) -> list[_Compared]:
    tasks: dict[tuple[str, Task], Document] = {}
    for hit in retrieval.passages[:_PASSAGES]:
        document = documents(hit.passage.document.id)
        for task in document.tasks:
            if task.start < hit.passage.end and hit.passage.start < task.end:
                tasks[document.id, task] = document
    terms = QuestionTerms.of(question)
    own = [terms.said_in(words_of(_own_words(document, task))) for (_, task), document in tasks.items()]
    above = [terms.said_in(words_of(_words_above(document, task))) for (_, task), document in tasks.items()]
    weights = terms.weights(own)
    return [
        _Compared(document, task, weights.coverage(said) + weights.coverage(said, placed), _is_of(best, document, task))
        for ((_, task), document), said, placed in zip(tasks.items(), own, above, strict=True)
    ]


def _own_words(document: Document, task: Task) -> str:
    return " . ".join((document.text[task.start : task.end], *task.lead, task.deadline.text if task.deadline else ""))


def _words_above(document: Document, task: Task) -> str:
    identity = document.identity
    return " . ".join((*task.heading, identity.title or "", identity.number or "", identity.type or ""))


def _is_of(best: Evidence, document: Document, task: Task) -> bool:
    """Whether the best sentence and the task share words."""
    shared = min(task.end, best.end) - max(task.start, best.start)
    return document.id == best.found.passage.document.id and shared > _OVERLAP


def _has_date(question: Question, found: _Compared, evidence: Sequence[Evidence]) -> bool:
    """Whether a day stands in the task's words or in the next best sentences."""
    texts = (found.document.text[found.task.start : found.task.end], *(item.text for item in evidence[:3]))
    return any(answer_types().carries("date", without_figures(question, text)) for text in texts)

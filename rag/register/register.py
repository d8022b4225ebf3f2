"""Questions that the register of tasks answers: who must do what, until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from index.anatomy.names import is_province, name_key
from index.catalog.task_records import TaskFilter, TaskRecord
from index.document import Document
from index.library import Library
from rag.answer import Citation, Statement
from rag.composition.citing import citation_of
from rag.composition.quote import Quote
from rag.evidence.evidence import Evidence
from rag.references.numbers_here import unanswered
from rag.register.asked import RegisterAsked, asked_of_register
from rag.register.cutting import LONGEST_LISTED, LONGEST_OF_MANY
from rag.register.documents import with_bare_numbers
from rag.register.finding import Found, find_asked
from rag.register.lines import TaskLine, task_line
from rag.register.matching import matching_task, record_of
from rag.register.order import in_order, newest_first, of_each, soonest_first
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, words_of

MOST_TASKS = 10
_FEW = 3
_SEVERAL = 6
_NONE_DUE = "Xin lỗi, các văn bản hiện có không giao nhiệm vụ nào có hạn {when}."
_NONE_LATE = "Xin lỗi, các văn bản hiện có không có nhiệm vụ nào quá hạn tính đến {when}."
_NO_DEADLINE = "Xin lỗi, các văn bản hiện có có giao việc này nhưng không nêu thời hạn."
_NONE_GIVEN = "Xin lỗi, các văn bản hiện có không nêu nhiệm vụ nào như vậy giao cho {who}."


@dataclass(frozen=True, slots=True)
class RegisterAnswer:
    """The tasks that are said, or the reason why none is; ``understood`` is told beside the answer."""

    lines: tuple[TaskLine, ...] = ()
    understood: tuple[str, ...] = ()
    reason: str | None = None

    def tasks(self, statements: Sequence[Statement]) -> tuple[TaskRecord, ...]:
        """The tasks that verified statements say, in their order."""
        texts = {statement.text for statement in statements}
        return tuple(line.record for line in self.lines if line.text in texts)

    @property
    def listed(self) -> bool:
        """Whether each is said on a line of its own."""
        return len(self.lines) > 1

    def said(self) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
        """One statement for each task, and the citations of all, each quote once; not yet verified."""
        numbers: dict[tuple[str, int, int], int] = {}
        quotes: dict[int, Quote] = {}
        statements = []
        for line in self.lines:
            own = []
            for quote in line.quotes:
                number = numbers.setdefault((quote.document.id, quote.start, quote.end), len(numbers) + 1)
                quotes[number] = quote
                own.append(number)
            numbered = tuple(dict.fromkeys(own))
            statements.append(Statement(line.text, numbered, verified=False, cut=(False, line.cut), refers=line.refers))
        return tuple(statements), tuple(citation_of(number, quote) for number, quote in quotes.items())


def register_answer(
    question: Question,
    library: Library,
    retrieval: Retrieval,
    evidence: Sequence[Evidence],
    *,
    on: date,
    documents: Callable[[str], Document] | None = None,
    answerable: bool = True,
) -> RegisterAnswer | None:
    """The answer from the register, ``None`` when the question is not for it or it holds nothing that is asked.

    ``documents`` gives a document that was found by its id; ``answerable`` tells whether the evidence would be spoken
    on: which task a question is about is only told by it.
    """
    found_by_id = documents or cache(library.documents.document)
    question = with_bare_numbers(question, library)
    asked = asked_of_register(question, library)
    if asked is None:
        return _of_one(question, library, retrieval, evidence, found_by_id) if answerable else None
    if question.remarks and not question.named:
        return RegisterAnswer(reason=unanswered(question.remarks))
    if asked.kind == "of_document" and not question.named:
        return None
    found = find_asked(library, question, asked, on)
    if not found.records:
        return _none(question, library, asked, found)
    chosen = _chosen(question, asked, found, on)
    lines = _lines(library, chosen)
    return RegisterAnswer(lines, tuple(_understood(asked, found, lines))) if lines else None


def _chosen(question: Question, asked: RegisterAsked, found: Found, on: date) -> list[TaskRecord]:
    """The tasks that are said, in their order."""
    if asked.kind == "overdue":
        return newest_first(found.records, MOST_TASKS)
    if len(question.named_in_order) > 1:
        return of_each(found.records, question.named_in_order, on, MOST_TASKS)
    if asked.kind in ("due", "deadline"):
        return soonest_first(found.records, on, MOST_TASKS)
    return in_order(found.records, on, MOST_TASKS)


def _lines(library: Library, records: Sequence[TaskRecord]) -> tuple[TaskLine, ...]:
    documents = cache(library.documents.document)
    longest = None if len(records) <= _FEW else LONGEST_LISTED if len(records) <= _SEVERAL else LONGEST_OF_MANY
    lines = (task_line(library, documents(record.document_id), record, longest=longest) for record in records)
    # A lead-in says nothing alone; the tasks under it carry it.
    return tuple(line for line in lines if line and not line.text.endswith(":"))


def _of_one(
    question: Question,
    library: Library,
    retrieval: Retrieval,
    evidence: Sequence[Evidence],
    documents: Callable[[str], Document],
) -> RegisterAnswer | None:
    match = matching_task(question, retrieval, evidence, documents)
    if match is None:
        return None
    if match.lacks:
        return RegisterAnswer(reason=_NO_DEADLINE)
    record = record_of(library, match)
    terms = QuestionTerms.of(question)
    weights = terms.alike()

    def telling(words: str) -> float:
        return weights.coverage(terms.said_in(words_of(words)))

    line = task_line(library, match.document, record, telling=telling) if record else None
    return RegisterAnswer((line,)) if line else None


def _understood(asked: RegisterAsked, found: Found, lines: Sequence[TaskLine]) -> list[str]:
    who = ", ".join(body.name for body in asked.bodies)
    left = len(found.records) - len(lines)
    told = [f"Tra sổ nhiệm vụ{f' của {who}' if who else ''}{_when(asked, found)}"]
    if any(line.record.matched == "collective" for line in lines):
        told.append("Có việc giao chung cho nhóm cơ quan" + (f" mà {who} thuộc về" if who else ""))
    if left > 0:
        told.append(f"Còn {left} nhiệm vụ khác, xem tab Nhiệm vụ")
    return told


def _when(asked: RegisterAsked, found: Found) -> str:
    if asked.kind == "overdue" and found.last:
        since = f" từ {found.first:%d/%m/%Y}" if found.first else ""
        return f", quá hạn{since} tính đến {found.last:%d/%m/%Y}, hạn gần nhất trước"
    if found.first and found.last:
        return f", hạn {found.first:%d/%m/%Y}–{found.last:%d/%m/%Y}"
    return f", hạn đến {found.last:%d/%m/%Y}" if found.last else ""


def _none(question: Question, library: Library, asked: RegisterAsked, found: Found) -> RegisterAnswer | None:
    """Silence where the register is sure of it: nothing due or overdue, or nothing for a body in a document."""
    if asked.kind == "deadline":
        return _no_deadline(question, library, asked)
    if asked.topic:
        return None
    if asked.kind == "overdue" and found.last:
        return RegisterAnswer(reason=_NONE_LATE.format(when=f"{found.last:%d/%m/%Y}"))
    if asked.kind == "due" and found.last:
        when = f"từ {found.first:%d/%m/%Y} đến {found.last:%d/%m/%Y}" if found.first else f"đến {found.last:%d/%m/%Y}"
        return RegisterAnswer(reason=_NONE_DUE.format(when=when))
    of_place = any(body.place for body in asked.bodies) or (asked.by is not None and is_province(asked.by.name))
    if of_place or (question.named and not _named_in(question, library, asked)):
        return RegisterAnswer(reason=_NONE_GIVEN.format(who=_called(asked)))
    return None


def _no_deadline(question: Question, library: Library, asked: RegisterAsked) -> RegisterAnswer | None:
    """Silence where a named document gives the bodies no task, or none of their tasks a deadline."""
    if not question.named:
        return None
    filters = [TaskFilter(assignee=body.name, document=id_) for body in asked.bodies for id_ in question.named]
    if not any(library.tasks.total(filter) for filter in filters):
        return RegisterAnswer(reason=_NONE_GIVEN.format(who=_called(asked)))
    return None if asked.topic else RegisterAnswer(reason=_NO_DEADLINE)


def _called(asked: RegisterAsked) -> str:
    return ", ".join(" ".join(filter(None, (body.name, body.place))) for body in asked.bodies)


def _named_in(question: Question, library: Library, asked: RegisterAsked) -> bool:
    """Whether a named document speaks of one of the bodies at all."""
    texts = [f" {name_key(library.documents.text(id_))} " for id_ in question.named]
    return any(f" {name_key(body.name)} " in text for body in asked.bodies for text in texts)

"""A task as it is said: the document's own words, each part of it a quote of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.anatomy.sections import Section, label_of
from index.catalog.task_records import TaskRecord
from index.document import Document
from index.library import Library
from index.text.sentences import sentence_spans
from rag.composition.citing import said
from rag.composition.quote import Quote
from rag.composition.quote_marks import refers_to
from rag.composition.quoting import quote_at
from rag.register.cutting import Span, listed_parts, telling_parts

_LONGEST_LEAD_IN = 200
_LONGEST_ELSEWHERE = 400
# A deadline that stands elsewhere is looked for so far behind the task.
_BEHIND = 600
# A table may have so many characters between a row and the row that heads its group.
_ABOVE = 60_000
_NUMBER = re.compile(r"\s*(?:[IVXLC]+|\d{1,3}|[a-zđA-H])?(?:[.\-]\d{1,3}){0,3}\s*[.)]?\s*")
_CUT = "…"

Telling = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as it is said: ``quotes`` in the order of its words; ``cut`` and ``refers`` as in a statement."""

    record: TaskRecord
    quotes: tuple[Quote, ...]
    text: str
    cut: bool = False
    refers: str | None = None


def task_line(
    library: Library,
    document: Document,
    record: TaskRecord,
    *,
    longest: int | None = None,
    telling: Telling | None = None,
) -> TaskLine | None:
    """A task with who leads it before it and its deadline behind it where these stand elsewhere.

    ``longest``, in characters, and ``telling``, how much of what is asked some words tell, let a long one be cut.
    ``None`` when its document is no longer the one that the register was read from.
    """
    task = record.task
    if document.text[task.start : task.end] != record.quote or not record.quote:
        return None
    start = _first_cell(document, task.start)
    own = _parts(document, record, start, longest, telling)
    lead, due = list(_lead(document, record)), list(_deadline(document, record))
    quotes = [quote_at(library, document, *span) for span in (*lead, *own, *due)]
    refers = next((found for quote in quotes[len(lead) :] if (found := refers_to(quote))), None)
    text = _text([said(quote.text) for quote in quotes], len(lead), len(own))
    return TaskLine(record, tuple(quotes), text, cut=own[-1][1] < task.end and not due, refers=refers)


def _text(words: list[str], lead: int, own: int) -> str:
    """What is said, with a mark where something was left out."""
    return " ".join((*words[:lead], f" {_CUT} ".join(words[lead : lead + own]), *words[lead + own :]))


def _first_cell(document: Document, start: int) -> int:
    """Where a row's words begin, behind its number."""
    row = next((s for s in document.sections if s.start == start and s.cells), None)
    if row is None:
        return start
    return next((a for a, b in row.cells if not _NUMBER.fullmatch(document.text[a:b])), start)


def _parts(
    document: Document, record: TaskRecord, start: int, longest: int | None, telling: Telling | None
) -> list[Span]:
    """What is said of a task; a row of a table that is the only one is said whole."""
    text, end = document.text, record.task.end
    due = _place_of(text, record, start, end)
    if longest is not None:
        return listed_parts(text, start, end, due, longest)
    is_row = any(s.start == record.task.start and s.cells for s in document.sections)
    return telling_parts(text, start, end, due, telling) if telling and not is_row else [(start, end)]


def _lead(document: Document, record: TaskRecord) -> Iterator[Span]:
    """Where it is said whose task it is, with the rest of a lead-in up to its colon."""
    task = record.task
    if task.lead_start is None or task.lead_end is None or task.start <= task.lead_start < task.end:
        return
    line = document.text.find("\n", task.lead_end)
    colon = document.text.find(":", task.lead_end, task.lead_end + _LONGEST_LEAD_IN)
    if colon >= 0 and (line < 0 or colon < line) and colon < task.start:
        yield task.lead_start, colon + 1
    else:
        yield task.lead_start, min(task.lead_end, task.lead_start + _LONGEST_ELSEWHERE)


def _deadline(document: Document, record: TaskRecord) -> Iterator[Span]:
    """The sentence or row that says until when, where the task's own words do not."""
    task, text = record.task, document.text
    if task.deadline is None or _place_of(text, record, task.start, task.end):
        return
    place = _place_of(text, record, task.end, task.end + _BEHIND) or _last_place(text, record)
    if place is None:
        return
    section = next((s for s in document.sections if s.start <= place[0] < s.end), None)
    if section is None or (place[0] < task.start and not _heads(document, section, record)):
        return
    if section.cells:
        yield next(((a, b) for a, b in section.cells if a <= place[0] and place[1] <= b), place)
        return
    for start, end in sentence_spans(text[section.start : section.end]):
        span = section.start + start, section.start + end
        if span[0] <= place[0] and place[1] <= span[1] and end - start <= _LONGEST_ELSEWHERE:
            yield span
            return
    yield place


def _heads(document: Document, section: Section, record: TaskRecord) -> bool:
    """Whether what stands above a task heads it: a row over a group of rows, or a heading of it."""
    return bool(section.cells) or label_of(document.text[section.start : section.end]) in record.task.heading


def _place_of(text: str, record: TaskRecord, start: int, end: int) -> Span | None:
    words = _deadline_words(record)
    found = words.search(text, start, min(end, len(text))) if words else None
    return found.span() if found else None


def _last_place(text: str, record: TaskRecord) -> Span | None:
    """The nearest place above the task."""
    words = _deadline_words(record)
    last = None
    for found in words.finditer(text, max(0, record.task.start - _ABOVE), record.task.start) if words else ():
        last = found.span()
    return last


def _deadline_words(record: TaskRecord) -> re.Pattern[str] | None:
    words = record.task.deadline.text.split() if record.task.deadline else []
    return re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE) if words else None

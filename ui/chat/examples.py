"""Questions to begin with: made of what the register and the catalog hold, so that each has an answer."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from index.anatomy.attachment import ATTACHMENT
from index.anatomy.names import canonical_name, is_province, word_list
from index.catalog.records import DocumentQuery, DocumentRecord
from index.catalog.task_records import TaskFilter, TaskRecord
from ui.api.state import ApiState
from ui.task_words import begun

_EXAMPLES = 4
_DOCUMENTS_LOOKED_AT = 20
_TASKS_LOOKED_AT = 50
_DEPARTMENT = re.compile("Sở (.{2,60})")
_COMMITTEE = re.compile("Ủy ban nhân dân (?:tỉnh|thành phố|Thành phố) (.{2,40})")
_GENERIC = (
    "Cơ quan nào chủ trì, thời hạn hoàn thành là khi nào?",
    "Các bộ, ngành, địa phương được giao nhiệm vụ gì?",
)


def example_questions(state: ApiState, today: date | None = None) -> list[str]:
    """Up to four questions, each answered by what is there; generic ones where nothing can be asked by name."""
    documents, _ = state.library.documents.find(DocumentQuery(limit=_DOCUMENTS_LOOKED_AT))
    called = [(document, name) for document in documents if (name := _name(document))]
    # Each kind begins at another document, so that not all are about one.
    kinds = (
        _of_body(state, called),
        _of_month(state, today or date.today()),
        (f"Ai ký {name}?" for d, name in _from(called, 1) if d.identity.signer),
        (f"{begun(name)} có hiệu lực từ ngày nào?" for d, name in _from(called, 2) if d.identity.effective_from),
    )
    one_of_each = [question for kind in kinds for question in islice(kind, 1)]
    return one_of_each[:_EXAMPLES] or list(_GENERIC)


def _from(called: list[tuple[DocumentRecord, str]], first: int) -> list[tuple[DocumentRecord, str]]:
    return called[first:] + called[:first]


def _name(document: DocumentRecord) -> str | None:
    """ "công điện số 1/CĐ-TTg", ``None`` for what has no kind and number of its own."""
    identity = document.identity
    if not identity.number or not identity.type or identity.type == ATTACHMENT:
        return None
    return f"{identity.type} số {identity.number}"


def _of_body(state: ApiState, called: list[tuple[DocumentRecord, str]]) -> Iterator[str]:
    for document, name in called:
        wanted = TaskFilter(document=document.id, role="lead")
        for body in _known_leads(state.library.tasks.find(wanted, _TASKS_LOOKED_AT)[0]):
            yield f"{body} được giao việc gì trong {name}?"


def _of_month(state: ApiState, today: date) -> Iterator[str]:
    """What is due in this month, else in the next month in which anything is."""
    ahead, _ = state.library.tasks.find(
        TaskFilter(role="lead", due_from=today, status="open", as_of=today), _TASKS_LOOKED_AT
    )
    for record in ahead:
        due = record.task.deadline.end if record.task.deadline else None
        if due is None:
            continue
        month = "này" if (due.year, due.month) == (today.year, today.month) else f"{due.month}/{due.year}"
        yield from (f"Việc nào của {body} đến hạn trong tháng {month}?" for body in _known_leads([record]))


def _known_leads(records: list[TaskRecord]) -> Iterator[str]:
    """Who leads, as far as it is a body that is known by its name: what a text was misread to name is none."""
    for record in records:
        yield from (name for name in record.task.lead if _is_known(name))


def _is_known(name: str) -> bool:
    department, committee = _DEPARTMENT.fullmatch(name), _COMMITTEE.fullmatch(name)
    return (
        canonical_name(name) == name
        or (department is not None and department[1] in word_list("fields.txt"))
        or (committee is not None and is_province(committee[1]))
    )

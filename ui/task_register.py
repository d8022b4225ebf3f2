"""The register of tasks as every door shows it: found, linked to the same work elsewhere, on the wire."""

from collections.abc import Iterator, Sequence

from index.catalog.task_records import LinkedTask, TaskFilter, TaskLinks, TaskRecord
from index.library import Library
from index.tasks.task import Deadline
from ui.wire import DeadlineOut, SameTask, TaskOut, TasksResponse

# One statement each; a whole register in memory is some tens of megabytes.
_AT_ONCE = 500
MOST_EXPORTED = 50_000


def tasks_page(library: Library, wanted: TaskFilter, limit: int, cursor: str | None) -> TasksResponse:
    """One page of tasks; raises ``CatalogError`` for a cursor that is none."""
    records, following = library.tasks.find(wanted, limit, cursor)
    return TasksResponse(tasks=tasks_out(library, records), next_cursor=following)


def all_tasks(library: Library, wanted: TaskFilter) -> list[TaskOut]:
    """All tasks that match, ``MOST_EXPORTED`` at most."""
    return [task for page in _pages(library, wanted) for task in page.tasks]


def tasks_out(library: Library, records: Sequence[TaskRecord]) -> list[TaskOut]:
    """Tasks on the wire with the same work in other documents."""
    links = library.task_links.of(records)
    return [_task_out(record, links.get(record.id, TaskLinks())) for record in records]


def _pages(library: Library, wanted: TaskFilter) -> Iterator[TasksResponse]:
    cursor: str | None = None
    for _ in range(MOST_EXPORTED // _AT_ONCE):
        page = tasks_page(library, wanted, _AT_ONCE, cursor)
        yield page
        cursor = page.next_cursor
        if cursor is None:
            return


def _task_out(record: TaskRecord, links: TaskLinks) -> TaskOut:
    task = record.task
    return TaskOut(
        id=record.id, document_id=record.document_id, document_number=record.document_number,
        issued_on=record.issued_on, lead=list(task.lead), support=list(task.support), action=task.action,
        result=task.result, deadline=_deadline_out(task.deadline) if task.deadline else None, status=task.status,
        quote=record.quote, start=task.start, end=task.end, heading=list(task.heading), type=record.type,
        title=record.title or record.source.rsplit("/", 1)[-1], source=record.source, collective=record.collective,
        matched=record.matched, earlier=[_same(link) for link in links.earlier],
        later=[_same(link) for link in links.later],
    )  # fmt: skip


def _deadline_out(deadline: Deadline) -> DeadlineOut:
    days = {"from": deadline.begin, "to": deadline.end}
    return DeadlineOut.model_validate({"text": deadline.text, "recurring": deadline.recurring, **days})


def _same(link: LinkedTask) -> SameTask:
    return SameTask(
        id=link.id, document_id=link.document_id, document_number=link.document_number, issued_on=link.issued_on,
        deadline=link.deadline,
    )  # fmt: skip

"""Which tasks are open, overdue or done on a day, as conditions on their rows."""

from datetime import date

from sqlalchemy import ColumnElement, and_, false, not_, select
from sqlalchemy.orm import Session

from index.catalog.tables import TaskRow
from index.catalog.task_records import TaskState
from index.tasks.overdue import is_done

# Tables say how a task stands in a few words, the same again and again; a statement holds no more of them.
_MOST_WORDINGS = 5000


def in_state(session: Session, state: TaskState, on: date) -> ColumnElement[bool]:
    """What ``index.tasks.overdue`` says of one task, as a condition: what is done or recurs is never overdue."""
    done = _done(session)
    if state == "done":
        return done
    past = and_(TaskRow.due_end.is_not(None), TaskRow.due_end < on, TaskRow.recurring.is_(False))
    return and_(not_(done), past if state == "overdue" else not_(past))


def _done(session: Session) -> ColumnElement[bool]:
    written = session.scalars(select(TaskRow.status).where(TaskRow.status.is_not(None)).distinct())
    wordings = sorted((words for words in written if words and is_done(words)), key=len)[:_MOST_WORDINGS]
    if not wordings:
        return false()
    # Without a status the comparison would be neither true nor false.
    return and_(TaskRow.status.is_not(None), TaskRow.status.in_(wordings))

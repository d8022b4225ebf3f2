"""The order in which tasks are found, and where in it a page ended."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_

from index.catalog.tables import DocumentRow, TaskRow
from index.errors import CatalogError

# Where a page ended: its last task's last day and day of issue (or nothing), document, place in it, and rank.
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\d|)~(\d{4}-\d\d-\d\d|)~([0-9a-f]{32})~(\d{1,9})(?:~([012]))?")
# Stand for no day, so that those without one come last.
_NEVER_DUE, _NEVER_ISSUED = date.max, date.min
_AHEAD, _WITHOUT, _PAST = 0, 1, 2


@dataclass(frozen=True, slots=True)
class TaskOrder:
    """By the last day of the deadline, those without one last; then by document, the newest first.

    Seen from a day, what is due on it or later comes first, then what is due on no day, what is past last.
    """

    as_of: date | None = None

    def columns(self) -> tuple[ColumnElement[Any], ...]:
        """Rank, last day, day of issue, document and place in it: what a cursor is made of."""
        due = func.coalesce(TaskRow.due_end, _NEVER_DUE)
        issued = func.coalesce(DocumentRow.issued_on, _NEVER_ISSUED)
        return self._rank(), due, issued, TaskRow.document_id.expression, TaskRow.ordinal.expression

    def by(self) -> tuple[ColumnElement[Any], ...]:
        """What a statement is ordered by."""
        rank, due, issued, document_id, ordinal = self.columns()
        ranked = () if self.as_of is None else (rank,)
        return (*ranked, due, issued.desc(), document_id, ordinal)

    def after(self, cursor: str) -> ColumnElement[bool]:
        """Whether a task comes after the page that ``cursor`` ended; raises ``CatalogError`` for one that is none."""
        rank, due, issued, document_id, ordinal = self.columns()
        last_rank, last_due, last_issued, last_document, last_ordinal = _read(cursor)
        steps = [
            (rank > last_rank, rank == last_rank),
            (due > last_due, due == last_due),
            (issued < last_issued, issued == last_issued),
            (document_id > last_document, document_id == last_document),
            (ordinal > last_ordinal, ordinal == last_ordinal),
        ]
        # Without a day to see from all ranks are alike.
        steps = steps if self.as_of else steps[1:]
        return or_(*(and_(*(same for _, same in steps[:at]), beyond) for at, (beyond, _) in enumerate(steps)))

    def cursor(self, last: Sequence[Any]) -> str:
        """The end of a page, from the ``columns`` of its last task."""
        rank, due, issued, document_id, ordinal = last
        shown = ("" if due == _NEVER_DUE else due.isoformat(), "" if issued == _NEVER_ISSUED else issued.isoformat())
        ranked = () if self.as_of is None else (str(rank),)
        return "~".join((*shown, document_id, str(ordinal), *ranked))

    def _rank(self) -> ColumnElement[int]:
        if self.as_of is None:
            return literal(_AHEAD)
        past = and_(TaskRow.due_end < self.as_of, TaskRow.recurring.is_(False))
        return case((TaskRow.due_end >= self.as_of, _AHEAD), (past, _PAST), else_=_WITHOUT)


def _read(cursor: str) -> tuple[int, date, date, str, int]:
    found = _CURSOR.fullmatch(cursor)
    try:
        if found is None:
            raise ValueError(cursor)
        due, issued = (date.fromisoformat(day) if day else None for day in found.group(1, 2))
        return int(found[5] or 0), due or _NEVER_DUE, issued or _NEVER_ISSUED, found[3], int(found[4])
    except ValueError as error:
        raise CatalogError("Con trỏ trang không hợp lệ; dùng đúng giá trị next_cursor của trang trước.") from error

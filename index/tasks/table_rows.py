"""Tasks in the rows of a table whose columns say who is to do what until when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import regex as re

from index.anatomy.sections import Section
from index.tasks.assignees import assignees
from index.tasks.deadlines import read_deadline
from index.tasks.overdue import says_state
from index.tasks.supporting import find_support
from index.tasks.task import Deadline, Task
from index.tasks.written_names import names_in_cell
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones

_NUMBER = re.compile(r"^\s*(?:[IVXLC]+|\d{1,3}|[a-zđA-H])(?:[.\-]\d{1,3})*\s*[.)]?\s*$")
_SUPPORT = re.compile(r"phối\s+hợp\s*(?:với|:)?\s*", re.IGNORECASE)
_LED = re.compile(r"chủ\s+trì\s*:?\s*", re.IGNORECASE)
_ANSWERS = re.compile(r"giao\s+(?P<names>.{3,400}?)(?:\s+(?:chỉ đạo|thực hiện|chủ trì))?\s*$", re.IGNORECASE)
_SAME = re.compile(r"^[\W_]*(?:nt|như\s+trên)[\W_]*$|^\s*[“”\"″']+\s*$", re.IGNORECASE)
_PERIOD = re.compile(r"\d{4}|hằng|hàng|thường\s+xuyên|quý|tháng", re.IGNORECASE)
# "Nội dung | Đơn vị thực hiện | Kinh phí" is a budget.
_MONEY = re.compile(
    r"kinh\s+phí|số\s+tiền|dự\s+toán|tổng\s+(?:mức|vốn)|đơn\s+giá|thành\s+tiền|triệu\s+đồng", re.IGNORECASE
)
_TASKS = re.compile(r"nhiệm\s+vụ|công\s+việc|giải\s+pháp|hoạt\s+động|chỉ\s+tiêu", re.IGNORECASE)
# Beside a column for the deadline, "tiến độ thực hiện" is how far the work has come.
_PROGRESS = re.compile(r"tiến\s+độ", re.IGNORECASE)
_LONGEST_PERIOD = 60


@dataclass(frozen=True, slots=True)
class _Roles:
    """Which column plays which part, by its number."""

    task: int
    lead: int | None
    support: int | None
    both: int | None
    deadline: int | None
    result: int | None
    statuses: tuple[int, ...]


class TableReader:
    """Reads the rows of a document's tables in order; a cell merged over rows speaks for all of them."""

    def __init__(self, text: str, on: date | None, effective_from: date | None) -> None:
        self._text, self._on, self._from = text, on, effective_from
        self._columns: tuple[str, ...] = ()
        self._lead: tuple[tuple[str, ...], int, int] | None = None
        self._group: tuple[tuple[str, ...], int, int] | None = None
        self._period: tuple[int, Deadline | None] = (0, None)
        self._before: dict[str, str] = {}

    def read(self, section: Section, *, heads: bool) -> Iterator[Task]:
        """The task of a row, if it is one; ``heads`` says that the row heads a group of rows."""
        roles = _roles(section.columns) if section.columns else None
        if section.columns != self._columns:
            self._columns, self._lead, self._group, self._period = section.columns, None, None, (0, None)
            self._before = {}
        if roles is None or len(section.cells) != len(section.columns):
            return
        if heads or self._is_group(section, roles):
            self._note_group(section)
            return
        task = self._task(section, roles)
        if task:
            yield task

    def _cell(self, section: Section, number: int | None) -> str:
        return self._text[slice(*section.cells[number])] if number is not None else ""

    def _is_group(self, section: Section, roles: _Roles) -> bool:
        filled = [n for n, (a, b) in enumerate(section.cells) if b > a and not _NUMBER.match(self._text[a:b])]
        return len(filled) <= 1 and roles.task in (*filled, roles.task)

    def _note_group(self, section: Section) -> None:
        words = " ".join(self._text[a:b] for a, b in section.cells if b > a)
        answers = _ANSWERS.search(words)
        names = assignees(answers["names"]) if answers else ()
        start = section.start + words.find(answers["names"]) if answers else section.start
        self._group = (names, start, section.end) if names else None
        self._lead = None
        bare = re.sub(r"^\s*[IVXLC\d.]+\s+", "", words)
        dated = len(bare) <= _LONGEST_PERIOD and _PERIOD.search(bare)
        period = read_deadline(bare, self._on, self._from) if dated else None
        depth = len(section.heading)
        if period and (period.end or period.recurring):
            self._period = (depth, period)
        elif depth <= self._period[0]:
            self._period = (depth, None)

    def _task(self, section: Section, roles: _Roles) -> Task | None:
        action = self._cell(section, roles.task).strip()
        lead, support, start, end = self._bearers(section, roles)
        if not lead or len(action) < 3:
            return None
        status = self._status(section, roles)
        deadline = read_deadline(self._told("deadline", self._cell(section, roles.deadline)), self._on, self._from)
        if roles.deadline is None and status and len(status) <= _LONGEST_PERIOD and _PERIOD.search(status):
            # "Tiến độ" is how far the work has come, or when it is to be done.
            deadline, status = read_deadline(status, self._on, self._from), ""
        return Task(
            lead=lead,
            support=tuple(name for name in support if name not in lead),
            action=action,
            start=section.start,
            end=section.end,
            heading=section.heading,
            result=self._cell(section, roles.result).strip() or None,
            deadline=deadline or self._period[1],
            status=status or None,
            lead_start=start,
            lead_end=end,
        )

    def _status(self, section: Section, roles: _Roles) -> str:
        """How far a task has come; of two columns the one that says how it stands, not how the work went."""
        told = [cell for number in roles.statuses if (cell := self._cell(section, number).strip())]
        return next((cell for cell in reversed(told) if says_state(cell)), told[0] if told else "")

    def _is_merged(self, section: Section, cell: str) -> bool:
        """Whether a cell stands for the one above: merged over rows it is filled in the first of them only.

        A row without a number only goes on with what the row before says.
        """
        first = self._text[slice(*section.cells[0])]
        return bool(_SAME.match(cell)) or (not cell.strip() and bool(_NUMBER.match(first)))

    def _told(self, role: str, cell: str) -> str:
        """A cell's words, those of the cell above it where it says "nt"."""
        if _SAME.match(cell):
            return self._before.get(role, "")
        self._before[role] = cell
        return cell

    def _bearers(self, section: Section, roles: _Roles) -> tuple[tuple[str, ...], tuple[str, ...], int, int]:
        number = roles.lead if roles.lead is not None else roles.both
        start, end = section.cells[number] if number is not None else (section.start, section.start)
        cell = self._text[start:end]
        support = names_in_cell(self._told("support", self._cell(section, roles.support)))
        parts = _SUPPORT.split(cell, maxsplit=1) if roles.both is not None else [cell]
        lead = () if _SAME.match(cell) else names_in_cell(_LED.sub("", parts[0]))
        if roles.support is None and roles.both is None:
            even = unify_tones(self._cell(section, roles.task))
            support = find_support(even, 0, len(even))
        if len(parts) > 1:
            support = (*support, *names_in_cell(parts[1]))
        if lead:
            self._lead = (lead, start, end)
        elif self._is_merged(section, cell) and (above := self._group or self._lead):
            lead, start, end = above
        return lead, support, start, end


@lru_cache(maxsize=64)
def _roles(columns: Sequence[str]) -> _Roles | None:
    """The parts that columns play, ``None`` when the table assigns no tasks."""
    found: dict[str, int] = {}
    statuses: list[int] = []
    for number, column in enumerate(columns):
        role = _role(column)
        if role == "status" or (role == "deadline" and role in found and _PROGRESS.search(column)):
            statuses.append(number)
        elif role and role not in found:
            found[role] = number
    if "task" not in found or not {"lead", "both"} & found.keys():
        return None
    told = {"support", "both", "result"} & found.keys() or _TASKS.search(columns[found["task"]])
    if not told and any(_MONEY.search(column) for column in columns):
        return None
    lead, support, both, deadline, result = map(found.get, ("lead", "support", "both", "deadline", "result"))
    return _Roles(found["task"], lead, support, both, deadline, result, tuple(statuses))


def _role(column: str) -> str | None:
    key = _key(column)
    return next((role for words, role in _headings() if words in key), None)


@cache
def _headings() -> tuple[tuple[str, str], ...]:
    rows = [line.split("\t") for line in data_lines("index.tasks", "column_roles.tsv")]
    return tuple((_key(row[0]), row[1].strip()) for row in rows)


def _key(words: str) -> str:
    """Folded words with one blank before, between and after them."""
    return " ".join(["", *re.sub(r"[^\w\s]", " ", fold(words)).split(), ""])

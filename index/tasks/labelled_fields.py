"""Tasks told in labelled lines: "Xây dựng quy chế …", "Cơ quan chủ trì: …", "Thời gian hoàn thành: …"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import regex as re

from index.anatomy.sections import Section
from index.tasks.assignees import assignees
from index.tasks.clauses import Span, content_start, without_stop
from index.tasks.deadlines import find_deadline, read_deadline
from index.tasks.supporting import find_support
from index.tasks.task import Task

_BODY = r"(?:cơ\s+quan|đơn\s+vị|bộ\s+phận|tổ\s+chức)(?:\s*,\s*(?:cơ\s+quan|đơn\s+vị))*"
_LABEL = re.compile(
    rf"(?P<lead>{_BODY}\s+(?:được\s+giao\s+)?(?:chủ\s+trì|thực\s+hiện|tham\s+mưu|chịu\s+trách\s+nhiệm)(?:\s+(?:thực\s+hiện|tham\s+mưu|trình))?"
    r"|chủ\s+trì(?:\s+thực\s+hiện)?|phân\s+công\s+(?:thực\s+hiện|chủ\s+trì))\s*:"
    rf"|(?P<support>(?:{_BODY}\s+)?phối\s+hợp(?:\s+thực\s+hiện)?)\s*:"
    r"|(?P<deadline>(?:thời\s+gian|thời\s+hạn|tiến\s+độ|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện|triển\s+khai|trình|ban\s+hành))*)\s*:"
    r"|(?P<result>(?:sản\s+phẩm|kết\s+quả)(?:\s+(?:đầu\s+ra|dự\s+kiến|hoàn\s+thành|cần\s+đạt))?)\s*:"
    r"|(?P<place>địa\s+điểm(?:\s+họp)?|thành\s+phần(?:\s+(?:dự\s+họp|tham\s+dự|mời))?)\s*:"
    r"|(?P<content>nội\s+dung(?:\s+(?:thực\s+hiện|công\s+việc|nhiệm\s+vụ))?|nhiệm\s+vụ)\s*:",
    re.IGNORECASE,
)
# "… (Bộ Giáo dục và Đào tạo chủ trì, hoàn thành trong quý III/2026)"
_BRACKETED = re.compile(r"\((?P<lead>[^():;]{3,160}?)\s+chủ\s+trì(?P<rest>[^()]{0,240})\)\W*$", re.IGNORECASE)
_BORDER = re.compile(r"(?:^|[.;,(:–\-+]\s*)$")
_SHORTEST = 12
_LONGEST = 4000
_LONGEST_BRACKET = 440


@dataclass(slots=True)
class _Group:
    """Labelled lines that stand together, and the points whose task they tell."""

    points: list[tuple[Section, Span]]
    fields: dict[str, Span] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)


class LabelledReader:
    """Finds the points of a document whose bearers stand in labelled lines below or behind them."""

    def __init__(self, text: str, even: str, on: date | None, effective_from: date | None) -> None:
        self._text, self._even, self._on, self._from = text, even, on, effective_from
        # Which sections labelled lines speak of, and their tasks by the section that they stand at.
        self.taken: set[int] = set()
        self.tasks: dict[int, list[Task]] = {}

    def read_all(self, sections: Sequence[Section]) -> None:
        """Fill ``taken`` and ``tasks``, by the number of the section."""
        numbers = {id(section): number for number, section in enumerate(sections)}
        points: list[tuple[Section, Span]] = []
        parents: dict[int, Section] = {}
        group: _Group | None = None
        for section in sections:
            found = self._fields(section) if section.part == "body" and section.kind != "row" else None
            if group and not (found and found[1] and "lead" not in (found[1].keys() & group.fields.keys())):
                self._close(group, numbers)
                group, points = None, []
            if found is None:
                points = []
                continue
            own, fields = found
            if fields:
                group = group or _Group(self._points_of(section, own, points, parents))
                group.fields |= {role: span for role, span in fields.items() if role not in group.fields}
                group.lines.add(numbers[id(section)])
            else:
                points = [point for point in points if point[0].heading == section.heading]
                points.append((section, own))
            if section.rank is not None:
                parents = {depth: parent for depth, parent in parents.items() if depth < len(section.heading)}
                parents[len(section.heading)] = section
        if group:
            self._close(group, numbers)

    def _fields(self, section: Section) -> tuple[Span, dict[str, Span]] | None:
        """The words before the first label, and what stands behind each label."""
        start = content_start(self._text, section.start, section.end)
        stop = min(section.end, start + _LONGEST)
        labels = [
            m for m in _LABEL.finditer(self._even, start, stop) if _BORDER.search(self._even[start : m.start()][-3:])
        ]
        bracketed = _BRACKETED.search(self._even, max(start, section.end - _LONGEST_BRACKET), section.end)
        if not labels and bracketed:
            rest = bracketed.span("rest")
            return (start, bracketed.start()), {"lead": bracketed.span("lead"), "support": rest, "deadline": rest}
        edges = [*(label.start() for label in labels), section.end]
        fields: dict[str, Span] = {}
        for label, (_, end) in zip(labels, pairwise(edges), strict=True):
            fields.setdefault(str(label.lastgroup), without_stop(self._text, label.end(), end))
        return (start, edges[0]), fields

    def _points_of(
        self, section: Section, own: Span, points: list[tuple[Section, Span]], parents: dict[int, Section]
    ) -> list[tuple[Section, Span]]:
        if own[1] - own[0] >= _SHORTEST:
            return [(section, own)]
        beside = [point for point in points if point[0].heading == section.heading]
        parent = parents.get(len(section.heading) - 1)
        if beside or parent is None:
            return beside
        return [(parent, (content_start(self._text, parent.start, parent.end), parent.end))]

    def _close(self, group: _Group, numbers: dict[int, int]) -> None:
        lead_at = group.fields.get("lead")
        lead = assignees(self._text[slice(*lead_at)]) if lead_at else ()
        content = group.fields.get("content")
        points = [(group.points[0][0] if group.points else None, content)] if content else group.points
        # "Chủ trì: …", "Địa điểm: …" tell of a meeting.
        if not lead or lead_at is None or not points or "place" in group.fields:
            return
        self.taken |= group.lines
        for section, span in points:
            first = min(group.lines) if section is None or content else numbers[id(section)]
            self.taken.add(first)
            task = self._task(group, lead, lead_at, section, span)
            self.tasks.setdefault(first, []).extend([task] if task else [])

    def _task(
        self, group: _Group, lead: tuple[str, ...], lead_at: Span, section: Section | None, span: Span
    ) -> Task | None:
        start, end = without_stop(self._text, *span)
        if end - start < _SHORTEST:
            return None
        said = {role: self._text[slice(*place)] for role, place in group.fields.items()}
        bracketed = group.fields.get("support") == group.fields.get("deadline")
        found = find_deadline(said.get("deadline", ""), self._on, self._from) if bracketed else None
        deadline = found.deadline if found else None
        support = find_support(self._even, *group.fields["support"]) if bracketed and "support" in said else ()
        if not bracketed:
            deadline = read_deadline(said.get("deadline", ""), self._on, self._from)
            support = assignees(said.get("support", ""))
        support = (*support, *find_support(self._even, start, end))
        return Task(
            lead=lead,
            support=tuple(name for name in dict.fromkeys(support) if name not in lead),
            action=self._text[start:end],
            start=start,
            end=end,
            heading=section.heading if section else (),
            result=said.get("result") or None,
            deadline=deadline,
            lead_start=lead_at[0],
            lead_end=lead_at[1],
        )

"""A task that a document assigns, tied to the characters it was read from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be done: its words, and the days they mean, where they can be counted.

    ``begin`` and ``end`` are both inclusive: "trong tháng 6/2025" is 1 to 30 June, "trước ngày 10/12/2025" ends on that
    day. ``recurring`` says that it comes again ("hằng tháng", "thường xuyên"); such a one may have no days.
    """

    text: str
    begin: date | None = None
    end: date | None = None
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """Who must do what, until when.

    ``lead`` and ``support`` are names as ``index.tasks.assignees`` writes them; ``action`` is a verbatim part of the
    text. ``[start, end)`` is the quote that says it: a sentence, a clause or a table row of the document's text;
    ``lead_start``, ``lead_end`` say where the lead is named, which may be in a lead-in far above the quote.
    ``status`` and ``result`` are what a table says under such columns, ``result`` also a product that a sentence names.
    """

    lead: tuple[str, ...]
    support: tuple[str, ...]
    action: str
    start: int
    end: int
    heading: tuple[str, ...] = ()
    result: str | None = None
    deadline: Deadline | None = None
    status: str | None = None
    lead_start: int | None = None
    lead_end: int | None = None

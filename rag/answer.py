"""What an answer is, inside: statements and the citations they rest on, the same for every door."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from index.catalog.records import DocumentRecord
from index.catalog.task_records import TaskRecord
from rag.retrieval.retrieved import RetrievedPassage

Mode = Literal["extractive", "llm"]
AnswerKind = Literal[
    "fact", "number", "date", "person", "body", "list", "task", "document", "yesno", "comparison", "count", "reason",
    "definition",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: ``text[start:end]`` of the document's text is ``quote``.

    ``cells`` are a table row's filled cells, each under its column's heading.
    """

    number: int
    document_id: str
    source: str
    title: str
    document_number: str | None
    type: str | None
    issuer: str | None
    issued_on: date | None
    heading: tuple[str, ...]
    quote: str
    start: int
    end: int
    passage_id: str
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer and the numbers of the citations that carry it.

    ``cut`` tells whether the sentence begins before the text and whether it goes on after it; ``refers`` says what it
    points to ("Nghị quyết này: …"). Both are shown with the answer, marked as added, and are no part of ``text``.
    ``emphasis`` are the stretches ``[start, end)`` of ``text`` that are what was asked for. A ``remark`` is said of the
    answer, in brackets behind it, and does not answer itself.
    """

    text: str
    citations: tuple[int, ...]
    verified: bool = True
    cut: tuple[bool, bool] = (False, False)
    refers: str | None = None
    emphasis: tuple[tuple[int, int], ...] = ()
    remark: bool = False

    @property
    def shown(self) -> str:
        """The text with what is added to it: "…" where it was cut, in brackets what it points to."""
        before, after = ("… " if self.cut[0] else ""), (" …" if self.cut[1] else "")
        return f"{before}{self.text}{after}" + (f" [{self.refers}]" if self.refers else "")


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """What an older document said of a figure of the answer: its words, the citation that carries them, its date."""

    text: str
    citation: int
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a reason for giving none.

    ``timings_ms`` are milliseconds by step; ``confidence`` is the chance from 0 to 1, as the abstention model sees it,
    that the evidence answers; ``passages`` are those it was looked for in, best first; ``understood`` are lines for the
    reader on how the question was read; ``kind`` is what sort of answer was asked for; ``related`` are questions that
    may follow; ``nearest`` are documents to look into where there is no answer; ``tasks`` are
    those of the register that are said.
    """

    id: str
    question: str
    standalone_question: str
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstain_reason: str | None = None
    mode: Mode = "extractive"
    related: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    confidence: float | None = None
    passages: tuple[RetrievedPassage, ...] = ()
    understood: tuple[str, ...] = ()
    earlier_figures: tuple[EarlierFigure, ...] = ()
    kind: AnswerKind = "fact"
    nearest: tuple[DocumentRecord, ...] = ()
    tasks: tuple[TaskRecord, ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether the answer is silence."""
        return self.abstain_reason is not None

"""The register of tasks on the wire."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class DeadlineOut(BaseModel):
    """A deadline: its words and, where they can be counted, its days."""

    # Under its own name wherever it is written out, in a stream and in what is kept as well.
    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    text: str
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    recurring: bool = False


class SameTask(BaseModel):
    """The same work in another document: repeated, pressed or given another deadline."""

    id: str
    document_id: str
    document_number: str | None
    issued_on: date | None
    deadline: str | None


class TaskOut(BaseModel):
    """Who must do what by when; ``quote`` is ``text[start:end]`` of the document.

    ``collective``: it is led by a group of bodies ("các bộ, ngành, địa phương"). ``matched`` tells how the assignee
    that was asked for has it: by name, or only as one of a group. ``earlier`` and ``later`` are the same work in
    other documents, the nearest in time first.
    """

    id: str
    document_id: str
    document_number: str | None
    issued_on: date | None
    lead: list[str]
    support: list[str]
    action: str
    result: str | None
    deadline: DeadlineOut | None
    status: str | None
    quote: str
    start: int
    end: int
    heading: list[str]
    type: str | None = None
    title: str = ""
    source: str = ""
    collective: bool = False
    matched: Literal["lead", "support", "collective"] | None = None
    earlier: list[SameTask] = []
    later: list[SameTask] = []


class TasksResponse(BaseModel):
    """A page of tasks: by the last day of their deadline, those without one last; then by document."""

    tasks: list[TaskOut]
    next_cursor: str | None

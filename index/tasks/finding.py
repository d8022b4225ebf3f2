"""The tasks that a document assigns, read from its sections in one pass."""

from collections.abc import Iterator, Sequence

from index.anatomy.identity import Identity
from index.anatomy.press import PRESS
from index.anatomy.sections import Section
from index.tasks.labelled_fields import LabelledReader
from index.tasks.prose import ProseReader
from index.tasks.table_rows import TableReader
from index.tasks.task import Task
from index.tasks.zones import find_zones
from index.text.tone_placement import unify_tones


def find_tasks(text: str, sections: Sequence[Section], identity: Identity) -> tuple[Task, ...]:
    """The tasks in the order of the text; ``sections`` are those of ``text``, ``identity`` the document's.

    Every task's ``[start, end)`` is a stretch of ``text`` and holds its ``action``; dates without a year count from
    the day of issue, of a press report from the day it tells of.
    """
    return tuple(_tasks(text, sections, identity))


def _tasks(text: str, sections: Sequence[Section], identity: Identity) -> Iterator[Task]:
    told = (identity.event_on, identity.issued_on)
    on = next((day for day in (told if identity.type == PRESS else reversed(told)) if day), None)
    even = unify_tones(text)
    prose = ProseReader(text, even, identity, on)
    labelled = LabelledReader(text, even, on, identity.effective_from)
    labelled.read_all(sections)
    tables = TableReader(text, on, identity.effective_from)
    zones = find_zones(even, sections, identity)
    for at, (section, zone) in enumerate(zip(sections, zones, strict=True)):
        following = sections[at + 1] if at + 1 < len(sections) else None
        heads = (
            following is not None and following.part == section.part and len(following.heading) > len(section.heading)
        )
        if at in labelled.taken:
            prose.pass_over(section)
            yield from labelled.tasks.get(at, ())
        elif section.kind == "row":
            yield from tables.read(section, heads=heads and following is not None and following.kind == "row")
        else:
            yield from prose.read(section, zone, heads=heads)

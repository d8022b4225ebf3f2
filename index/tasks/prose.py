"""Tasks told in sentences, block by block."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import regex as re

from index.anatomy.identity import Identity
from index.anatomy.markers import HEADING_RANK
from index.anatomy.press import PRESS
from index.anatomy.sections import Section
from index.tasks import prose_wording
from index.tasks.assigning import command
from index.tasks.bodies_of_kind import is_public
from index.tasks.clauses import content_start, numbered_parts, trimmed, without_stop
from index.tasks.deadlines import find_deadline
from index.tasks.found_deadline import FoundDeadline
from index.tasks.leads import Lead, OpenLeads
from index.tasks.sentence_clauses import Mood, SentenceReader
from index.tasks.supporting import all_leads, find_support
from index.tasks.task import Task
from index.tasks.units import Unit, cut_to_units
from index.tasks.zones import Zone
from index.text.tone_placement import unify_tones

_COMMANDER = re.compile(r"Thủ tướng|Chủ tịch|Bộ trưởng|Tổng Bí thư")
_LETTER, _REPORT = "công văn", "báo cáo"
_ASKS = re.compile(r"(?<!\p{L})(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất)(?!\p{L})", re.IGNORECASE)
_SHORTEST, _SHORTEST_NAMED = 12, 7
# "Phân công Phó Thủ tướng … chỉ đạo" says enough, "… - Tổ phó thường trực" is an office.
_NEAR = 30
_STANDING = re.compile(r"thường\s+trực(?!\p{L})")
_ENDING = 120


@dataclass(slots=True)
class ProseReader:
    """Reads a document's blocks in order; keeps the lead-ins that stand open."""

    text: str
    even: str
    identity: Identity
    on: date | None
    leads: OpenLeads = field(default_factory=OpenLeads)
    # A press report tells of commands from the sentence that says so on, a letter from its first request on.
    told: bool = False
    _sentences: SentenceReader = field(init=False)

    def __post_init__(self) -> None:
        self._sentences = SentenceReader(self.even, self.identity)

    def read(self, section: Section, zone: Zone, *, heads: bool) -> Iterator[Task]:
        """The tasks of one block that is no table row; ``heads`` says that others stand below it."""
        self.leads.enter(section)
        if section.part == "signature":
            self.told = False
        if not zone.open or not zone.implementing:
            self.leads.note(section, None, opens=False)
            return
        over = self.leads.over(section)
        start = content_start(self.text, section.start, section.end)
        ending = self.even[max(start, section.end - _ENDING) : section.end]
        title = heads and not ending.rstrip().endswith((".", ";", ":"))
        listed = over is not None and section.rank is not None and section.rank >= HEADING_RANK
        mood = Mood(self._may_be_plain(section, zone), listed)
        found, lead = self._block(start, section.end, over, mood)
        self.told = self.told or (bool(found) and self._is_letter())
        if prose_wording.lists_things(ending) and section.rank is not None:
            lead = replace(lead or Lead(), listed=False)
        opens = prose_wording.opens(ending, 0, len(ending))
        complete = not opens and ending.rstrip().endswith((".", ";"))
        self.leads.note(section, lead if lead is not over else None, opens=opens, complete=complete)
        if title:
            return
        for unit in found:
            if self._is_asked(unit, section) and (not zone.public or any(map(is_public, unit.lead.names))):
                yield from self._tasks(unit, section)

    def pass_over(self, section: Section) -> None:
        """Go on behind a block that is read in another way."""
        self.leads.enter(section)
        self.leads.note(section, None, opens=False)

    def _may_be_plain(self, section: Section, zone: Zone) -> bool:
        if self.identity.type == _REPORT:
            return False
        if self.identity.type != PRESS:
            return zone.commanding or self.told
        line = self.even[section.start : section.end]
        if prose_wording.talks_of_other(line):
            self.told = False
        elif command().search(line) and _COMMANDER.search(line):
            self.told = True
        return self.told

    def _is_letter(self) -> bool:
        # A letter names no kind of document; its number is all that tells it.
        return self.identity.type == _LETTER or (self.identity.type is None and self.identity.number is not None)

    def _is_asked(self, unit: Unit, section: Section) -> bool:
        """A report assigns no tasks; it asks for some."""
        if self.identity.type != _REPORT or any(_ASKS.search(unify_tones(label)) for label in section.heading):
            return True
        return bool(_ASKS.search(self.even, unit.start, max(unit.start, unit.lead.start)))

    def _block(self, start: int, end: int, over: Lead | None, mood: Mood) -> tuple[list[Unit], Lead | None]:
        head, parts = numbered_parts(self.even, start, end)
        found, lead = self._sentences.read(head, over, mood)
        units = cut_to_units(self.even, found, self._deadline)
        for part in parts:
            more, _ = self._sentences.read(part, lead or over, Mood(mood.plain, listed=True))
            units.extend(cut_to_units(self.even, more, self._deadline))
        return units, lead

    def _deadline(self, start: int, end: int) -> FoundDeadline | None:
        return find_deadline(self.text[start:end], self.on, self.identity.effective_from)

    def _tasks(self, unit: Unit, section: Section) -> Iterator[Task]:
        start, end = trimmed(self.text, unit.start, unit.end)
        action = without_stop(self.text, unit.action, end)
        named_here = start <= unit.lead.start < unit.action
        plainly = unit.lead.start - start <= _NEAR and not _STANDING.match(self.even, *action)
        if action[1] - action[0] < (_SHORTEST_NAMED if named_here and plainly else _SHORTEST):
            return
        names = all_leads(self.even, unit.lead.names, *action)
        # "Sở Xây dựng (phối hợp Sở Tư pháp) xem xét …"
        beside = find_support(self.even, unit.lead.start, action[0]) if named_here else ()
        support = [*unit.lead.support, *beside, *find_support(self.even, *action)]
        yield Task(
            lead=names,
            support=tuple(name for name in dict.fromkeys(support) if name not in names),
            action=self.text[slice(*action)],
            start=start,
            end=end,
            heading=section.heading,
            deadline=unit.deadline,
            lead_start=unit.lead.start,
            lead_end=unit.lead.end,
        )

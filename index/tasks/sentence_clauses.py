"""The clauses of a sentence that tell tasks, each with those who bear it."""

from dataclasses import dataclass, replace

import regex as re

from index.anatomy.identity import Identity
from index.tasks import prose_wording
from index.tasks.assignees import assignees, is_collective
from index.tasks.assigning import Assigned, are_issuers, read_assigned
from index.tasks.clauses import Span, clauses, sentences
from index.tasks.committee_names import PEOPLES_COUNCIL
from index.tasks.first_predicate import first_predicate
from index.tasks.leads import Lead
from index.tasks.supporting import find_support
from index.tasks.units import Clause

_FORMULA = re.compile(r",[^,;]{0,220}$")
_YOUR_OFFICE = "quý "
_COUNCIL = "HĐND"
_SHORTEST_OWN = 70
_MOST_FORMULAS, _GENERAL_REACH = 3, 140


@dataclass(frozen=True, slots=True)
class Mood:
    """How a block may tell tasks: ``plain`` without a word of command, ``listed`` as an item of a lead-in's list."""

    plain: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class SentenceReader:
    """Reads stretches of sentences of a text with unified tones."""

    even: str
    identity: Identity

    def read(self, span: Span, over: Lead | None, mood: Mood) -> tuple[list[Clause], Lead | None]:
        """The clauses of a stretch of sentences that tell tasks, and who was named last in it; ``over`` leads it."""
        found: list[Clause] = []
        lead = over
        for number, (start, end) in enumerate(sentences(self.even, *span)):
            if prose_wording.informs_all(self.even, start, end):
                continue
            at = prose_wording.behind_topic(self.even, start, end)
            own = Mood(mood.plain, mood.listed and not number)
            more, lead = self._sentence(at, end, lead, own, goes_on=bool(found))
            found.extend(more)
        return found, lead

    def _sentence(
        self, start: int, end: int, lead: Lead | None, mood: Mood, *, goes_on: bool
    ) -> tuple[list[Clause], Lead | None]:
        found: list[Clause] = []
        tells = prose_wording.only_tells(self.even, start)
        acts = lead is not None and prose_wording.begins_with_verb(self.even, start)
        whole = read_assigned(self.even, start, end, self.identity.issuer, acts=acts)
        for number, (a, b) in enumerate(self._clauses(start, end, whole)):
            named = read_assigned(self.even, a, b, self.identity.issuer, whole=False) if number else whole
            if named and self._counts(named, mood.plain):
                lead = Lead(self._addressed(named.names), (), named.start, named.end)
                found.extend(self._opened(named, a, b, lead))
            elif lead and (found or not (named or tells or not self._continues(a, b, mood, goes_on=goes_on))):
                found.append(Clause(lead, a, b, a, not number))
        if found and prose_wording.opens(self.even, start, end):
            lead = replace(lead or Lead(), support=find_support(self.even, found[-1].action, end))
            found[-1:] = self._own_part(found[-1], end)
        return found, lead

    def _clauses(self, start: int, end: int, whole: Assigned | None) -> list[Span]:
        """The clauses of a sentence; a list of names is not cut at its semicolons."""
        cut = clauses(self.even, start, end)
        named = whole.action if whole and whole.action is not None else whole.end if whole else start
        first = next((number for number, (_, b) in enumerate(cut) if b >= named), 0)
        return [(cut[0][0], cut[first][1]), *cut[first + 1 :]] if cut else []

    def _counts(self, found: Assigned, plain: bool) -> bool:
        """Whether names and a predicate are a task here: told in words of command, or where a document commands."""
        if found.action is None:
            return plain or found.told
        if prose_wording.informs(self.even, found.action):
            return False
        if not found.told and prose_wording.declares(self.even, found.action) and self._are_its_own(found.names):
            return False
        return found.told or (plain and not are_issuers(found.names, None))

    def _are_its_own(self, names: tuple[str, ...]) -> bool:
        """Whether the document's issuer is named, who declares in it: "Hội đồng nhân dân tỉnh thống nhất …"."""
        if _COUNCIL in (self.identity.number or ""):
            # Its letterhead names the province alone, whose committee carries out what the council decides.
            return all(name.startswith(PEOPLES_COUNCIL) and not is_collective(name) for name in names)
        return are_issuers(names, self.identity.issuer)

    def _addressed(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """ "Quý cơ quan" are those whom the letter is sent to."""
        if not any(name.startswith(_YOUR_OFFICE) for name in names):
            return names
        return assignees("; ".join(self.identity.addressees)) or names

    def _opened(self, named: Assigned, a: int, b: int, lead: Lead) -> list[Clause]:
        """The clause that names open; after a colon what is to be done may follow in the same sentence."""
        at = named.action if named.action is not None else prose_wording.behind_colon(self.even, named.end, b)
        return [] if at is None else [Clause(lead, a, b, at, True)]

    def _continues(self, a: int, b: int, mood: Mood, *, goes_on: bool) -> bool:
        """Whether words without a name say what the lead before them is to do."""
        if mood.listed or prose_wording.begins_with_verb(self.even, a):
            return True
        more = goes_on and prose_wording.goes_on(self.even, a)
        return more or prose_wording.orders_behind_adverbial(self.even, a, b)

    def _own_part(self, clause: Clause, end: int) -> list[Clause]:
        """A lead-in that itself says enough to be a task: what stands before "…, trong đó tập trung:"."""
        stop = self._formula_start(clause.action, end)
        told = self.even[clause.action : stop]
        only_when = prose_wording.begins_with_adverbial(told)
        if only_when and first_predicate(self.even, clause.action, stop) is None:
            return []
        enough = stop < end and len(told) >= _SHORTEST_OWN and not prose_wording.is_general(told[-_GENERAL_REACH:])
        return [replace(clause, end=stop)] if enough else []

    def _formula_start(self, action: int, end: int) -> int:
        """Where the words begin that only lead to the list below, ``end`` when there are none."""
        stop = end
        for _ in range(_MOST_FORMULAS):
            formula = _FORMULA.search(self.even, action, stop)
            if formula is None or not (stop == end or prose_wording.begins_general(formula.group())):
                break
            stop = formula.start()
        return stop

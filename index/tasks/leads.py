"""Lead-ins: whose task an item of a list is, as the line above the list says ("3. Bộ Y tế:")."""

from dataclasses import dataclass

from index.anatomy.sections import Section


@dataclass(frozen=True, slots=True)
class Lead:
    """Who was named last, where, and who helps; ``listed`` is false where the list below says no tasks ("gồm:")."""

    names: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    listed: bool = True


class OpenLeads:
    """The lead-ins that stand open while a document is read section by section."""

    def __init__(self) -> None:
        self._ranked: dict[int, Lead] = {}
        self._plain: dict[int, Lead] = {}
        # The levels of ranked items that say all of their task themselves.
        self._complete: set[int] = set()

    def over(self, section: Section) -> Lead | None:
        """The lead-in that the section stands under, ``None`` when none does or what it lists are no tasks."""
        depth = len(section.heading)
        for level in range(depth, -1, -1):
            complete = section.rank is None and level - 1 in self._complete
            for lead in (self._plain.get(level), None if complete else self._ranked.get(level - 1)):
                if lead is None:
                    continue
                if not lead.listed:
                    return None
                if lead.names:
                    return lead
        return None

    def enter(self, section: Section) -> None:
        """Close what a section is not below any more; to be called before it is read."""
        depth = len(section.heading)
        self._ranked = {level: lead for level, lead in self._ranked.items() if level < depth}
        self._plain = {level: lead for level, lead in self._plain.items() if level <= depth}

    def note(self, section: Section, lead: Lead | None, *, opens: bool, complete: bool = False) -> None:
        """Remember whom a section named; a plain paragraph leads what follows its colon, until another names some.

        A ``complete`` item, a whole sentence, leads the items below it but not the paragraphs that follow.
        """
        depth = len(section.heading)
        if section.rank is not None:
            self._complete = {level for level in self._complete if level < depth} | ({depth} if complete else set())
            self._ranked[depth] = lead or Lead()
        elif lead and opens:
            self._plain[depth] = lead
        elif lead:
            self._plain.pop(depth, None)

"""How well the tasks found in a document agree with those that a reader found: which ones, and what is said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from eval.tasks_gold import GoldTask
from eval.tasks_places import Place, PlacedTask
from index.anatomy.names import name_key
from index.tasks.task import Deadline, Task

# A found task is the reader's when it covers this share of the reader's quote, or of its beginning: readers may write
# down no more than that many characters, and whether they did must not change what counts.
LEAST_COVERED = 0.5
BEGINNING = 60
# Words that name nobody: "các bộ, ngành" and "bộ và ngành" are one addressee.
_NAMELESS = frozenset({name_key("và"), name_key("các")})


@dataclass(frozen=True, slots=True)
class Match:
    """A reader's task and the one found in its place."""

    gold: GoldTask
    found: Task

    @property
    def lead_right(self) -> bool:
        """Whether the same bodies lead."""
        return same_names(self.gold.lead, self.found.lead)

    @property
    def support_right(self) -> bool:
        """Whether the same bodies support."""
        return same_names(self.gold.support, self.found.support)

    @property
    def deadline_right(self) -> bool:
        """Whether it is due on the same days and comes again alike, or neither has a deadline."""
        return _days(self.gold.deadline) == _days(self.found.deadline)


@dataclass(frozen=True, slots=True)
class Alignment:
    """The tasks of one document: matched, missed by the program, invented by it."""

    matched: tuple[Match, ...]
    missed: tuple[GoldTask, ...]
    invented: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks counted: read, found, matched; of the matched those with the right lead, support, deadline."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    lead: int = 0
    support: int = 0
    deadline: int = 0

    def __add__(self, other: Self) -> "TaskCounts":
        """The counts of two documents together."""
        return TaskCounts(
            self.gold + other.gold,
            self.found + other.found,
            self.matched + other.matched,
            self.lead + other.lead,
            self.support + other.support,
            self.deadline + other.deadline,
        )

    def shares(self) -> dict[str, float | None]:
        """Precision, recall and F1 of the tasks and the accuracies on the matched ones; ``None`` where nothing was
        there to be right or wrong about."""
        return {
            "precision": _share(self.matched, self.found),
            "recall": _share(self.matched, self.gold),
            "f1": _share(2 * self.matched, self.gold + self.found),
            "lead": _share(self.lead, self.matched),
            "support": _share(self.support, self.matched),
            "deadline": _share(self.deadline, self.matched),
        }


def align(
    text: str, gold: Sequence[PlacedTask], found: Sequence[Task], region: Place, optional: Sequence[PlacedTask] = ()
) -> Alignment:
    """Match one to one, the closest places first.

    Tasks found outside ``region`` do not count, nor those in the place of an ``optional`` one and of no other.
    """
    stretches = {at: place for at, place in enumerate(_stretches(text, found)) if _is_within(place, region)}
    pairs = sorted(
        (-closeness, g, f)
        for g, task in enumerate(gold)
        for f, place in stretches.items()
        if (closeness := _closeness((task.start, task.end), place))
    )
    of_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, g, f in pairs:
        if g not in of_gold and f not in taken:
            of_gold[g] = f
            taken.add(f)
    return Alignment(
        matched=tuple(Match(gold[g].task, found[f]) for g, f in sorted(of_gold.items())),
        missed=tuple(task.task for g, task in enumerate(gold) if g not in of_gold),
        invented=tuple(found[f] for f, place in stretches.items() if f not in taken and not _is_of(place, optional)),
    )


def count(alignment: Alignment) -> TaskCounts:
    """What an alignment amounts to."""
    matched = alignment.matched
    return TaskCounts(
        gold=len(matched) + len(alignment.missed),
        found=len(matched) + len(alignment.invented),
        matched=len(matched),
        lead=sum(match.lead_right for match in matched),
        support=sum(match.support_right for match in matched),
        deadline=sum(match.deadline_right for match in matched),
    )


def same_names(gold: Sequence[str], found: Sequence[str]) -> bool:
    """Whether two lists name the same bodies, in any order and spelling of letters.

    Collective addressees, which the gold writes with a small first letter, may be cut into several names in another
    way: their words count. A body of its own, merged with its neighbour into one name, does not.
    """
    left = {name_key(name): name for name in gold}
    right = {name_key(name) for name in found}
    rest = [key for key in left if key not in right]
    if any(left[key][:1].isupper() for key in rest):
        return False
    return _words(rest) == _words(right - left.keys())


def _words(keys: Sequence[str] | set[str]) -> list[str]:
    return sorted(word for key in keys for word in key.split() if word not in _NAMELESS)


def _days(deadline: Deadline | None) -> tuple[object, ...] | None:
    return (deadline.begin, deadline.end, deadline.recurring) if deadline else None


def _stretches(text: str, found: Sequence[Task]) -> Iterator[Place]:
    """The place of each found task: its quote; where several share one, what each has of it up to its action's end."""
    places: dict[int, Place] = {}
    order = sorted(range(len(found)), key=lambda at: (found[at].start, found[at].end, _action(text, found[at])))
    for (start, end), group in groupby(order, key=lambda at: (found[at].start, found[at].end)):
        shared = list(group)
        begin = start
        for at in shared:
            action_end = _action(text, found[at])[1] if len(shared) > 1 else end
            places[at] = (min(begin, action_end), action_end)
            begin = action_end
    return (places[at] for at in range(len(found)))


def _action(text: str, task: Task) -> Place:
    at = text.find(task.action, task.start, task.end)
    return (at, at + len(task.action)) if at >= 0 else (task.start, task.end)


def _is_within(place: Place, region: Place) -> bool:
    return region[0] <= place[0] < region[1]


def _is_of(place: Place, tasks: Sequence[PlacedTask]) -> bool:
    return any(_closeness((task.start, task.end), place) for task in tasks)


def _closeness(gold: Place, found: Place) -> float:
    """The shared share of two places (intersection over union), 0 where too little of the gold is covered."""
    beginning = gold[0], min(gold[1], gold[0] + BEGINNING)
    if not (_is_covered(gold, found) or _is_covered(beginning, found)):
        return 0.0
    return _shared(gold, found) / (max(gold[1], found[1]) - min(gold[0], found[0]))


def _is_covered(place: Place, by: Place) -> bool:
    return _shared(place, by) >= LEAST_COVERED * (place[1] - place[0])


def _shared(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

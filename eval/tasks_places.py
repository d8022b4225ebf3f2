"""Where the words of a gold set stand in a document's text, however either breaks its lines."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from eval.errors import EvaluationError
from eval.tasks_gold import GoldDocument, GoldTask

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """A gold task with the place ``[start, end)`` of its quote in the document's text."""

    task: GoldTask
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpacelessText:
    """A text without its white space, and where each of its characters stood before."""

    letters: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Self:
        """Take the white space out of a text."""
        places = [at for at, letter in enumerate(text) if not letter.isspace()]
        return cls("".join(text[at] for at in places), places)

    def find(self, words: str, begin: int = 0) -> tuple[Place, int] | None:
        """The first place of ``words`` whose beginning is letter ``begin`` or a later one, and the letter it ends
        before; ``None`` where they do not stand in the text."""
        wanted = "".join(unicodedata.normalize("NFC", words).split())
        at = self.letters.find(wanted, begin) if wanted else -1
        if at < 0:
            return None
        end = at + len(wanted)
        return (self.places[at], self.places[end - 1] + 1), end


def find_region(text: SpacelessText, gold: GoldDocument) -> Place:
    """What was read of a document; raises ``EvaluationError`` where its first or last words are not in it."""
    start, after, end = 0, 0, text.places[-1] + 1 if text.places else 0
    if gold.first:
        found = text.find(gold.first)
        (start, _), after = _checked(found, gold.name, gold.first)
    if gold.last:
        (_, end), _ = _checked(text.find(gold.last, after), gold.name, gold.last)
    return start, end


def place_tasks(text: SpacelessText, name: str, tasks: Sequence[GoldTask], region: Place) -> tuple[PlacedTask, ...]:
    """Find each quote in the document called ``name``.

    Where it does not say which occurrence is meant, it is the first after the quote before it, as readers go through
    a text in its order, else the first in the region that no other quote has. Raises ``EvaluationError`` for a quote
    that is not in the document.
    """
    first = bisect_left(text.places, region[0])
    placed: list[PlacedTask] = []
    taken: set[Place] = set()
    after = first
    for task in tasks:
        if task.occurrence:
            found = _counted(text, task.quote, task.occurrence)
        else:
            found = _free(text, task.quote, after, taken) or _free(text, task.quote, first, taken)
        place, after = _checked(found, name, task.quote)
        taken.add(place)
        placed.append(PlacedTask(task, *place))
    return tuple(placed)


def _counted(text: SpacelessText, quote: str, occurrence: int) -> tuple[Place, int] | None:
    found = text.find(quote)
    for _ in range(occurrence - 1):
        found = text.find(quote, found[1]) if found else None
    return found


def _free(text: SpacelessText, quote: str, begin: int, taken: set[Place]) -> tuple[Place, int] | None:
    found = text.find(quote, begin)
    while found and found[0] in taken:
        found = text.find(quote, found[1])
    return found


def _checked(found: tuple[Place, int] | None, document: str, words: str) -> tuple[Place, int]:
    if found is None:
        raise EvaluationError(f"{document}: không có trong văn bản: “{words}”.")
    return found

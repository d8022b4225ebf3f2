"""A question to the register as a template: "@ được giao việc gì trong %", marks standing for what it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.anatomy.names import is_province
from index.library import Library
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.references.numbers import NamedNumber
from rag.references.periods import Period
from rag.references.phrases import PhraseFinder, phrase_words
from rag.references.typed_text import read_typed
from rag.register.words import either_way
from rag.understanding.question import Question

BODY, DOCUMENT, PERIOD = "@", "#", "%"
_MARKS = str.maketrans(dict.fromkeys((BODY, DOCUMENT, PERIOD), " "))
# More bodies than any register of a ministry names.
_MOST_NAMES = 20_000
_OF_COUNTRY = " Việt Nam"


@dataclass(frozen=True, slots=True)
class Assignee:
    """A body that a question names, and the province that it is of where the question says so after it."""

    name: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """``text`` is in lower case, folded where the question was typed without marks; the n-th mark is the n-th thing."""

    text: str
    bodies: tuple[Assignee, ...]
    periods: tuple[Period, ...]

    def bodies_in(self, start: int, end: int) -> tuple[Assignee, ...]:
        """Those whose marks stand in a stretch of the text."""
        first = self.text.count(BODY, 0, start)
        return self.bodies[first : first + self.text.count(BODY, start, end)]


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    mark: str
    what: Assignee | Period | NamedNumber


def template_of(question: Question, library: Library) -> Template:
    """The question with its documents, bodies and periods as marks; bodies are those that the register knows too."""
    text = question.text
    named = _apart([*_documents(question), *_assignees(question, library), *_periods(question)])
    pieces, at = [], 0
    for one in named:
        pieces += [text[at : one.start].translate(_MARKS), one.mark]
        at = one.end
    pieces.append(text[at:].translate(_MARKS))
    return Template(
        " ".join(even("".join(pieces), accented=question.accented).split()),
        tuple(one.what for one in named if isinstance(one.what, Assignee)),
        tuple(one.what for one in named if isinstance(one.what, Period)),
    )


def even(text: str, *, accented: bool) -> str:
    """A text as templates and their patterns are compared."""
    return unify_tones(text.lower()) if accented else fold(text)


def _documents(question: Question) -> list[_Named]:
    return [_Named(number.start, number.end, DOCUMENT, number) for number in question.references.numbers]


def _periods(question: Question) -> list[_Named]:
    return [_Named(period.start, period.end, PERIOD, period) for period in question.references.periods]


def _assignees(question: Question, library: Library) -> list[_Named]:
    """The longest names, each with the province right behind it: "Sở Y tế Cần Thơ"."""
    text = read_typed(question.text, accented=question.accented)
    of_register = _finder(tuple(library.tasks.assignees(_MOST_NAMES))).find(text)
    found = [(found.meaning, *text.span(found.start, found.end)) for found in of_register]
    found += [(body.name, body.start, body.end) for body in question.references.bodies]
    longest: list[tuple[str, int, int]] = []
    for name, start, end in sorted(found, key=lambda one: one[1] - one[2]):
        if not any(start < other_end and other_start < end for _, other_start, other_end in longest):
            longest.append((name, start, end))
    return _placed(sorted(longest, key=lambda one: one[1]), question.text)


def _placed(found: Sequence[tuple[str, int, int]], text: str) -> list[_Named]:
    named: list[_Named] = []
    for name, start, end in found:
        before = named[-1] if named else None
        if before and isinstance(before.what, Assignee) and is_province(name) and _has_place(before, start, text):
            named[-1] = _Named(before.start, end, BODY, Assignee(before.what.name, name))
        else:
            named.append(_Named(start, end, BODY, Assignee(name)))
    return named


def _has_place(body: _Named, start: int, text: str) -> bool:
    own = isinstance(body.what, Assignee) and body.what.place is None and not is_province(body.what.name)
    between = text[body.end : start].strip().lower()
    return own and (not between or between in either_way("of place"))


@lru_cache(maxsize=4)
def _finder(names: tuple[str, ...]) -> PhraseFinder:
    known = set(names)
    short = ((name.removesuffix(_OF_COUNTRY), name) for name in names if name.endswith(_OF_COUNTRY))
    called = [*((name, name) for name in names), *((one, name) for one, name in short if one not in known)]
    return PhraseFinder((one, name) for one, name in called if phrase_words(one))


def _apart(named: Sequence[_Named]) -> list[_Named]:
    """The things named from left to right; of two that overlap the one given first."""
    kept: list[_Named] = []
    for one in named:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)

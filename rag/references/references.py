"""What a question refers to: documents by number, clauses, periods, kinds of document, issuers and bodies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rag.references.clause_matching import names_clause
from rag.references.clauses import Clause, find_clauses
from rag.references.issuers import find_names, with_issuers
from rag.references.names import NamedBody, NamedType, issued_by
from rag.references.numbers import NamedNumber, find_numbers
from rag.references.periods import Period, find_periods
from rag.references.periods_matching import speaks_of
from rag.references.typed_text import read_typed

__all__ = ["References", "find_references", "issued_by", "names_clause", "speaks_of"]


@dataclass(frozen=True, slots=True)
class References:
    """All that a question names, each with its place in the question; ``bodies`` hold the issuers too."""

    numbers: tuple[NamedNumber, ...] = ()
    clauses: tuple[Clause, ...] = ()
    periods: tuple[Period, ...] = ()
    types: tuple[NamedType, ...] = ()
    issuers: tuple[NamedBody, ...] = ()
    bodies: tuple[NamedBody, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """What the reader is told was understood, without what a document's number says already."""
        return tuple(dict.fromkeys(self._shown()))

    def _shown(self) -> Iterator[str]:
        spans = [(number.start, number.end) for number in self.numbers]
        yield from (number.shown for number in self.numbers)
        yield from (clause.shown for clause in self.clauses)
        yield from (period.shown for period in self.periods)
        sure = [(type_.start, type_.shown) for type_ in self.types if type_.sure]
        sure += [(issuer.start, issuer.shown) for issuer in self.issuers if issuer.sure]
        yield from (shown for at, shown in sure if not any(start <= at < end for start, end in spans))


def find_references(text: str, *, on: date, accented: bool) -> References:
    """Read a question asked ``on`` a day; ``accented`` tells whether it was typed with marks."""
    typed = read_typed(text, accented=accented)
    numbers = tuple(with_issuers(typed, find_numbers(typed)))
    names = find_names(typed, numbers)
    taken = [typed.folded_span(number.start, number.end) for number in numbers]
    periods = find_periods(typed.without(taken), on=on, documents=names.documents)
    return References(
        numbers=numbers,
        clauses=find_clauses(typed),
        periods=periods,
        types=names.types,
        issuers=names.issuers,
        bodies=names.bodies,
    )

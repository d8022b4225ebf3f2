"""Lookups: the documents that a question names by number, in whatever spelling."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.catalog.records import NumberedDocument
from index.text.folding import fold
from rag.references.issuers import with_issuers
from rag.references.names import issued_by
from rag.references.numbers import NamedNumber, find_numbers
from rag.references.phrases import data_rows
from rag.references.symbols import type_of_symbol
from rag.references.typed_text import read_typed

__all__ = ["NamedNumber", "named_documents", "named_numbers"]

_WRITTEN = re.compile(r"0*(\d+)([a-z]?)(?:/(\d{4}))?[-/](.+)")
# What offices call by either name.
_CALLED_ALIKE = {"kết luận": "thông báo"}


@dataclass(frozen=True, slots=True)
class _Written:
    """A document's own number in its parts, folded."""

    digits: str
    letter: str
    year: str | None
    symbols: tuple[str, ...]


def named_numbers(question: str) -> list[NamedNumber]:
    """The document numbers in a question: "226/CĐ-TTg", "công điện 226", "cd 226 ttg" all name 226."""
    text = read_typed(question)
    return list(with_issuers(text, find_numbers(text)))


def named_documents(numbers: Sequence[NamedNumber], documents: Iterable[NumberedDocument]) -> list[str]:
    """Ids of the documents that carry one of the numbers, in their order.

    Of several with one number, those of the named issuer, year and very spelling are meant, where there are any.
    """
    held = list(documents)
    meant = {document.id for number in numbers for document in _meant(number, held)}
    return [document.id for document in held if document.id in meant]


def _meant(number: NamedNumber, documents: Sequence[NumberedDocument]) -> list[NumberedDocument]:
    same = [d for d in documents if number.digits in d.number and _same_digits(number, d)]
    agreeing = [d for d in same if _agrees(number, d, number.kind)]
    if not agreeing and number.kind in _CALLED_ALIKE:
        agreeing = [d for d in same if _agrees(number, d, _CALLED_ALIKE[number.kind])]
    for narrower in (_by_spelling, _by_issuer, _by_year):
        agreeing = _narrowed(agreeing, narrower(number))
    return agreeing


def _narrowed(
    documents: list[NumberedDocument], agrees: Callable[[NumberedDocument], bool] | None
) -> list[NumberedDocument]:
    if len(documents) < 2 or agrees is None:
        return documents
    return [document for document in documents if agrees(document)] or documents


def _by_spelling(number: NamedNumber) -> Callable[[NumberedDocument], bool] | None:
    if len(number.symbols) < 2:
        return None
    wanted = (number.year, "".join(number.symbols))

    def spelt(document: NumberedDocument) -> bool:
        written = _written(document.number)
        return written is not None and wanted == (written.year, "".join(written.symbols))

    return spelt


def _by_issuer(number: NamedNumber) -> Callable[[NumberedDocument], bool] | None:
    issuer = number.issuer
    if issuer is None:
        return None
    return lambda document: issued_by(issuer, document.issuer, document.number)


def _by_year(number: NamedNumber) -> Callable[[NumberedDocument], bool] | None:
    year = number.year or number.near_year
    return (lambda document: _year_of(document) == year) if year else None


def _year_of(document: NumberedDocument) -> str | None:
    written = _written(document.number)
    return (written.year if written else None) or (str(document.issued_on.year) if document.issued_on else None)


def _same_digits(number: NamedNumber, document: NumberedDocument) -> bool:
    written = _written(document.number)
    return written is not None and written.digits == number.digits and number.letter in ("", written.letter)


def _agrees(number: NamedNumber, document: NumberedDocument, kind: str | None) -> bool:
    written = _written(document.number)
    if written is None or (number.year and written.year and number.year != written.year):
        return False
    if number.symbols and _carries(written, number.symbols):
        return True
    bodies = [symbol for symbol in number.symbols if symbol not in type_of_symbol()]
    if bodies and not _carries(written, bodies):
        return False
    return kind is None or _is_of_kind(document, written, kind)


def _carries(written: _Written, symbols: Sequence[str]) -> bool:
    """Whether a number has the symbols named, as symbols of its own or run together."""
    meant = [symbol if symbol in written.symbols else _stand_for().get(symbol, symbol) for symbol in symbols]
    own, named = _letters("".join(written.symbols)), _letters("".join(meant))
    # What was typed may go on after the number: "226-CD-TTg.docx".
    goes_on = len(written.symbols) > 1 and named.startswith(own)
    return set(meant) <= set(written.symbols) or own.startswith(named) or goes_on


def _is_of_kind(document: NumberedDocument, written: _Written, kind: str) -> bool:
    wanted, own = fold(kind), fold(document.type or "")
    if own:
        return own in wanted or wanted in own
    return any(type_of_symbol().get(symbol) == kind for symbol in written.symbols)


@cache
def _stand_for() -> dict[str, str]:
    """Symbols by the short names that are typed in their place: "NQ 57 BCT" is "57-NQ/TW"."""
    return {fold(row[2]): fold(row[1]) for row in data_rows("shared_symbols.tsv") if len(row) > 2 and row[2]}


@lru_cache(maxsize=65_536)
def _written(number: str) -> _Written | None:
    match = _WRITTEN.fullmatch(fold(number))
    if match is None:
        return None
    return _Written(match.group(1), match.group(2), match.group(3), tuple(re.findall(r"[a-z]+\d*", match.group(4))))


def _letters(symbol: str) -> str:
    return re.sub(r"[^a-z]", "", symbol)

"""Lookups: the documents that a question names by number, in whatever spelling."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from index.anatomy.names import document_types, types_by_symbol
from index.catalog.records import NumberedDocument
from index.text.folding import fold

_FULL = re.compile(r"(?<![\d/.,])0*(\d{1,5})(?:\s*/\s*(\d{4}))?\s*[-/]\s*([a-z]{2,}\d*(?:[-/]\s?[a-z]+\d*)*)")
_WRITTEN = re.compile(r"0*(\d+)(?:/(\d{4}))?[-/](.+)")


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number as a question names it: digits, and the folded kind or symbol that stands with it, if any."""

    digits: str
    year: str | None
    kind: str | None
    symbol: str | None


def named_numbers(question: str) -> list[NamedNumber]:
    """The document numbers in a question: "226/CĐ-TTg", "công điện 226", "cd 226 ttg" all name 226."""
    text = fold(question)
    return list(_named(text))


def named_documents(numbers: Sequence[NamedNumber], documents: Iterable[NumberedDocument]) -> list[str]:
    """Ids of the documents that carry one of the numbers."""
    return [document.id for document in documents if any(_agrees(number, document) for number in numbers)]


def _named(text: str) -> Iterable[NamedNumber]:
    for match in _FULL.finditer(text):
        yield NamedNumber(match.group(1), match.group(2), None, match.group(3))
    for match in _short().finditer(_FULL.sub(" ", text)):
        yield NamedNumber(match.group(3), match.group(4), match.group(1), match.group(2))


@cache
def _short() -> re.Pattern[str]:
    """ "công điện 226", "nq57": a kind of document or its symbol, then digits that are no date or quantity."""
    kinds = "|".join(re.escape(fold(kind)) for kind in document_types().values())
    symbols = "|".join(sorted({re.escape(fold(symbol)) for symbol in types_by_symbol()}, key=len, reverse=True))
    return re.compile(
        rf"\b(?:({kinds})|({symbols}))\s*(?:so\s*)?:?\s*0*(\d{{1,5}})\b(?:/(\d{{4}})\b)?"
        r"(?![.,]?\d|\s*/\s*\d|\s+(?:nam|thang|ngay|quy|tuan)\b)"
    )


def _agrees(number: NamedNumber, document: NumberedDocument) -> bool:
    written = _WRITTEN.fullmatch(fold(document.number))
    if written is None or written.group(1) != number.digits:
        return False
    if number.year and written.group(2) and number.year != written.group(2):
        return False
    if number.symbol:
        return _letters(written.group(3)).startswith(_letters(number.symbol))
    kind = fold(document.type or "")
    return number.kind is None or (kind != "" and (kind in number.kind or number.kind in kind))


def _letters(symbol: str) -> str:
    return re.sub(r"[^a-z]", "", symbol)

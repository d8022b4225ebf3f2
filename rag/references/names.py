"""Kinds of document and public bodies that a question names, and which of the bodies as issuers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from index.anatomy.names import bodies_by_symbol, is_province, name_key, types_by_symbol, word_list
from rag.references.phrases import FoundPhrase, PhraseFinder, data_rows
from rag.references.typed_text import TypedText

_PLACE_BEFORE = re.compile(
    r"(?:\b(?:(?:pho )?chu tich )?(?:ubnd|uy ban nhan dan|uy ban|ub|hdnd|hoi dong nhan dan)\s+(?:cua\s+)?)?"
    r"(?:\b(?:cac\s+)?(?:tinh|thanh pho|tp)\b[. ]*)?$"
)
_LEAST_SYMBOL = 3


@dataclass(frozen=True, slots=True)
class NamedType:
    """A kind of document named at ``[start, end)`` of the question.

    ``sure`` when it is named as a document, and not told as a deed ("quyết định", "báo cáo").
    """

    name: str
    start: int
    end: int
    text: str
    sure: bool = True

    @property
    def shown(self) -> str:
        """What the reader is told was understood."""
        return f"Loại: {self.name}"


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A public body or province by its usual name, at ``[start, end)``; ``sure`` tells whether it surely issued."""

    name: str
    start: int
    end: int
    text: str
    sure: bool = True

    @property
    def shown(self) -> str:
        """What the reader is told was understood of an issuer."""
        return f"Cơ quan ban hành: {self.name}"


def issued_by(body: str, issuer: str | None, number: str | None = None) -> bool:
    """Whether a document's issuer, or the symbol in its number, is the body: "Tỉnh Hà Tĩnh" is "Hà Tĩnh"."""
    wanted = name_key(body)
    for part in (issuer or "").split(";"):
        key = name_key(part)
        if key == wanted or (is_province(body) and f" {wanted} " in f" {key} "):
            return True
    symbols = re.split(r"[-/]", number or "")
    return any(bodies_by_symbol().get(symbol) == body for symbol in symbols) or (body, symbols[-1]) in _shared_symbols()


@lru_cache(maxsize=16)
def find_body_phrases(text: TypedText) -> tuple[FoundPhrase, ...]:
    """Where bodies and provinces are named, with "UBND", "tỉnh" and the like before a province."""
    return tuple(_with_kind_of_place(text, found) for found in _body_finder().find(text))


@lru_cache(maxsize=16)
def find_type_phrases(text: TypedText) -> tuple[FoundPhrase, ...]:
    """Where kinds of document are named, in words or abbreviated."""
    return tuple(_type_finder().find(text))


def _with_kind_of_place(text: TypedText, found: FoundPhrase) -> FoundPhrase:
    if not is_province(found.meaning):
        return found
    before = _PLACE_BEFORE.search(text.folded[: found.start])
    start = before.start() if before and before.group().strip() else found.start
    return FoundPhrase(found.meaning, start, found.end)


@cache
def _shared_symbols() -> frozenset[tuple[str, ...]]:
    return frozenset(row[:2] for row in data_rows("shared_symbols.tsv"))


@cache
def _body_finder() -> PhraseFinder:
    return PhraseFinder(dict(_body_phrases()).items())


def _body_phrases() -> Iterator[tuple[str, str | None]]:
    for name in (*word_list("provinces.txt"), *word_list("bodies.tsv")):
        yield name, name
    for symbol, name in bodies_by_symbol().items():
        yield symbol.upper(), name
        if name.startswith("Bộ ") and len(symbol) >= _LEAST_SYMBOL:
            yield f"BỘ {symbol[1:].upper()}", name
    for alias, name in data_rows_padded("body_aliases.tsv", "index.anatomy"):
        yield alias, name or None


@cache
def _type_finder() -> PhraseFinder:
    return PhraseFinder(dict(_type_phrases()).items())


def _type_phrases() -> Iterator[tuple[str, str | None]]:
    for name in word_list("types.tsv"):
        yield name, name
    ambiguous = {row[0] for row in data_rows("ambiguous_symbols.txt")}
    for symbol, name in types_by_symbol().items():
        if symbol not in ambiguous and len(symbol) > 1:
            yield symbol.upper(), name
    for phrase, name in data_rows_padded("type_phrases.tsv"):
        yield phrase, name or None


def data_rows_padded(file: str, package: str = "rag") -> Iterator[tuple[str, str]]:
    """Rows of two columns, the second of which may be empty."""
    for first, *rest in data_rows(file, package):
        yield first, rest[0] if rest else ""

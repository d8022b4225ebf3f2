"""Kinds of document, public bodies and provinces as the project knows them, read from data files."""

import re
from functools import cache
from importlib.resources import files

from index.text.folding import fold

# Letters and digits; no pattern knows them but by what is neither "_" nor outside of words.
_WORDS = re.compile(r"[^\W_]+")


@cache
def document_types() -> dict[str, str]:
    """Kind of document by its name as written in capitals: ``{"CÔNG ĐIỆN": "công điện", …}``, longest first."""
    names = sorted((name for name, _ in _table("types.tsv")), key=len, reverse=True)
    return {name.upper(): name for name in names}


@cache
def types_by_symbol() -> dict[str, str]:
    """Kind of document by its symbol in a document number: ``{"CĐ": "công điện", …}``."""
    return {symbol: name for name, symbol in _table("types.tsv") if symbol}


@cache
def bodies_by_symbol() -> dict[str, str]:
    """Issuing body by the end of a document number: ``{"TTg": "Thủ tướng Chính phủ", …}``."""
    return {symbol: name for name, symbol in _table("bodies.tsv") if symbol}


@cache
def symbols_in_capitals() -> dict[str, str]:
    """Symbols that have small letters, by their capitals: ``{"TTG": "TTg", …}``, for titles written in capitals."""
    symbols = [*types_by_symbol(), *bodies_by_symbol()]
    return {symbol.upper(): symbol for symbol in symbols if symbol != symbol.upper()}


@cache
def cities() -> frozenset[str]:
    """The provinces that are cities, in their usual spelling."""
    return frozenset(name for name, kind in _table("provinces.txt") if kind)


@cache
def provinces() -> tuple[str, ...]:
    """The provinces and cities, present and former, in their usual spelling."""
    return tuple(name for name, _ in _table("provinces.txt"))


@cache
def is_province(name: str) -> bool:
    """Whether a name in its usual spelling is a province's or a city's, present or former."""
    return any(name == province for province, _ in _table("provinces.txt"))


@cache
def word_list(file: str) -> tuple[str, ...]:
    """The entries of a data file with one entry a line, longest first."""
    return tuple(sorted((entry for entry, _ in _table(file)), key=len, reverse=True))


@cache
def numerals() -> dict[str, int]:
    """The value of each digit written as a word: ``{"bốn": 4, "tư": 4, …}``."""
    return {word: int(value) for word, value in _table("numerals.txt")}


@cache
def _names_by_key() -> dict[str, str]:
    names = [name for name, _ in _table("bodies.tsv")] + [name for name, _ in _table("provinces.txt")]
    # The first of two names with one key is the present one.
    return {name_key(name): name for name in reversed(names)}


def name_key(name: str) -> str:
    """What two spellings of one name share: folded letters without punctuation, "oà" and "òa" alike."""
    return " ".join(_WORDS.findall(fold(name)))


def canonical_name(name: str) -> str | None:
    """The usual spelling of a public body or province written in any case, ``None`` when it is not known."""
    return _names_by_key().get(name_key(name))


@cache
def _table(file: str) -> tuple[tuple[str, str], ...]:
    lines = files("index.anatomy").joinpath(f"data/{file}").read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple((name.strip(), symbol.strip()) for name, _, symbol in rows)

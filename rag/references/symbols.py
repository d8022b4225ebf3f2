"""Symbols of document numbers: "226/CĐ-TTg", "226 cd ttg", "226cđttg" carry the same ones."""

import re
from dataclasses import dataclass
from functools import cache

from index.anatomy.names import bodies_by_symbol, symbols_in_capitals, types_by_symbol
from index.text.folding import fold
from rag.references.phrases import data_rows
from rag.references.typed_text import TypedText

YEAR = r"(?:19|20)\d\d"
_BETWEEN = r"[ /\-.&]{0,3}"
_WORDLIKE = 2


@dataclass(frozen=True, slots=True)
class Symbols:
    """What stands right of a number's digits, up to ``end``: a letter of its own, a year, folded symbols."""

    end: int
    letter: str = ""
    year: str | None = None
    symbols: tuple[str, ...] = ()


def read_symbols(text: TypedText, at: int, *, after_kind: bool = False) -> Symbols:
    """What follows digits that end at ``at``; ``end`` is ``at`` when nothing does.

    Digits that stand after a kind of document may be followed by the body's symbol alone: "cd 226 ttg".
    """
    for pattern in (_joined(), _known()):
        match = pattern.match(text.folded, at)
        if match and _is_symbol(text, match):
            symbols = tuple(re.findall(r"[a-z]+\d*", _apart(match["symbols"])))
            return Symbols(match.end(), match["letter"] or "", match["year"], symbols)
    match = _body_alone().match(text.folded, at) if after_kind else _kind_alone(text, at)
    if match:
        return Symbols(match.end(), match["letter"] or "", match["year"], (match["symbols"],))
    match = _YEAR_AFTER_DASH.match(text.folded, at) if after_kind else None
    if match and not _IS_YEAR.search(text.folded, 0, at):
        return Symbols(match.end(), "", match["year"])
    match = _YEAR_ALONE.match(text.folded, at)
    return Symbols(match.end(), match["letter"] or "", match["year"]) if match else Symbols(at)


_YEAR_ALONE = re.compile(rf"(?P<letter>[a-d](?![a-z\d]))?(?:\s*/\s*(?P<year>{YEAR})(?![\w/]|[.,\-]\d))?")
# "304-2025" after a kind, not "5-2025", which is a month.
_YEAR_AFTER_DASH = re.compile(rf"(?P<letter>)(?<=\d\d)(?<!\b1[0-2])(?<!\b0\d)\s?-\s?(?P<year>{YEAR})(?![\w/]|[.,\-]\d)")
_IS_YEAR = re.compile(rf"(?<!\d){YEAR}$")
_KIND_ALONE_LEAST = 3


@cache
def _joined() -> re.Pattern[str]:
    """ "/CĐ-TTg", "/2025/QĐ-UBND": any symbols, joined by marks; further known ones may stand apart."""
    return re.compile(
        rf"(?P<letter>[a-z](?=\s*[/\-]))?(?:\s*/\s*(?P<year>{YEAR})(?=\s*[/\-]))?\s*[/\-]\s*"
        rf"(?P<symbols>[a-z]+\d*(?:[/\-.&][a-z]+\d*|{_BETWEEN}(?:{type_symbols()}|{_spaced()})(?![a-z]))*)(?![\w])"
    )


@cache
def _known() -> re.Pattern[str]:
    """ "226 cđ ttg", "226cdttg", "48 2024 qd ubnd": a kind's symbol and a body's, however they stand."""
    return re.compile(
        rf"(?P<letter>[a-d](?=[ /\-]))?(?:[ /\-]{{1,3}}(?P<year>{YEAR})(?!\d))?{_BETWEEN}"
        rf"(?P<symbols>(?:{type_symbols()}){_BETWEEN}(?:{body_symbols()})(?:{_BETWEEN}(?:{_spaced()}))*)(?![\w])"
    )


@cache
def _body_alone() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<letter>[a-d](?=[ /\-]))?(?:\s*/\s*(?P<year>{YEAR}))?[ /\-]{{1,3}}(?P<symbols>{_spaced()})(?![\w])"
    )


def _kind_alone(text: TypedText, at: int) -> re.Match[str] | None:
    """ "226 CĐ" in capitals; with fewer digits it is "20 công điện"."""
    match = _type_alone().match(text.folded, at)
    digits = at - len(text.folded[:at].rstrip("0123456789"))
    return match if match and digits >= _KIND_ALONE_LEAST and text.in_capitals(*match.span("symbols")) else None


@cache
def _type_alone() -> re.Pattern[str]:
    return re.compile(rf"(?P<letter>[a-d])?(?P<year>(?!))? (?P<symbols>{type_symbols()})(?!\w)")


def _is_symbol(text: TypedText, match: re.Match[str]) -> bool:
    """ "30/ngày" and "5/người" are no numbers: a symbol is known, or it is written as symbols are."""
    symbols = re.findall(r"[a-z]+", _apart(match["symbols"]))
    known = any(symbol in _known_symbols() for symbol in symbols)
    glued = len(symbols) > 1 and " " not in match.group()
    return known or glued or text.in_capitals(*match.span("symbols"))


def _apart(written: str) -> str:
    """ "cdttg" as "cd-ttg"."""
    glued = re.fullmatch(rf"({type_symbols()})((?:{body_symbols()})+)", written)
    return f"{glued.group(1)}-{glued.group(2)}" if glued and written not in _known_symbols() else written


def type_symbols() -> str:
    """An alternation of the folded symbols of kinds of document."""
    return _alternation(_type_symbols())


def body_symbols() -> str:
    """An alternation of the folded symbols of bodies that numbers end with."""
    return _alternation(_body_symbols())


def _spaced() -> str:
    """Symbols of bodies that cannot be words: "TU" apart from its number is "từ" as well."""
    return _alternation(frozenset(s for s in _body_symbols() if len(s) > _WORDLIKE or not set(s) & set("aeiouy")))


@cache
def type_of_symbol() -> dict[str, str]:
    """Kind of document by its folded symbol."""
    return {fold(symbol): name for symbol, name in reversed(types_by_symbol().items())}


@cache
def usual_symbols() -> dict[str, str]:
    """Symbols in their usual case and marks by their folded form: ``{"cd": "CĐ", "ttg": "TTg", …}``."""
    bodies = [*bodies_by_symbol(), *(row[0] for row in data_rows("number_symbols.txt"))]
    usual = {fold(symbol): symbols_in_capitals().get(symbol, symbol) for symbol in reversed(bodies)}
    return usual | {fold(symbol): symbol for symbol in reversed(types_by_symbol())}


@cache
def _type_symbols() -> frozenset[str]:
    return frozenset(type_of_symbol()) - {"l"}


@cache
def _body_symbols() -> frozenset[str]:
    listed = {fold(row[0]) for row in data_rows("number_symbols.txt")}
    return frozenset(fold(symbol) for symbol in bodies_by_symbol()) | listed


@cache
def _known_symbols() -> frozenset[str]:
    return _type_symbols() | _body_symbols()


@cache
def _alternation(symbols: frozenset[str]) -> str:
    longest_first = sorted(symbols, key=lambda symbol: (-len(symbol), symbol))
    # The National Assembly's symbol carries its term: "QH15".
    return "|".join(
        f"{re.escape(symbol)}\\d*" if symbol.endswith("qh") else re.escape(symbol) for symbol in longest_first
    )

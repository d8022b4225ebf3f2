"""Numbers of documents in a question, however they are typed; never a quantity or a date."""

import re
from dataclasses import dataclass

from rag.references.before_number import Before, further_before, right_before
from rag.references.counts import is_number
from rag.references.symbols import YEAR, Symbols, read_symbols, type_of_symbol, usual_symbols
from rag.references.typed_text import TypedText

_DIGITS = re.compile(r"(?<!\d)(?<!\d[.,/\-])0*(?P<digits>\d{1,6})(?!\d|[.,]\d)")
_AND = re.compile(r"\s*(?:,|;|/|&|\+)?\s*(?:\b(?:va|voi|hay|hoac|cung|den|roi|con|lan)\b)?\s*(?P<label>\bso\b)?[ :]*")
_LEAST_LISTED = 2
_NEAR_YEAR = re.compile(
    rf"(?: cua(?: \w+){{1,6}}?)?[ ,(]*(?:(?:ban hanh|ky|ra) )?(?:ngay|hom|nam|thang)\b[ \d/\-.]*"
    rf"(?:(?:thang|nam)[ \d]*)*?(?P<year>{YEAR})\b(?!\s*-)"
)
# Bodies of the Party write "57-NQ/TW", those of the state "57/NQ-CP".
_PARTY = ("TW", "VPTW", "TU")


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """A number as a question names it: its digits without leading zeros, and whatever stands with them.

    ``kind`` is a kind of document in its usual spelling, ``symbols`` are folded, ``number`` is for showing,
    ``year`` stands in the number itself, ``near_year`` beside it; ``[start, end)`` are offsets in the question.
    """

    digits: str
    year: str | None
    kind: str | None
    symbols: tuple[str, ...]
    start: int
    end: int
    text: str
    number: str
    letter: str = ""
    issuer: str | None = None
    near_year: str | None = None

    @property
    def shown(self) -> str:
        """What the reader is told was understood."""
        return f"Văn bản: {self.number}"


def find_numbers(text: TypedText) -> tuple[NamedNumber, ...]:
    """The document numbers of a question, from left to right."""
    found: list[NamedNumber] = []
    end = 0
    for match in _DIGITS.finditer(text.folded):
        if match.start() < end:
            continue
        read = _read(text, match, found[-1] if found else None, end)
        if read:
            before, after = read
            found.append(_number(text, match, before, after))
            end = after.end
    return tuple(found)


def _read(text: TypedText, match: re.Match[str], last: NamedNumber | None, end: int) -> tuple[Before, Symbols] | None:
    """What stands before digits and after them, ``None`` where they are no document's number."""
    before = right_before(text, match.start())
    after = read_symbols(text, match.end(), after_kind=before is not None)
    if before is None and last:
        before = _listed(text, match, last, end, after)
    if after.symbols:
        return before or Before(match.start()), after
    before = before or further_before(text, match.start())
    if before is None:
        return None
    labelled, year = before.labelled, after.year is not None
    free = is_number(text, after.end, match["digits"], before.kind, labelled=labelled, year=year)
    return (before, after) if free else None


def _listed(text: TypedText, match: re.Match[str], last: NamedNumber, end: int, after: Symbols) -> Before | None:
    """ "các công điện 217, 219 và 231": what goes on with the kind of the number before."""
    between = _AND.fullmatch(text.folded, end, match.start())
    if between is None or not between.group().strip():
        return None
    if not between["label"] and len(match["digits"]) < _LEAST_LISTED <= len(last.digits):
        return None
    kind_symbols = tuple(symbol for symbol in last.symbols if symbol in type_of_symbol())
    return Before(match.start(), last.kind, () if after.symbols else kind_symbols, bool(between["label"]))


def _number(text: TypedText, match: re.Match[str], before: Before, after: Symbols) -> NamedNumber:
    start, end = text.span(before.start, after.end)
    symbols = (*before.symbols, *(symbol for symbol in after.symbols if symbol not in before.symbols))
    kind = before.kind or next((type_of_symbol()[s] for s in symbols if s in type_of_symbol()), None)
    whole = after.symbols if after.year or len(after.symbols) > 1 else symbols
    near = _NEAR_YEAR.match(text.folded, after.end)
    return NamedNumber(
        digits=match["digits"],
        year=after.year,
        kind=kind,
        symbols=symbols,
        start=start,
        end=end,
        text=text.typed[start:end],
        number=_shown(match.group() + after.letter, after.year, whole, kind),
        letter=after.letter,
        near_year=near["year"] if near else None,
    )


def _shown(digits: str, year: str | None, symbols: tuple[str, ...], kind: str | None) -> str:
    written = digits + (f"/{year}" if year else "")
    if not symbols or (len(symbols) < 2 and symbols[0] in type_of_symbol()):
        return f"{kind or 'văn bản'} {written}"
    usual = [usual_symbols().get(symbol, symbol.upper()) for symbol in symbols]
    if usual[-1] in _PARTY and not year:
        return f"{written}-{'/'.join(usual)}"
    return f"{written}/{'-'.join(usual)}"

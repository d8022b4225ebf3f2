"""Clauses that a question names: "điểm b khoản 2 Điều 3", "phụ lục II", "nhiệm vụ số 43"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from index.text.folding import fold, has_diacritics
from rag.references.phrases import data_rows
from rag.references.typed_text import TypedText

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBERED = r"\d{1,3}(?:\.\d{1,2}){0,3}[a-zđ]?"
_LABEL = re.compile(rf"{_NUMBERED}|\b(?!(?:va|so|hoac|hay|den|toi)\b)[a-z]+")
_SPAN = re.compile(r"\s*(?:-|den|toi)\s*")
_AND = r"\s*(?:,|;|-|va|va so|hoac|hay|den|toi)\s*"
_MOST_LISTED = 20
# Between the parts of one clause: "điểm b, khoản 2 của Điều 3".
_WITHIN = re.compile(r"[ ,]*(?:\b(?:cua|thuoc|tai|o|trong)\b)?[ ,]*")
_LARGEST_FIRST = ("appendix", "part", "chapter", "division", "article", "clause", "point", "row")


@dataclass(frozen=True, slots=True)
class ClausePart:
    """One part of a clause: its kind ("article", "clause", …) and the folded labels of which one is meant, or any."""

    kind: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause named at ``[start, end)``: its parts from the outermost."""

    parts: tuple[ClausePart, ...]
    start: int
    end: int
    text: str

    @property
    def shown(self) -> str:
        """What the reader is told was understood."""
        return f"Điều khoản: {self.text if has_diacritics(self.text) else self._in_words()}"

    def _in_words(self) -> str:
        names = {kind: name for name, kind in reversed(list(data_rows("clause_parts.tsv")))}
        words = (f"{names[part.kind]} {', '.join(part.labels)}".strip() for part in reversed(self.parts))
        return " ".join(words).replace("điều ", "Điều ")


def find_clauses(text: TypedText) -> tuple[Clause, ...]:
    """The clauses of a question, from left to right; neighbouring parts make one clause."""
    clauses: list[Clause] = []
    for part, start, end in _parts(text):
        last = clauses[-1] if clauses else None
        if (
            last
            and _WITHIN.fullmatch(text.folded, text.folded_span(last.start, last.end)[1], start)
            and _fits(last, part)
        ):
            parts = tuple(sorted((*last.parts, part), key=lambda p: _LARGEST_FIRST.index(p.kind)))
            typed = (last.start, text.span(start, end)[1])
            clauses[-1] = Clause(parts, *typed, text.typed[slice(*typed)])
        else:
            typed = text.span(start, end)
            clauses.append(Clause((part,), *typed, text.typed[slice(*typed)]))
    return tuple(clause for clause in clauses if not _is_vague(clause))


def _fits(clause: Clause, part: ClausePart) -> bool:
    return part.kind not in {own.kind for own in clause.parts}


def _is_vague(clause: Clause) -> bool:
    """A point with a number alone may be a mark ("đạt điểm 10")."""
    only = clause.parts[0]
    return len(clause.parts) == 1 and only.kind == "point" and any(label[0].isdigit() for label in only.labels)


def _parts(text: TypedText) -> Iterator[tuple[ClausePart, int, int]]:
    for match in _pattern().finditer(text.folded):
        kind, words = _kinds()[match["kind"]]
        start = match.start("kind")
        if not text.may_say(start, match.end("kind"), words):
            continue
        if match["ordinal"]:
            yield ClausePart(kind, (ordinals()[match["ordinal"]],)), start, match.end()
        elif match["labels"] and _is_label(kind, text, match):
            yield ClausePart(kind, tuple(_labels(kind, text, *match.span("labels")))), start, match.end()
        elif kind == "appendix" and not match["labels"]:
            yield ClausePart(kind, ()), start, match.end("kind")


def _is_label(kind: str, text: TypedText, match: re.Match[str]) -> bool:
    """ "điểm a" and "khoản 2" are parts; "khoản a", "mục c" and "khoản 2 tỷ" are not."""
    first = match["labels"][0]
    if _measured().match(text.folded, match.end()):
        return False
    if first.isdigit() or kind == "point":
        return True
    if kind in ("article", "clause", "row"):
        return False
    return len(match["labels"]) > 1 or first in "ivx" or text.in_capitals(*match.span("labels"))


def _labels(kind: str, text: TypedText, start: int, end: int) -> Iterator[str]:
    """Each label of a list, spans written out; "đ" and "d" are two letters where marks are typed."""
    last: tuple[int, str] | None = None
    for match in _LABEL.finditer(text.folded, start, end):
        label = read_label(match.group(), text.written(*match.span()), kind)
        if last and _SPAN.fullmatch(text.folded, last[0], match.start()) and last[1].isdigit() and label.isdigit():
            first = int(last[1]) + 1
            yield from map(str, range(first, min(int(label), first + _MOST_LISTED)))
        last = match.end(), label
        yield label


def read_label(folded: str, typed: str, kind: str) -> str:
    """A label in figures where it is a Roman number; "đ" is kept."""
    if kind != "point" and re.fullmatch(r"[ivxlc]+", folded):
        return str(roman(folded))
    return "đ" if typed.lower() == "đ" else folded


def roman(written: str) -> int:
    """The value of a Roman number in small letters."""
    values = [_ROMAN[c] for c in written]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


@cache
def _kinds() -> dict[str, tuple[str, str]]:
    """Kind of part and its name as written, by its folded name."""
    return {fold(name): (kind, name) for name, kind in data_rows("clause_parts.tsv")}


@cache
def ordinals() -> dict[str, str]:
    """Value of each ordinal written as a folded word."""
    return {fold(word): value for word, value in data_rows("ordinals.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(sorted(map(re.escape, _kinds()), key=len, reverse=True))
    label = rf"(?:{_NUMBERED}|[ivxlc]{{1,6}}|[a-z])(?![\w/%])(?!\.\d)"
    return re.compile(
        rf"(?<![\w])(?P<kind>{kinds})\b"
        rf"(?:\s+thu\s+(?P<ordinal>{'|'.join(ordinals())})\b|\s+(?:so\s+)?(?P<labels>{label}(?:{_AND}{label})*))?"
    )


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:%|(?:{'|'.join(fold(row[0]) for row in data_rows('measures.txt'))}|phan tram)\b)")

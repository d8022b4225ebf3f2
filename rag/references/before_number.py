"""What stands before the digits of a document's number: "công điện số", "cd", "NQ-TW", "công văn Cục Thuế"."""

import re
from dataclasses import dataclass
from functools import cache

from index.anatomy.names import document_types
from index.text.folding import fold
from rag.references.names import find_body_phrases
from rag.references.phrases import data_rows
from rag.references.symbols import body_symbols, type_of_symbol, type_symbols
from rag.references.typed_text import TypedText

_LABEL = r"[ :.\-#\"'“(]*(?:\b(?P<label>(?:mang )?so(?: hieu| ky hieu)?|no)\b[ :.\-#\"'“(]*)?$"
_LABELLED = re.compile(r"(?:.*\W)?(?:mang )?(?P<label>so)(?: hieu)?[ :.]*$")
_BREAK = re.compile(r"(?:[.?!;,:]|\b(?:va|voi|con|the|hay|hoac))\s*$")
_OF = re.compile(r"\s*(?:cua|do)?\s*")
# Spaces are left out, or typed twice.
_SPACE = " {0,3}"
_REACH = 60
_FAR_REACH = 240
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Before:
    """A kind or its symbols from ``start`` on; ``labelled`` when "số" stands right before the digits."""

    start: int
    kind: str | None = None
    symbols: tuple[str, ...] = ()
    labelled: bool = False


def right_before(text: TypedText, at: int) -> Before | None:
    """A kind, or symbols, right before digits."""
    before = text.folded[max(0, at - _REACH) : at]
    offset = at - len(before)
    match = _kind_before().search(before)
    if match:
        return Before(offset + match.start("kind"), _kind(match["kind"]), (), bool(match["label"]))
    match = _symbols_before().search(before)
    if match is None:
        return None
    glued = match.end("type") == len(before)
    if match["type"] in _ambiguous() and not match["body"] and not match["label"] and not glued:
        return None
    symbols = tuple(symbol for symbol in (match["type"], match["body"]) if symbol)
    return Before(offset + match.start("type"), type_of_symbol()[match["type"]], symbols, bool(match["label"]))


def further_before(text: TypedText, at: int) -> Before | None:
    """A kind before the body that issued it ("công văn Cục Thuế 5348"), or somewhere before "số 226"."""
    kind = _last_kind(text, at)
    if kind is None:
        return None
    name, start, end = kind
    label = _LABELLED.fullmatch(text.folded, max(0, at - _FAR_REACH), at)
    stop = label.start("label") if label else at
    if _is_issuer(text, end, stop):
        return Before(start, name, (), labelled=label is not None)
    return Before(stop, name, (), labelled=True) if label and _may_mean(text, end, stop) else None


def _is_issuer(text: TypedText, start: int, end: int) -> bool:
    """Whether a stretch holds nothing but a body."""
    return any(
        _OF.fullmatch(text.folded, start, body.start) and not text.folded[body.end : end].strip()
        for body in find_body_phrases(text)
        if start <= body.start < end
    )


def _may_mean(text: TypedText, start: int, stop: int) -> bool:
    """Whether "số" at ``stop`` may go back to a kind that ends at ``start``, and not to "bão" or "nhiệm vụ"."""
    gap = text.folded[start:stop]
    words = text.folded[max(0, stop - _REACH) : stop].split()
    if any(" ".join(words[-size:]) in _numbered_things() for size in (1, 2)):
        return False
    near = not re.search(r"\d", gap) and len(gap.split()) <= _MOST_WORDS
    return near or _BREAK.search(gap) is not None


def _last_kind(text: TypedText, at: int) -> tuple[str | None, int, int] | None:
    within = max(0, at - _FAR_REACH)
    kinds = list(_kind_anywhere().finditer(text.folded, within, at))
    symbols = list(_symbol_anywhere().finditer(text.folded, within, at))
    last = max([*kinds[-1:], *symbols[-1:]], key=lambda match: match.end(), default=None)
    if last is None:
        return None
    name = _kind(last["kind"]) if "kind" in last.re.groupindex else type_of_symbol()[last["type"]]
    return name, last.start(), last.end()


def _kind(written: str) -> str | None:
    return _kinds()[written.replace(" ", "")]


@cache
def _kinds() -> dict[str, str | None]:
    """Kinds of document by their folded names without spaces; "văn bản" is any."""
    kinds: dict[str, str | None] = {kind: kind for kind in document_types().values()}
    kinds |= {row[0]: row[1] for row in data_rows("type_phrases.tsv") if len(row) > 1 and row[1]}
    return {fold(name).replace(" ", ""): kind for name, kind in (kinds | {"văn bản": None, "vb": None}).items()}


@cache
def _kind_names() -> str:
    names = [*document_types().values(), *(row[0] for row in data_rows("type_phrases.tsv") if len(row) > 1 and row[1])]
    folded = sorted(map(fold, [*names, "văn bản", "vb"]), key=len, reverse=True)
    return "|".join(re.escape(name).replace("\\ ", _SPACE) for name in folded)


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<kind>{_kind_names()})(?: (?:khan|hoa toc|mat|moi nhat|moi)){{0,2}}{_LABEL}")


@cache
def _kind_anywhere() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<kind>{_kind_names()})\b")


@cache
def _symbols_before() -> re.Pattern[str]:
    between = r"[ /\-.]{0,3}"
    return re.compile(rf"(?<!\w)(?P<type>{type_symbols()})(?:{between}(?P<body>{body_symbols()}))?(?![a-z]){_LABEL}")


@cache
def _symbol_anywhere() -> re.Pattern[str]:
    telling = "|".join(sorted(set(type_of_symbol()) - _ambiguous(), key=len, reverse=True))
    return re.compile(rf"(?<![\w/\-])(?P<type>{telling})(?![\w/\-])")


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(fold(row[0]) for row in data_rows("ambiguous_symbols.txt"))


@cache
def _numbered_things() -> frozenset[str]:
    return frozenset(fold(row[0]) for row in data_rows("numbered_things.txt"))

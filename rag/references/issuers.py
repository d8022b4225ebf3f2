"""Which kinds of document are named as documents, and which bodies as those that issued them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rag.references.names import NamedBody, NamedType, find_body_phrases, find_type_phrases
from rag.references.numbers import NamedNumber
from rag.references.phrases import FoundPhrase, data_rows
from rag.references.typed_text import TypedText

_DATE = r"(?:(?:(?:ngay|hom|thang|nam|hoi|vao)\s+)*[\d/.\-]++\s*)*+"
_OF = re.compile(
    rf"[ ,(]*(?:(?:khan|hoa toc|nay|do|ay|nao|gi|moi nhat|moi|gan day|gan nhat|vua roi|so)\b ?)*{_DATE}"
    r"(?P<of>(?:la )?(?:cua|do|tu|ben|phia)(?: ben| phia| rieng)?\b)? *"
)
_OF_AFAR = re.compile(r"(?: \w+){1,10} cua ")
_ISSUES = re.compile(
    r"\s*(?:(?:vua|da|moi|se|cung)\s+)*(?:ra|ban hanh|ky|phat|co|gui)\s+"
    r"(?:(?:may|cac|nhung|mot|hai|ba|\d+|ban|cai)\s+)?"
)
_AS_DOCUMENT_BEFORE = re.compile(r"\b(?:theo|trong|tai|o|cac|nhung|may|cai|van ban|ban hanh|ky|bai bo|hai|bon)\s+$")
_AS_DOCUMENT_AFTER = re.compile(r"\s+(?:nay|do|ay|nao|tren|so|moi nhat|khan|ve|cua)\b")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A document that a question names by kind or number, ending at ``end`` of the folded text."""

    end: int
    kind: str | None
    numbered: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Kinds and bodies that are named, and the bodies named as issuers; ``documents`` are ends in the folded text."""

    types: tuple[NamedType, ...]
    issuers: tuple[NamedBody, ...]
    bodies: tuple[NamedBody, ...]
    documents: tuple[int, ...]


def find_names(text: TypedText, numbers: Sequence[NamedNumber]) -> Names:
    """The kinds of document, issuers and bodies of a question; ``numbers`` are its document numbers."""
    spans = [text.folded_span(number.start, number.end) for number in numbers]
    kinds = [kind for kind in find_type_phrases(text) if not any(a < kind.start < b for a, b in spans)]
    bodies = _beside_symbols(text, numbers)
    anchors = sorted(_anchors(kinds, spans), key=lambda anchor: anchor.end)
    within = [any(a <= body.start < b for a, b in spans) for body in bodies]
    issuing = [
        (body, True if inside else _issues(text, body, bodies, kinds, anchors))
        for body, inside in zip(bodies, within, strict=True)
    ]
    return Names(
        types=_types(text, kinds, numbers, issuing),
        issuers=tuple(_named_body(text, body, sure=sure) for body, sure in issuing if sure is not None),
        bodies=tuple(_named_body(text, body, sure=True) for body in bodies),
        documents=tuple(anchor.end for anchor in anchors),
    )


def with_issuers(text: TypedText, numbers: Sequence[NamedNumber]) -> Iterator[NamedNumber]:
    """The numbers, each with the body that is named right after it as its issuer."""
    if not numbers:
        return
    bodies = _beside_symbols(text, numbers)
    spans = [text.folded_span(number.start, number.end) for number in numbers]
    for at, (number, (start, end)) in enumerate(zip(numbers, spans, strict=True)):
        within = next((body for body in bodies if start <= body.start and body.end <= end), None)
        limit = spans[at + 1][0] if at + 1 < len(spans) else len(text.folded)
        after = next((body for body in bodies if end <= body.start < limit), None)
        before = next((body for body in reversed(bodies) if body.end <= start), None)
        if within:
            yield replace(number, issuer=within.meaning)
        elif after and _OF.fullmatch(text.folded, end, after.start):
            yield replace(number, issuer=after.meaning)
        elif before and _ISSUES.fullmatch(text.folded, before.end, start):
            yield replace(number, issuer=before.meaning)
        else:
            yield number


def _beside_symbols(text: TypedText, numbers: Sequence[NamedNumber]) -> list[FoundPhrase]:
    """The bodies named, without what the symbols of a number say: of "84 UBND tỉnh Hà Tĩnh" the province is left."""
    bodies = list(find_body_phrases(text))
    for number in numbers:
        start, end = text.folded_span(number.start, number.end)
        digits = text.folded.find(number.digits, start, end)
        bodies = [
            FoundPhrase(body.meaning, end, body.end) if digits < body.start < end < body.end else body
            for body in bodies
            if not digits < body.start < body.end <= end
        ]
    return bodies


def _anchors(kinds: Sequence[FoundPhrase], spans: Sequence[tuple[int, int]]) -> Iterator[_Anchor]:
    for kind in kinds:
        if not any(start <= kind.start < end for start, end in spans):
            yield _Anchor(kind.end, kind.meaning, numbered=False)
    for _, end in spans:
        yield _Anchor(end, None, numbered=True)


def _issues(
    text: TypedText,
    body: FoundPhrase,
    bodies: Sequence[FoundPhrase],
    kinds: Sequence[FoundPhrase],
    anchors: Sequence[_Anchor],
) -> bool | None:
    """Whether a body issued what is named: surely, perhaps, or ``None`` for not at all."""
    following = next((kind for kind in kinds if kind.start >= body.end), None)
    if following and _ISSUES.fullmatch(text.folded, body.end, following.start):
        return True
    anchor = next((anchor for anchor in reversed(anchors) if anchor.end <= body.start), None)
    if anchor is None:
        return None
    near = _OF.fullmatch(text.folded, anchor.end, body.start)
    if near:
        if near["of"] or anchor.numbered:
            return True
        return None if anchor.kind in _word_list("addressed_types.txt") else anchor.kind not in _deeds()
    between = any(anchor.end <= other.start < body.start for other in bodies)
    afar = not anchor.numbered and not between and _OF_AFAR.fullmatch(text.folded, anchor.end, body.start)
    return False if afar else None


def _types(
    text: TypedText,
    kinds: Sequence[FoundPhrase],
    numbers: Sequence[NamedNumber],
    issuing: Sequence[tuple[FoundPhrase, bool | None]],
) -> tuple[NamedType, ...]:
    """The kinds named in words, and those that a number's symbol tells."""
    spans = [text.folded_span(number.start, number.end) for number in numbers]
    named = [_named_type(text, kind, spans, issuing) for kind in kinds]
    for number in numbers:
        if number.kind and not any(number.start <= type_.start < number.end for type_ in named):
            named.append(NamedType(number.kind, number.start, number.end, number.text))
    return tuple(sorted(named, key=lambda type_: type_.start))


def _named_type(
    text: TypedText,
    kind: FoundPhrase,
    spans: Sequence[tuple[int, int]],
    issuing: Sequence[tuple[FoundPhrase, bool | None]],
) -> NamedType:
    start, end = text.span(kind.start, kind.end)
    written_out = " " in text.folded[kind.start : kind.end]
    sure = (
        (written_out and kind.meaning not in _deeds())
        or any(a <= kind.start < b for a, b in spans)
        or any(issued and 0 <= body.start - kind.end <= _REACH for body, issued in issuing)
        or (written_out and kind.meaning not in _word_list("attached_types.txt") and _as_document(text, kind))
    )
    return NamedType(kind.meaning, start, end, text.typed[start:end], sure)


_REACH = 12


def _as_document(text: TypedText, kind: FoundPhrase) -> bool:
    before = _AS_DOCUMENT_BEFORE.search(text.folded[max(0, kind.start - _REACH) : kind.start])
    return before is not None or _AS_DOCUMENT_AFTER.match(text.folded, kind.end) is not None


def _named_body(text: TypedText, body: FoundPhrase, *, sure: bool) -> NamedBody:
    start, end = text.span(body.start, body.end)
    return NamedBody(body.meaning, start, end, text.typed[start:end], sure)


def _deeds() -> frozenset[str]:
    return _word_list("deed_types.txt")


@cache
def _word_list(file: str) -> frozenset[str]:
    return frozenset(row[0] for row in data_rows(file))

"""Passages: one or more whole sections, the unit that is embedded and retrieved."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from index.anatomy.markers import ARTICLE_RANK, HEADING_RANK, MAJOR_RANK
from index.anatomy.notes import note_mark
from index.anatomy.sections import Section
from index.document import Document
from index.text.sentences import sentence_spans

# Characters. The encoder reads 512 tokens, some 1 600 characters of Vietnamese with the context in front.
TARGET_LENGTH = 700
MAX_LENGTH = 1300
MIN_LENGTH = 200
_LONGEST_TITLE = 120
CONTEXT_LENGTH = 240
_NAMESPACE = uuid.UUID("0d6f2f0e-7d0a-5a53-8d2e-0f6a0f1f7c57")


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice ``text[start:end]`` of its document and the sentences in it, all offsets in the document's text."""

    id: str
    document_id: str
    ordinal: int
    start: int
    end: int
    heading: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    part: str = "body"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A section, or a stretch of whole sentences of one that is too long to stay whole."""

    start: int
    end: int
    section: Section
    sentences: tuple[tuple[int, int], ...]
    rank: int | None
    heads: bool = False
    # Of a footnote, the headings it stands under: what it is put to is no one else's.
    noted: tuple[str, ...] = ()


def split_into_passages(document: Document, revision: str) -> list[Passage]:
    """Cut a document into passages of whole sections, in order; only blank space lies between them."""
    passages: list[Passage] = []
    for group in _groups(list(_pieces(document))):
        ordinal = len(passages)
        passages.append(
            Passage(
                id=str(uuid.uuid5(_NAMESPACE, f"{document.id}/{revision}/{ordinal}")),
                document_id=document.id,
                ordinal=ordinal,
                start=group[0].start,
                end=group[-1].end,
                heading=_common_heading(group),
                sentences=tuple(span for piece in group for span in piece.sentences),
                part=group[0].section.part,
            )
        )
    return passages


def context_of(document: Document, passage: Passage) -> str:
    """What the encoder reads before the passage itself: the document's title and the headings above the passage."""
    identity = document.identity
    name = " ".join(part for part in (identity.type, identity.number, identity.title) if part)
    trail = " > ".join(passage.heading)
    columns = _columns(document, passage)
    half = CONTEXT_LENGTH // 2
    return "\n".join(part for part in (name[:half], trail[-half:], columns[:half]) if part)


def _columns(document: Document, passage: Passage) -> str:
    row = next((s for s in document.sections if s.start >= passage.start and s.end <= passage.end and s.columns), None)
    return " | ".join(row.columns) if row else ""


def _pieces(document: Document) -> Iterator[_Piece]:
    signature = [section for section in document.sections if section.part == "signature"]
    note: tuple[str, ...] = ()
    for section in document.sections:
        if section.part == "signature":
            # Office and name are one statement: neither says who signed without the other.
            if section is signature[0]:
                span = (section.start, signature[-1].end)
                yield _Piece(*span, section, (span,), None)
            continue
        text = document.text[section.start : section.end]
        spans = tuple((section.start + a, section.start + b) for a, b in sentence_spans(text))
        if not spans:
            continue
        if section.kind == "row" and section.end - section.start <= MAX_LENGTH:
            spans = ((section.start, section.end),)
        if section.end - section.start <= MAX_LENGTH:
            heads = _heads(section, text, len(spans))
            note = section.heading if note_mark(text) or section.heading == note else ()
            yield _Piece(section.start, section.end, section, spans, section.rank, heads, note)
        else:
            yield from _split_long(section, spans)


def _heads(section: Section, text: str, sentences: int) -> bool:
    """Whether a section says nothing without what follows it: a heading, a short title, a lead-in."""
    if section.kind == "heading" or text.endswith(":"):
        return True
    numbered = section.rank is not None and section.rank <= HEADING_RANK
    return numbered and sentences == 1 and len(text) < _LONGEST_TITLE and not text.endswith((".", ";"))


def _split_long(section: Section, spans: tuple[tuple[int, int], ...]) -> Iterator[_Piece]:
    first = 0
    for at in range(1, len(spans) + 1):
        if at == len(spans) or spans[at][1] - spans[first][0] > TARGET_LENGTH:
            rank = section.rank if first == 0 else None
            yield _Piece(spans[first][0], spans[at - 1][1], section, spans[first:at], rank)
            first = at


def _groups(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    for _, run in groupby(pieces, key=lambda piece: (piece.section.part, piece.noted)):
        yield from _packed(list(run))


def _packed(pieces: list[_Piece]) -> list[list[_Piece]]:
    """A unit of the document whole where it fits; else its own units, each packed, small neighbours together."""
    if _length(pieces) <= (MAX_LENGTH if _stays_whole(pieces[0]) else TARGET_LENGTH):
        return [pieces]
    rank = min((piece.rank for piece in pieces[1:] if piece.rank is not None), default=None)
    if rank is None:
        return _merged([[piece] for piece in pieces], fill=True)
    groups = [group for unit in _units(pieces, rank) for group in _packed(unit)]
    return _merged(groups, fill=rank > HEADING_RANK)


def _stays_whole(first: _Piece) -> bool:
    """An article or a numbered item does; chapters and the like are only shelves."""
    return first.rank is not None and (first.rank == ARTICLE_RANK or first.rank > MAJOR_RANK)


def _units(pieces: list[_Piece], rank: int) -> Iterator[list[_Piece]]:
    """The pieces cut before each one that opens a unit of this rank."""
    unit: list[_Piece] = []
    for piece in pieces:
        if unit and piece.rank == rank:
            yield unit
            unit = []
        unit.append(piece)
    yield unit


def _merged(groups: list[list[_Piece]], *, fill: bool) -> list[list[_Piece]]:
    """Neighbours put together: a heading with what it heads, what is tiny, or with ``fill`` up to the usual length."""
    merged: list[list[_Piece]] = []
    for group in groups:
        if merged and _belong_together(merged[-1], group, fill=fill):
            merged[-1] = [*merged[-1], *group]
        else:
            merged.append(group)
    return merged


def _belong_together(group: list[_Piece], following: list[_Piece], *, fill: bool) -> bool:
    together = following[-1].end - group[0].start
    if all(piece.heads for piece in group):
        return together <= MAX_LENGTH
    if fill:
        return _length(group) < TARGET_LENGTH and together <= MAX_LENGTH
    return min(_length(group), _length(following)) < MIN_LENGTH and together <= TARGET_LENGTH


def _length(pieces: list[_Piece]) -> int:
    return pieces[-1].end - pieces[0].start


def _common_heading(group: list[_Piece]) -> tuple[str, ...]:
    common = group[0].section.heading
    for piece in group[1:]:
        trail = piece.section.heading
        size = next(
            (i for i, (a, b) in enumerate(zip(common, trail, strict=False)) if a != b), min(len(common), len(trail))
        )
        common = common[:size]
    return common

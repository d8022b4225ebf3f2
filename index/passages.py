"""Passages: one or more whole sections, the unit that is embedded and retrieved."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from index.anatomy.markers import HEADING_RANK
from index.anatomy.sections import Section
from index.document import Document
from index.text.sentences import sentence_spans

# Characters. The encoder reads 512 tokens, some 1 600 characters of Vietnamese with the context in front.
TARGET_LENGTH = 700
MAX_LENGTH = 1300
MIN_LENGTH = 200
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
    opens: bool


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
    for section in document.sections:
        if section.part == "signature":
            # Office and name are one statement: neither says who signed without the other.
            if section is signature[0]:
                span = (section.start, signature[-1].end)
                yield _Piece(*span, section, (span,), True)
            continue
        text = document.text[section.start : section.end]
        spans = tuple((section.start + a, section.start + b) for a, b in sentence_spans(text))
        if not spans:
            continue
        if section.kind == "row":
            spans = ((section.start, section.end),)
        if section.end - section.start <= MAX_LENGTH:
            opens = section.rank is not None and section.rank <= HEADING_RANK
            yield _Piece(section.start, section.end, section, spans, opens)
        else:
            yield from _split_long(section, spans)


def _split_long(section: Section, spans: tuple[tuple[int, int], ...]) -> Iterator[_Piece]:
    first = 0
    for at in range(1, len(spans) + 1):
        if at == len(spans) or spans[at][1] - spans[first][0] > TARGET_LENGTH:
            yield _Piece(spans[first][0], spans[at - 1][1], section, spans[first:at], True)
            first = at


def _groups(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    for piece in pieces:
        if group and _starts_anew(group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _starts_anew(group: list[_Piece], piece: _Piece) -> bool:
    length = group[-1].end - group[0].start
    if piece.section.part != group[-1].section.part or length + piece.end - piece.start > MAX_LENGTH:
        return True
    if all(_only_heads(p) for p in group):
        # A heading is kept with what it heads.
        return False
    if length >= TARGET_LENGTH:
        return True
    return length >= MIN_LENGTH and (piece.opens or piece.section.kind != group[-1].section.kind)


def _only_heads(piece: _Piece) -> bool:
    return piece.section.kind == "heading" or (
        piece.opens and len(piece.sentences) == 1 and piece.end - piece.start < 120
    )


def _common_heading(group: list[_Piece]) -> tuple[str, ...]:
    common = group[0].section.heading
    for piece in group[1:]:
        trail = piece.section.heading
        size = next(
            (i for i, (a, b) in enumerate(zip(common, trail, strict=False)) if a != b), min(len(common), len(trail))
        )
        common = common[:size]
    return common

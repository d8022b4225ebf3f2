"""Which document "văn bản đó" or "thông báo này" means, and the documents that an earlier turn was answered from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.anatomy.names import document_types
from index.catalog.records import NumberedDocument
from index.text.folding import fold
from rag.conversation.turns import CitedDocument, Turn
from rag.conversation.words import aligned, first, is_accented
from rag.references.documents import NamedNumber, named_documents, named_numbers
from rag.references.phrases import data_rows

_ANY = ("văn bản", "tài liệu")
_DIGITS = re.compile(r"\d+")
_LOOK_BEHIND = 12
_POINTERS = "đó|đấy|ấy|này|kia|nói trên|nêu trên|ở trên|trên|vừa nêu|vừa nói|vừa rồi"


@dataclass(frozen=True, slots=True)
class Meant:
    """A document by what it is called in a question; ``id`` where it is here."""

    label: str
    kind: str | None
    id: str | None

    @property
    def digits(self) -> str:
        """The digits of its number without leading zeros, empty for none."""
        match = _DIGITS.search(self.label)
        return match.group().lstrip("0") if match else ""


def documents_of(turn: Turn, held: Sequence[NumberedDocument] | None) -> list[Meant]:
    """The documents of a turn, likeliest first: named in its question, cited or named in its answer; those here first.

    A question that asks which document it is means the one in its answer.
    """
    asked = [_meant(number, held) for number in named_numbers(turn.question)]
    said = [_cited(document) for document in turn.documents]
    said += [_meant(number, held) for number in _numbers_said(turn.answer)] if not turn.documents else []
    asks = first("document", turn.question) is not None
    ordered = [*said, *asked] if asks else [*asked, *said]
    return sorted(ordered, key=lambda meant: meant.id is None)


def document_named(text: str, held: Sequence[NumberedDocument] | None) -> Meant | None:
    """The first document that a text names by number."""
    return next((_meant(number, held) for number in named_numbers(text)), None)


def with_documents(text: str, earlier: Sequence[Sequence[Meant]]) -> tuple[str, Meant | None]:
    """``text`` with the document that it points at by its number; ``earlier`` are the turns' documents, last first."""
    accented = is_accented(text)
    words = aligned(text, accented=accented)
    for match in _pointed(accented).finditer(words):
        kind = next((k for k in _kinds() if fold(k) == fold(match["kind"])), match["kind"])
        meant = _latest(kind, match["more"] or "", earlier)
        if meant:
            return _put(meant.label, text[: match.start()], text[match.end() :]), meant
    return text, None


def within_document(text: str, here: Sequence[Meant]) -> tuple[str, Meant | None]:
    """ "nêu trong đó" with the number of the last turn's document in the place of "đó"."""
    match = first("it", text)
    meant = next((meant for meant in here if meant.label), None)
    if match is None or meant is None:
        return text, None
    return text[: match.start("it")] + meant.label + text[match.end("it") :], meant


def _latest(kind: str, more: str, earlier: Sequence[Sequence[Meant]]) -> Meant | None:
    if more and kind in _attached():
        # "kế hoạch đầu tư này" is a plan that is spoken of, and no document.
        return None
    for documents in earlier:
        for meant in documents:
            if meant.label and (kind in _ANY or meant.kind == kind or {meant.kind, kind} == {"kết luận", "thông báo"}):
                return meant
    return None


def _put(label: str, before: str, after: str) -> str:
    """ "Tỉnh ra … hôm nào" is "… ra hôm nào": who issues it is no other than who did."""
    issuing = first("issuing", before.rstrip())
    if issuing:
        before, after = "", f" {before[issuing.start('verb') : issuing.end('verb')]}{after}"
    return before + (label if before else label[:1].upper() + label[1:]) + after


def _meant(number: NamedNumber, held: Sequence[NumberedDocument] | None) -> Meant:
    here = named_documents([number], held) if held else []
    document = next((d for d in held or () if here and d.id == here[0]), None)
    if document:
        return Meant(label_of(document.type or number.kind, document.number), document.type or number.kind, document.id)
    kind = None if number.number.split()[0].isalpha() else number.kind
    return Meant(label_of(kind, number.number), number.kind, None)


def _cited(document: CitedDocument) -> Meant:
    label = label_of(document.type or "văn bản", document.number) if document.number else ""
    return Meant(label, document.type, document.id)


def label_of(kind: str | None, number: str) -> str:
    """What a document is called in a question: "Công điện 226/CĐ-TTg"."""
    written = f"{kind} {number}" if kind else number
    return written[:1].upper() + written[1:]


def _numbers_said(answer: str) -> Iterator[NamedNumber]:
    """The numbers of an answer; one after "tại" or "theo" is what it rests on, and comes first."""
    numbers = named_numbers(answer)
    resting = [n for n in numbers if first("resting", answer[max(0, n.start - _LOOK_BEHIND) : n.start])]
    yield from resting
    yield from (number for number in numbers if number not in resting)


@cache
def _kinds() -> tuple[str, ...]:
    return (*document_types().values(), *_ANY)


@cache
def _attached() -> frozenset[str]:
    return frozenset(row[0] for row in data_rows("attached_types.txt"))


@cache
def _pointed(accented: bool) -> re.Pattern[str]:
    names = [aligned(name, accented=accented) for name in sorted(_kinds(), key=len, reverse=True)]
    pointers = aligned(_POINTERS, accented=accented)
    piece, kind = aligned("(?:cái|bản) ", accented=accented), "|".join(map(re.escape, names))
    more = rf"(?: (?!(?:{pointers})\b)[^\W\d]{{1,12}}){{0,3}}?"
    return re.compile(rf"\b(?:{piece})?(?P<kind>{kind})(?P<more>{more}) (?:{pointers})\b")

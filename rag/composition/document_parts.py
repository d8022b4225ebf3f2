"""Parts of a document that a question asks for by their kind: signature, date of issue, number, title, addressees."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from index.anatomy.identity import Identity
from index.anatomy.validity import find_validity
from index.document import Document
from index.text.data_lines import data_lines
from index.text.sentences import sentence_spans
from rag.composition.quote import Quote
from rag.understanding.question import Question
from rag.understanding.question_kind import PARTS_OF_DOCUMENT
from rag.understanding.question_terms import Term, words_of

# Kinds that a part of the document answers by itself, in the order in which they are said.
ASKED_OF_DOCUMENT = ("own_number", "subject", "issued", "effective", "addressees", "signer", "legal_basis")
# Kinds that may come along in such a question without asking for more.
_BESIDE = frozenset({*ASKED_OF_DOCUMENT, "date", "person", "body", "number", "document_number", "list"})
_MOST_DOCUMENTS = 3
# Words beyond these that such a question may have: chosen on the training questions.
_FURTHER_WORDS = 2
_FURTHER_SHARE = 0.3
# What the line of the letterhead that is asked for has in it.
_SHOWN_IN = {
    "issued": re.compile(r"\bngày\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.IGNORECASE),
    "own_number": re.compile(r"\d\s?[/-]\s?[^\W\d_]"),
}


def missing_parts(question: Question, identity: Identity) -> tuple[str, ...]:
    """Of the kinds asked that parts of a document answer, those that this one does not have."""
    there = {
        "own_number": identity.number,
        "subject": identity.title,
        "issued": identity.issued_on,
        "effective": identity.effective_from,
        "addressees": identity.addressees,
        "signer": identity.signer,
        "legal_basis": identity.legal_bases,
    }
    return tuple(kind for kind in asks_parts_of(question, identity) if not there[kind])


def asks_parts_of(question: Question, identity: Identity) -> tuple[str, ...]:
    """The kinds asked that parts of a document answer; none when the question asks for something else too."""
    asked = question.kinds
    if "date" in asked and asked.isdisjoint(("issued", "effective")):
        # "… ai ký, ngày bao nhiêu?"
        asked |= {"issued"}
    kinds = tuple(kind for kind in ASKED_OF_DOCUMENT if kind in asked)
    if kinds == ("issued",) and "issued" not in question.kinds:
        return ()
    if not kinds or not question.kinds <= _BESIDE:
        return ()
    named_types = {type_.name for type_ in question.references.types if type_.sure}
    if named_types and identity.type and not any(name in identity.type for name in named_types):
        return ()
    return kinds if _about_nothing_else(question, identity) else ()


def _about_nothing_else(question: Question, identity: Identity) -> bool:
    """Whether the question's words only name the document and what is asked of it: "ai ký báo cáo…" is about more."""
    named = (identity.type, identity.number, identity.title, identity.issuer, " ".join(question.others))
    known = words_of(" . ".join(part for part in named if part)) | _asking_words()
    numbers = {word for n in question.references.numbers for word in words_of(question.text[n.start : n.end])}
    rest = [word for word in question.content if word not in known and word not in numbers and not word[0].isdigit()]
    return len(rest) <= max(_FURTHER_WORDS, _FURTHER_SHARE * len(question.content))


@cache
def _asking_words() -> frozenset[Term]:
    """Folded words with which parts of a document are asked for."""
    return words_of(" . ".join(data_lines("rag", "asking_of_document.txt")))


def part_quotes(
    question: Question,
    document_ids: Sequence[str],
    documents: Callable[[str], Document],
    passage_of: Callable[[str], str],
) -> list[Quote]:
    """What the asked parts of the documents say; ``passage_of`` gives a passage's id for a document's id."""
    quotes: list[Quote] = []
    for id_ in document_ids[:_MOST_DOCUMENTS]:
        document = documents(id_)
        for kind in asks_parts_of(question, document.identity):
            quotes.extend(_part(kind, document, passage_of(id_)))
    return quotes


def _part(kind: str, document: Document, passage_id: str) -> Iterator[Quote]:
    if kind == "effective":
        yield from _validity(document, passage_id)
        return
    part = next((one for one in PARTS_OF_DOCUMENT[kind] if any(s.part == one for s in document.sections)), None)
    sections = [s for s in document.sections if s.part == part]
    if kind in _SHOWN_IN:
        shown = _SHOWN_IN[kind]
        sections = [s for s in sections if shown.search(document.text[s.start : s.end])][:1]
    if sections and (kind == "signer" or kind == "subject"):
        yield Quote(document, sections[0].start, _end_of_run(document, sections[0].start), (), passage_id)
        return
    for section in sections:
        yield Quote(document, section.start, section.end, section.heading, passage_id)


def _end_of_run(document: Document, start: int) -> int:
    """Where the sections of one part that follow one another end."""
    at = next(i for i, s in enumerate(document.sections) if s.start == start)
    end = at
    while end + 1 < len(document.sections) and document.sections[end + 1].part == document.sections[at].part:
        end += 1
    return document.sections[end].end


def _validity(document: Document, passage_id: str) -> Iterator[Quote]:
    """The sentence that says from when the document is in force."""
    identity = document.identity
    for section in document.sections:
        text = document.text[section.start : section.end]
        for start, end in sentence_spans(text) if "hiệu lực" in text else ():
            days = find_validity([text[start:end]], identity.type, identity.issued_on)
            if identity.effective_from and identity.effective_from in set(days):
                yield Quote(document, section.start + start, section.start + end, section.heading, passage_id)
                return

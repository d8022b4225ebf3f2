"""Footnotes in an answer: what a sentence's "[3]" points to, and the sentence that a note is put to."""

from __future__ import annotations

import regex

from index.anatomy.notes import note_mark
from index.document import Document
from index.text.sentences import sentence_spans
from index.text.tokens import folded_syllables
from rag.composition.quote import Quote

_LONGEST_NOTED = 240
_NOTE_MARK = regex.compile(r"\[(\d{1,3})\]")


def put_to(document: Document, at: int, passage_id: str) -> Quote | None:
    """The sentence that a footnote is put to: without it nobody knows of what the note speaks."""
    mark = note_mark(document.text[document.sections[at].start : document.sections[at].end])
    for section in reversed(document.sections[:at]) if mark else ():
        found = document.text.find(mark or "", section.start + 1, section.end)
        if found >= 0:
            spans = sentence_spans(document.text[section.start : section.end])
            span = next((s for s in spans if s[0] <= found - section.start < s[1]), None)
            if span is None or span[1] - span[0] > _LONGEST_NOTED:
                return None
            return Quote(document, section.start + span[0], section.start + span[1], section.heading, passage_id)
    return None


def notes_asked(question_words: frozenset[str], quote: Quote, document: Document) -> list[Quote]:
    """Of a quote's footnotes those put to words of the question: "03 bộ[2] và 09 địa phương[3]" has two."""
    found = notes(quote, document)
    if len(found) < 2:
        return found
    marks = list(_NOTE_MARK.finditer(quote.text))
    before = [
        quote.text[last.end() if last else 0 : mark.start()] for last, mark in zip([None, *marks], marks, strict=False)
    ]
    told = {
        mark[0]: len(question_words.intersection(folded_syllables(text)))
        for mark, text in zip(marks, before, strict=True)
    }
    most = max(told.values())
    return [note for note in found if most and told.get(note_mark(note.text) or "", 0) == most]


def notes(quote: Quote, document: Document) -> list[Quote]:
    """The footnotes that a quote's "[3]" points to, where the document holds them."""
    found = []
    for number in dict.fromkeys(_NOTE_MARK.findall(quote.text)):
        for section in document.sections:
            opens = document.text.startswith(f"[{number}]", section.start)
            if (
                opens
                and not section.start <= quote.start < section.end
                and section.end - section.start > len(number) + 4
            ):
                found.append(Quote(document, section.start, section.end, section.heading, quote.passage_id))
                break
    return found

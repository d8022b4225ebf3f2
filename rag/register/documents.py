"""Documents that a question to the register names by nothing but digits: "được giao gì tại 224"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from index.library import Library
from index.text.folding import fold
from rag.references.documents import named_documents
from rag.references.numbers import NamedNumber
from rag.register.words import register_words
from rag.understanding.question import Question


def with_bare_numbers(question: Question, library: Library) -> Question:
    """The question with the documents held that its bare numbers name; as it is where it names one in full."""
    if question.references.numbers or question.remarks:
        return question
    found = [number for number in map(_number, _bare().finditer(question.text)) if number]
    if not found:
        return question
    held = library.documents.numbered()
    known = [number for number in found if named_documents([number], held)]
    ids = tuple(dict.fromkeys(id_ for number in known for id_ in named_documents([number], held)))
    references = replace(question.references, numbers=tuple(known))
    return replace(question, references=references, named=frozenset(ids), named_in_order=ids) if ids else question


def _number(found: re.Match[str]) -> NamedNumber | None:
    start, end = found.span("digits")
    digits = found["digits"].lstrip("0")
    return NamedNumber(digits, None, None, (), start, end, found["digits"], found["digits"]) if digits else None


@cache
def _bare() -> re.Pattern[str]:
    """Digits between a word that a document follows and what no counted thing is named by."""
    words = register_words()
    before, behind = (rf"{words[name]}|{fold(words[name])}" for name in ("bare before", "bare behind"))
    return re.compile(
        rf"\b(?:{before}) (?P<digits>\d{{1,4}})(?=\s*(?:$|[?.,;!](?!\d))|\s+(?:{behind})\b)", re.IGNORECASE
    )

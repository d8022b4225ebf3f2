"""What a sentence tells of a document that it only cites: its day, and what it is about, but never who signed it."""

from __future__ import annotations

import re

from rag.evidence.evidence import Evidence
from rag.understanding.question import Question

# "Chỉ thị số 35-CT/TW, ngày 26/5/2014 của Bộ Chính trị về tăng cường …"
_DAY = re.compile(r"ngày \d{1,2}(?:[/.-]\d{1,2}|\s+tháng \d)|\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:về|quy định|ban hành|phê duyệt|hướng dẫn)\b", re.IGNORECASE)
_DAY_WITHIN, _SUBJECT_WITHIN = 40, 160
_UNTOLD = ("signer", "addressees", "own_number")
_FIGURE = re.compile(r"\d+")


def tells_of_cited(question: Question, item: Evidence) -> bool:
    """Whether the day or the subject that is asked for stands after the document's number in the sentence."""
    if not question.kinds.isdisjoint(_UNTOLD):
        return False
    after = _after_number(question, item.text)
    if after is None:
        return False
    told = []
    if "issued" in question.kinds:
        told.append(_DAY.search(after, 0, _DAY_WITHIN) is not None)
    if "subject" in question.kinds:
        told.append(_SUBJECT.search(after) is not None)
    return bool(told) and all(told)


def _after_number(question: Question, text: str) -> str | None:
    for number in question.references.numbers:
        figure = _FIGURE.search(question.text, number.start, number.end)
        found = figure and re.search(rf"(?<![\d/]){figure.group()}(?!\d)", text)
        if found:
            return text[found.end() : found.end() + _SUBJECT_WITHIN]
    return None

"""A long sentence without the clauses at its end that say nothing of what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rag.composition.quote import Quote
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, words_of

# Words beyond which a sentence is long, and fewer than which are not worth a mark.
_LONG = 40
_LEAST_LEFT_OUT = 10
_CLAUSE_END = re.compile(r";(?=\s)")

Shows = Callable[[str], bool]


def without_its_end(question: Question, quote: Quote, shows: Shows) -> Quote:
    """The quote up to the semicolon behind which no word of the question stands that is not there before it.

    Nor anything of the kind that is asked for, as ``shows`` tells, unless there is such a thing before. A table's row
    stays whole: its cells belong together.
    """
    text = quote.text
    if len(text.split()) <= _LONG or " | " in text:
        return quote
    terms = QuestionTerms.of(question)
    for border in _CLAUSE_END.finditer(text):
        head, rest = text[: border.end()], text[border.end() :]
        if len(rest.split()) < _LEAST_LEFT_OUT:
            break
        new = terms.said_in(words_of(rest)).keys() - terms.said_in(words_of(head)).keys()
        if not new and (shows(head) or not shows(rest)):
            return replace(quote, end=quote.start + border.end())
    return quote

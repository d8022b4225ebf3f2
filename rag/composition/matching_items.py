"""The items of a list, or the rows of a table, that fit a question as well as the one that was found.

"Quảng Trị được thêm mấy cửa khẩu cảng?" is answered by three of a list's twenty-six items, not by the best of them.
"""

from __future__ import annotations

from rag.composition.counted import counts, units_counted, words_counted
from rag.composition.quote import Quote
from rag.composition.surroundings import items_beside, section_at
from rag.composition.table_rows import rows_beside
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, Words, words_of

MOST_FITTING = 12
# Longer items each say something of their own.
_LONGEST_ITEM = 300
# Without a name, what the items share must be this much of what was asked.
_TELLS_MUCH = 0.5


def fitting_items(question: Question, own: Quote, *, listed: bool) -> list[Quote]:
    """What stands beside a quote and says all of the question's words that it says, itself among it.

    For a question that counts things, where the quote does not say how many there are; for one that is ``listed``,
    where a name it asks of tells these from the rest. Nothing where the quote alone fits, or so many do that they are
    hardly what was asked for.
    """
    units = units_counted(question)
    if not (units or listed) or len(question.named_in_order) > 1:
        return []
    if own.text.endswith(":") or counts(question, units, own.text):
        return []
    at = section_at(own.document, own.start)
    items = [quote for quote in items_beside(own.document, at, own.passage_id) if len(quote.text) <= _LONGEST_ITEM]
    beside = items or rows_beside(own.document, at, own.passage_id)
    # That they are "việc", "cảng" is said of all of them, or of none.
    told = _told(question, own) - words_counted(question)
    figures = [figure for figure in question.figures if figure in own.text] if listed else []
    fitting = [q for q in beside if told <= _told(question, q) and all(figure in q.text for figure in figures)]
    if (
        not (told or figures)
        or not 1 < len(fitting) <= MOST_FITTING
        or all(quote.start != own.start for quote in fitting)
    ):
        return []
    named = QuestionTerms.named(question).said_in(words_of(own.text))
    if listed or not units:
        return fitting if (named or figures) and len(fitting) < len(beside) else []
    return fitting if named or len(told) >= _TELLS_MUCH * len(question.content) else []


def _told(question: Question, quote: Quote) -> Words:
    terms = QuestionTerms.of(question)
    return frozenset(t for t in terms.said_in(words_of(quote.text)) if isinstance(t, str) and not t[0].isdigit())

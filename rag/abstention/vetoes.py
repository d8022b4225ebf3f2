"""What an answer must not lack, however sure the model of abstention is: the place that is asked about, the amount."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.folding import fold
from rag.abstention.mismatch import mismatch
from rag.composition.quote import Quote
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.understanding.question import Question

_LOOKED_AT = 3
_AMOUNTS = ("money", "percent")
# "tỉnh nào … nhiều nhất": to be found by comparing, unless the documents say it themselves. "ít nhất" and "chậm nhất"
# are bounds.
_SUPERLATIVE = re.compile(r"\b(?:nhiều|cao|thấp|lớn|nhỏ|dài|ngắn|đông|mạnh|yếu|tốt|kém)(?: \w+){0,2} nhất\b")
_WHICH = re.compile(r"\b(?:nào|ai|đâu)\b")


def names_another_place(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the question names a province that none of the best sentences, their passages or documents name.

    Of 697 answerable questions for fitting, none did.
    """
    return bool(evidence) and all(mismatch(question, item).provinces for item in evidence[:_LOOKED_AT])


def lacks_amount(question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether a sum or a share is asked for and the quotes have no figure beyond the question's own."""
    if question.kinds.isdisjoint(_AMOUNTS):
        return False
    texts = [without_figures(question, quote.text) for quote in quotes]
    return not any(answer_types().carries(kind, text) for text in texts for kind in (*_AMOUNTS, "number"))


def lacks_comparison(question: Question, quotes: Sequence[Quote]) -> bool:
    """Whether it is asked which is the most, and no quote says which is."""
    words = question.text.lower()
    found = _SUPERLATIVE.search(words)
    if found is None or not _WHICH.search(words):
        return False
    return not any("nhat" in fold(quote.text).split() for quote in quotes)

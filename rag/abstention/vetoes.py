"""What an answer must not lack, however sure the model of abstention is: the place that is asked about, the amount,
the thing that the question hangs on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.folding import fold
from rag.abstention.claims import asks_of_another_year, asks_what_came_after, claims_another_figure, lacks_cause
from rag.abstention.ground import LOOKED_AT, Ground
from rag.abstention.hinges import lacks_hinge, lacks_unit, says_it_of_a_sibling, says_the_opposite
from rag.abstention.mismatch import lacks_provinces
from rag.abstention.named_parts import names_a_missing_part, names_a_part_of_a_law, names_an_unknown_document
from rag.abstention.numbered import asks_of_another_number, asks_of_another_size
from rag.abstention.proper_names import lacks_person, names_another_country, names_the_unknown
from rag.abstention.talk import is_request
from rag.composition.quote import Quote
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question

# Each measured alone: docs/measurements.md, "Vetoes".
_VETOES = (
    lacks_hinge, lacks_unit, says_it_of_a_sibling, says_the_opposite, asks_of_another_number, asks_of_another_size,
    asks_of_another_year, asks_what_came_after, lacks_cause, names_the_unknown, names_another_country,
    lacks_person, names_a_missing_part, names_a_part_of_a_law, names_an_unknown_document,
)  # fmt: skip
_AMOUNTS = ("money", "percent")
# "tỉnh nào … nhiều nhất": to be found by comparing, unless the documents say it themselves. "ít nhất" and "chậm nhất"
# are bounds.
_SUPERLATIVE = re.compile(r"\b(?:nhiều|cao|thấp|lớn|nhỏ|dài|ngắn|đông|mạnh|yếu|tốt|kém)(?: \w+){0,2} nhất\b")
_WHICH = re.compile(r"\b(?:nào|ai|đâu)\b")


def is_surely_unanswered(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> bool:
    """Whether something in the question shows that its best evidence does not answer it."""
    if is_request(question):
        return True
    if not evidence:
        return False
    if names_another_place(question, evidence):
        return True
    ground = Ground.of(question, retrieval, evidence)
    return any(veto(ground) for veto in _VETOES) or claims_another_figure(ground, evidence)


def names_another_place(question: Question, evidence: Sequence[Evidence]) -> bool:
    """Whether the question names a province that none of the best sentences, their passages or documents name.

    Of 697 answerable questions for fitting, none did.
    """
    return bool(evidence) and lacks_provinces(question, evidence[:LOOKED_AT])


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

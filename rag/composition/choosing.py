"""Which of the sentences found are said, before what stands around them is looked at."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from index.anatomy.markers import find_marker
from index.text.tokens import folded_syllables
from rag.composition.citing import said
from rag.composition.counted import asks_twice, opens_what_is_counted
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import without_figures
from rag.understanding.question import Question

# A further sentence is said when it is nearly as good as the first.
NEARLY_AS_GOOD = 0.67
MOST_SENTENCES = 2
MOST_LISTED = 6
NEARLY_AS_GOOD_LISTED = 0.5
# Where two figures of one kind are asked for, the second sentence may well have the other.
NEARLY_AS_GOOD_OF_TWO = 0.4
# A sentence without a figure is no second answer to how much; days and names are too easily missed for that.
_AMOUNTS = ("percent", "money", "number")
_FAIRLY_GOOD = 0.4
_ALIKE = 0.75
_FEW_WORDS = 16
_POINTS_ON = regex.compile(r"(?:Xem|Chi)(?: nội dung)?(?: chi)? tiết\b|Nguồn:")
# A word in capitals that does not begin a sentence.
_NAME = regex.compile(r"(?<=[^\s.!?:;]\s)\p{Lu}[\p{L}\d]*")


def choose(question: Question, evidence: Sequence[Evidence], *, listed: bool) -> list[Evidence]:
    """The sentences that are said, best first; more of them where several things are asked for."""
    if listed:
        return _choose(evidence, MOST_LISTED, NEARLY_AS_GOOD_LISTED)
    nearly = NEARLY_AS_GOOD_OF_TWO if asks_twice(question) else NEARLY_AS_GOOD
    chosen = _choose(_saying_something(question, evidence), MOST_SENTENCES, nearly)
    return [item for item in chosen if item is chosen[0] or _shows_as_much(question, item.text, chosen[0].text)]


def _shows_as_much(question: Question, further: str, best: str) -> bool:
    """Whether a further sentence has an amount where one is asked for and the best one has it."""
    return _shows(question, further) or not _shows(question, best)


def _shows(question: Question, text: str) -> bool:
    marker = find_marker(text)
    shown = without_figures(question, said(text[len(marker.text) if marker else 0 :]))
    return any(answer_types().carries(kind, shown) for kind in _AMOUNTS if kind in question.kinds)


def _saying_something(question: Question, evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Without the lead-ins, where another sentence is fairly good: what stands below one is more than was asked.

    Nor with what only tells where to read on; from when a document holds may stand there alone.

    "… đáp ứng các điều kiện sau:" is what was asked where it is asked how many "điều kiện" there are.
    """
    if opens_what_is_counted(question, evidence[0].text):
        return evidence
    may_point_on = "effective" in question.kinds
    others = [
        item for item in evidence if not item.text.endswith(":") and (may_point_on or not _POINTS_ON.match(item.text))
    ]
    return others if others and others[0].score >= _FAIRLY_GOOD * evidence[0].score else evidence


def _choose(evidence: Sequence[Evidence], most: int, nearly: float) -> list[Evidence]:
    chosen: list[Evidence] = []
    for item in evidence:
        if len(chosen) == most or item.score < nearly * evidence[0].score:
            break
        if chosen and (item.text.endswith(":") or _POINTS_ON.match(item.text)):
            # A lead-in says nothing beside another answer, nor does where to read on.
            continue
        if not any(_alike(item.text, other.text) for other in chosen):
            chosen.append(item)
    return chosen


def _alike(further: str, chosen: str) -> bool:
    """Whether two sentences say the same words: portals repeat a document's sentences in their summaries.

    A short one, an item of a list or a table's row, must say nothing that the chosen one does not, and one with a name
    of its own tells of something else.
    """
    a, b = set(folded_syllables(said(further))), set(folded_syllables(said(chosen)))
    if {word for word in a if word[0].isdigit()} != {word for word in b if word[0].isdigit()}:
        # The same words of another figure are another fact.
        return False
    names = {word for name in _NAME.findall(further) for word in folded_syllables(name)}
    if min(len(a), len(b)) < _FEW_WORDS or not names <= b:
        return bool(a) and a <= b
    return len(a & b) / min(len(a), len(b)) >= _ALIKE

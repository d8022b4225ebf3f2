"""What the last answer said already: it does not answer what is asked next, unless it says that too."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.conversation.words import subject
from rag.evidence.evidence import Evidence
from rag.understanding.question import Question

# What a sentence that was said keeps of its score: chosen on the training sets' follow-ups.
_KEEPS = 0.2
# The share of the question's own words with which it may say what is asked now.
_LEAST_OWN = 0.5
_LEAST_SYLLABLES = 6
_BORDER = re.compile(r"\[\d{1,3}\]|\n|…")


def unsaid_first(question: Question, evidence: Sequence[Evidence], answer: str) -> list[Evidence]:
    """The evidence of a follow-up, best first, with less weight on sentences that the last ``answer`` quoted."""
    own = frozenset(subject(question.text)) - question.carried
    said = list(_quotes(answer)) if question.carried and own else []
    if not said:
        return list(evidence)
    weighed = [replace(e, score=e.score * _KEEPS) if _repeats(e, said, own) else e for e in evidence]
    return sorted(weighed, key=lambda e: (-e.score, e.found.passage.id, e.start))


def _quotes(answer: str) -> Iterator[str]:
    """What an answer says, piece by piece, each long enough to be known again."""
    for piece in _BORDER.split(answer):
        syllables = plain_syllables(fold(piece))
        if len(syllables) >= _LEAST_SYLLABLES:
            yield f" {' '.join(syllables)} "


def _repeats(evidence: Evidence, said: Sequence[str], own: frozenset[str]) -> bool:
    syllables = plain_syllables(fold(evidence.text))
    if len(own.intersection(syllables)) >= _LEAST_OWN * len(own):
        return False
    text = f" {' '.join(syllables)} "
    return any(quote in text or (len(syllables) >= _LEAST_SYLLABLES and text in quote) for quote in said)

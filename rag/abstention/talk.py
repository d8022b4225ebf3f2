"""What is said to the assistant and asks nothing of the documents: a greeting, "bạn là ai", a speech to be written."""

from __future__ import annotations

import re
from functools import cache

from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones
from rag.abstention.ground import in_words
from rag.understanding.question import Question

# A greeting may go before a question.
_LONGEST_TALK = 12


def is_talk(question: Question) -> bool:
    """Whether the assistant itself is spoken to, and in so few words that nothing else is asked."""
    words = in_words(question.text)
    return len(words.split()) <= _LONGEST_TALK and any(pattern.search(words) for pattern in _patterns("talk.txt"))


def is_request(question: Question) -> bool:
    """Whether some text is to be written or translated."""
    words = in_words(question.text)
    return any(pattern.search(words) for pattern in _patterns("requests.txt"))


@cache
def _patterns(file: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w)(?:{unify_tones(line)})(?!\w)") for line in data_lines("rag", file))

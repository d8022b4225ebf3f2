"""What an earlier question was about: its words without those that asked."""

import re
from functools import cache

from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones
from rag.conversation.words import aligned, content

_MOST_WORDS = 24
_MARKS = " ,;:.?!%–-"
_LONGEST = 300
_BLANK_BEFORE_STOP = re.compile(r"\s+(?=[,;:.?!])")


def topic_of(question: str) -> str:
    """The topic of a question (NFC, with marks), empty when nothing is left; at most some two dozen words."""
    words = aligned(question, accented=True)
    kept = list(question)
    for pattern in _asking():
        for match in pattern.finditer(words):
            kept[match.start() : match.end()] = " " * (match.end() - match.start())
        words = aligned("".join(kept), accented=True)
    text = " ".join("".join(kept).split()[:_MOST_WORDS])
    text = trimmed(text)
    return text if content(text) else ""


def trimmed(text: str) -> str:
    """A text without the words at its ends that join it to what stood there; at most some hundred characters."""
    words = _BLANK_BEFORE_STOP.sub("", " ".join(text[:_LONGEST].split())).split(" ")
    starts, ends = _edges()
    while words and _bare(words[0]) in starts:
        del words[0]
    while words and _bare(words[-1]) in ends:
        del words[-1]
    return " ".join(words).strip(_MARKS)


def _bare(word: str) -> str:
    return aligned(word, accented=True).strip(_MARKS)


@cache
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """What is left out at a start and at an end; a mark alone is left out at both."""
    rows = dict(line.split("\t") for line in data_lines("rag", "standalone_edges.txt"))
    starts, ends = (frozenset(["", *unify_tones(rows[side]).split()]) for side in ("start", "end"))
    return starts, ends


@cache
def _asking() -> tuple[re.Pattern[str], ...]:
    lines = data_lines("rag", "standalone_asking.txt")
    return tuple(re.compile(rf"(?<!\w){unify_tones(line)}(?!\w)") for line in lines)

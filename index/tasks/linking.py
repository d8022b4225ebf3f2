"""Whether a task repeats or renews one of an earlier document: a few marks to find it by, then its words compared."""

import re
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.anatomy.names import document_types
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tokens import plain_syllables

# The smallest hashes of a task's word triples (a bottom-k sketch: Broder, "On the resemblance and containment of
# documents", 1997). Two tasks that share half their triples share none of 12 once in some thousand times.
MARKS = 12
# Fewer word pairs say too little of a task to tell it by ("báo cáo Thủ tướng Chính phủ").
_FEWEST_PAIRS = 6
# Of all word pairs of two tasks, the part that both have: half where they are short; where they have many in common
# it is enough that most of the shorter one is in the longer, as an item is in the list that it was taken from.
# Looked at on the tasks of 35 real documents: below these are other works of one field and body.
_MOST_OF_BOTH = 0.5
_MANY_IN_COMMON = 12
_MOST_OF_SHORTER = 0.6
_MOST_WHERE_NAMED = 0.15


@dataclass(frozen=True, slots=True)
class Wording:
    """What a task is compared by: the bodies that lead it (any key that spellings share) and its words.

    ``bound`` says that it speaks of the document it stands in ("thực hiện Công điện này"), so that the same words
    elsewhere are another task.
    """

    leads: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    bound: bool


def wording(leads: Collection[str], action: str) -> Wording:
    """A task as it is compared."""
    folded = fold(action)
    words = plain_syllables(folded)
    return Wording(frozenset(leads), frozenset(pairwise(words)), bool(_this_document().search(folded)))


def marks(action: str) -> tuple[int, ...]:
    """At most ``MARKS`` numbers below 2**31, ascending; tasks of nearly the same words share some.

    None for what is never found again by its words: short, or spoken of its own document ("thi hành Quyết định này").
    """
    folded = fold(action)
    words = plain_syllables(folded)
    if len(set(pairwise(words))) < _FEWEST_PAIRS or _this_document().search(folded):
        return ()
    triples = {zlib.crc32(" ".join(words[i : i + 3]).encode()) >> 1 for i in range(max(len(words) - 2, 0))}
    return tuple(sorted(triples)[:MARKS])


def says_renewing(text: str) -> bool:
    """Whether words such as "gia hạn" or "đôn đốc" stand in a task."""
    return bool(_renewing().search(fold(text)))


def is_same_work(later: Wording, earlier: Wording, *, named: bool) -> bool:
    """Whether the later task is the earlier one again; ``named``: it renews a task of the earlier one's document."""
    if later.leads.isdisjoint(earlier.leads):
        return False
    if named:
        return overlap(later, earlier) >= _MOST_WHERE_NAMED
    fewest = min(len(later.pairs), len(earlier.pairs))
    return fewest >= _FEWEST_PAIRS and not (later.bound or earlier.bound) and _nearly_the_same(later, earlier)


def overlap(one: Wording, other: Wording) -> float:
    """The part of the shorter one's word pairs that both have, 0 to 1."""
    fewest = min(len(one.pairs), len(other.pairs))
    return len(one.pairs & other.pairs) / fewest if fewest else 0.0


def _nearly_the_same(one: Wording, other: Wording) -> bool:
    common = len(one.pairs & other.pairs)
    if common >= _MANY_IN_COMMON and overlap(one, other) >= _MOST_OF_SHORTER:
        return True
    return common / len(one.pairs | other.pairs) >= _MOST_OF_BOTH


@cache
def _renewing() -> re.Pattern[str]:
    return _any_of(data_lines("index.tasks", "renewing.txt"))


@cache
def _this_document() -> re.Pattern[str]:
    kinds = "|".join(re.escape(fold(kind)) for kind in document_types())
    return re.compile(rf"\b(?:{kinds}|van ban) nay\b")


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(fold(phrase)) for phrase in phrases)})\b")

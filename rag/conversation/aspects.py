"""What is asked of any subject, said in full: "bao giờ xong" is "hạn hoàn thành là khi nào"."""

import re
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.conversation.words import aligned, is_accented

_LONGEST = 60


def said_fully(body: str) -> str:
    """A question that says no more than its aspect, in the words that documents have for it; any other as it is."""
    if len(body) > _LONGEST:
        return body
    accented = is_accented(body)
    words = aligned(body, accented=accented)
    return next((said for pattern, said in _phrases(accented) if pattern.fullmatch(words)), body)


@cache
def _phrases(accented: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in data_lines("rag", "standalone_said_fully.tsv"))
    return tuple((re.compile(unify_tones(row[0]) if accented else fold(row[0])), row[1]) for row in rows)

"""Little words of a follow-up typed without marks: at its start "con" is "còn", and no child."""

from functools import cache
from itertools import pairwise

from rag.conversation.words import begins, is_accented
from rag.references.phrases import data_rows


def with_joining_words(typed: str, restored: str) -> str:
    """``restored``, the text with its marks, with those of the words by which ``typed`` goes on from the talk."""
    before, after = typed.lower().split(), restored.split()
    if is_accented(typed) or len(before) != len(after):
        return restored
    rows = _words()
    if begins("lead", typed.strip()) and before[0] in rows["first"]:
        after[0] = rows["first"][before[0]]
    for at, (word, following) in enumerate(pairwise(before)):
        meant = rows["inside"].get(f"{word} {following}")
        if meant and at and before[at - 1] not in rows["not after"]:
            after[at] = meant
    return " ".join(after)


@cache
def _words() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {"first": {}, "inside": {}, "not after": {}}
    for kind, typed, meant in data_rows("standalone_leads.tsv"):
        rows[kind][typed] = meant
    return rows

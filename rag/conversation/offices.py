"""Offices that no list of bodies has, by the word that such a name begins with: "Sở Y tế", "Ban 85", "Cục Đường bộ"."""

import re
from collections.abc import Iterator
from functools import cache

from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.conversation.words import aligned, content, is_accented

_FILE = "standalone_offices.tsv"
_MOST_WORDS = 7


def offices(text: str) -> Iterator[tuple[int, int]]:
    """Where offices are named in a text (NFC): from the head to the word before what is said of them."""
    accented = is_accented(text)
    words = aligned(text, accented=accented)
    for match in _named(accented).finditer(words):
        name = text[match.start("name") : match.end()].lstrip()
        if content(name) and (match["head"] or not name[0].islower()):
            yield match.start(), match.end()


@cache
def _named(accented: bool) -> re.Pattern[str]:
    rows: dict[str, list[str]] = {"head": [], "named": [], "stop": []}
    for line in data_lines("rag", _FILE):
        kind, words = line.split("\t")
        rows[kind] += (unify_tones(words) if accented else fold(words)).split(" | ")
    heads, named, stops = ("|".join(sorted(words, key=len, reverse=True)) for words in rows.values())
    word = rf"(?!(?:{stops})(?!\w))\w+"
    return re.compile(rf"\b(?:(?P<head>{heads})|{named})(?P<name>(?: {word}){{1,{_MOST_WORDS}}})")

"""The words by which a question to the register of tasks is read: ``rag/data/register_words.tsv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from index.text.folding import fold
from rag.references.phrases import data_rows


@cache
def register_words() -> Mapping[str, str]:
    """By the name of its row, each as the alternatives of a pattern."""
    return {row[0]: row[1] for row in data_rows("register_words.tsv")}


@cache
def either_way(name: str) -> frozenset[str]:
    """The words of a row as they are written and without their marks."""
    words = register_words()[name].split("|")
    return frozenset(words) | frozenset(map(fold, words))

"""Verification: what any composer's statements must pass before they are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import regex as re

from rag.answer import Citation, Statement
from rag.support import MIN_SHARE, named_bodies_supported, supported_share

_FIGURE = re.compile(r"\d+(?:[.,/\-]\d+)*")
_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?[-/]\p{Lu}[\w\-/]*\p{L}")
_NUMBER_MARK = re.compile(r"\[\d+\]")


def verify(
    statements: Sequence[Statement],
    citations: Sequence[Citation],
    text_of: Callable[[str], str],
    *,
    verbatim: bool = True,
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Keep the statements that their citations carry, and the citations that are used, numbered anew from 1.

    A citation holds when its quote is exactly its document's characters; a statement holds when every citation
    it names holds and every figure and document number in it stands in one of their quotes. Where it is not
    ``verbatim``, the bodies and persons it names and most of its words must stand there too. ``text_of`` gives a
    document's text by its id.
    """
    holding = {c.number: c for c in citations if text_of(c.document_id)[c.start : c.end] == c.quote and c.quote}
    kept = [s for s in statements if _carried(s, holding) and (verbatim or _worded(s, holding))]
    used = list(dict.fromkeys(number for statement in kept for number in statement.citations))
    anew = {old: new for new, old in enumerate(used, 1)}
    return (
        tuple(replace(s, citations=tuple(anew[n] for n in s.citations), verified=True) for s in kept),
        tuple(replace(holding[old], number=new) for old, new in anew.items()),
    )


def _worded(statement: Statement, holding: Mapping[int, Citation]) -> bool:
    quotes = [holding[number].quote for number in statement.citations]
    return named_bodies_supported(statement.text, quotes) and supported_share(statement.text, quotes) >= MIN_SHARE


def _carried(statement: Statement, holding: Mapping[int, Citation]) -> bool:
    if not statement.citations or any(number not in holding for number in statement.citations):
        return False
    quotes = " ".join(holding[number].quote for number in statement.citations)
    said = _NUMBER_MARK.sub(" ", statement.text)
    facts = [*_FIGURE.findall(said), *_DOCUMENT_NUMBER.findall(said)]
    in_quotes = {*_FIGURE.findall(quotes), *_DOCUMENT_NUMBER.findall(quotes)}
    return all(fact in in_quotes for fact in facts)

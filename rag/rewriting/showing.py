"""Showing an answer while a language model still writes it: each sentence as soon as it is verified."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.errors import LanguageModelError
from rag.answer import Citation, Statement
from rag.verify import verify

# Takes a verified statement and the citations that it is the first to use, both numbered as in the answer.
Show = Callable[[Statement, tuple[Citation, ...]], None]

_log = logging.getLogger(__name__)


def show_verified(
    written: Iterator[Statement], citations: Sequence[Citation], text_of: Callable[[str], str], show: Show
) -> tuple[Statement, ...]:
    """All statements as they were written, having shown those that hold; ``text_of`` gives a document's text by its id.

    Raises ``LanguageModelError`` when the model fails before anything was shown; afterwards what was shown stands, and
    the answer ends there.
    """
    seen: list[Statement] = []
    numbers: dict[int, int] = {}
    try:
        for statement in written:
            seen.append(statement)
            own = [citation for citation in citations if citation.number in statement.citations]
            for kept in verify([statement], own, text_of, verbatim=False)[0]:
                show(*_numbered(kept, statement.citations, own, numbers))
    except LanguageModelError as error:
        if not numbers:
            raise
        _log.warning("language model failed after %d sentences, the answer ends there: %s", len(seen), error)
    return tuple(seen)


def _numbered(
    kept: Statement, carried: Sequence[int], own: Sequence[Citation], numbers: dict[int, int]
) -> tuple[Statement, tuple[Citation, ...]]:
    """A statement as ``verify`` numbers it among those shown before it, and the citations new with it.

    ``numbers`` are the answer's numbers by those that the statements were written with; the new ones are added.
    """
    new = [number for number in dict.fromkeys(carried) if number not in numbers]
    numbers.update({number: at for at, number in enumerate(new, len(numbers) + 1)})
    by_number = {citation.number: citation for citation in own}
    citations = tuple(replace(by_number[number], number=numbers[number]) for number in new)
    return replace(kept, citations=tuple(numbers[number] for number in carried)), citations

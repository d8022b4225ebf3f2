"""Showing an answer while a language model still writes it: each sentence as soon as it is verified."""

import logging
from collections.abc import Callable, Iterator, Sequence

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
    shown: int = 0
    told: int = 0
    try:
        for statement in written:
            seen.append(statement)
            kept, used = verify(seen, citations, text_of, verbatim=False)
            if len(kept) > shown:
                show(kept[-1], used[told:])
                shown, told = len(kept), len(used)
    except LanguageModelError as error:
        if not shown:
            raise
        _log.warning("language model failed after %d sentences, the answer ends there: %s", shown, error)
    return tuple(seen)

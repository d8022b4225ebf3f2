"""What is said of a composition: the documents' own sentences, or what a language model made of them; all verified."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Literal

from index.document import Document
from index.errors import LanguageModelError
from rag.answer import Citation, Mode, Statement
from rag.composition.citing import citation_of, said
from rag.composition.compose import Composition
from rag.composition.quote import Quote
from rag.composition.quote_marks import is_cut, refers_to
from rag.rewriting.rewrite import Rewriter
from rag.rewriting.showing import Show, show_verified
from rag.verify import verify

AskMode = Literal["auto", "extractive", "llm"]

_log = logging.getLogger(__name__)


def say(
    rewriter: Rewriter | None,
    question: str,
    composition: Composition | None,
    documents: Callable[[str], Document],
    mode: AskMode,
    show: Show | None,
) -> tuple[tuple[Statement, ...], tuple[Citation, ...], Mode]:
    """The statements that are said, all of them verified, and who wrote them."""
    if composition is None:
        return (), (), "extractive"
    citations = [citation_of(number, quote) for number, quote in enumerate(composition.quotes, 1)]

    def text_of(id_: str) -> str:
        return documents(id_).text

    rewritten = _rewritten(rewriter, question, citations, mode, text_of, show)
    if rewritten:
        statements, used = verify(rewritten, citations, text_of, verbatim=False)
        if statements or mode == "llm":
            return statements, used, "llm"
    own = [_own_words(citation, quote) for citation, quote in zip(citations, composition.quotes, strict=True)]
    return *verify(own, citations, text_of), "extractive"


def _rewritten(
    rewriter: Rewriter | None,
    question: str,
    citations: Sequence[Citation],
    mode: AskMode,
    text_of: Callable[[str], str],
    show: Show | None,
) -> tuple[Statement, ...]:
    if mode == "extractive" or (mode == "auto" and rewriter is None):
        return ()
    if rewriter is None:
        raise LanguageModelError("Chưa cấu hình mô hình ngôn ngữ; dùng mode 'auto' hoặc 'extractive'.")
    try:
        if show is None:
            return rewriter.rewrite(question, citations)
        return show_verified(rewriter.stream(question, citations), citations, text_of, show)
    except LanguageModelError as error:
        if mode == "llm":
            raise
        _log.warning("language model failed, answering in the documents' own sentences: %s", error)
        return ()


def _own_words(citation: Citation, quote: Quote) -> Statement:
    """What a document says, in its own words."""
    return Statement(said(quote.text), (citation.number,), verified=False, cut=is_cut(quote), refers=refers_to(quote))


def render(statements: tuple[Statement, ...], *, listed: bool) -> str:
    """The answer as one text: each statement followed by the numbers of its citations."""
    parts = [f"{s.shown} {''.join(f'[{number}]' for number in s.citations)}" for s in statements]
    if not listed:
        return " ".join(parts)
    # A lead-in stands before its items, not among them, and a remark after them.
    unlisted = [s.text.endswith(":") or s.remark for s in statements]
    return "\n".join(part if bare else f"- {part}" for part, bare in zip(parts, unlisted, strict=True))

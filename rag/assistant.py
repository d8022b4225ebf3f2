"""The assistant: one question to one verified answer, the same for every door."""

import logging
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Literal

from index.document import Document
from index.errors import LanguageModelError, NotFoundError
from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from rag.abstain import chance_of_answer, reason_to_abstain
from rag.answer import Answer, Citation, Mode, Statement
from rag.citing import citation_of, said
from rag.compose import Composition, compose
from rag.evidence import rank_evidence
from rag.outside_filter import answers_outside
from rag.question import understand
from rag.retrieve import Retrieval, retrieve
from rag.rewrite import Rewriter
from rag.standing import with_remarks
from rag.verify import verify

AskMode = Literal["auto", "extractive", "llm"]

_log = logging.getLogger(__name__)
_UNSUPPORTED = "Xin lỗi, không câu trả lời nào kiểm chứng được với văn bản gốc, nên không đưa ra câu trả lời."
# The passages whose sentences are weighed, and the company in which words are found rare or common.
_PASSAGES = 20


class Assistant:
    """Answers questions from a library."""

    def __init__(self, library: Library, rewriter: Rewriter | None = None) -> None:
        self._library = library
        self._rewriter = rewriter

    def ask(
        self, text: str, *, filter: StoreFilter = NO_FILTER, mode: AskMode = "auto", as_of: date | None = None
    ) -> Answer:
        """Answer a question from the documents, or abstain; ``as_of`` is the day it is asked for, today by default.

        ``auto`` lets the language model rewrite the evidence when there is one, and answers in the documents' own
        sentences when it fails; ``llm`` insists on it and raises ``LanguageModelError``.
        """
        try:
            return self._ask(text, filter, mode, as_of or date.today())
        except NotFoundError:
            # A document was replaced or removed while it was being quoted; what is there now answers.
            return self._ask(text, filter, mode, as_of or date.today())

    def _ask(self, text: str, filter: StoreFilter, mode: AskMode, on: date) -> Answer:
        timings: dict[str, float] = {}
        with _timed(timings, "total"):
            with _timed(timings, "understand"):
                question = understand(text, filter, library=self._library, on=on)
            with _timed(timings, "retrieve"):
                retrieval = retrieve(library=self._library, question=question, limit=_PASSAGES)
            documents = self._documents_of(retrieval)
            with _timed(timings, "answer"):
                evidence = rank_evidence(question, retrieval)
                reason = reason_to_abstain(question, retrieval, evidence)
                composition = None if reason else compose(question, evidence, documents)
                statements, citations, used = self._said(question.text, composition, documents, mode)
                statements, citations = with_remarks(self._library, statements, citations, on)
            if not statements:
                outside = answers_outside(self._library, question, limit=_PASSAGES)
                reason = f"{reason or _UNSUPPORTED} {outside or ''}".rstrip()
        return Answer(
            id=uuid.uuid4().hex,
            question=text,
            standalone_question=question.text,
            text=reason or render(statements, listed=used == "extractive" and bool(composition and composition.listed)),
            statements=statements,
            citations=citations,
            abstain_reason=reason,
            mode=used,
            timings_ms=timings,
            confidence=round(chance_of_answer(question, evidence), 4),
            passages=retrieval.passages,
            understood=question.understood,
        )

    def _documents_of(self, retrieval: Retrieval) -> Callable[[str], Document]:
        """The documents found, as they were when their passages were."""
        revisions = {hit.passage.document.id: hit.passage.document.revision for hit in retrieval.passages}
        return cache(lambda id_: self._library.documents.document(id_, revisions[id_]))

    def _said(
        self, question: str, composition: Composition | None, documents: Callable[[str], Document], mode: AskMode
    ) -> tuple[tuple[Statement, ...], tuple[Citation, ...], Mode]:
        """The statements that are said, all of them verified, and who wrote them."""
        if composition is None:
            return (), (), "extractive"
        citations = [citation_of(number, quote) for number, quote in enumerate(composition.quotes, 1)]
        rewritten = self._rewritten(question, citations, mode)
        if rewritten:
            statements, used = verify(rewritten, citations, lambda id_: documents(id_).text, verbatim=False)
            if statements or mode == "llm":
                return statements, used, "llm"
        own = [Statement(said(c.quote), (c.number,), verified=False) for c in citations]
        return *verify(own, citations, lambda id_: documents(id_).text), "extractive"

    def _rewritten(self, question: str, citations: Sequence[Citation], mode: AskMode) -> tuple[Statement, ...]:
        if mode == "extractive" or (mode == "auto" and self._rewriter is None):
            return ()
        if self._rewriter is None:
            raise LanguageModelError("Chưa cấu hình mô hình ngôn ngữ; dùng mode 'auto' hoặc 'extractive'.")
        try:
            return self._rewriter.rewrite(question, citations)
        except LanguageModelError as error:
            if mode == "llm":
                raise
            _log.warning("language model failed, answering in the documents' own sentences: %s", error)
            return ()


def render(statements: tuple[Statement, ...], *, listed: bool) -> str:
    """The answer as one text: each statement followed by the numbers of its citations."""
    parts = [f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in statements]
    if not listed:
        return " ".join(parts)
    # A lead-in stands before its items, not among them, and a remark after them.
    unlisted = [s.text.endswith(":") or s.text.startswith("(") for s in statements]
    return "\n".join(part if bare else f"- {part}" for part, bare in zip(parts, unlisted, strict=True))


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[step] = round((time.perf_counter() - started) * 1000, 2)

"""The assistant: one question to one verified answer, the same for every door."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from index.document import Document
from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from rag.abstain import reason_to_abstain
from rag.answer import Answer, Citation, Statement
from rag.compose import Composition, Quote, compose
from rag.evidence import rank_evidence
from rag.question import understand
from rag.retrieve import retrieve
from rag.verify import verify

_UNSUPPORTED = "Xin lỗi, không câu trả lời nào kiểm chứng được với văn bản gốc, nên không đưa ra câu trả lời."
_FOOTNOTE_MARK = re.compile(r"\[\d+\]")
# The passages whose sentences are weighed, and the company in which words are found rare or common.
_PASSAGES = 20


class Assistant:
    """Answers questions from a library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def ask(self, text: str, *, filter: StoreFilter = NO_FILTER) -> Answer:
        """Answer a question from the documents, or abstain."""
        timings: dict[str, float] = {}
        documents = cache(self._library.documents.document)
        with _timed(timings, "total"):
            with _timed(timings, "understand"):
                question = understand(text, filter)
            with _timed(timings, "retrieve"):
                retrieval = retrieve(library=self._library, question=question, limit=_PASSAGES)
            with _timed(timings, "answer"):
                evidence = rank_evidence(question, retrieval)
                reason = reason_to_abstain(question, retrieval, evidence)
                composition = None if reason else compose(question, evidence, documents)
                statements, citations = _verified(composition, documents) if composition else ((), ())
        if not statements:
            reason = reason or _UNSUPPORTED
        return Answer(
            id=uuid.uuid4().hex,
            question=text,
            standalone_question=question.text,
            text=reason or render(statements, listed=bool(composition and composition.listed)),
            statements=statements,
            citations=citations,
            abstain_reason=reason,
            timings_ms=timings,
        )


def render(statements: tuple[Statement, ...], *, listed: bool) -> str:
    """The answer as one text: each statement followed by the numbers of its citations."""
    parts = [f"{s.text} {''.join(f'[{number}]' for number in s.citations)}" for s in statements]
    return ("\n" if listed else " ").join(parts)


def _verified(
    composition: Composition, documents: Callable[[str], Document]
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    citations = [_citation(number, quote) for number, quote in enumerate(composition.quotes, 1)]
    statements = [Statement(_said(c.quote), (c.number,), verified=False) for c in citations]
    return verify(statements, citations, lambda id_: documents(id_).text)


def _said(quote: str) -> str:
    """A quote as it is said: without the document's own "[3]", which would pass for one of our citations."""
    return " ".join(_FOOTNOTE_MARK.sub("", quote).split())


def _citation(number: int, quote: Quote) -> Citation:
    identity = quote.document.identity
    return Citation(
        number=number,
        document_id=quote.document.id,
        source=quote.document.source,
        title=identity.title or quote.document.source.rsplit("/", 1)[-1],
        document_number=identity.number,
        type=identity.type,
        issuer=identity.issuer,
        issued_on=identity.issued_on,
        heading=quote.heading,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        passage_id=quote.passage_id,
    )


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[step] = round((time.perf_counter() - started) * 1000, 2)

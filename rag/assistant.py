"""The assistant: one question to one verified answer, the same for every door."""

import logging
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Literal

from index.document import Document
from index.errors import LanguageModelError, NotFoundError
from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from rag.abstention.abstain import SILENCE, chance_of_answer, reason_to_abstain
from rag.abstention.outside_filter import answers_outside
from rag.abstention.vetoes import lacks_amount, lacks_comparison
from rag.answer import Answer, Citation, Mode, Statement
from rag.composition.citing import citation_of, said
from rag.composition.compose import Composition, compose
from rag.composition.document_parts import missing_parts
from rag.composition.fate import fate_told
from rag.composition.part_names import names_of_parts
from rag.composition.quote import Quote
from rag.composition.quote_marks import is_cut, refers_to
from rag.composition.standing import with_remarks
from rag.conversation.asked import understand_in_talk
from rag.conversation.turns import Turn
from rag.evidence.evidence import Evidence, rank_evidence
from rag.evidence.halves import evidence_by_clause
from rag.figures.earlier_figures import WithEarlier, with_earlier_figures
from rag.figures.figures_over_time import figures_over_time
from rag.presentation.presentation import present
from rag.register.register import RegisterAnswer, register_answer
from rag.retrieval.retrieve import Retrieval, retrieve
from rag.rewriting.rewrite import Rewriter
from rag.rewriting.showing import Show, show_verified
from rag.understanding.question import Question
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
        self,
        text: str,
        *,
        filter: StoreFilter = NO_FILTER,
        mode: AskMode = "auto",
        as_of: date | None = None,
        turns: Sequence[Turn] = (),
        show: Show | None = None,
    ) -> Answer:
        """Answer a question from the documents, or abstain; ``as_of`` is the day it is asked for, today by default.

        ``turns`` are those before it in its conversation, the oldest first: what it leaves out is taken from them.

        ``auto`` lets the language model rewrite the evidence when there is one, and answers in the documents' own
        sentences when it fails; ``llm`` insists on it and raises ``LanguageModelError``. ``show`` is given each of its
        sentences as soon as that is verified, if they are going to begin the answer.
        """
        try:
            return self._ask(text, turns, filter, mode, as_of or date.today(), show)
        except NotFoundError:
            # A document was replaced or removed while it was being quoted; what is there now answers.
            return self._ask(text, turns, filter, mode, as_of or date.today())

    def _ask(
        self,
        text: str,
        turns: Sequence[Turn],
        filter: StoreFilter,
        mode: AskMode,
        on: date,
        show: Show | None = None,
    ) -> Answer:
        timings: dict[str, float] = {}
        used: Mode = "extractive"
        with _timed(timings, "total"):
            with _timed(timings, "understand"):
                question = understand_in_talk(text, turns, filter, library=self._library, on=on)
            with _timed(timings, "retrieve"):
                retrieval = retrieve(library=self._library, question=question, limit=_PASSAGES)
            documents = self._documents_of(retrieval)
            with _timed(timings, "answer"):
                evidence = rank_evidence(question, retrieval)
                reason = reason_to_abstain(question, retrieval, evidence)
                register = self._register(question, retrieval, evidence, documents, mode, on, answerable=not reason)
                if register:
                    composition, reason = None, register.reason
                    told = WithEarlier(*verify(*register.said(), cache(self._library.documents.text)))
                else:
                    best = evidence_by_clause(question, retrieval, evidence)
                    figures = figures_over_time(question, best, documents, on=on)
                    composition, reason = self._composed(question, retrieval, figures.evidence, documents, reason)
                    # Asked how a figure changed, the answer begins with that.
                    early = None if figures.compared or figures.directed else show
                    statements, citations, used = self._said(question.text, composition, documents, mode, early)
                    told = with_earlier_figures(self._library, figures, statements, citations)
                statements, citations = with_remarks(self._library, told.statements, told.citations, on)
            if not statements:
                outside = answers_outside(self._library, question, limit=_PASSAGES)
                reason = f"{reason or _UNSUPPORTED} {outside or ''}".rstrip()
            with _timed(timings, "present"):
                beside = present(
                    question, retrieval, statements, citations, documents,
                    tasks=register is not None, compared=told.side_by_side,
                )  # fmt: skip
        return Answer(
            id=uuid.uuid4().hex,
            question=text,
            standalone_question=question.text,
            text=reason
            or render(
                statements,
                listed=told.side_by_side
                or bool(register and register.listed)
                or (used == "extractive" and bool(composition and composition.listed)),
            ),
            statements=beside.statements,
            citations=citations,
            abstain_reason=reason,
            mode=used,
            timings_ms=timings,
            confidence=round(chance_of_answer(question, retrieval, evidence), 4),
            passages=retrieval.passages,
            understood=(
                *question.understood,
                *_lacking(question, evidence, reason),
                *(register.understood if register else ()),
            ),
            earlier_figures=told.earlier,
            kind=beside.kind,
            related=beside.related,
            nearest=beside.nearest,
            tasks=register.tasks(statements) if register else (),
        )

    def _register(
        self,
        question: Question,
        retrieval: Retrieval,
        evidence: Sequence[Evidence],
        documents: Callable[[str], Document],
        mode: AskMode,
        on: date,
        *,
        answerable: bool,
    ) -> RegisterAnswer | None:
        """What the register of tasks answers; a language model that is insisted on writes from the evidence."""
        if mode == "llm":
            return None
        return register_answer(
            question, self._library, retrieval, evidence, on=on, documents=documents, answerable=answerable
        )

    def _composed(
        self,
        question: Question,
        retrieval: Retrieval,
        evidence: Sequence[Evidence],
        documents: Callable[[str], Document],
        reason: str | None,
    ) -> tuple[Composition | None, str | None]:
        """What is said of the evidence, or the reason to be silent after all."""
        told = fate_told(question, self._library, documents)
        if told or reason:
            return told, None if told else reason
        composition = compose(question, evidence, documents)
        if lacks_amount(question, composition.quotes) or lacks_comparison(question, composition.quotes):
            return None, SILENCE
        return replace(composition, quotes=tuple(self._placed(q, retrieval) for q in composition.quotes)), None

    def _placed(self, quote: Quote, retrieval: Retrieval) -> Quote:
        """The quote with the passage that holds it: a lead-in may lie in another one than its item."""
        found = next((hit.passage for hit in retrieval.passages if hit.passage.id == quote.passage_id), None)
        if found and found.start <= quote.start < found.end:
            return quote
        with suppress(NotFoundError):
            return replace(quote, passage_id=self._library.passages.at(quote.document.id, quote.start))
        return quote

    def _documents_of(self, retrieval: Retrieval) -> Callable[[str], Document]:
        """The documents found, as they were when their passages were."""
        revisions = {hit.passage.document.id: hit.passage.document.revision for hit in retrieval.passages}
        return cache(lambda id_: self._library.documents.document(id_, revisions.get(id_)))

    def _said(
        self,
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

        rewritten = self._rewritten(question, citations, mode, text_of, show)
        if rewritten:
            statements, used = verify(rewritten, citations, text_of, verbatim=False)
            if statements or mode == "llm":
                return statements, used, "llm"
        own = [_own_words(citation, quote) for citation, quote in zip(citations, composition.quotes, strict=True)]
        return *verify(own, citations, text_of), "extractive"

    def _rewritten(
        self,
        question: str,
        citations: Sequence[Citation],
        mode: AskMode,
        text_of: Callable[[str], str],
        show: Show | None,
    ) -> tuple[Statement, ...]:
        if mode == "extractive" or (mode == "auto" and self._rewriter is None):
            return ()
        if self._rewriter is None:
            raise LanguageModelError("Chưa cấu hình mô hình ngôn ngữ; dùng mode 'auto' hoặc 'extractive'.")
        try:
            if show is None:
                return self._rewriter.rewrite(question, citations)
            return show_verified(self._rewriter.stream(question, citations), citations, text_of, show)
        except LanguageModelError as error:
            if mode == "llm":
                raise
            _log.warning("language model failed, answering in the documents' own sentences: %s", error)
            return ()


def _lacking(question: Question, evidence: Sequence[Evidence], reason: str | None) -> tuple[str, ...]:
    """What the reader is told of parts that were asked for and that the document does not have."""
    missing = missing_parts(question, evidence[0].found.passage.document.identity) if evidence and not reason else ()
    return (f"Văn bản không ghi: {names_of_parts(missing)}",) if missing else ()


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


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[step] = round((time.perf_counter() - started) * 1000, 2)

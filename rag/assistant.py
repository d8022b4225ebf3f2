"""The assistant: one question to one verified answer, the same for every door."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from index.document import Document
from index.errors import NotFoundError
from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from rag.abstention.abstain import SILENCE, chance_of_answer, reason_to_abstain
from rag.abstention.outside_filter import answers_outside
from rag.abstention.vetoes import lacks_amount, lacks_comparison
from rag.answer import Answer, Citation, EarlierFigure, Mode, Statement
from rag.composition.compose import Composition, compose
from rag.composition.counted import with_count
from rag.composition.document_parts import missing_parts
from rag.composition.fate import fate_told
from rag.composition.part_names import names_of_parts
from rag.composition.quote import Quote
from rag.composition.standing import with_remarks
from rag.conversation.asked import understand_in_talk
from rag.conversation.said_before import unsaid_first
from rag.conversation.turns import Turn
from rag.evidence.evidence import Evidence, rank_evidence
from rag.evidence.halves import evidence_by_clause
from rag.figures.earlier_figures import with_earlier_figures
from rag.figures.figures_over_time import figures_over_time
from rag.presentation.presentation import Presentation, present
from rag.register.register import RegisterAnswer, register_answer
from rag.retrieval.retrieve import Retrieval, retrieve
from rag.rewriting.rewrite import Rewriter
from rag.rewriting.showing import Show
from rag.saying import AskMode, render, say
from rag.understanding.question import Question
from rag.verify import verify

_UNSUPPORTED = "Xin lỗi, không câu trả lời nào kiểm chứng được với văn bản gốc, nên không đưa ra câu trả lời."
# The passages whose sentences are weighed, and the company in which words are found rare or common.
_PASSAGES = 20


@dataclass(frozen=True, slots=True)
class _Found:
    """What there is to answer from: ``documents`` gives a document by its id, ``chance`` is how likely it answers, from
    0 to 1, ``reason`` why not to speak of it.
    """

    question: Question
    retrieval: Retrieval
    evidence: Sequence[Evidence]
    documents: Callable[[str], Document]
    chance: float
    reason: str | None


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is said, or why nothing is; ``compared`` tells that earlier figures stand beside the newest."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    reason: str | None
    listed: bool
    mode: Mode = "extractive"
    register: RegisterAnswer | None = None
    earlier: tuple[EarlierFigure, ...] = ()
    compared: bool = False


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
        with _timed(timings, "total"):
            with _timed(timings, "understand"):
                question = understand_in_talk(text, turns, filter, library=self._library, on=on)
            with _timed(timings, "retrieve"):
                retrieval = retrieve(library=self._library, question=question, limit=_PASSAGES)
            with _timed(timings, "answer"):
                found = self._weighed(question, retrieval, turns)
                draft = self._drafted(found, mode, on, show)
            with _timed(timings, "present"):
                beside = present(
                    question, retrieval, draft.statements, draft.citations, found.documents,
                    tasks=draft.register is not None, compared=draft.compared,
                )  # fmt: skip
        return _answer(text, found, draft, beside, timings)

    def _weighed(self, question: Question, retrieval: Retrieval, turns: Sequence[Turn]) -> _Found:
        """The sentences of what was retrieved, and whether they would be spoken on."""
        evidence = rank_evidence(question, retrieval)
        if turns:
            evidence = unsaid_first(question, evidence, turns[-1].answer)
        chance = chance_of_answer(question, retrieval, evidence)
        reason = reason_to_abstain(question, retrieval, evidence, chance)
        return _Found(question, retrieval, evidence, self._documents_of(retrieval), chance, reason)

    def _drafted(self, found: _Found, mode: AskMode, on: date, show: Show | None) -> _Draft:
        """What is said, from the register of tasks or from the sentences, with what became of the documents cited."""
        register = self._register(found, mode, on)
        draft = self._of_register(register) if register else self._of_sentences(found, mode, on, show)
        statements, citations = with_remarks(self._library, draft.statements, draft.citations, on)
        reason = draft.reason
        if not statements:
            outside = answers_outside(self._library, found.question, limit=_PASSAGES)
            reason = f"{reason or _UNSUPPORTED} {outside or ''}".rstrip()
        return replace(draft, statements=statements, citations=citations, reason=reason)

    def _of_register(self, register: RegisterAnswer) -> _Draft:
        statements, citations = verify(*register.said(), cache(self._library.documents.text))
        return _Draft(statements, citations, register.reason, listed=register.listed, register=register)

    def _of_sentences(self, found: _Found, mode: AskMode, on: date, show: Show | None) -> _Draft:
        question = found.question
        best = evidence_by_clause(question, found.retrieval, found.evidence)
        figures = figures_over_time(question, best, found.documents, on=on)
        composition, reason = self._composed(question, found.retrieval, figures.evidence, found.documents, found.reason)
        # Asked how a figure changed, the answer begins with that.
        early = None if figures.compared or figures.directed else show
        statements, citations, used = say(self._rewriter, question.text, composition, found.documents, mode, early)
        if composition and used == "extractive":
            statements = with_count(statements, composition.counted)
        told = with_earlier_figures(self._library, figures, statements, citations)
        listed = told.side_by_side or (used == "extractive" and bool(composition and composition.listed))
        return _Draft(
            told.statements, told.citations, reason, listed=listed, mode=used, earlier=told.earlier,
            compared=told.side_by_side,
        )  # fmt: skip

    def _register(self, found: _Found, mode: AskMode, on: date) -> RegisterAnswer | None:
        """What the register of tasks answers; a language model that is insisted on writes from the evidence."""
        if mode == "llm":
            return None
        return register_answer(
            found.question, self._library, found.retrieval, found.evidence,
            on=on, documents=found.documents, answerable=not found.reason,
        )  # fmt: skip

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


def _answer(text: str, found: _Found, draft: _Draft, beside: Presentation, timings: dict[str, float]) -> Answer:
    question, register = found.question, draft.register
    return Answer(
        id=uuid.uuid4().hex,
        question=text,
        standalone_question=question.text,
        text=draft.reason or render(draft.statements, listed=draft.listed),
        statements=beside.statements,
        citations=draft.citations,
        abstain_reason=draft.reason,
        mode=draft.mode,
        timings_ms=timings,
        confidence=round(found.chance, 4),
        passages=found.retrieval.passages,
        understood=(
            *question.understood,
            *_lacking(question, found.evidence, draft.reason),
            *(register.understood if register else ()),
        ),
        earlier_figures=draft.earlier,
        kind=beside.kind,
        related=beside.related,
        nearest=beside.nearest,
        tasks=register.tasks(draft.statements) if register else (),
    )


def _lacking(question: Question, evidence: Sequence[Evidence], reason: str | None) -> tuple[str, ...]:
    """What the reader is told of parts that were asked for and that the document does not have."""
    missing = missing_parts(question, evidence[0].found.passage.document.identity) if evidence and not reason else ()
    return (f"Văn bản không ghi: {names_of_parts(missing)}",) if missing else ()


@contextmanager
def _timed(timings: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[step] = round((time.perf_counter() - started) * 1000, 2)

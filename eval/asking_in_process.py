"""The assistant of this process: library, encoder and all, opened for one run."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from types import TracebackType
from typing import Self

from eval.question_set import Turn
from eval.remembering_encoder import RememberingEncoder
from eval.replies import PASSAGES, Cited, Found, IndexedDocument, Reply, Said
from index.catalog.records import DocumentQuery
from index.encoder.encoder import Encoder, open_encoder
from index.errors import ChiDaoError
from index.library import Library
from index.settings import Settings
from index.store.protocol import StoreFilter
from rag.answer import Answer, Citation
from rag.assistant import Assistant
from rag.conversation.turns import turns_of
from rag.retrieval.retrieve import retrieve
from rag.retrieval.retrieved import RetrievedPassage
from rag.rewriting.rewrite import Rewriter
from rag.understanding.question import understand

_PAGE = 200
_TEXTS_KEPT = 64


class InProcessAsker:
    """Asks the library of the settings' data folder; whoever opens it owns that folder."""

    target = "in-process"

    def __init__(self, settings: Settings, *, library: Library | None = None, encoder: Encoder | None = None) -> None:
        self._closes = library is None
        self.library = library or Library(settings, RememberingEncoder(encoder or open_encoder(settings)))
        self.assistant = Assistant(self.library, _rewriter(settings))
        self.encoder = self.library.encoder().signature.name
        self._text = lru_cache(_TEXTS_KEPT)(self.library.documents.text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._closes:
            self.library.close()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Reply:
        """The answer, in view of the turns before the question."""
        try:
            answer = self.assistant.ask(question, turns=turns_of((turn.role, turn.content) for turn in history))
        except ChiDaoError as error:
            return Reply(error=str(error))
        return replace(_reply(answer), citations=tuple(self._cited(citation) for citation in answer.citations))

    def search(self, query: str, *, limit: int, document_ids: Sequence[str] = ()) -> tuple[Found, ...]:
        """Passages, best first."""
        question = understand(query, StoreFilter(document_ids=tuple(document_ids)), library=self.library)
        return tuple(_found(hit) for hit in retrieve(library=self.library, question=question, limit=limit).passages)

    def documents(self) -> tuple[IndexedDocument, ...]:
        """All documents in the catalog."""
        found: list[IndexedDocument] = []
        cursor: str | None = None
        while True:
            records, cursor = self.library.documents.find(DocumentQuery(limit=_PAGE, cursor=cursor))
            found += [IndexedDocument(r.id, r.source, r.identity.number, r.sha256, r.passages) for r in records]
            if cursor is None:
                return tuple(found)

    def _cited(self, citation: Citation) -> Cited:
        exact = self._text(citation.document_id)[citation.start : citation.end] == citation.quote
        return Cited(
            number=citation.number,
            document_id=citation.document_id,
            document_number=citation.document_number,
            source=citation.source,
            title=citation.title,
            issued_on=citation.issued_on.isoformat() if citation.issued_on else None,
            heading=citation.heading,
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
            exact=exact,
        )


def _rewriter(settings: Settings) -> Rewriter | None:
    if not settings.llm_base_url:
        return None
    from rag.rewriting.rewrite import LanguageModelRewriter

    return LanguageModelRewriter(settings)


def _reply(answer: Answer) -> Reply:
    return Reply(
        answer=answer.text,
        abstained=answer.abstained,
        abstain_reason=answer.abstain_reason,
        mode=answer.mode,
        standalone_question=answer.standalone_question,
        statements=tuple(Said(s.text, s.citations, s.verified, s.remark) for s in answer.statements),
        timings_ms=answer.timings_ms,
        confidence=answer.confidence,
        passages=tuple(_found(hit) for hit in answer.passages[:PASSAGES]),
    )


def _found(hit: RetrievedPassage) -> Found:
    passage, document = hit.passage, hit.passage.document
    return Found(
        passage.id, document.id, document.identity.number, document.source,
        passage.start, passage.end, passage.text, round(hit.score, 6),
    )  # fmt: skip

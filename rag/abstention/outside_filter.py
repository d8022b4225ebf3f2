"""What a filter hides: documents outside it that may tell what those within do not."""

from collections.abc import Sequence
from dataclasses import replace

from index.catalog.records import DocumentRecord
from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from rag.abstention.abstain import chance_of_answer, reason_to_abstain
from rag.composition.citing import said
from rag.evidence.evidence import rank_evidence
from rag.retrieval.retrieve import retrieve
from rag.retrieval.retrieved import RetrievedPassage
from rag.retrieval.within_filter import is_within
from rag.understanding.question import Question

_MOST_NAMED = 2
_LONGEST_TITLE = 100
# A sentence whose score is this near the best one's may be what answers.
_NEARLY_BEST = 0.8


def answers_outside(library: Library, question: Question, *, limit: int) -> str | None:
    """A sentence naming the documents that would answer a question which those within its filter do not.

    ``limit`` is how many passages an answer is looked for in. ``None`` without a filter and when nothing would answer.
    """
    if question.filter == NO_FILTER:
        return None
    unfiltered = replace(question, filter=NO_FILTER)
    retrieval = retrieve(library=library, question=unfiltered, limit=limit)
    evidence = rank_evidence(unfiltered, retrieval)
    if reason_to_abstain(unfiltered, retrieval, evidence, chance_of_answer(unfiltered, retrieval, evidence)):
        return None
    near = [item.found for item in evidence if item.score >= _NEARLY_BEST * evidence[0].score]
    return _sentence(_outside(question.filter, near))


def hits_outside(library: Library, question: Question, *, limit: int) -> str | None:
    """A sentence naming the likeliest documents for a search that found nothing within its filter."""
    if question.filter == NO_FILTER:
        return None
    found = retrieve(library=library, question=replace(question, filter=NO_FILTER), limit=limit)
    # Some passage is always nearest; one that shares a word with the search is meant.
    return _sentence(_outside(question.filter, [hit for hit in found.passages if hit.terms > 0]))


def _outside(filter: StoreFilter, found: Sequence[RetrievedPassage]) -> list[DocumentRecord]:
    """The documents that the filter does not allow, best first, each once."""
    documents = {hit.passage.document.id: hit.passage.document for hit in found}
    return [d for d in documents.values() if not _is_within(filter, d)]


def _is_within(filter: StoreFilter, document: DocumentRecord) -> bool:
    own = document.identity
    return is_within(filter, id=document.id, type=own.type, issuer=own.issuer, issued_on=own.issued_on)


def _sentence(documents: Sequence[DocumentRecord]) -> str | None:
    if not documents:
        return None
    return f"Ngoài bộ lọc có văn bản có thể liên quan: {'; '.join(map(_name, documents[:_MOST_NAMED]))}."


def _name(document: DocumentRecord) -> str:
    """Kind, number, title and day, as far as they are known: a title is a document's own text, and cites nothing."""
    identity = document.identity
    called = " ".join(part for part in (identity.type, identity.number) if part)
    title = _shortened(said(identity.title or document.source.rsplit("/", 1)[-1]))
    day = f"ngày {identity.issued_on:%d/%m/%Y}" if identity.issued_on else ""
    if not called:
        return f"{title} ({day})" if day else title
    return f"{called[:1].upper()}{called[1:]} ({', '.join(part for part in (title, day) if part)})"


def _shortened(title: str) -> str:
    """A title of one line, cut between words where it is long."""
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"

"""The documents that an earlier turn was answered from, found anew where the conversation does not tell them."""

from index.library import Library
from index.store.protocol import NO_FILTER, PassageScores, StoreFilter, StoreQuery
from index.text.terms import question_terms
from rag.conversation.turns import CitedDocument
from rag.retrieval.fusion import fuse
from rag.retrieval.retrieve import DENSE_WEIGHT

_PASSAGES = 20
_LONGEST = 600
# A document whose best passage is so near to the best of all may be the one as well: some are here twice.
_AS_GOOD = 0.05
_MOST = 2


def found_documents(
    question: str, answer: str, library: Library, filter: StoreFilter = NO_FILTER
) -> tuple[CitedDocument, ...]:
    """The one or two documents that say most of a question and its answer together, the likeliest first.

    On the follow-ups of the training sets the first is the right one in 97 of 100.
    """
    said = f"{question} {answer}"[:_LONGEST]
    vector, terms = library.encoder().encode_query(said), question_terms(said)
    scores = library.store().query(StoreQuery(vector, terms, limit=_PASSAGES, filter=filter))
    return tuple(_cited(id_, library) for id_ in _likeliest(scores))


def _likeliest(scores: list[PassageScores]) -> list[str]:
    documents = {score.id: score.document_id for score in scores}
    best: dict[str, float] = {}
    for id_, score in fuse(scores, dense_weight=DENSE_WEIGHT):
        best.setdefault(documents[id_], score)
    least = max(best.values(), default=0.0) - _AS_GOOD
    near = [id_ for id_, score in best.items() if score >= least]
    # Where many say the same, nothing tells which was meant.
    return near if len(near) <= _MOST else []


def _cited(id_: str, library: Library) -> CitedDocument:
    identity = library.documents.get(id_).identity
    return CitedDocument(id_, identity.number, identity.type)

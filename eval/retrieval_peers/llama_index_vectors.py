"""Stock llama-index: ``VectorStoreIndex`` with its default splitter and its default store, in memory."""

from collections.abc import Sequence

from eval.replies import Found
from eval.retrieval_peers.llama_index_encoder import llama_documents, llama_encoder, llama_found
from eval.retrieval_peers.peer import PeerDocument, Search
from index.encoder.encoder import Encoder


def build_llama_index(documents: Sequence[PeerDocument], encoder: Encoder, *, limit: int) -> Search:
    """Dense search alone."""
    from llama_index.core import VectorStoreIndex

    index = VectorStoreIndex.from_documents(llama_documents(documents), embed_model=llama_encoder(encoder))
    retriever = index.as_retriever(similarity_top_k=limit)
    by_source = {document.source: document for document in documents}

    def search(text: str) -> list[Found]:
        return llama_found(retriever.retrieve(text), by_source)

    return search

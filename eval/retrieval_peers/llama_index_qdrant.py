"""Hybrid llama-index on Qdrant: ``enable_hybrid=True`` in the client's local mode, its default fusion of scores.

By default its sparse vectors come from a model that is downloaded. Here they are this product's own term weights, with
the inverse document frequency left to Qdrant, so this row also shows what the terms alone bring.
"""

from collections.abc import Callable, Sequence

from eval.replies import Found
from eval.retrieval_peers.llama_index_encoder import llama_documents, llama_encoder, llama_found
from eval.retrieval_peers.peer import PeerDocument, Search
from index.encoder.encoder import Encoder
from index.store.protocol import TermVector
from index.text.terms import passage_terms, question_terms

SparseVectors = tuple[list[list[int]], list[list[float]]]


def build_llama_index_qdrant(documents: Sequence[PeerDocument], encoder: Encoder, *, limit: int) -> Search:
    """``VectorStoreIndex`` over a Qdrant collection in memory, asked in hybrid mode."""
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.vector_stores.qdrant import QdrantVectorStore
    from qdrant_client import QdrantClient
    from qdrant_client.models import Modifier, SparseVectorParams

    store = QdrantVectorStore(
        "peers",
        client=QdrantClient(":memory:"),
        enable_hybrid=True,
        sparse_doc_fn=_sparse(passage_terms),
        sparse_query_fn=_sparse(question_terms),
        sparse_config=SparseVectorParams(modifier=Modifier.IDF),
    )
    index = VectorStoreIndex.from_documents(
        llama_documents(documents),
        embed_model=llama_encoder(encoder),
        storage_context=StorageContext.from_defaults(vector_store=store),
    )
    retriever = index.as_retriever(vector_store_query_mode="hybrid", similarity_top_k=limit, sparse_top_k=limit)
    by_source = {document.source: document for document in documents}

    def search(text: str) -> list[Found]:
        return llama_found(retriever.retrieve(text), by_source)

    return search


def _sparse(weigh: Callable[[str], TermVector]) -> Callable[[list[str]], SparseVectors]:
    def weighed(texts: list[str]) -> SparseVectors:
        vectors = [weigh(text) for text in texts]
        return [list(vector.indices) for vector in vectors], [list(vector.values) for vector in vectors]

    return weighed

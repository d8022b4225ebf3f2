"""Hybrid llama-index without a server: its BM25 retriever beside the vectors, fused by reciprocal ranks.

No stemmer, as there is none for Vietnamese; stop words and token pattern are the retriever's own.
"""

from collections.abc import Sequence

from eval.replies import Found
from eval.retrieval_peers.llama_index_encoder import llama_documents, llama_encoder, llama_found
from eval.retrieval_peers.peer import PeerDocument, Search
from index.encoder.encoder import Encoder


def build_llama_index_bm25(documents: Sequence[PeerDocument], encoder: Encoder, *, limit: int) -> Search:
    """``QueryFusionRetriever`` over both, with the one question that was asked."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = SentenceSplitter().get_nodes_from_documents(llama_documents(documents))
    index = VectorStoreIndex(nodes, embed_model=llama_encoder(encoder))
    most = min(limit, len(nodes))
    retriever = QueryFusionRetriever(
        [
            index.as_retriever(similarity_top_k=most),
            BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=most, skip_stemming=True),
        ],
        # With one question it writes no others, yet it wants a model.
        llm=MockLLM(),
        num_queries=1,
        mode=FUSION_MODES.RECIPROCAL_RANK,
        similarity_top_k=most,
        use_async=False,
    )
    by_source = {document.source: document for document in documents}

    def search(text: str) -> list[Found]:
        return llama_found(retriever.retrieve(text), by_source)

    return search

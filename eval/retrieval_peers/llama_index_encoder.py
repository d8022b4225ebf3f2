"""The product's encoder as a llama-index embedding model, and what llama-index finds as hits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from eval.replies import Found
from eval.retrieval_peers.peer import Chunk, PeerDocument
from index.encoder.encoder import Encoder, PassageText

if TYPE_CHECKING:
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.schema import Document, NodeWithScore


def llama_documents(documents: Sequence[PeerDocument]) -> list[Document]:
    """Documents named by their source, without metadata, which would be embedded with the text."""
    from llama_index.core.schema import Document

    return [Document(text=document.text, id_=document.source) for document in documents]


def llama_found(hits: Iterable[NodeWithScore], by_source: Mapping[str, PeerDocument]) -> list[Found]:
    """Nodes as hits, in their order."""
    return [
        Chunk(by_source[hit.node.ref_doc_id or ""], hit.node.get_content()).found(rank, hit.score or 0.0)
        for rank, hit in enumerate(hits)
    ]


def llama_encoder(encoder: Encoder) -> BaseEmbedding:
    """Questions and passages with the prompts that the encoder puts before each."""
    from llama_index.core.embeddings import BaseEmbedding

    class ProductEncoder(BaseEmbedding):
        """Encodes with the encoder it was made for."""

        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(value) for value in encoder.encode_query(query)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            encoded = encoder.encode_passages([PassageText(text) for text in texts])
            return [[float(value) for value in passage.dense] for passage in encoded]

    return ProductEncoder(model_name=encoder.signature.name)

"""Chunks for the peers that do not cut documents themselves: llama-index's default splitter, the same for all."""

from collections.abc import Sequence

from eval.retrieval_peers.peer import Chunk, PeerDocument


def default_chunks(documents: Sequence[PeerDocument]) -> list[Chunk]:
    """Whole sentences up to 1 024 tokens, 200 of them shared with the chunk before."""
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter()
    return [Chunk(document, text) for document in documents for text in splitter.split_text(document.text)]

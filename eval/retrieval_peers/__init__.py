"""Other systems that find passages, each as a user would set it up from its documentation, offline.

They need the extra ``bench``. All are given the same texts and, where they encode, the same encoder.
"""

from collections.abc import Mapping
from types import MappingProxyType

from eval.retrieval_peers.bm25s_search import build_bm25s
from eval.retrieval_peers.llama_index_bm25 import build_llama_index_bm25
from eval.retrieval_peers.llama_index_qdrant import build_llama_index_qdrant
from eval.retrieval_peers.llama_index_vectors import build_llama_index
from eval.retrieval_peers.peer import Build, PeerDocument
from eval.retrieval_peers.txtai_hybrid import build_txtai

PEERS: Mapping[str, Build] = MappingProxyType(
    {
        "llama-index": build_llama_index,
        "llama-index-bm25": build_llama_index_bm25,
        "llama-index-qdrant": build_llama_index_qdrant,
        "bm25s": build_bm25s,
        "txtai": build_txtai,
    }
)

__all__ = ["PEERS", "PeerDocument"]

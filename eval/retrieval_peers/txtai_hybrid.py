"""txtai with ``hybrid=True``: its BM25 and this encoder's vectors, half and half as it does by default."""

from collections.abc import Sequence

import numpy as np

from eval.replies import Found
from eval.retrieval_peers.chunks import default_chunks
from eval.retrieval_peers.peer import PeerDocument, Search
from index.encoder.encoder import Encoder, PassageText
from index.store.protocol import DenseVector

# txtai hands external encoders texts only; its instructions tell here which of them are questions.
_QUESTION, _PASSAGE = "\x02", "\x03"


def build_txtai(documents: Sequence[PeerDocument], encoder: Encoder, *, limit: int) -> Search:
    """Hybrid search in memory."""
    from txtai.embeddings import Embeddings

    def transform(texts: Sequence[str]) -> DenseVector:
        return _encoded(encoder, texts)

    index = Embeddings(
        method="external",
        transform=transform,
        instructions={"query": _QUESTION, "data": _PASSAGE},
        hybrid=True,
    )
    chunks = default_chunks(documents)
    index.index([(at, chunk.text, None) for at, chunk in enumerate(chunks)])

    def search(text: str) -> list[Found]:
        hits = index.search(text, limit)
        return [chunks[int(at)].found(rank, float(score)) for rank, (at, score) in enumerate(hits)]

    return search


def _encoded(encoder: Encoder, texts: Sequence[str]) -> DenseVector:
    if all(text.startswith(_QUESTION) for text in texts):
        return np.stack([encoder.encode_query(text.removeprefix(_QUESTION)) for text in texts])
    passages = [PassageText(text.removeprefix(_PASSAGE)) for text in texts]
    return np.stack([encoded.dense for encoded in encoder.encode_passages(passages)])

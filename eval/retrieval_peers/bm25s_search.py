"""bm25s with its own tokenizer: no stemmer, and no stop words, as it has none for Vietnamese."""

from collections.abc import Sequence

from eval.replies import Found
from eval.retrieval_peers.chunks import default_chunks
from eval.retrieval_peers.peer import PeerDocument, Search
from index.encoder.encoder import Encoder


def build_bm25s(documents: Sequence[PeerDocument], encoder: Encoder, *, limit: int) -> Search:  # noqa: ARG001
    """Lexical search alone; the encoder is not used."""
    import bm25s

    chunks = default_chunks(documents)
    index = bm25s.BM25()
    index.index(bm25s.tokenize([c.text for c in chunks], stopwords=None, show_progress=False), show_progress=False)

    def search(text: str) -> list[Found]:
        tokens = bm25s.tokenize([text], stopwords=None, show_progress=False)
        places, scores = index.retrieve(tokens, k=min(limit, len(chunks)), show_progress=False)
        hits = [(int(at), float(score)) for at, score in zip(places[0], scores[0], strict=True) if score > 0]
        return [chunks[at].found(rank, score) for rank, (at, score) in enumerate(hits)]

    return search

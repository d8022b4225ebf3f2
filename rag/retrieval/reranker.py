"""The optional cross-encoder (``CHIDAO_RERANKER``): reads question and passage together, and has the last word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import EncoderError
from rag.retrieval.retrieved import RetrievedPassage

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# Passages that are read again: each takes about as long as embedding it did.
RERANKED = 20


def rerank(name: str, question: str, found: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """The passages in the cross-encoder's order; those behind the first ``RERANKED`` stay behind them.

    ``name`` is a model folder or hub id. Raises ``EncoderError`` when the model cannot be loaded.
    """
    near, far = found[:RERANKED], found[RERANKED:]
    if not near:
        return []
    pairs = [(question, _text(hit)) for hit in near]
    scores = [float(score) for score in _cross_encoder(name).predict(pairs, show_progress_bar=False)]
    ranked = sorted(zip(scores, near, strict=True), key=lambda pair: (-pair[0], pair[1].passage.id))
    # The scores that are shown stay those of the ranker, whatever scale the model has.
    shown = sorted((hit.score for hit in near), reverse=True)
    return [*(replace(hit, score=score) for (_, hit), score in zip(ranked, shown, strict=True)), *far]


def _text(hit: RetrievedPassage) -> str:
    return ". ".join([*hit.passage.heading, hit.passage.text])


@lru_cache(maxsize=1)
def _cross_encoder(name: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder

    path = Path(name).expanduser()
    try:
        model: CrossEncoder = CrossEncoder(
            str(path) if path.is_dir() else name, device="cpu", local_files_only=path.is_dir()
        )
        return model
    except Exception as error:
        # The model libraries raise whatever they like.
        raise EncoderError(
            f"Không mở được mô hình xếp hạng lại {name} ({type(error).__name__}). Đặt CHIDAO_RERANKER là thư mục của "
            "một CrossEncoder sentence-transformers, hoặc bỏ thiết lập này."
        ) from error

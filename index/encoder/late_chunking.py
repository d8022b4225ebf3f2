"""Sentence vectors from a passage's own forward pass: the mean of the token states inside each sentence."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.protocol import DenseVector


def sentence_means(
    states: NDArray[np.float32],
    offsets: NDArray[np.int64],
    spans: Sequence[tuple[int, int]],
    *,
    truncated: bool,
) -> list[DenseVector | None]:
    """The mean token state of each span, ``None`` for a span that the tokens do not cover to its end.

    ``states`` has shape (tokens, dimension); ``offsets`` (tokens, 2) are the tokens' characters, counted as the
    spans are, in reading order and without special tokens. ``truncated`` says that the text went on after the last
    token. A token belongs to the span that holds its last character: word pieces carry the space before them.

    Late chunking: Günther et al. 2024, arXiv:2409.04701.
    """
    last_characters = offsets[:, 1] - 1
    covered = int(offsets[-1, 1]) if len(offsets) else 0
    means: list[DenseVector | None] = []
    for start, end in spans:
        first, after = np.searchsorted(last_characters, (start, end))
        cut_off = truncated and end > covered
        means.append(None if cut_off or first >= after else states[first:after].mean(axis=0))
    return means


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors along the last axis scaled to length 1; one without a direction becomes an arbitrary fixed one."""
    vectors = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 0)
    scaled = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=usable)
    return np.where(usable, scaled, np.float32(vectors.shape[-1] ** -0.5))

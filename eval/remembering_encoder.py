"""An encoder that remembers its last questions, so that looking at the evidence does not encode each one again."""

from collections.abc import Sequence
from functools import lru_cache

from index.encoder.encoder import EncodedPassage, Encoder, PassageText
from index.store.protocol import DenseVector

_REMEMBERED = 16


class RememberingEncoder:
    """Another encoder with a memory of the latest questions."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.signature = encoder.signature
        self._encode_query = lru_cache(_REMEMBERED)(encoder.encode_query)

    def encode_query(self, text: str) -> DenseVector:
        """The vector of a question, shape (dimension,)."""
        return self._encode_query(text)

    def encode_passages(self, passages: Sequence[PassageText]) -> list[EncodedPassage]:
        """As the encoder does."""
        return self._encoder.encode_passages(passages)

    def count_tokens(self, text: str) -> int:
        """As the encoder does."""
        return self._encoder.count_tokens(text)

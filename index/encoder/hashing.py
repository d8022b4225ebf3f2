"""A small deterministic encoder without a model, for tests: texts that share words have close vectors."""

import hashlib
import re
from collections.abc import Iterable, Sequence

import numpy as np

from index.encoder.encoder import EncodedPassage, PassageText
from index.encoder.late_chunking import unit
from index.store.protocol import DenseVector, EncoderSignature

WORD = re.compile(r"\w+")


class HashingEncoder:
    """Feature hashing of lower-cased words (Weinberger et al. 2009), each adding ±1 to one of ``dimension`` places.

    The same on every machine and in every process. A text without words gets an arbitrary fixed unit vector.
    """

    def __init__(self, dimension: int = 256) -> None:
        self.signature = EncoderSignature(f"hashing-{dimension}", dimension)

    def encode_query(self, text: str) -> DenseVector:
        """The unit vector of a question."""
        return unit(self._sum(_words(text)))

    def encode_passages(self, passages: Sequence[PassageText]) -> list[EncodedPassage]:
        """The unit vectors of passages and of the text inside each sentence span."""
        return [self._encode(passage) for passage in passages]

    def count_tokens(self, text: str) -> int:
        """How many words ``text`` has."""
        return len(_words(text))

    def _encode(self, passage: PassageText) -> EncodedPassage:
        sentences = np.zeros((len(passage.sentence_spans), self.signature.dimension), np.float32)
        for row, (start, end) in zip(sentences, passage.sentence_spans, strict=True):
            row[:] = self._sum(_words(passage.text[start:end]))
        return EncodedPassage(self.encode_query(passage.text), unit(sentences).astype(np.float16))

    def _sum(self, words: Iterable[str]) -> DenseVector:
        vector = np.zeros(self.signature.dimension, np.float32)
        for word in words:
            digest = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
            vector[(digest >> 1) % self.signature.dimension] += 1 if digest & 1 else -1
        return vector


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())

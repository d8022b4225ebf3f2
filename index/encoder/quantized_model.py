"""Reads the 4-bit packed multilingual-e5-small: its tokenizer pieces and its weights as ordinary arrays."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32
# One 4-bit block: a half-precision scale and 32 weights, two to a byte (weight j low, weight j + 16 high).
BLOCK_TYPE = np.dtype([("scale", "<f2"), ("packed", "u1", BLOCK // 2)])
ZERO_POINT = 8
FLOAT32, FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class ModelShape:
    """The sizes of the transformer, in the order the file gives them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    norm_epsilon: float


@dataclass(frozen=True, slots=True)
class UnigramVocabulary:
    """The pieces of a Unigram tokenizer with their log probabilities, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """Where one tensor lies in the file."""

    name: str
    kind: int
    count: int
    offset: int
    size: int


class QuantizedModel:
    """A packed model held in memory; tensors are unpacked one at a time.

    Raises ``ValueError`` when the bytes are not such a model.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._position = 0
            self.shape = self._read_shape()
            self.vocabulary = self._read_vocabulary()
            self._skip_normalization_map()
            self._entries = self._read_directory()
        except (struct.error, UnicodeDecodeError, IndexError) as error:
            raise ValueError(f"not a whole packed model: {error}") from error

    def tensors(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Every tensor's name and its weights, float32 and flat."""
        for entry in self._entries:
            yield entry.name, self._unpack(entry)

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._position)
        self._position += struct.calcsize("<" + layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        array = np.frombuffer(self._data, kind, count, self._position)
        self._position += array.nbytes
        return array

    def _read_shape(self) -> ModelShape:
        if self._data[:4] != MAGIC:
            raise ValueError("not a packed model: wrong magic")
        self._position = 8
        shape = ModelShape(*self._take("7if"))
        (block,) = self._take("i")
        if block != BLOCK:
            raise ValueError(f"unknown block size {block}")
        return shape

    def _read_vocabulary(self) -> UnigramVocabulary:
        count, bos, eos, pad, unknown = self._take("5i")
        (blob_size,) = self._take("Q")
        offsets = self._array("<u4", count + 1).tolist()
        scores = self._array("<f4", count).tolist()
        blob = self._data[self._position : self._position + blob_size]
        self._position += blob_size
        pieces = (blob[start:end].decode() for start, end in pairwise(offsets))
        return UnigramVocabulary(tuple(zip(pieces, scores, strict=True)), bos, eos, pad, unknown)

    def _skip_normalization_map(self) -> None:
        _, size = self._take("iI")
        self._position += size

    def _read_directory(self) -> tuple[TensorEntry, ...]:
        (count,) = self._take("i")
        return tuple(self._read_entry() for _ in range(count))

    def _read_entry(self) -> TensorEntry:
        (length,) = self._take("H")
        name = self._data[self._position : self._position + length].decode()
        self._position += length
        return TensorEntry(name, *self._take("BIQQ"))

    def _unpack(self, entry: TensorEntry) -> NDArray[np.float32]:
        raw = self._data[entry.offset : entry.offset + entry.size]
        if entry.kind == FLOAT32:
            return np.frombuffer(raw, "<f4", entry.count).astype(np.float32)
        if entry.kind != FOUR_BIT:
            raise ValueError(f"unknown weight type {entry.kind} in {entry.name}")
        return dequantize(np.frombuffer(raw, BLOCK_TYPE, entry.count // BLOCK))


def dequantize(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """The weights of 4-bit blocks, in order: (nibble − 8) × scale. Shape (32 × number of blocks,)."""
    packed = blocks["packed"]
    weights = np.empty((len(blocks), BLOCK), np.float32)
    weights[:, : BLOCK // 2] = packed & 0x0F
    weights[:, BLOCK // 2 :] = packed >> 4
    weights -= ZERO_POINT
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)

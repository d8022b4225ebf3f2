"""Counts of syllable sequences as two sorted arrays: small in memory, looked up many at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
# Three ids make one key of 63 bits.
BITS = 21
MOST_IDS = 1 << BITS


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How often each key was seen; ``keys`` ascend, ``counts`` stand beside them."""

    keys: Ids
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, keys: Ids, weight: int = 1) -> "Counts":
        """Count keys in any order, each occurrence ``weight`` times."""
        unique, counts = np.unique(keys, return_counts=True)
        return cls(unique, (counts * weight).astype(np.int32))

    def plus(self, other: "Counts") -> "Counts":
        """The counts of both."""
        if not len(self.keys):
            return other
        keys, where = np.unique(np.concatenate((self.keys, other.keys)), return_inverse=True)
        counts = np.bincount(where, np.concatenate((self.counts, other.counts)), len(keys))
        return Counts(keys, counts.astype(np.int32))

    def find(self, keys: Ids) -> NDArray[np.int32]:
        """The count of each key, 0 where it was never seen; any shape."""
        if not len(self.keys):
            return np.zeros(keys.shape, np.int32)
        at = np.minimum(self.keys.searchsorted(keys), len(self.keys) - 1)
        return np.asarray(self.counts[at] * (self.keys[at] == keys))


@dataclass(frozen=True, slots=True, eq=False)
class Contexts:
    """For each beginning of a key: how often it was continued (``totals``), and in how many ways (``kinds``)."""

    keys: Ids
    totals: NDArray[np.int32]
    kinds: NDArray[np.int32]

    @classmethod
    def of(cls, ngrams: Counts) -> "Contexts":
        """Sum up counts over the last id of their keys."""
        beginnings, first = np.unique(ngrams.keys >> BITS, return_index=True)
        if not len(beginnings):
            return cls(np.full(1, -1), np.zeros(1, np.int32), np.zeros(1, np.int32))
        totals = np.add.reduceat(ngrams.counts, first).astype(np.int32)
        kinds = np.diff(np.append(first, len(ngrams.keys))).astype(np.int32)
        return cls(beginnings, totals, kinds)

    def find(self, beginnings: Ids) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Total and kinds of each beginning, 0 where it was never seen; any shape."""
        at = np.minimum(np.searchsorted(self.keys, beginnings), len(self.keys) - 1)
        seen = self.keys[at] == beginnings
        return self.totals[at] * seen, self.kinds[at] * seen


def pair_key(first: Ids, second: Ids) -> Ids:
    """The keys of two ids in a row."""
    return (first << BITS) | second


def triple_key(first: Ids, second: Ids, third: Ids) -> Ids:
    """The keys of three ids in a row."""
    return (pair_key(first, second) << BITS) | third

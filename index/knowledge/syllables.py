"""A model of the documents' language: which syllables there are and which follow which.

Probabilities are those of interpolated absolute discounting (Ney, Essen, Kneser 1994): what was seen gives up a
constant share, which is dealt out by the shorter context.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import CatalogError
from index.knowledge.ngrams import MOST_IDS, Contexts, Counts, Ids, pair_key, triple_key
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones

# Where a run begins or ends; any token with a digit; a syllable that was never seen.
BOUNDARY, NUMBER, UNKNOWN = 0, 1, 2
_NAMES = ("", "0", "?")
# Measured on the development sets (eval.bench_spelling): what was seen once says less the longer it is.
_DISCOUNT, _TRIPLE_DISCOUNT = 0.85, 0.95
# Everyday phrases count as if they stood this often in the documents.
_EVERYDAY_WEIGHT = 2
_EVERYDAY = ("everyday.txt", "spoken.txt", "words.txt")
# Provinces and bodies, in the present and before.
_NAMED = ("provinces.txt", "bodies.tsv", "renamed_bodies.tsv")
_FORMAT = 1
# What joins two syllables of one run ("kinh tế-xã hội"), and what parts two runs.
_JOINED = re.compile(r"[./,\-–:](?<=[^\W_].)(?=[^\W_])")
_GAP = re.compile(r"(?:[^\w\s]|_|\n)+")


@dataclass(frozen=True, eq=False)
class SyllableModel:
    """Counts of syllables, pairs and triples of them. Immutable: learning gives another model."""

    vocabulary: tuple[str, ...]
    pairs: Counts
    triples: Counts

    @classmethod
    @cache
    def everyday(cls) -> SyllableModel:
        """What every model begins with: how people ask, which documents do not teach."""
        nothing = Counts(np.zeros(0, np.int64), np.zeros(0, np.int32))
        return cls(_NAMES, nothing, nothing)._counted(everyday_phrases(), _EVERYDAY_WEIGHT)

    def learn(self, texts: Iterable[str]) -> SyllableModel:
        """This model and these texts."""
        return self._counted(texts, 1)

    def _counted(self, texts: Iterable[str], weight: int) -> SyllableModel:
        ids = {syllable: number for number, syllable in enumerate(self.vocabulary)}
        stream = np.fromiter(_stream(texts, ids), np.int64)
        if len(ids) > MOST_IDS:
            raise CatalogError("Kho văn bản có quá nhiều từ khác nhau; không học được cách viết từ các văn bản.")
        inside = stream[1:-1] != BOUNDARY
        pairs = pair_key(stream[:-1], stream[1:])
        triples = triple_key(stream[:-2], stream[1:-1], stream[2:])[inside]
        return SyllableModel(
            tuple(ids), self.pairs.plus(Counts.of(pairs, weight)), self.triples.plus(Counts.of(triples, weight))
        )

    def id_of(self, syllable: str) -> int:
        """The id of a lower-case syllable with its tone where the new way puts it; ``UNKNOWN`` if never seen."""
        return self._ids.get(syllable, UNKNOWN)

    def forms(self, folded: str) -> tuple[int, ...]:
        """All that was seen of a syllable without marks, the most frequent first."""
        return self._forms.get(folded, ())

    def share(self, id_: int) -> float:
        """The share of a syllable among all that were seen."""
        return float(self._alone[id_])

    def counts(self, ids: Ids) -> NDArray[np.int32]:
        """How often each was seen."""
        return self._singles[ids]

    def pair_count(self, first: Ids, second: Ids) -> NDArray[np.int32]:
        """How often one was seen right before the other."""
        return self.pairs.find(pair_key(first, second))

    def log_probability(self, first: Ids, second: Ids, third: Ids) -> NDArray[np.float64]:
        """Natural logarithm of how likely ``third`` is after ``first second``; the shapes are broadcast."""
        lower = self._after_one(second, third)
        total, kinds = self._triple_contexts.find(pair_key(first, second))
        seen = self.triples.find(triple_key(first, second, third))
        return np.asarray(np.log(_interpolated(seen, total, kinds, lower, _TRIPLE_DISCOUNT)))

    def _after_one(self, second: Ids, third: Ids) -> NDArray[np.float64]:
        seen = self.pairs.find(pair_key(second, third))
        total, kinds = self._pair_contexts.find(second)
        return _interpolated(seen, total, kinds, self._alone[third], _DISCOUNT)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {syllable: number for number, syllable in enumerate(self.vocabulary)}

    @cached_property
    def _forms(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for number in np.argsort(-self._singles, kind="stable").tolist():
            if number > UNKNOWN:
                found.setdefault(fold(self.vocabulary[number]), []).append(number)
        return {folded: tuple(numbers) for folded, numbers in found.items()}

    @cached_property
    def _singles(self) -> NDArray[np.int32]:
        return np.bincount(self.pairs.keys & (MOST_IDS - 1), self.pairs.counts, len(self.vocabulary)).astype(np.int32)

    @cached_property
    def _alone(self) -> NDArray[np.float64]:
        """Probability of each syllable by itself; a little is kept for all that was never seen."""
        counts = self._singles.astype(np.float64)
        known = max(len(self.vocabulary) - len(_NAMES), 1)
        total = counts.sum() + 1
        spared = _DISCOUNT * known / total
        alone = np.maximum(counts - _DISCOUNT, 0) / total
        alone[UNKNOWN] = spared / known
        return np.asarray(alone + 1e-12)

    @cached_property
    def _pair_contexts(self) -> Contexts:
        return Contexts.of(self.pairs)

    @cached_property
    def _triple_contexts(self) -> Contexts:
        return Contexts.of(self.triples)

    def save(self, file: Path) -> None:
        """Write to ``file`` (npz), which is replaced at once or not at all by whoever moves it there."""
        letters = np.frombuffer("\n".join(self.vocabulary).encode(), np.uint8)
        with file.open("wb") as out:
            np.savez(
                out, format=np.array([_FORMAT]), vocabulary=letters,
                pair_keys=self.pairs.keys, pair_counts=self.pairs.counts,
                triple_keys=self.triples.keys, triple_counts=self.triples.counts,
            )  # fmt: skip

    @classmethod
    def load(cls, file: Path) -> SyllableModel:
        """Read what ``save`` wrote; raises ``OSError`` or ``ValueError``."""
        with np.load(file, allow_pickle=False) as kept:
            if kept["format"].tolist() != [_FORMAT]:
                raise ValueError(f"{file}: another format")
            vocabulary = tuple(kept["vocabulary"].tobytes().decode().split("\n"))
            pairs = Counts(kept["pair_keys"], kept["pair_counts"])
            return cls(vocabulary, pairs, Counts(kept["triple_keys"], kept["triple_counts"]))


def everyday_phrases() -> list[str]:
    """Phrases of everyday questions, common words and names known everywhere, which documents need not teach."""
    spoken = [line for name in _EVERYDAY for line in data_lines("index.knowledge", name)]
    named = [line.partition("\t")[0] for name in _NAMED for line in data_lines("index.anatomy", name)]
    return spoken + named


def _stream(texts: Iterable[str], ids: dict[str, int]) -> Iterator[int]:
    """The ids of all tokens, a boundary before and after each run; unknown syllables get their id here."""
    yield BOUNDARY
    for text in texts:
        for run in _runs(text):
            last = BOUNDARY
            for token in run:
                id_ = ids.get(token)
                if id_ is None:
                    is_number = not token.isalpha() and any(map(str.isdigit, token))
                    id_ = NUMBER if is_number else ids.setdefault(token, len(ids))
                if id_ != NUMBER or last != NUMBER:
                    yield id_
                last = id_
            yield BOUNDARY


def _runs(text: str) -> Iterator[list[str]]:
    """Like ``tokenize``, several times as fast: a document number in its parts only, and a line ends a run."""
    lowered = unify_tones(unicodedata.normalize("NFC", text).lower())
    for run in _GAP.split(_JOINED.sub(" ", lowered)):
        tokens = run.split()
        if tokens:
            yield tokens


def _interpolated(
    seen: NDArray[np.int32],
    total: NDArray[np.int32],
    kinds: NDArray[np.int32],
    lower: NDArray[np.float64],
    discount: float,
) -> NDArray[np.float64]:
    some = np.maximum(total, 1)
    discounted = (np.maximum(seen - discount, 0) + discount * kinds * lower) / some
    return np.where(total > 0, discounted, lower)

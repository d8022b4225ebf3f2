"""What the pipeline asks of an embedding model, and the opening of the configured one."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from index.errors import EncoderError
from index.settings import Settings
from index.store.protocol import DenseVector, EncoderSignature

SentenceVectors = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage to encode: its text, and where its sentences are as code point offsets into that text.

    The text may begin with a context (title, headings) that no span covers.
    """

    text: str
    sentence_spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A passage's unit vector, shape (dimension,), and its sentences' unit vectors, shape (sentences, dimension)."""

    dense: DenseVector
    sentences: SentenceVectors


class Encoder(Protocol):
    """An embedding model; safe to call from several threads. All vectors are finite and of length 1."""

    @property
    def signature(self) -> EncoderSignature:
        """What must be the same for vectors to be comparable."""

    def encode_query(self, text: str) -> DenseVector:
        """The vector of a question, shape (dimension,)."""

    def encode_passages(self, passages: Sequence[PassageText]) -> list[EncodedPassage]:
        """The vectors of passages and of their sentences, in the order given."""

    def count_tokens(self, text: str) -> int:
        """How many tokens ``text`` has by itself: nothing cut off, without prompt and special tokens."""


def default_encoder_folder() -> Path:
    """Where the encoder built by ``index.encoder.build`` lies unless the settings name another."""
    return user_cache_path("chidao") / "encoder-e5-small"


def open_encoder(settings: Settings) -> Encoder:
    """Load the configured encoder, or the default one; raises ``EncoderError`` when it is missing or damaged."""
    _stay_offline(settings)
    from index.encoder.sentence_transformer import SentenceTransformerEncoder

    if settings.encoder:
        return SentenceTransformerEncoder(settings.encoder)
    folder = default_encoder_folder()
    if not folder.is_dir():
        raise EncoderError(
            f"Chưa có mô hình nhúng ở {folder}. Hãy chạy `make install` hoặc "
            f"`python -m index.encoder.build {folder}`, hoặc đặt CHIDAO_ENCODER là thư mục của một mô hình "
            "sentence-transformers."
        )
    return SentenceTransformerEncoder(folder)


def _stay_offline(settings: Settings) -> None:
    """Keep the model libraries off the network unless a setting names a model that is not a folder."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    models = [name for name in (settings.encoder, settings.reranker) if name]
    if all(Path(name).expanduser().is_dir() for name in models):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")

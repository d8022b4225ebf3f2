"""The encoder on any sentence-transformers model: a folder, or a model hub's id."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder.encoder import EncodedPassage, PassageText
from index.encoder.late_chunking import sentence_means, unit
from index.encoder.model_loading import load_model, pools_token_means
from index.store.protocol import DenseVector, EncoderSignature

if TYPE_CHECKING:
    import torch

# Measured on two AVX2 cores, 162-token passages: 12.7/s at 8, 12.0 at 16, 11.2 at 32, 10.3 at 64.
CPU_BATCH = 8
GPU_BATCH = 64
PASSAGE_PROMPTS = ("document", "passage")


class SentenceTransformerEncoder:
    """Encodes with one sentence-transformers model, held in memory; one forward pass at a time.

    ``model`` is a folder, which is read without any network access, or a hub id, which may be downloaded. The
    model's own prompts ``query`` and ``document`` or ``passage`` are put before the texts. Sentence vectors come
    from the passage's forward pass where that is meaningful (mean pooling of token states with known offsets);
    other models encode every sentence by itself. Raises ``EncoderError`` when the model cannot be loaded.
    """

    def __init__(self, model: str | Path) -> None:
        loaded = load_model(str(model))
        self._model = loaded.model
        self._late_chunking = pools_token_means(loaded.model)
        self._batch = CPU_BATCH if loaded.model.device.type == "cpu" else GPU_BATCH
        # Guards the model and its tokenizer, whose padding and truncation are mutable.
        self._lock = Lock()
        prompts = loaded.model.prompts
        self.signature = EncoderSignature(
            loaded.name,
            loaded.dimension,
            query_prompt=prompts.get("query") or "",
            passage_prompt=next((prompt for key in PASSAGE_PROMPTS if (prompt := prompts.get(key))), ""),
        )

    def encode_query(self, text: str) -> DenseVector:
        """The unit vector of a question; what exceeds the model's length is cut off."""
        output = self._forward([text], self.signature.query_prompt, "query")
        vector: DenseVector = self._dense(output)[0]
        return vector

    def encode_passages(self, passages: Sequence[PassageText]) -> list[EncodedPassage]:
        """Unit vectors of passages and their sentences; a sentence past the model's length is encoded by itself."""
        encode = self._encode_with_states if self._late_chunking else self._encode_without_states
        dense = np.zeros((len(passages), self.signature.dimension), np.float32)
        sentences: list[list[DenseVector | None]] = [[] for _ in passages]
        for batch in _by_length([passage.text for passage in passages], self._batch):
            vectors, means = encode([passages[i] for i in batch])
            dense[batch] = vectors
            for i, passage_means in zip(batch, means, strict=True):
                sentences[i] = passage_means
        self._fill_in(passages, sentences)
        return [EncodedPassage(*pair) for pair in zip(dense, map(self._stack, sentences), strict=True)]

    def count_tokens(self, text: str) -> int:
        """How many tokens ``text`` has by itself, without prompt and special tokens."""
        with self._lock:
            return _count_tokens(self._model.tokenizer, _encodable(text))

    def _encode_with_states(
        self, passages: Sequence[PassageText]
    ) -> tuple[NDArray[np.float32], list[list[DenseVector | None]]]:
        prompt = self.signature.passage_prompt
        output = self._forward([passage.text for passage in passages], prompt, "document", with_offsets=True)
        mask = output["attention_mask"].cpu().numpy() > 0
        offsets = output["offset_mapping"].numpy() - len(prompt)
        inside = mask & (offsets[..., 1] > offsets[..., 0])
        truncated = mask.sum(axis=1) >= (self._model.max_seq_length or np.inf)
        states = _array(output["token_embeddings"])
        means = [
            sentence_means(states[i][inside[i]], offsets[i][inside[i]], passage.sentence_spans, truncated=truncated[i])
            for i, passage in enumerate(passages)
        ]
        return self._dense(output), means

    def _encode_without_states(
        self, passages: Sequence[PassageText]
    ) -> tuple[NDArray[np.float32], list[list[DenseVector | None]]]:
        dense = self._encode_passage_texts([passage.text for passage in passages])
        return dense, [[None] * len(passage.sentence_spans) for passage in passages]

    def _encode_passage_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        output = self._forward(texts, self.signature.passage_prompt, "document")
        return self._dense(output)

    def _dense(self, output: dict[str, "torch.Tensor"]) -> NDArray[np.float32]:
        """The texts' unit vectors; a model may be configured to use only the first of its dimensions."""
        return unit(_array(output["sentence_embedding"])[:, : self.signature.dimension])

    def _forward(
        self, texts: Sequence[str], prompt: str, task: str, *, with_offsets: bool = False
    ) -> dict[str, "torch.Tensor"]:
        """The model's outputs for one batch; ``encode`` of the library costs a query several milliseconds more."""
        import torch
        from sentence_transformers.util import batch_to_device

        options: dict[str, Any] = {"task": task}
        if with_offsets:
            options["processing_kwargs"] = {"text": {"return_offsets_mapping": True}}
        with self._lock, torch.inference_mode():
            features = self._model.preprocess([_encodable(text) for text in texts], prompt=prompt, **options)
            # Only some transformers tolerate an input they do not know.
            offsets = features.pop("offset_mapping", None)
            output = self._model(batch_to_device(features, self._model.device), task=task)
        return output if offsets is None else {**output, "offset_mapping": offsets}

    def _fill_in(self, passages: Sequence[PassageText], sentences: list[list[DenseVector | None]]) -> None:
        """Encode by itself every sentence that its passage's forward pass gave no vector for."""
        missing = [(i, j) for i, means in enumerate(sentences) for j, mean in enumerate(means) if mean is None]
        texts = [passages[i].text[slice(*passages[i].sentence_spans[j])] for i, j in missing]
        for batch in _by_length(texts, self._batch):
            vectors = self._encode_passage_texts([texts[k] for k in batch])
            for k, vector in zip(batch, vectors, strict=True):
                i, j = missing[k]
                sentences[i][j] = vector

    def _stack(self, vectors: list[DenseVector | None]) -> NDArray[np.float16]:
        rows = [vector for vector in vectors if vector is not None]
        stacked = np.stack(rows) if rows else np.zeros((0, self.signature.dimension), np.float32)
        return unit(stacked).astype(np.float16)


def _count_tokens(tokenizer: object, text: str) -> int:
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerBase

    if isinstance(tokenizer, PreTrainedTokenizerBase):
        return len(tokenizer(text, add_special_tokens=False, truncation=False, verbose=False).input_ids)
    if isinstance(tokenizer, Tokenizer):
        return len(tokenizer.encode(text, add_special_tokens=False))
    # The oldest kinds of model know whole words only.
    return len(text.split())


def _by_length(texts: Sequence[str], size: int) -> Iterator[list[int]]:
    """Indices of the texts in batches of similar length, so that little is spent on padding; longest first."""
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    return (order[start : start + size] for start in range(0, len(order), size))


def _encodable(text: str) -> str:
    """The text with unpaired surrogates, which no tokenizer accepts, replaced one for one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _array(tensor: "torch.Tensor") -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.float().cpu().numpy()
    return array

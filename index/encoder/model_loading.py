"""Loads a sentence-transformers model from a folder or a model hub, in the number format the processor suits."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoder.build import read_marker
from index.errors import EncoderError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

HUB_ID = re.compile(r"(?:[\w.-]+/)?\w[\w.-]*")
BFLOAT16_FLAGS = frozenset({"amx_bf16", "avx512_bf16"})


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model that has shown that it encodes: its lasting name and the length of its vectors."""

    model: "SentenceTransformer"
    name: str
    dimension: int


def load_model(name: str) -> LoadedModel:
    """Load a folder, without any network access, or a hub id, which may be downloaded.

    A folder's lasting name is the one its builder noted, or else the folder's. Raises ``EncoderError``.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _open(str(folder), str(read_marker(folder).get("id") or folder.resolve().name), local=True)
    if not HUB_ID.fullmatch(name):
        raise EncoderError(f"Không có thư mục mô hình {folder}. Hãy sửa CHIDAO_ENCODER hoặc bỏ thiết lập này.")
    return _open(name, name, local=False)


def _open(path: str, name: str, *, local: bool) -> LoadedModel:
    from safetensors import SafetensorError

    try:
        model = _read(path, local=local)
        vector = model.encode("Chỉ đạo", show_progress_bar=False)
        if not np.isfinite(vector).all():
            raise ValueError("its vectors are not finite")
    except (OSError, ValueError, RuntimeError, LookupError, TypeError, ImportError, SafetensorError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EncoderError(
            f"Không mở được mô hình nhúng {path} ({reason}). Hãy xoá thư mục đó rồi chạy lại `make install`, hoặc đặt "
            "CHIDAO_ENCODER là thư mục hay tên của một mô hình sentence-transformers khác."
        ) from error
    return LoadedModel(model, name, len(vector))


def _read(path: str, *, local: bool) -> "SentenceTransformer":
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    if local:
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    device = "cuda" if torch.cuda.is_available() else None
    dtype = torch.float32 if device else _cpu_dtype()
    # Without a dtype the one of the files is taken; half precision is very slow on most processors.
    return SentenceTransformer(path, device=device, local_files_only=local, model_kwargs={"dtype": dtype}).eval()


def _cpu_dtype() -> "torch.dtype":
    """bfloat16 where the processor computes in it (78 passages/s against 26); elsewhere it is 7 times slower."""
    import torch

    try:
        flags = re.search(r"^flags\s*:(.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return torch.float32
    return torch.bfloat16 if flags and BFLOAT16_FLAGS & set(flags[1].split()) else torch.float32


def pools_token_means(model: "SentenceTransformer") -> bool:
    """Whether a passage's vector is the mean of its token states, so that a sentence's may be so too."""
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    first, *others = model.children()
    if not isinstance(first, Transformer) or "message" in first.modality_config or model.truncate_dim is not None:
        return False
    pooling = [module for module in others if not isinstance(module, Normalize)]
    if len(pooling) != 1 or not isinstance(pooling[0], Pooling) or pooling[0].pooling_mode != "mean":
        return False
    return bool(getattr(first.tokenizer, "is_fast", False))

"""Writes the packed multilingual-e5-small as a sentence-transformers folder: mean pooling, unit length, prompts."""

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.encoder.quantized_model import ModelShape, QuantizedModel, UnigramVocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
MASK = "<mask>"
# The normalisation of SentencePiece models of this family: NFKC, and besides it these are dropped or become a space.
DROPPED_CHARACTERS = "[\\x01-\\x08\\x0b\\x0e-\\x1f\\x7f\\x8f\\x9f]"
SPACE_CHARACTERS = "[\\t\\n\\x0c\\r\\x{1680}\\x{200b}-\\x{200f}\\x{2028}\\x{2029}\\x{2581}\\x{feff}\\x{fffd}]"

EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
LAYER_NAME = re.compile(r"l(\d+)\.(\w+)\.([wb])")


def write_folder(model: QuantizedModel, folder: Path) -> None:
    """Write the model into an existing empty ``folder``: weights (float32), tokenizer and configuration."""
    _write_weights(model, folder / "model.safetensors")
    tokenizer = build_tokenizer(model.vocabulary)
    tokenizer.save(str(folder / "tokenizer.json"))
    for name, content in _configuration(model.shape, model.vocabulary).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    # The weights are written readable by their owner alone.
    shutil.copymode(folder / "config.json", folder / "model.safetensors")


def build_tokenizer(vocabulary: UnigramVocabulary) -> "Tokenizer":
    """The fast tokenizer: Unigram over NFKC text, a word-start mark before every word, ``<s> … </s>`` around."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    pieces = vocabulary.pieces
    tokenizer = Tokenizer(Unigram(list(pieces), unk_id=vocabulary.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(DROPPED_CHARACTERS), ""),
            normalizers.Replace(Regex(SPACE_CHARACTERS), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    bos, eos = pieces[vocabulary.bos][0], pieces[vocabulary.eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)],
    )
    ids = (vocabulary.bos, vocabulary.pad, vocabulary.eos, vocabulary.unknown)
    special = [AddedToken(pieces[i][0], special=True, normalized=False) for i in ids]
    tokenizer.add_special_tokens([*special, AddedToken(MASK, special=True, normalized=False, lstrip=True)])
    return tokenizer


def _write_weights(model: QuantizedModel, path: Path) -> None:
    from safetensors.numpy import save_file

    save_file(
        {_tensor_name(name): _shaped(name, weights, model.shape) for name, weights in model.tensors()},
        path,
        metadata={"format": "pt"},
    )


def _tensor_name(name: str) -> str:
    if name in EMBEDDINGS:
        return EMBEDDINGS[name]
    match = LAYER_NAME.fullmatch(name)
    if match is None or match[2] not in LAYER_PARTS:
        raise ValueError(f"unknown tensor {name}")
    return f"encoder.layer.{match[1]}.{LAYER_PARTS[match[2]]}.{'weight' if match[3] == 'w' else 'bias'}"


def _shaped(name: str, weights: NDArray[np.float32], shape: ModelShape) -> NDArray[np.float32]:
    """Matrices lie row by row, outputs first; the vectors stay as they are."""
    if name.endswith((".b", "ln.w")):
        return weights
    return weights.reshape(-1, shape.feed_forward if name.endswith("fo.w") else shape.hidden)


def _configuration(shape: ModelShape, vocabulary: UnigramVocabulary) -> dict[str, Any]:
    """The small JSON files of the folder, by name."""
    return {
        "config.json": _transformer_configuration(shape, vocabulary),
        "tokenizer_config.json": _tokenizer_configuration(shape, vocabulary),
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        # The pooling layer of BERT is not part of this model; without this it would be made up at random.
        "sentence_bert_config.json": {
            "max_seq_length": shape.positions,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},
        },
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }


def _transformer_configuration(shape: ModelShape, vocabulary: UnigramVocabulary) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "dtype": "float32",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "hidden_act": "gelu",
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": shape.norm_epsilon,
        "pad_token_id": vocabulary.pad,
    }


def _tokenizer_configuration(shape: ModelShape, vocabulary: UnigramVocabulary) -> dict[str, Any]:
    bos, eos, pad, unknown = (
        vocabulary.pieces[i][0] for i in (vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unknown)
    )
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": shape.positions,
        "bos_token": bos,
        "cls_token": bos,
        "eos_token": eos,
        "sep_token": eos,
        "pad_token": pad,
        "unk_token": unknown,
        "mask_token": MASK,
    }

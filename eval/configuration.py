"""What a run was made with: set, versions, encoder, settings without secrets, corpus, code, machine."""

import hashlib
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import SecretStr

from eval.asking import Asker
from eval.errors import EvaluationError
from eval.question_set import QuestionSet
from eval.replies import IndexedDocument
from index.settings import Settings

Configuration = dict[str, Any]

PACKAGES = (
    "chidao", "ir-measures", "llama-index-core", "numpy", "qdrant-client", "qdrant-edge-py", "ragas",
    "sentence-transformers", "tokenizers", "torch", "transformers",
)  # fmt: skip
_ROOMS = ("index", "rag", "prompts")
_CODE = (".py", ".txt", ".tsv", ".md")
# When, where and by what name a run was made, and who judges it afterwards, changes no answer.
_NO_MATTER = frozenset({"name", "started_at", "machine", "judge_base_url", "judge_model"})


@dataclass(frozen=True, slots=True)
class Selection:
    """Which questions of a set are asked; ``limit`` draws so many with ``seed``, in the set's order."""

    limit: int | None = None
    tags: tuple[str, ...] = ()
    seed: int = 0


def configuration(
    name: str, question_set: QuestionSet, selection: Selection, settings: Settings, asker: Asker
) -> Configuration:
    """The configuration of a run about to begin; raises ``EvaluationError`` for a library without documents."""
    documents = asker.documents()
    if not documents:
        raise EvaluationError("Kho chưa có văn bản nào; nạp trước bằng chidao ingest, rồi chạy lại.")
    inside = asker.target == "in-process"
    return {
        "name": name,
        "set": question_set.name,
        "set_sha256": question_set.sha256,
        "limit": selection.limit,
        "tags": list(selection.tags),
        "seed": selection.seed,
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "target": asker.target,
        # Of a service elsewhere only its answers are known.
        "versions": _versions() if inside else {"chidao eval": _version("chidao")},
        "encoder": asker.encoder,
        "code_sha256": _code_digest() if inside else None,
        "settings": _settings(settings) if inside else {},
        "corpus_sha256": corpus_digest(documents),
        "documents": len(documents),
        "passages": sum(document.passages for document in documents),
        "machine": _machine(),
    }


def corpus_digest(documents: Iterable[IndexedDocument]) -> str:
    """One digest of all documents' digests, in no order: the same files give the same, wherever they lie."""
    return hashlib.sha256("\n".join(sorted(document.sha256 for document in documents)).encode()).hexdigest()


def differences(earlier: Configuration, now: Configuration) -> list[str]:
    """The names of what differs in a way that could change an answer."""
    left, right = _flat(earlier), _flat(now)
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def _flat(values: Configuration) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        flat |= {f"{name}.{key}" if key else name: item for key, item in inner if key not in _NO_MATTER}
    return {name: value for name, value in flat.items() if name.split(".")[0] not in _NO_MATTER}


def _versions() -> dict[str, str]:
    found = {name: _version(name) for name in PACKAGES}
    return {"python": platform.python_version(), **{name: value for name, value in found.items() if value}}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _settings(settings: Settings) -> dict[str, Any]:
    """All settings but secrets; an address without the name and password it may hold."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {name: _shown(name, value) for name, value in values.items() if not isinstance(value, SecretStr)}


def _shown(name: str, value: object) -> object:
    if isinstance(value, str) and name.endswith("_url"):
        return _without_password(value)
    return value if isinstance(value, bool | int | float | str | None) else _plain(value)


def _plain(value: object) -> object:
    return [str(item) for item in value] if isinstance(value, Sequence) else str(value)


def _without_password(url: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=""))


def _code_digest() -> str:
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, content in sorted(_code(files(room), room)):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _code(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        inner = f"{name}/{entry.name}"
        if entry.is_dir():
            found += _code(entry, inner)
        elif entry.name.endswith(_CODE):
            found.append((inner, entry.read_bytes()))
    return found


def _machine() -> dict[str, Any]:
    return {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}

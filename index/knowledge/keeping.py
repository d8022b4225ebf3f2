"""Keeps the syllable model in step with the catalog: what came is learnt, what went is forgotten."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import NotFoundError
from index.knowledge.by_state import ByState
from index.knowledge.syllables import SyllableModel, everyday_phrases

if TYPE_CHECKING:
    from index.catalog.documents import DocumentCatalog

_FOLDER = "knowledge"
_MODEL, _COUNTED = "syllables.npz", "syllables.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A model and the revision of each document that was counted into it."""

    model: SyllableModel
    counted: Mapping[str, str]


class SyllableKeeper:
    """The syllable model of one data folder, always that of the documents visible now. Safe with threads."""

    def __init__(self, documents: DocumentCatalog, data_dir: Path) -> None:
        self._documents = documents
        self._folder = data_dir / _FOLDER
        self._kept: _Kept | None = None
        self._present = ByState(documents.state, self._brought_up_to_date)

    def model(self) -> SyllableModel:
        """The model of all visible documents. Learns what is new first; otherwise well under a millisecond."""
        return self._present.current()

    def _brought_up_to_date(self) -> SyllableModel:
        wanted = self._documents.revisions()
        known = self._kept or self._load()
        kept = known
        if kept is None or any(wanted.get(document) != revision for document, revision in kept.counted.items()):
            kept = _Kept(SyllableModel.everyday(), {})
        new = {document: revision for document, revision in wanted.items() if document not in kept.counted}
        if new:
            counted = dict(kept.counted)
            kept = _Kept(kept.model.learn(self._texts(new, counted)), counted)
        if kept is not known:
            # Also when nothing is new: what was counted of a removed document does not stay on disk.
            self._save(kept)
        self._kept = kept
        return kept.model

    def _texts(self, new: Mapping[str, str], counted: dict[str, str]) -> Iterator[str]:
        """The texts of ``new`` documents, each noted as counted; one that is gone by now is passed over."""
        for document, revision in new.items():
            try:
                text = self._documents.text(document)
            except NotFoundError:
                continue
            counted[document] = revision
            yield text

    def _load(self) -> _Kept | None:
        """What was saved; ``None`` where there is nothing, or nothing that can be read or belongs together."""
        try:
            note = json.loads((self._folder / _COUNTED).read_bytes())
            file = self._folder / _MODEL
            if note["digest"] != _digest(file) or note["everyday"] != _everyday_digest():
                return None
            return _Kept(SyllableModel.load(file), dict(note["counted"]))
        except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
            return None

    def _save(self, kept: _Kept) -> None:
        """Write both files, each at once or not at all; a folder that cannot be written to is learnt from anew."""
        mine = f".{os.getpid()}-{threading.get_ident()}"
        model, note = self._folder / (_MODEL + mine), self._folder / (_COUNTED + mine)
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept.model.save(model)
            written = {"digest": _digest(model), "everyday": _everyday_digest(), "counted": dict(kept.counted)}
            note.write_text(json.dumps(written))
            model.replace(self._folder / _MODEL)
            note.replace(self._folder / _COUNTED)
        except OSError as error:
            _log.warning("Không lưu được mô hình âm tiết vào %s: %s", self._folder, error)
            for unfinished in (model, note):
                with suppress(OSError):
                    unfinished.unlink(missing_ok=True)


def _digest(file: Path) -> str:
    """Tells whether model and note are of one writing: two processes may have written at once."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "blake2b").hexdigest()


def _everyday_digest() -> str:
    """Another version of the application may begin with other phrases."""
    return hashlib.blake2b("\n".join(everyday_phrases()).encode()).hexdigest()

"""Keeps the abbreviations that the visible documents define; each document is read once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.errors import NotFoundError
from index.knowledge.definitions import Definition, defined_abbreviations

if TYPE_CHECKING:
    from index.catalog.documents import DocumentCatalog


class DefinitionKeeper:
    """The definitions of one catalog, always those of the documents visible now. Safe with threads."""

    def __init__(self, documents: DocumentCatalog) -> None:
        self._documents = documents
        self._reading = threading.Lock()
        # By document: the revision that was read, and what it defines.
        self._read: dict[str, tuple[str, tuple[Definition, ...]]] = {}
        self._current: tuple[str, tuple[Definition, ...]] | None = None

    def definitions(self) -> tuple[Definition, ...]:
        """All definitions; the same tuple as long as no document came or went."""
        state = self._documents.state()
        current = self._current
        if current is not None and current[0] == state:
            return current[1]
        with self._reading:
            if self._current is None or self._current[0] != state:
                self._current = (state, self._brought_up_to_date())
            return self._current[1]

    def _brought_up_to_date(self) -> tuple[Definition, ...]:
        wanted = self._documents.revisions()
        self._read = {id_: read for id_, read in self._read.items() if wanted.get(id_) == read[0]}
        for id_, revision in wanted.items():
            if id_ in self._read:
                continue
            try:
                self._read[id_] = (revision, tuple(defined_abbreviations(self._documents.text(id_))))
            except NotFoundError:
                continue
        return tuple(definition for _, definitions in self._read.values() for definition in definitions)

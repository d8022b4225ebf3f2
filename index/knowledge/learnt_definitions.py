"""Keeps the abbreviations that the visible documents define; each document is read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import NotFoundError
from index.knowledge.by_state import ByState
from index.knowledge.definitions import Definition, defined_abbreviations

if TYPE_CHECKING:
    from index.catalog.documents import DocumentCatalog


class DefinitionKeeper:
    """The definitions of one catalog, always those of the documents visible now. Safe with threads."""

    def __init__(self, documents: DocumentCatalog) -> None:
        self._documents = documents
        # By document: the revision that was read, and what it defines.
        self._read: dict[str, tuple[str, tuple[Definition, ...]]] = {}
        self._present = ByState(documents.state, self._brought_up_to_date)

    def definitions(self) -> tuple[Definition, ...]:
        """All definitions; the same tuple as long as no document came or went."""
        return self._present.current()

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

"""Keeps the names that the visible documents write with capitals; each document is read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from index.errors import NotFoundError
from index.knowledge.by_state import ByState
from index.knowledge.capitals import Names, Pair, capital_pairs, names_among
from index.knowledge.syllables import SyllableModel

if TYPE_CHECKING:
    from index.catalog.documents import DocumentCatalog


class CapitalsKeeper:
    """The names of one catalog, always those of the documents visible now. Safe with threads."""

    def __init__(self, documents: DocumentCatalog, model: Callable[[], SyllableModel]) -> None:
        self._documents = documents
        self._model = model
        # By document: the revision that was read, and what was counted in it.
        self._read: dict[str, tuple[str, Mapping[Pair, int]]] = {}
        self._present = ByState(documents.state, self._brought_up_to_date)

    def names(self) -> Names:
        """All names: pairs of neighbouring words in small letters, and how the documents write them."""
        return self._present.current()

    def _brought_up_to_date(self) -> Names:
        wanted = self._documents.revisions()
        self._read = {id_: read for id_, read in self._read.items() if wanted.get(id_) == read[0]}
        for id_, revision in wanted.items():
            if id_ in self._read:
                continue
            try:
                self._read[id_] = (revision, capital_pairs(self._documents.text(id_)))
            except NotFoundError:
                continue
        return names_among((counts for _, counts in self._read.values()), self._model())

"""The library: catalog, passage store and encoder of one data folder, opened together."""

import gc
import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from index.catalog.conversations import ConversationCatalog
from index.catalog.database import open_engine
from index.catalog.documents import DocumentCatalog
from index.catalog.failures import FailureCatalog
from index.catalog.jobs import JobCatalog
from index.catalog.keys import KeyCatalog
from index.catalog.passages import PassageCatalog
from index.catalog.relations import RelationCatalog
from index.catalog.task_links import TaskLinkCatalog
from index.catalog.tasks import TaskCatalog
from index.encoder.encoder import Encoder, open_encoder
from index.errors import CatalogError
from index.file_walk import walk
from index.guarded_reading import GuardedReader, ReadLimits
from index.incoming import Incoming, incoming_files, is_below, still_exists
from index.ingest import Ingestion, Report
from index.knowledge.capitals import Names
from index.knowledge.capitals_keeping import CapitalsKeeper
from index.knowledge.definitions import Definition
from index.knowledge.keeping import SyllableKeeper
from index.knowledge.learnt_definitions import DefinitionKeeper
from index.knowledge.syllables import SyllableModel
from index.settings import Settings
from index.store.opening import open_store, remove_store
from index.store.protocol import PassageStore

# From this many passages on the search index is built at the end of a run; below, plain search is as fast.
OPTIMIZE_FROM = 20_000

# Objects made before the garbage collector looks at the newest, and how often so before it looks at older ones.
_COLLECTED_AFTER = (20_000, 10, 10)


class Library:
    """All that is kept of the documents.

    Opening the store also clears what an interruption left behind there. The encoder and the store are opened when
    they are first needed: listing documents or finding that nothing changed does not wait for them.
    """

    def __init__(self, settings: Settings, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self._given_encoder = encoder
        self._writing = threading.RLock()
        self._opening = threading.RLock()
        settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._engine = open_engine(settings.data_dir, settings.database_url)
        self.documents = DocumentCatalog(self._engine)
        self.passages = PassageCatalog(self._engine)
        self.relations = RelationCatalog(self._engine)
        self.tasks = TaskCatalog(self._engine, self.documents.state)
        self.task_links = TaskLinkCatalog(self._engine, self.relations)
        self.failures = FailureCatalog(self._engine)
        self.jobs = JobCatalog(self._engine)
        self.conversations = ConversationCatalog(self._engine)
        self.keys = KeyCatalog(self._engine)
        self.jobs.fail_unfinished()
        self._syllables = SyllableKeeper(self.documents, settings.data_dir)
        self._definitions = DefinitionKeeper(self.documents)
        self._capitals = CapitalsKeeper(self.documents, self.syllables)
        self._reader = GuardedReader(
            ReadLimits(
                settings.max_file_bytes,
                settings.read_seconds,
                settings.read_memory_mb * 2**20,
                settings.data_dir / "reading",
            )
        )

    @cached_property
    def _loaded_encoder(self) -> Encoder:
        if self._given_encoder:
            return self._given_encoder
        encoder = open_encoder(self.settings)
        # Half a million objects came with it and stay: the collector would look through them all, in the middle of a
        # question and for some 0.4 s. It looks less often too: of the thousands that a question makes nearly all go by
        # themselves, and looking three times a question took a tenth of its time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*_COLLECTED_AFTER)
        return encoder

    @cached_property
    def _opened_store(self) -> PassageStore:
        store = open_store(self.settings, self._loaded_encoder.signature)
        leftovers = self.documents.unfinished_revisions()
        if leftovers:
            store.delete_revisions(leftovers)
            self.documents.forget_revisions(leftovers)
        return store

    def encoder(self) -> Encoder:
        """The encoder, loaded once however many threads ask."""
        with self._opening:
            return self._loaded_encoder

    def store(self) -> PassageStore:
        """The passage store, opened once however many threads ask."""
        with self._opening:
            return self._opened_store

    def syllables(self) -> SyllableModel:
        """What the documents say of how syllables follow one another."""
        return self._syllables.model()

    def definitions(self) -> tuple[Definition, ...]:
        """The abbreviations that the documents define."""
        return self._definitions.definitions()

    def names(self) -> Names:
        """What the documents write with capitals, as pairs of neighbouring words in small letters."""
        return self._capitals.names()

    def ingest(self, incoming: Iterable[Incoming], report: Report, *, again: bool = False) -> None:
        """Bring files in, one run at a time; see ``Ingestion.run``."""
        with self._writing:
            self._ingestion().run(incoming, report, again=again)

    def remove(self, document_id: str) -> None:
        """Take a document out; raises ``NotFoundError``."""
        with self._writing:
            self._ingestion().remove(document_id)

    def incoming(self, paths: Sequence[Path]) -> tuple[list[Incoming], tuple[str, ...]]:
        """The files below ``paths``, and those that are passed over because they are no documents."""
        found = walk(paths)
        return incoming_files(found.files, self.settings.max_file_bytes), found.passed_over

    def gone(self, paths: Sequence[Path]) -> list[str]:
        """Ids of documents that came from below ``paths`` and whose file is no longer there.

        Raises ``CatalogError`` for an empty folder: more likely a share that is not mounted than all files deleted.
        """
        roots = [path.resolve() for path in paths]
        empty = [str(root) for root in roots if root.is_dir() and not any(root.iterdir())]
        if empty:
            raise CatalogError(
                f"Thư mục trống: {', '.join(empty)}. Không gỡ văn bản nào, vì có thể ổ đĩa chưa được gắn; "
                "nếu đúng là đã xóa hết, dùng: chidao documents remove ID…"
            )
        return [
            document_id
            for location, document_id in self.documents.locations().items()
            if is_below(location, roots) and not still_exists(location)
        ]

    def forget_gone_failures(self, paths: Sequence[Path]) -> None:
        """Let failed files below ``paths`` go that are no longer there."""
        roots = [path.resolve() for path in paths]
        gone = (location for location in self.failures.locations() if is_below(location, roots))
        self.failures.forget([location for location in gone if not still_exists(location)])

    def reindex(self, report: Report) -> None:
        """Build the passage store anew from the catalog's texts, for another encoder or a damaged store."""
        with self._writing:
            # First of all: should this be interrupted, a plain ingestion takes every document for changed.
            self.documents.mark_stale()
            with self._opening:
                if "_opened_store" in self.__dict__:
                    self._opened_store.close()
                    del self._opened_store
                remove_store(self.settings)
            self._ingestion().rebuild(list(self.documents.locations().values()), report)

    def optimize(self) -> None:
        """Build the search index where it pays; slow, not for a process that is answering questions."""
        if "_opened_store" in self.__dict__ and self._opened_store.count() >= OPTIMIZE_FROM:
            self._opened_store.optimize()

    def close(self) -> None:
        """Release files, connections and the reading process."""
        self._reader.close()
        if "_opened_store" in self.__dict__:
            self._opened_store.close()
        self.documents.close()
        self._engine.dispose()

    def _ingestion(self) -> Ingestion:
        return Ingestion(self.documents, self.failures, self.store, self.encoder, self._reader)

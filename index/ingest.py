"""Ingestion: files to visible documents, in batches, so that an interruption leaves whole documents only."""

import logging
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.catalog.documents import STALE, DocumentCatalog, WrittenDocument
from index.catalog.failures import FailureCatalog
from index.catalog.records import DocumentRecord, JobDocument
from index.document import Document, sha256_of
from index.document import document_id as location_id
from index.encoder.encoder import EncodedPassage, Encoder, PassageText
from index.errors import ReadError
from index.guarded_reading import FileToRead, GuardedReader, ReadFile
from index.incoming import Incoming, still_exists
from index.passages import Passage, context_of, split_into_passages
from index.store.protocol import PassageStore, StoredPassage
from index.text.terms import passage_terms
from index.text.tone_placement import unify_tones

# Raise when readers, anatomy or passages change what a file becomes: documents are then built anew.
PIPELINE = "4"
# Passages encoded and committed together: enough to fill the encoder's batches, few enough to lose little.
BATCH_PASSAGES = 64
# Files that are read while the passages of earlier ones are encoded.
READ_AHEAD = 3

_log = logging.getLogger(__name__)
Report = Callable[[JobDocument], None]


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: Document
    revision: str
    passages: tuple[Passage, ...]
    known: bool
    pipeline: str = PIPELINE
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that is being read; ``result`` waits for it."""

    file: Incoming
    revision: str
    known: bool
    remark: str | None
    result: Callable[[], ReadFile]


class Ingestion:
    """Brings files in. Not for two threads at once; searches may go on meanwhile."""

    def __init__(
        self,
        catalog: DocumentCatalog,
        failures: FailureCatalog,
        store: Callable[[], PassageStore],
        encoder: Callable[[], Encoder],
        reader: GuardedReader,
    ) -> None:
        self._catalog = catalog
        self._failures = failures
        self._store = store
        self._encoder = encoder
        self._reader = reader

    def run(self, incoming: Iterable[Incoming], report: Report, *, again: bool = False) -> None:
        """Bring files in, reporting each one once it is settled; ``again`` rebuilds the unchanged too."""
        for batch in self._batches(incoming, report, again):
            self._write(batch)
            self._failures.forget(item.document.location for item in batch)
            for item in batch:
                status = "updated" if item.known else "added"
                report(JobDocument(item.document.source, status, item.document.id, item.remark))

    def rebuild(self, document_ids: Iterable[str], report: Report) -> None:
        """Encode documents that are already in the catalog anew, each into a new revision."""
        for document_id in document_ids:
            document = self._catalog.document(document_id)
            revision = uuid.uuid4().hex
            passages = tuple(split_into_passages(document, revision))
            # The text stays as the pipeline of its time made it.
            pipeline = self._catalog.get(document_id).pipeline.removeprefix(STALE)
            self._write([_Prepared(document, revision, passages, known=True, pipeline=pipeline)])
            report(JobDocument(document.source, "updated", document.id))

    def remove(self, document_id: str) -> None:
        """Take a document out; raises ``NotFoundError``."""
        self._drop([self._catalog.remove(document_id)])

    def _batches(self, incoming: Iterable[Incoming], report: Report, again: bool) -> Iterator[list[_Prepared]]:
        batch: list[_Prepared] = []
        for prepared in self._prepared(incoming, report, again):
            if any(other.document.id == prepared.document.id for other in batch):
                yield batch
                batch = []
            batch.append(prepared)
            if sum(len(item.passages) for item in batch) >= BATCH_PASSAGES:
                yield batch
                batch = []
        if batch:
            yield batch

    def _prepared(self, incoming: Iterable[Incoming], report: Report, again: bool) -> Iterator[_Prepared]:
        """The files that are to be written, in their order, a few of them read ahead."""
        reading: deque[_Reading] = deque()
        for file in incoming:
            begun = self._begin(file, report, again)
            if begun:
                reading.append(begun)
            if len(reading) > READ_AHEAD:
                yield from self._finish(reading.popleft(), report)
        while reading:
            yield from self._finish(reading.popleft(), report)

    def _begin(self, file: Incoming, report: Report, again: bool) -> _Reading | None:
        try:
            data = file.read()
        except (ReadError, OSError) as error:
            self._fail(file, error, report)
            return None
        digest = sha256_of(data)
        known, remark = self._known(file, digest)
        if known and not again and _is_current(known, digest):
            self._failures.forget([file.location])
            report(JobDocument(file.source, "updated" if remark else "unchanged", known.id, remark))
            return None
        revision = uuid.uuid4().hex
        id_ = known.id if known else self._new_id(file.location)
        to_read = FileToRead(data, file.source, file.location, digest, id_, revision)
        return _Reading(file, revision, known is not None, remark, self._reader.begin(to_read))

    def _finish(self, reading: _Reading, report: Report) -> Iterator[_Prepared]:
        try:
            read = reading.result()
        except Exception as error:  # noqa: BLE001
            # One file that nobody foresaw must not keep all others out.
            self._fail(reading.file, error, report)
            return
        remark = " ".join(part for part in (reading.remark, read.remark) if part) or None
        yield _Prepared(read.document, reading.revision, read.passages, reading.known, remark=remark)

    def _fail(self, file: Incoming, error: Exception, report: Report) -> None:
        """Into quarantine; what an earlier version of the file left stays as it was."""
        if isinstance(error, ReadError):
            reason = str(error)
        elif isinstance(error, OSError):
            reason = f"Không đọc được tệp: {error.strerror or error}."
        else:
            _log.error("could not read %s", file.source, exc_info=error)
            reason = "Lỗi không lường trước khi đọc tệp; xem nhật ký."
        self._failures.record(file.location, file.source, reason)
        report(JobDocument(file.source, "failed", detail=reason))

    def _known(self, file: Incoming, digest: str) -> tuple[DocumentRecord | None, str | None]:
        """The document this file is a version of, if any, and what is to be said of it.

        Bytes that are known from a place where there is no file any more have moved here, and so has their document.
        """
        known = self._catalog.find_by_location(file.location)
        if known:
            return known, None
        same = self._catalog.find_by_digest(digest)
        moved = next((other for other in same if not still_exists(other.location)), None)
        if moved:
            remark = f"Đổi tên hoặc chuyển chỗ từ {moved.source}."
            return self._catalog.move(moved.id, file.source, file.location), remark
        return None, f"Cùng nội dung với {same[0].source}." if same else None

    def _new_id(self, location: str) -> str:
        """The location's own id, unless a document that was moved away has kept it."""
        own = location_id(location)
        return uuid.uuid4().hex if self._catalog.has(own) else own

    def _write(self, batch: Sequence[_Prepared]) -> None:
        """Store first, catalog last: what the catalog does not name is never shown, and is known as left over."""
        # Opening the store clears leftovers, and these revisions are none.
        self._store()
        self._catalog.begin_revisions((item.revision, item.document.id) for item in batch)
        encoded = iter(self._encode(batch))
        vectors = [[next(encoded) for _ in item.passages] for item in batch]
        self._store().upsert([s for item, v in zip(batch, vectors, strict=True) for s in _stored(item, v)])
        written = [
            WrittenDocument(item.document, item.revision, item.pipeline, item.passages, [e.sentences for e in of_item])
            for item, of_item in zip(batch, vectors, strict=True)
        ]
        self._drop(self._catalog.publish(written))

    def _encode(self, batch: Sequence[_Prepared]) -> list[EncodedPassage]:
        texts = [passage_text(item.document, passage) for item in batch for passage in item.passages]
        return self._encoder().encode_passages(texts)

    def _drop(self, revisions: Sequence[str]) -> None:
        if revisions:
            self._store().delete_revisions(revisions)
            self._catalog.forget_revisions(revisions)


def passage_text(document: Document, passage: Passage) -> PassageText:
    """What the encoder reads of a passage: its context, then its text, with the sentences' places in both."""
    context = context_of(document, passage)
    prefix = f"{context}\n" if context else ""
    shift = len(prefix) - passage.start
    spans = tuple((start + shift, end + shift) for start, end in passage.sentences)
    # Written one way whatever way the document has: as long as before, so the spans hold.
    return PassageText(unify_tones(prefix + document.text[passage.start : passage.end]), spans)


def _stored(item: _Prepared, encoded: Sequence[EncodedPassage]) -> Iterator[StoredPassage]:
    document, identity = item.document, item.document.identity
    for passage, vectors in zip(item.passages, encoded, strict=True):
        yield StoredPassage(
            id=passage.id,
            document_id=document.id,
            revision=item.revision,
            dense=vectors.dense,
            terms=passage_terms(document.text[passage.start : passage.end], context=context_of(document, passage)),
            type=identity.type,
            issuer=identity.issuer,
            issued_on=identity.issued_on,
        )


def _is_current(known: DocumentRecord, digest: str) -> bool:
    return known.sha256 == digest and known.pipeline == PIPELINE

"""Ingestion: files to visible documents, in batches, so that an interruption leaves whole documents only."""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.catalog.documents import STALE, DocumentCatalog, WrittenDocument
from index.catalog.records import DocumentRecord, JobDocument
from index.document import Document, build_document, sha256_of
from index.encoder.encoder import EncodedPassage, Encoder, PassageText
from index.errors import ReadError
from index.file_walk import FoundFile
from index.passages import Passage, context_of, split_into_passages
from index.readers.reading import read_bytes
from index.store.protocol import PassageStore, StoredPassage
from index.text.terms import passage_terms

# Raise when readers, anatomy or passages change what a file becomes: documents are then built anew.
PIPELINE = "1"
# Passages encoded and committed together: enough to fill the encoder's batches, few enough to lose little.
BATCH_PASSAGES = 64

_log = logging.getLogger(__name__)
Report = Callable[[JobDocument], None]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in; ``read`` gives its bytes and raises ``ReadError`` or ``OSError``."""

    source: str
    location: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: Document
    revision: str
    passages: tuple[Passage, ...]
    known: bool
    pipeline: str = PIPELINE


def incoming_file(file: FoundFile, max_bytes: int) -> Incoming:
    """A file on disk; one that is too large is refused before it is read."""
    return Incoming(file.source, file.location, lambda: _read_file(file.path, max_bytes))


class Ingestion:
    """Brings files in. Not for two threads at once; searches may go on meanwhile."""

    def __init__(
        self,
        catalog: DocumentCatalog,
        store: Callable[[], PassageStore],
        encoder: Callable[[], Encoder],
        max_bytes: int,
    ) -> None:
        self._catalog = catalog
        self._store = store
        self._encoder = encoder
        self._max_bytes = max_bytes

    def run(self, incoming: Iterable[Incoming], report: Report, *, again: bool = False) -> None:
        """Bring files in, reporting each one once it is settled; ``again`` rebuilds the unchanged too."""
        for batch in self._batches(incoming, report, again):
            self._write(batch)
            for item in batch:
                status = "updated" if item.known else "added"
                report(JobDocument(item.document.source, status, item.document.id))

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
        for file in incoming:
            prepared = self._prepare(file, report, again)
            if prepared is None:
                continue
            if any(other.document.id == prepared.document.id for other in batch):
                yield batch
                batch = []
            batch.append(prepared)
            if sum(len(item.passages) for item in batch) >= BATCH_PASSAGES:
                yield batch
                batch = []
        if batch:
            yield batch

    def _prepare(self, file: Incoming, report: Report, again: bool) -> _Prepared | None:
        known = self._catalog.find_by_location(file.location)
        try:
            data = file.read()
            digest = sha256_of(data)
            if known and not again and _is_current(known, digest):
                report(JobDocument(file.source, "unchanged", known.id))
                return None
            return self._built(file, data, digest, known is not None)
        except ReadError as error:
            reason = str(error)
        except OSError as error:
            reason = f"Không đọc được tệp: {error.strerror or error}."
        except Exception:  # noqa: BLE001
            # One file that nobody foresaw must not keep all others out.
            _log.exception("could not read %s", file.source)
            reason = "Lỗi không lường trước khi đọc tệp; xem nhật ký."
        report(JobDocument(file.source, "failed", detail=reason))
        return None

    def _built(self, file: Incoming, data: bytes, digest: str, known: bool) -> _Prepared:
        read = read_bytes(data, file.source, max_bytes=self._max_bytes)
        document = build_document(read, source=file.source, location=file.location, data_sha256=digest)
        revision = uuid.uuid4().hex
        return _Prepared(document, revision, tuple(split_into_passages(document, revision)), known)

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
    return PassageText(prefix + document.text[passage.start : passage.end], spans)


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


def _read_file(path: Path, max_bytes: int) -> bytes:
    size = path.stat().st_size
    if size > max_bytes:
        raise ReadError(
            f"Tệp quá lớn: {size / 2**20:.0f} MB, giới hạn {max_bytes / 2**20:.0f} MB. "
            "Tách tệp ra hoặc tăng CHIDAO_MAX_UPLOAD_MB."
        )
    return path.read_bytes()

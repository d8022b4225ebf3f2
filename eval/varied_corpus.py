"""Fills a library up to a number of passages with varied copies of its documents, without encoding anything.

A copy keeps its document's headings and identity under a number of its own; about half of its sentences are drawn
from all documents. Every sentence is thus real, with its real vector; a passage's vector is the mean of its sentences'.
"""

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from index.anatomy.parts import Part
from index.anatomy.sections import Section
from index.catalog.documents import WrittenDocument
from index.catalog.records import PassageRecord
from index.document import Document, sha256_of
from index.encoder.encoder import SentenceVectors
from index.ingest import PIPELINE
from index.library import Library
from index.passages import Passage, context_of, split_into_passages
from index.store.protocol import DenseVector, StoredPassage
from index.text.terms import passage_terms

_REPLACED = 0.5
# Documents written in one transaction.
_VARIED = "varied:"
_BATCH = 20


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    vector: DenseVector


@dataclass(frozen=True, slots=True)
class _Original:
    document: Document
    passages: tuple[Passage, ...]
    sentences: tuple[tuple[_Sentence, ...], ...]


def fill(library: Library, passages: int, progress: Callable[[int], None]) -> None:
    """Write copies until the library holds ``passages``; ``progress`` hears how many there are."""
    originals = _originals(library)
    pool = [sentence for original in originals for some in original.sentences for sentence in some]
    rng = np.random.default_rng(0)
    held, copy = library.documents.counts()[1], _copies(library) + 1
    while held < passages:
        for start in range(0, len(originals), _BATCH):
            batch = originals[start : start + _BATCH]
            held += _write(library, [_varied(original, copy, pool, rng) for original in batch])
            progress(held)
        copy += 1


def _copies(library: Library) -> int:
    """The highest copy that an earlier filling wrote, 0 for none."""
    copies = (location for location in library.documents.locations() if location.startswith(_VARIED))
    return max((int(location.removeprefix(_VARIED).split("/")[0]) for location in copies), default=0)


def _originals(library: Library) -> list[_Original]:
    dimension = library.encoder().signature.dimension
    found = []
    for location, document_id in library.documents.locations().items():
        if location.startswith(_VARIED):
            continue
        document, revision = library.documents.document(document_id), library.documents.get(document_id).revision
        passages = split_into_passages(document, revision)
        records = library.passages.of_ids([passage.id for passage in passages], dimension)
        kept = tuple(p for p in passages if p.id in records and p.sentences)
        found.append(_Original(document, kept, tuple(_sentences(records[passage.id]) for passage in kept)))
    return [original for original in found if original.passages]


def _sentences(passage: PassageRecord) -> tuple[_Sentence, ...]:
    return tuple(
        _Sentence(passage.text[start - passage.start : end - passage.start], vector.astype(np.float32))
        for (start, end), vector in zip(passage.sentences, passage.sentence_vectors, strict=True)
    )


def _varied(
    original: _Original, copy: int, pool: Sequence[_Sentence], rng: np.random.Generator
) -> tuple[WrittenDocument, list[DenseVector]]:
    location = f"{_VARIED}{copy}/{original.document.id}"
    document_id, revision = uuid.uuid5(uuid.NAMESPACE_URL, location).hex, uuid.uuid4().hex
    drawn = [
        [pool[int(rng.integers(len(pool)))] if rng.random() < _REPLACED else sentence for sentence in sentences]
        for sentences in original.sentences
    ]
    passages: list[Passage] = []
    texts: list[str] = []
    position = 0
    for passage, sentences in zip(original.passages, drawn, strict=True):
        spans = _laid_out(sentences, position)
        id_ = str(uuid.uuid5(uuid.UUID(revision), str(len(passages))))
        passages.append(
            replace(passage, id=id_, document_id=document_id, start=position, end=spans[-1][1], sentences=spans)
        )
        texts.append(" ".join(sentence.text for sentence in sentences))
        position = spans[-1][1] + 1
    document = _document(original.document, copy, document_id, location, "\n".join(texts), passages)
    vectors: list[SentenceVectors] = [np.stack([s.vector for s in some]).astype(np.float16) for some in drawn]
    return WrittenDocument(document, revision, PIPELINE, passages, vectors), [_mean(some) for some in drawn]


def _laid_out(sentences: Sequence[_Sentence], position: int) -> tuple[tuple[int, int], ...]:
    spans = []
    for sentence in sentences:
        spans.append((position, position + len(sentence.text)))
        position += len(sentence.text) + 1
    return tuple(spans)


def _document(
    original: Document, copy: int, id_: str, location: str, text: str, passages: Sequence[Passage]
) -> Document:
    number = original.identity.number
    own = re.sub(r"^\d+", lambda digits: f"{copy}0{digits[0]:0>4}", number) if number else None
    return replace(
        original,
        id=id_,
        source=f"{copy}/{original.source}",
        location=location,
        sha256=sha256_of(text.encode()),
        text=text,
        identity=replace(original.identity, number=own),
        sections=tuple(Section(p.start, p.end, "paragraph", cast(Part, p.part), p.heading) for p in passages),
        relations=(),
    )


def _mean(sentences: Sequence[_Sentence]) -> DenseVector:
    total: DenseVector = np.stack([sentence.vector for sentence in sentences]).sum(axis=0, dtype=np.float32)
    return total / np.float32(np.linalg.norm(total))


def _write(library: Library, varied: Sequence[tuple[WrittenDocument, list[DenseVector]]]) -> int:
    written = [item for item, _ in varied]
    stored = [passage for item, dense in varied for passage in _stored(item, dense)]
    # Opening the store clears leftovers, and these revisions are none.
    store = library.store()
    library.documents.begin_revisions((item.revision, item.document.id) for item in written)
    store.upsert(stored)
    library.documents.publish(written)
    return len(stored)


def _stored(item: WrittenDocument, dense: Sequence[DenseVector]) -> list[StoredPassage]:
    document, identity = item.document, item.document.identity
    return [
        StoredPassage(
            id=passage.id,
            document_id=document.id,
            revision=item.revision,
            dense=vector,
            terms=passage_terms(document.text[passage.start : passage.end], context=context_of(document, passage)),
            type=identity.type,
            issuer=identity.issuer,
            issued_on=identity.issued_on,
        )
        for passage, vector in zip(item.passages, dense, strict=True)
    ]

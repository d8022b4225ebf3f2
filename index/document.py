"""A document as the system holds it: one normalised text, its identity, its sections. Every offset counts its text."""

import hashlib
import uuid
from dataclasses import dataclass

from index.anatomy.identity import Identity, identify
from index.anatomy.relations import Relation, find_relations
from index.anatomy.sections import Section, find_sections
from index.blocks import Block, ReadDocument
from index.tasks.finding import find_tasks
from index.tasks.task import Task

SEPARATOR = "\n"
_NAMESPACE = uuid.UUID("5b0c1a52-3f0e-5d1c-9a55-9d3b6f6e2d11")


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to be cut into passages.

    ``source`` is the file's path as it was ingested, ``location`` what makes it the same document next time;
    ``sha256`` is of the file's bytes; ``recognised`` says that its text was read off a picture.
    """

    id: str
    source: str
    location: str
    sha256: str
    text: str
    identity: Identity
    sections: tuple[Section, ...]
    relations: tuple[Relation, ...] = ()
    recognised: bool = False
    tasks: tuple[Task, ...] = ()


def build_document(
    read: ReadDocument, *, source: str, location: str, data_sha256: str, id_: str | None = None
) -> Document:
    """Lay the blocks out as one text and find the parts of it; ``id_`` where it is not the location's own."""
    identity = identify(read)
    text = SEPARATOR.join(block.text for block in read.blocks)
    sections = find_sections(read.blocks, _starts(read.blocks), identity.title)
    return Document(
        id=id_ or document_id(location),
        source=source,
        location=location,
        sha256=data_sha256,
        text=text,
        identity=identity,
        sections=sections,
        relations=find_relations(text, sections, identity),
        recognised=read.recognised,
        tasks=find_tasks(text, sections, identity),
    )


def document_id(location: str) -> str:
    """The id that a document keeps for as long as it stays at its location."""
    return uuid.uuid5(_NAMESPACE, location).hex


def sha256_of(data: bytes) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def _starts(blocks: tuple[Block, ...]) -> list[int]:
    starts, position = [], 0
    for block in blocks:
        starts.append(position)
        position += len(block.text) + len(SEPARATOR)
    return starts

"""What a peer is given and what is asked of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.replies import Found
from index.encoder.encoder import Encoder


@dataclass(frozen=True, slots=True)
class PeerDocument:
    """A document's text, the name of its file and its number, where it has one."""

    source: str
    number: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a document, the unit that a peer finds."""

    document: PeerDocument
    text: str

    def found(self, rank: int, score: float) -> Found:
        """The chunk as a hit; its rank is its name, as peers do not tell where in the document it stands."""
        source = self.document.source
        return Found(f"{source}#{rank}", source, self.document.number, source, 0, len(self.text), self.text, score)


Search = Callable[[str], Sequence[Found]]


class Build(Protocol):
    """Indexes documents in this process; raises ``ImportError`` when the peer is not installed."""

    def __call__(self, documents: Sequence[PeerDocument], encoder: Encoder, *, limit: int) -> Search:
        """A search for the best ``limit`` chunks."""

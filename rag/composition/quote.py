"""A quote: the verbatim stretch of a document that an answer says."""

from dataclasses import dataclass

from index.document import Document


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim stretch ``[start, end)`` of a document that is to be said."""

    document: Document
    start: int
    end: int
    heading: tuple[str, ...]
    passage_id: str

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.document.text[self.start : self.end]

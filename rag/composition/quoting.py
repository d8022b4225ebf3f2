"""Quoting a place of a document: the verbatim stretch with its heading and the passage that holds it."""

from index.document import Document
from index.library import Library
from rag.composition.quote import Quote


def quote_at(library: Library, document: Document, start: int, end: int) -> Quote:
    """The characters ``[start, end)`` of a document's text.

    Raises ``NotFoundError`` when no passage of the document holds the first of them.
    """
    heading = next((s.heading for s in document.sections if s.start <= start < s.end), ())
    return Quote(document, start, end, heading, library.passages.at(document.id, start))

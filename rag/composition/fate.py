"""What became of a document that is not here: another one that repeals, replaces or amends it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.catalog.records import NumberedDocument, RelationRecord
from index.document import Document
from index.library import Library
from rag.composition.compose import Composition
from rag.composition.quote import Quote
from rag.composition.quoting import quote_at
from rag.references.documents import NamedNumber, named_documents
from rag.understanding.question import Question

_ASKED = frozenset({"effective", "replaced"})
_ENDING = ("repeals", "replaces", "amends")
_MOST = 2


def fate_told(question: Question, library: Library, documents: Callable[[str], Document]) -> Composition | None:
    """The clauses that end or change the documents which the question names and the library does not hold.

    ``None`` when it is not asked what became of a document, or nothing here tells.
    """
    if question.kinds.isdisjoint(_ASKED) or question.named or not question.remarks:
        return None
    quotes: dict[str, Quote] = {}
    titles: dict[str, Quote] = {}
    for number in question.references.numbers:
        for relation in _said_of(number, library):
            document = documents(relation.source_id)
            section = next(s for s in document.sections if s.start <= relation.start < s.end)
            quote = quote_at(library, document, relation.start, relation.end)
            (quotes if section.part == "body" else titles).setdefault(quote.text, quote)
    # The title says it where the body does not say it again.
    told = tuple((quotes or titles).values())[:_MOST]
    return Composition(told, listed=False) if told else None


def _said_of(number: NamedNumber, library: Library) -> Iterator[RelationRecord]:
    """What the documents here say of the one with a number, in whatever spelling."""
    relations = library.relations.numbered(number.digits, _ENDING)
    others = [NumberedDocument(str(at), relation.number, None) for at, relation in enumerate(relations)]
    for at in named_documents([number], others):
        yield relations[int(at)]

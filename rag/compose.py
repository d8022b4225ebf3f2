"""Composition without a language model: which sentences are said, in which order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.anatomy.sections import Section, label_of
from index.catalog.records import NumberedDocument
from index.document import Document
from index.text.sentences import sentence_spans
from index.text.tokens import folded_syllables
from rag.evidence import Evidence
from rag.lookup import named_documents, named_numbers
from rag.question import Question, asks_signer

# A further sentence is said when it is nearly as good as the first.
NEARLY_AS_GOOD = 0.82
MOST_SENTENCES = 2
MOST_LISTED = 6
# A list that a lead-in opens is given whole; this many is more than any reader wants.
MOST_ITEMS = 30
NEARLY_AS_GOOD_LISTED = 0.9
_ALIKE = 0.75
_ASKS_LIST = re.compile(
    r"\b(?:nhung (?:\w+ ){0,4}(?:gi|nao)|cac (?:\w+ ){1,4}(?:gi|nao)|liet ke|gom (?:nhung|cac|gi)|noi dung chinh|"
    r"nhung gi|(?:nhiem vu|viec|lam|yeu cau|giao) gi|nhung nhiem vu|cac nhiem vu|giai phap nao)\b"
)


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


@dataclass(frozen=True, slots=True)
class Composition:
    """The quotes of an answer in the order they are said; ``listed`` puts each on a line of its own."""

    quotes: tuple[Quote, ...]
    listed: bool


def compose(question: Question, evidence: Sequence[Evidence], documents: Callable[[str], Document]) -> Composition:
    """Choose what is said; ``documents`` gives a document by its id."""
    folded = " ".join(folded_syllables(question.text))
    if asks_signer(question):
        signature = _signature(question, documents(evidence[0].found.passage.document.id), evidence[0].found.passage.id)
        return Composition((signature,) if signature else (), listed=False)
    wants_list = bool(_ASKS_LIST.search(folded))
    chosen = (
        _choose(evidence, MOST_LISTED, NEARLY_AS_GOOD_LISTED)
        if wants_list
        else _choose(evidence, MOST_SENTENCES, NEARLY_AS_GOOD)
    )
    quotes: list[Quote] = []
    for item in chosen:
        for quote in _with_surroundings(item, documents(item.found.passage.document.id), first=item is chosen[0]):
            if not any(q.document.id == quote.document.id and q.start == quote.start for q in quotes):
                quotes.append(quote)
    if wants_list:
        quotes = _in_reading_order(quotes)
    return Composition(tuple(quotes), listed=len(quotes) > MOST_SENTENCES or wants_list)


def _signature(question: Question, document: Document, passage_id: str) -> Quote | None:
    """Office and name at the end of the document, ``None`` when the question names another document."""
    signature = [section for section in document.sections if section.part == "signature"]
    numbers = named_numbers(question.text)
    identity = document.identity
    this = NumberedDocument(document.id, identity.number or "", identity.type, identity.issuer, identity.issued_on)
    if not signature or (numbers and not named_documents(numbers, [this])):
        return None
    return Quote(document, signature[0].start, signature[-1].end, (), passage_id)


def _choose(evidence: Sequence[Evidence], most: int, nearly: float) -> list[Evidence]:
    chosen: list[Evidence] = []
    for item in evidence:
        if len(chosen) == most or item.score < nearly * evidence[0].score:
            break
        if chosen and item.text.endswith(":"):
            # A lead-in says nothing beside another answer.
            continue
        if not any(_alike(item.text, other.text) for other in chosen):
            chosen.append(item)
    return chosen


def _alike(first: str, second: str) -> bool:
    """Whether two sentences say the same words: portals repeat a document's sentences in their summaries."""
    a, b = set(folded_syllables(first)), set(folded_syllables(second))
    if {word for word in a if word[0].isdigit()} != {word for word in b if word[0].isdigit()}:
        # The same words of another figure are another fact.
        return False
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _ALIKE


def _with_surroundings(item: Evidence, document: Document, *, first: bool) -> list[Quote]:
    """The sentence, with the lead-in it hangs on before it, and the items after it when it is a lead-in."""
    at = _section_at(document, item.start)
    section = document.sections[at]
    passage_id = item.found.passage.id
    own = Quote(document, item.start, item.end, section.heading, passage_id)
    if item.text.endswith(":") and first:
        return [own, *_items_below(document, at, passage_id)]
    lead_in = _lead_in(document, at, passage_id)
    return [lead_in, own] if lead_in else [own]


def _section_at(document: Document, position: int) -> int:
    return next(i for i, s in enumerate(document.sections) if s.start <= position < s.end)


def _lead_in(document: Document, at: int, passage_id: str) -> Quote | None:
    """The sentence ending in a colon under which a list item stands: without it, nobody knows who must do it."""
    section = document.sections[at]
    if section.rank is None or not section.heading:
        return None
    for above in reversed(document.sections[:at]):
        if above.rank is not None and label_of(document.text[above.start : above.end]) == section.heading[-1]:
            return _last_sentence(document, above, passage_id)
    return None


def _last_sentence(document: Document, section: Section, passage_id: str) -> Quote | None:
    text = document.text[section.start : section.end]
    if not text.endswith(":"):
        return None
    start, end = sentence_spans(text)[-1]
    return Quote(document, section.start + start, section.start + end, section.heading, passage_id)


def _items_below(document: Document, at: int, passage_id: str) -> list[Quote]:
    rank = document.sections[at].rank
    items: list[Quote] = []
    for section in document.sections[at + 1 :]:
        ends = section.part != "body" or section.rank is None or (rank is not None and section.rank <= rank)
        if ends or len(items) == MOST_ITEMS:
            break
        spans = sentence_spans(document.text[section.start : section.end])
        if spans:
            start, end = spans[0]
            items.append(Quote(document, section.start + start, section.start + end, section.heading, passage_id))
    return items


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes of one document in its order, the documents in the order their first quote came."""
    order = list(dict.fromkeys(quote.document.id for quote in quotes))
    return sorted(quotes, key=lambda quote: (order.index(quote.document.id), quote.start))

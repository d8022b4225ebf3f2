"""What is said beyond the best sentences, because the question asks for more than they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.document import Document
from rag.composition.counted import counts, units_counted
from rag.composition.each_asked import of_another_time, of_other_documents, of_the_others
from rag.composition.quote import Quote
from rag.composition.surroundings import section_at
from rag.evidence.evidence import Evidence
from rag.understanding.question import Question

# Sentences among which one is looked for that counts what the question counts, and how good it must be.
_COUNTING = 12
_COUNTS_WELL = 0.2


def further_sentences(
    question: Question,
    chosen: Sequence[Evidence],
    quotes: Sequence[Quote],
    evidence: Sequence[Evidence],
    documents: Callable[[str], Document],
) -> list[Evidence]:
    """Sentences that say of the others what the chosen ones say of one, or how many there are of what is counted.

    ``quotes`` are what is said of the chosen ones and around them; ``documents`` gives a document by its id.
    """
    found = (
        of_other_documents(question, chosen, evidence)
        or of_another_time(question, chosen, evidence)
        or of_the_others(question, chosen, quotes, evidence)
    )
    units = units_counted(question)
    said = [*(quote.text for quote in quotes), *(item.text for item in found)]
    if units and not any(counts(question, units, text) for text in said):
        near = (
            item
            for item in evidence[:_COUNTING]
            if item.score >= _COUNTS_WELL * evidence[0].score or _is_beside(item, chosen, documents)
        )
        found += [item for item in near if counts(question, units, item.text)][:1]
    return found


def _is_beside(item: Evidence, chosen: Sequence[Evidence], documents: Callable[[str], Document]) -> bool:
    """Whether a sentence stands in the same paragraph or row as the best one."""
    best = chosen[0]
    if item.found.passage.document.id != best.found.passage.document.id:
        return False
    document = documents(item.found.passage.document.id)
    return section_at(document, item.start) == section_at(document, best.start)

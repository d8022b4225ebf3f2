"""The passages that hold the anchors: what should have been retrieved, found in the index itself."""

from collections.abc import Sequence

from eval.asking import Asker
from eval.matching import covers, is_of
from eval.records import Record
from eval.replies import Found

# An anchor's own words put its passage among the first of its document.
_LOOKED_AT = 10


def find_reference_passages(asker: Asker, records: Sequence[Record]) -> None:
    """Fill in ``reference_passages`` of each record that has anchors and none yet."""
    documents = asker.documents()
    for record in records:
        if record["answerable"] and record["doc"] and not record["reference_passages"]:
            ids = [document.id for document in documents if is_of(document, record["doc"])]
            passages = {p.passage_id: p for anchor in record["anchor"] for p in _holding(asker, anchor, ids)}
            record["reference_passages"] = [{"passage_id": p.passage_id, "text": p.text} for p in passages.values()]


def _holding(asker: Asker, anchor: str, document_ids: Sequence[str]) -> list[Found]:
    if not document_ids:
        return []
    hits = asker.search(anchor[:2000], limit=_LOOKED_AT, document_ids=document_ids)
    return [hit for hit in hits if covers(hit.text, anchor)]

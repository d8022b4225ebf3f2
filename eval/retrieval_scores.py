"""Ranking scores of what was retrieved, computed by ir-measures."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from eval.answer_scores import Scores
from eval.matching import covers, is_of
from eval.records import Record, found

if TYPE_CHECKING:
    from ir_measures.measures import Measure

# Passages looked at; for documents by their passages more, so that ten different documents are among them.
PASSAGES = 10
PASSAGES_FOR_DOCUMENTS = 50
_DOCUMENTS = 10

Grades = Mapping[str, Mapping[str, int]]


def retrieval_scores(records: Sequence[Record], qrels: Grades | None = None) -> dict[str, Scores]:
    """The scores by question id; questions without a labelled place have none.

    With ``qrels`` documents are ranked, each by its best passage, and matched by their file's stem. Without, passages
    are, against the anchors: right is a passage that reaches an anchor no better one reaches; an anchor that none
    reaches counts as one more that should have been found.
    """
    graded: dict[str, Mapping[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for record in records:
        ranking, grades = _documents(record, qrels) if qrels else _passages(record)
        if grades:
            graded[record["id"]] = grades
            # Ranks stand for scores, so that ties keep their order.
            run[record["id"]] = {name: float(len(ranking) - rank) for rank, name in enumerate(ranking)}
    return _measured(graded, run) if graded else {}


def _passages(record: Record) -> tuple[list[str], dict[str, int]]:
    passages = found(record)[:PASSAGES]
    unreached = list(record["anchor"]) if record["answerable"] and record["doc"] else []
    grades: dict[str, int] = {}
    for passage in passages:
        allowed = is_of(passage, record["doc"])
        reached = [anchor for anchor in unreached if allowed and covers(passage.text, anchor)]
        if reached:
            grades[passage.passage_id] = 1
            unreached = [anchor for anchor in unreached if anchor not in reached]
    grades |= {f"anchor-{at}": 1 for at, _ in enumerate(unreached)}
    return [passage.passage_id for passage in passages], grades


def _documents(record: Record, qrels: Grades) -> tuple[list[str], Mapping[str, int]]:
    order = dict.fromkeys(PurePosixPath(passage.source).stem for passage in found(record))
    return list(order)[:_DOCUMENTS], qrels.get(record["id"], {})


def _measured(graded: Grades, run: Mapping[str, Mapping[str, float]]) -> dict[str, Scores]:
    import ir_measures

    names = _measures()
    scores: dict[str, Scores] = {question_id: {} for question_id in graded}
    for value in ir_measures.iter_calc(list(names), graded, run):
        scores[value.query_id][names[value.measure]] = float(value.value)
    return scores


def _measures() -> "dict[Measure, str]":
    from ir_measures import RR, R, nDCG

    recalls = {R @ k: f"retrieval_r@{k}" for k in (1, 3, 5, 10)}
    return {**recalls, RR @ 10: "mrr@10", nDCG @ 10: "ndcg@10"}

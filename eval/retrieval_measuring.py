"""Measuring how well systems find passages: what each found for every question, scored, and how long it took."""

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.question_set import EvalQuestion, QuestionSet
from eval.records import RETRIEVAL_MODE, Record, new_record
from eval.replies import Reply
from eval.retrieval_peers.peer import Search
from eval.retrieval_scores import retrieval_scores
from index.text.folding import fold

# What each kind of set is measured by: documents by their best passage, or passages that reach an anchor.
DOCUMENT_FIGURES = ("ndcg@10", "retrieval_r@1", "retrieval_r@10", "mrr@10")
PASSAGE_FIGURES = ("hit@1", "retrieval_r@1", "retrieval_r@5", "mrr@10", "ndcg@10")
MEDIAN = "median ms"

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """A system's figures on the questions as written and without their diacritics; none where it is missing."""

    system: str
    written: Figures | None = None
    stripped: Figures | None = None
    missing: str = ""


def scored_questions(question_set: QuestionSet, *, with_follow_ups: bool) -> tuple[EvalQuestion, ...]:
    """Questions whose right place is known; follow-ups, which need the conversation before them, only if asked for."""
    return tuple(
        question
        for question in question_set.questions
        if question_set.retrieval_only
        or (question.answerable and question.doc and question.anchor and (with_follow_ups or not question.history))
    )


def measure(
    system: str,
    search: Search,
    question_set: QuestionSet,
    questions: Sequence[EvalQuestion],
    advance: Callable[[], None],
) -> Row:
    """Ask every question as it was written, then every one without its diacritics."""
    search(questions[0].question)
    written, stripped = (
        _figures([_asked(search, question, change, advance) for question in questions], question_set)
        for change in (str, fold)
    )
    return Row(system, written, stripped)


def _asked(search: Search, question: EvalQuestion, change: Callable[[str], str], advance: Callable[[], None]) -> Record:
    text = change(question.question)
    started = time.perf_counter()
    found = search(text)
    waited = time.perf_counter() - started
    advance()
    return new_record(question, Reply(mode=RETRIEVAL_MODE), tuple(found), 1000 * waited)


def _figures(records: Sequence[Record], question_set: QuestionSet) -> Figures:
    scores = [
        {name: value for name, value in score.items() if value is not None}
        for score in retrieval_scores(records, question_set.qrels).values()
    ]
    figures = {name: statistics.fmean(score[name] for score in scores) for name in scores[0]}
    # Of a question with several anchors R@1 is a share; this says whether any of them came first.
    figures["hit@1"] = statistics.fmean(score["mrr@10"] == 1.0 for score in scores)
    figures[MEDIAN] = statistics.median(record["timings_ms"]["wall"] for record in records)
    return figures

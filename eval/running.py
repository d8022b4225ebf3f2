"""One run: ask what has not been asked yet, score everything, and tell how long it took besides answering."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.answer_scores import answer_scores
from eval.asking import Asker
from eval.configuration import Selection
from eval.errors import EvaluationError
from eval.question_set import EvalQuestion, QuestionSet
from eval.records import RETRIEVAL_MODE, Record, new_record
from eval.replies import Reply
from eval.retrieval_scores import PASSAGES_FOR_DOCUMENTS, retrieval_scores
from eval.run_folder import RunFolder

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """All records in the set's order, how many were asked just now, and the seconds these were waited for."""

    records: list[Record]
    now: int
    waited_seconds: float


def select(question_set: QuestionSet, selection: Selection) -> tuple[EvalQuestion, ...]:
    """The questions to ask: with one of the tags where some are given, a seeded draw where there is a limit."""
    wanted = [q for q in question_set.questions if not selection.tags or set(selection.tags) & set(q.tags)]
    if selection.limit is not None and selection.limit < len(wanted):
        drawn = set(random.Random(selection.seed).sample(range(len(wanted)), selection.limit))
        wanted = [question for at, question in enumerate(wanted) if at in drawn]
    if not wanted:
        raise EvaluationError(f"Không câu nào của bộ {question_set.name} có thẻ {', '.join(selection.tags)}.")
    return tuple(wanted)


def ask_all(
    asker: Asker,
    questions: Sequence[EvalQuestion],
    folder: RunFolder,
    progress: Progress,
    *,
    retrieval_only: bool = False,
) -> Asked:
    """Ask each question that the folder has no record of, and keep each record as it comes."""
    done = {record["id"]: record for record in folder.records()}
    waiting = [question for question in questions if question.id not in done]
    waited = 0.0
    for at, question in enumerate(waiting, len(questions) - len(waiting)):
        progress(at, len(questions))
        record = _searched(asker, question) if retrieval_only else _answered(asker, question)
        folder.append(record)
        done[question.id] = record
        waited += record["timings_ms"]["wall"] / 1000
    progress(len(questions), len(questions))
    return Asked([done[question.id] for question in questions], len(waiting), waited)


def score_all(records: Sequence[Record], question_set: QuestionSet) -> None:
    """Fill in all scores that need no model."""
    ranked = retrieval_scores(records, question_set.qrels)
    for record in records:
        record["scores"] = {**answer_scores(record), **ranked.get(record["id"], {})}


def _answered(asker: Asker, question: EvalQuestion) -> Record:
    started = time.perf_counter()
    reply = asker.ask(question.question, question.history)
    waited = time.perf_counter() - started
    return new_record(question, reply, reply.passages, 1000 * waited)


def _searched(asker: Asker, question: EvalQuestion) -> Record:
    started = time.perf_counter()
    retrieved = asker.search(question.question, limit=PASSAGES_FOR_DOCUMENTS)
    waited = time.perf_counter() - started
    return new_record(question, Reply(mode=RETRIEVAL_MODE), retrieved, 1000 * waited)

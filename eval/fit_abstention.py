"""Fit the abstention model (``rag/data/abstention.json``) on questions that the documents answer and ones they do not.

    python -m eval.fit_abstention --questions SET DATA_DIR --foreign queries.jsonl DATA_DIR --check SET DATA_DIR

``DATA_DIR`` is a data folder into which the set's documents were ingested. Three kinds of question have no answer:
those that a set's writers made so, near-misses mostly; answerable ones asked without the documents that answer them;
and ``--foreign`` ones, of other subjects. The last two weigh less, there being plenty. Questions of one origin stay in
one fold. Prints, by ten-fold cross-validation over the written questions, the precision and recall of silence at
several thresholds, and the same over ``--check`` sets; ``--write`` writes the model with the threshold ``--least``.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eval.matching import covers, is_document_of
from eval.question_set import EvalQuestion, load_question_set
from index.catalog.records import DocumentRecord
from index.library import Library
from index.settings import Settings
from index.store.protocol import NO_FILTER, StoreFilter
from rag.abstention.abstention_features import ABSTENTION_NAMES, abstention_features
from rag.abstention.vetoes import is_surely_unanswered
from rag.conversation.asked import understand_in_talk
from rag.conversation.turns import turns_of
from rag.evidence.evidence import Evidence, rank_evidence
from rag.retrieval.retrieve import Retrieval, retrieve
from rag.understanding.question import Question

_PASSAGES = 20
_FOLDS = 10
# Inverse strength of the quadratic penalty, and what a question weighs that nobody wrote as unanswerable.
_FREEDOM = 0.05
_LESS = 0.3
_EVERY_FOREIGN = 5
_THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_OUT = Path(__file__).parent.parent / "rag" / "data" / "abstention.json"

Rows = NDArray[np.float64]
_Looked = tuple[Question, Retrieval, list[Evidence]]


@dataclass(frozen=True, slots=True)
class Case:
    """A question's features; ``written`` tells that people made it what it is, ``origin`` what it was made from.

    A ``vetoed`` one is not for the model to judge: it is silent anyway, and nothing is fitted on it.
    """

    origin: str
    row: Rows
    answerable: bool
    written: bool
    vetoed: bool


def main() -> None:
    """Fit, print how well it does, and write the model if asked to."""
    options = _options()
    cases = [case for set_, data in options.questions for case in written_cases(set_, data)]
    cases += [case for file, data in options.foreign for case in foreign_cases(file, data)]
    written = [at for at, case in enumerate(cases) if case.written]
    chances = cross_validated(cases)
    _print("cross-validated", [cases[at] for at in written], chances[written])
    weights, intercept = fit(cases)
    for set_, data in options.check:
        checked = [case for case in written_cases(set_, data) if case.written]
        _print(set_.stem, checked, _chances(checked, weights, intercept))
    if options.write:
        _write(weights, intercept, options.least)


def written_cases(path: Path, data_dir: Path) -> list[Case]:
    """The questions of a set, and the answerable ones once more without the documents that answer them."""
    library = Library(Settings(data_dir=data_dir))
    try:
        held = [library.documents.get(id_) for id_ in library.documents.locations().values()]
        return [case for q in load_question_set(path).questions for case in _written(library, q, held)]
    finally:
        library.close()


def foreign_cases(file: Path, data_dir: Path) -> list[Case]:
    """Questions about something else altogether; every fifth is enough."""
    library = Library(Settings(data_dir=data_dir))
    lines = [line for line in file.read_text("utf-8").splitlines() if line.strip()][::_EVERY_FOREIGN]
    try:
        questions = [json.loads(line) for line in lines]
        found = [(q, _looked_up(library, EvalQuestion(id=q["_id"], question=q["text"]))) for q in questions]
        return [_case(q["_id"], looked, answerable=False, written=False) for q, looked in found if looked[2]]
    finally:
        library.close()


def _written(library: Library, labelled: EvalQuestion, held: Sequence[DocumentRecord]) -> Iterator[Case]:
    looked = _looked_up(library, labelled)
    if looked[2]:
        yield _case(labelled.id, looked, answerable=labelled.answerable, written=True)
    if not (labelled.answerable and labelled.doc):
        return
    others = tuple(d.id for d in held if not is_document_of(d, labelled.doc))
    looked = _looked_up(library, labelled, StoreFilter(document_ids=others))
    if looked[2] and not _told_elsewhere(looked[2], labelled):
        yield _case(labelled.id, looked, answerable=False, written=False)


def _case(origin: str, looked: _Looked, *, answerable: bool, written: bool) -> Case:
    return Case(origin, _row(*looked), answerable, written, is_surely_unanswered(*looked))


def _told_elsewhere(evidence: Sequence[Evidence], labelled: EvalQuestion) -> bool:
    """Whether another document says the same: portals repeat one another."""
    return any(covers(item.found.passage.text, anchor) for item in evidence for anchor in labelled.anchor)


def _looked_up(library: Library, labelled: EvalQuestion, filter: StoreFilter = NO_FILTER) -> _Looked:
    turns = turns_of((turn.role, turn.content) for turn in labelled.history)
    question = understand_in_talk(labelled.question, turns, filter, library=library, on=date.today())
    retrieval = retrieve(library=library, question=question, limit=_PASSAGES)
    return question, retrieval, rank_evidence(question, retrieval)


def _row(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> Rows:
    found = abstention_features(question, retrieval, evidence)
    return np.array([found[name] for name in ABSTENTION_NAMES], dtype=np.float64)


def fit(cases: Sequence[Case]) -> tuple[Rows, float]:
    """The weights of ``ABSTENTION_NAMES`` and the intercept of a logistic model of the chance of an answer."""
    from sklearn.linear_model import LogisticRegression

    cases = [case for case in cases if not case.vetoed]
    rows, answerable = np.array([case.row for case in cases]), np.array([case.answerable for case in cases])
    mean, spread = rows.mean(0), rows.std(0)
    spread[spread < 1e-6] = 1.0
    model = LogisticRegression(C=_FREEDOM, max_iter=5000)
    model.fit((rows - mean) / spread, answerable, sample_weight=[1.0 if case.written else _LESS for case in cases])
    weights: Rows = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - (weights * mean).sum())


def cross_validated(cases: Sequence[Case]) -> Rows:
    """Each case's chance of an answer by a model that was fitted without its origin."""
    order = np.random.default_rng(0).permutation(sorted({case.origin for case in cases}))
    chances = np.zeros(len(cases))
    for fold in range(_FOLDS):
        held = set(order[fold::_FOLDS].tolist())
        kept = [at for at, case in enumerate(cases) if case.origin in held]
        fitted = fit([case for case in cases if case.origin not in held])
        chances[kept] = _chances([cases[at] for at in kept], *fitted)
    return chances


def _chances(cases: Sequence[Case], weights: Rows, intercept: float) -> Rows:
    chances: Rows = 1 / (1 + np.exp(-(np.array([case.row for case in cases]) @ weights + intercept)))
    return np.where([case.vetoed for case in cases], 0.0, chances)


def _print(label: str, cases: Sequence[Case], chances: Rows) -> None:
    answerable = np.array([case.answerable for case in cases])
    _say(f"{label}: {answerable.sum()} answerable, {(~answerable).sum()} not")
    for least in _THRESHOLDS:
        silent = chances < least
        right = (silent & ~answerable).sum()
        precision, recall = right / max(1, silent.sum()), right / max(1, (~answerable).sum())
        wrongly = (silent & answerable).sum() / answerable.sum()
        _say(f"  least {least:.2f}: precision {precision:.3f}  recall {recall:.3f}  answerable refused {wrongly:.3f}")


def _write(weights: Rows, intercept: float, least: float) -> None:
    rounded = {name: round(float(weight), 4) for name, weight in zip(ABSTENTION_NAMES, weights, strict=True)}
    model = {"least": least, "intercept": round(intercept, 4), "weights": rounded}
    _OUT.write_text(json.dumps(model, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--questions", "--foreign", "--check"):
        parser.add_argument(name, nargs=2, type=Path, action="append", default=[], metavar=("FILE", "DATA_DIR"))
    parser.add_argument("--least", type=float, default=0.5)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

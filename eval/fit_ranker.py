"""Fit the learnt ranker (``rag/data/ranker.json``) on questions whose supporting passages are known.

    python -m eval.fit_ranker --questions SET.jsonl DATA_DIR --beir FOLDER DATA_DIR --check SET.jsonl DATA_DIR

``DATA_DIR`` is a data folder into which the set's documents were ingested. Follow-ups are left out: they need their
conversation. BEIR questions are taken as they are and with their diacritics stripped. Prints the share of questions
whose supporting passage comes first, by ten-fold cross-validation over the fitted sets, and over ``--check`` sets,
which nothing is fitted on; ``--write`` writes the weights.

The loss is the negative log-likelihood of the supporting passages under a softmax over the candidates (ListNet's
top-one form with binary relevance: Cao et al., "Learning to Rank: From Pairwise Approach to Listwise Approach", 2007)
with a quadratic penalty on the weights of the standardised features.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from eval.beir import load_beir
from eval.matching import covers, is_of
from eval.question_set import load_question_set
from index.library import Library
from index.settings import Settings
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.features import NAMES, Candidate, features
from rag.question import understand
from rag.retrieve import gather

PENALTY = 5.0
_FOLDS = 10
# Weight of one question about an encyclopedia beside one about directives: there are three times as many.
BEIR_WEIGHT = 0.3
_OUT = Path(__file__).parent.parent / "rag" / "data" / "ranker.json"

Rows = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One question's candidates: a row of features each, and which of them support the answer.

    ``question`` is its id, the same for both ways in which it was typed.
    """

    question: str
    rows: Rows
    right: Rows
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Source:
    """What a candidate is matched by."""

    source: str
    document_number: str | None


def main() -> None:
    """Fit, print how well it does, and write the weights if asked to."""
    options = _options()
    fitted = [example for set_, data in options.questions for example in question_examples(set_, data)]
    fitted += [example for folder, data in options.beir for example in beir_examples(folder, data)]
    first = cross_validated(fitted)
    print(f"fitted on {len(fitted)} questions; right passage first, cross-validated: {first:.3f}")  # noqa: T201
    weights = fit(fitted)
    for set_, data in options.check:
        checked = question_examples(set_, data)
        share = np.mean([_first_is_right(example, weights) for example in checked])
        print(f"{set_.stem}: {share:.3f} of {len(checked)} (not fitted on)")  # noqa: T201
    if options.write:
        _write(weights, _intercept(fitted, weights))


def question_examples(path: Path, data_dir: Path) -> list[Example]:
    """The answerable single questions of a set."""
    questions = [q for q in load_question_set(path).questions if q.answerable and q.doc and not q.history]
    library = Library(Settings(data_dir=data_dir))
    try:
        return [
            _example(library, q.id, q.question, lambda c, q=q: _supports(c, q.doc, q.anchor))  # type: ignore[misc]
            for q in questions
        ]
    finally:
        library.close()


def beir_examples(folder: Path, data_dir: Path) -> list[Example]:
    """The questions of a BEIR folder, as they are and without diacritics."""
    retrieval_set = load_beir(folder)
    library = Library(Settings(data_dir=data_dir))
    try:
        examples = []
        for query_id, text in retrieval_set.queries.items():
            right = {id_ for id_, grade in retrieval_set.qrels.get(query_id, {}).items() if grade > 0}
            for typed in (text, fold(text)):
                example = _example(library, query_id, typed, lambda c, right=right: _stem(c) in right)  # type: ignore[misc]
                examples.append(replace(example, weight=BEIR_WEIGHT))
        return examples
    finally:
        library.close()


def _example(library: Library, question_id: str, text: str, supports: Callable[[Candidate], bool]) -> Example:
    question = understand(text, library=library)
    vector = library.encoder().encode_query(unify_tones(question.written_out))
    pool = gather(library=library, question=question, vector=vector)
    right = [float(supports(candidate)) for candidate in pool.candidates]
    return Example(question_id, features(pool).astype(np.float64), np.array(right))


def _supports(candidate: Candidate, documents: Sequence[str], anchors: Sequence[str]) -> bool:
    document = candidate.passage.document
    source = _Source(document.source, document.identity.number)
    return is_of(source, documents) and any(covers(candidate.passage.text, anchor) for anchor in anchors)


def _stem(candidate: Candidate) -> str:
    return PurePosixPath(candidate.passage.document.source).stem


def fit(examples: Sequence[Example]) -> Rows:
    """The weights of ``NAMES`` that put the supporting passages first."""
    from scipy.optimize import minimize

    used = [example for example in examples if example.right.any()]
    spread = np.vstack([example.rows for example in used]).std(axis=0)
    spread[spread < 1e-6] = 1.0

    def loss(weights: Rows) -> tuple[float, Rows]:
        value, gradient = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for example in used:
            rows = example.rows / spread
            shares = _softmax(rows @ weights)
            right = shares * example.right
            value -= example.weight * float(np.log(right.sum() + 1e-12))
            gradient = gradient - example.weight * rows.T @ (right / right.sum() - shares)
        return value, gradient

    found = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B")
    weights: Rows = found.x / spread
    return weights


def cross_validated(examples: Sequence[Example]) -> float:
    """The share of questions with a supporting passage first, each judged by weights that were fitted without it.

    A question none of whose candidates supports the answer counts as wrong.
    """
    order = np.random.default_rng(0).permutation(sorted({example.question for example in examples}))
    right = 0
    for fold_ in range(_FOLDS):
        held = set(order[fold_::_FOLDS].tolist())
        weights = fit([example for example in examples if example.question not in held])
        right += sum(_first_is_right(example, weights) for example in examples if example.question in held)
    return right / len(examples)


def _first_is_right(example: Example, weights: Rows) -> bool:
    return bool(example.right[int(np.argmax(example.rows @ weights))])


def _intercept(examples: Sequence[Example], weights: Rows) -> float:
    """What makes the first passage's score the chance that it supports the answer, on the whole."""
    from scipy.optimize import brentq

    tops = [float(np.max(example.rows @ weights)) for example in examples]
    share = float(np.mean([_first_is_right(example, weights) for example in examples]))
    found: float = brentq(lambda b: np.mean(1 / (1 + np.exp(-(np.array(tops) + b)))) - share, -100, 100)
    return found


def _softmax(scores: Rows) -> Rows:
    raised = np.exp(scores - scores.max())
    shares: Rows = raised / raised.sum()
    return shares


def _write(weights: Rows, intercept: float) -> None:
    rounded = {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)}
    _OUT.write_text(json.dumps({"intercept": round(intercept, 4), "weights": rounded}, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--questions", "--beir", "--check"):
        parser.add_argument(name, nargs=2, type=Path, action="append", default=[], metavar=("SET", "DATA_DIR"))
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()

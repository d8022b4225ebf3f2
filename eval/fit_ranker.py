"""Fit the learnt ranker (``rag/data/ranker.json``) on questions whose supporting passages are known.

    python -m eval.fit_ranker --questions SET.jsonl DATA_DIR --beir FOLDER DATA_DIR --check SET.jsonl DATA_DIR

``DATA_DIR`` is a data folder into which the set's documents were ingested. Follow-ups are left out: they need their
conversation. BEIR questions are taken as they are and with their diacritics stripped. Prints the share of questions
whose supporting passage comes first, by ten-fold cross-validation over the fitted sets, and over ``--check`` sets,
which nothing is fitted on; ``--write`` writes the weights.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np

from eval.beir import load_beir
from eval.listwise import Example, Rows, cross_validated, first_is_right, fit, intercept
from eval.matching import covers, is_document_of
from eval.question_set import load_question_set
from index.library import Library
from index.settings import Settings
from index.text.folding import fold
from rag.retrieval.features import NAMES, Candidate, features, read_all
from rag.retrieval.retrieve import gather
from rag.understanding.question import understand

# Weight of one question about an encyclopedia beside one about directives: there are three times as many.
BEIR_WEIGHT = 0.3
_OUT = Path(__file__).parent.parent / "rag" / "data" / "ranker.json"


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
        share = np.mean([first_is_right(example, weights) for example in checked])
        print(f"{set_.stem}: {share:.3f} of {len(checked)} (not fitted on)")  # noqa: T201
    if options.write:
        _write(weights, intercept(fitted, weights))


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
    vector = library.encoder().encode_query(question.encoded)
    pool = gather(library=library, question=question, vector=vector)
    right = [float(supports(candidate)) for candidate in pool.candidates]
    return Example(question_id, features(pool, read_all(pool)).astype(np.float64), np.array(right))


def _supports(candidate: Candidate, documents: Sequence[str], anchors: Sequence[str]) -> bool:
    document = candidate.passage.document
    return is_document_of(document, documents) and any(covers(candidate.passage.text, anchor) for anchor in anchors)


def _stem(candidate: Candidate) -> str:
    return PurePosixPath(candidate.passage.document.source).stem


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

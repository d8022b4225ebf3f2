"""Fit the ranker of sentences (``rag/data/sentence_ranker.json``) on questions whose supporting sentences are known.

    python -m eval.fit_evidence --questions SET.jsonl DATA_DIR --check SET.jsonl DATA_DIR

``DATA_DIR`` is a data folder into which the set's documents were ingested. A sentence is right when it reaches one of
the question's anchors in an allowed document, and, where some of those hold a deciding word, is one of them. Follow-ups
are asked with the turns before them. Prints the share of questions with a right sentence first, by ten-fold
cross-validation over the fitted sets, and over ``--check`` sets; ``--write`` writes the weights.
"""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from eval.listwise import Example, Rows, cross_validated, first_is_right, fit, intercept
from eval.matching import covers, holds, is_document_of
from eval.question_set import EvalQuestion, load_question_set
from index.library import Library
from index.settings import Settings
from rag.conversation.asked import understand_in_talk
from rag.conversation.turns import turns_of
from rag.evidence.evidence import weighed_passages
from rag.evidence.sentence_features import SENTENCE_NAMES, WeighedPassage, sentence_features
from rag.retrieval.retrieve import retrieve

_PASSAGES = 20
_OUT = Path(__file__).parent.parent / "rag" / "data" / "sentence_ranker.json"


def main() -> None:
    """Fit, print how well it does, and write the weights if asked to."""
    options = _options()
    fitted = [example for set_, data in options.questions for example in examples_of(set_, data)]
    print(f"fitted on {len(fitted)}; right sentence first, cross-validated: {cross_validated(fitted):.3f}")  # noqa: T201
    weights = fit(fitted)
    for set_, data in options.check:
        checked = examples_of(set_, data)
        share = np.mean([first_is_right(example, weights) for example in checked])
        print(f"{set_.stem}: {share:.3f} of {len(checked)}")  # noqa: T201
    if options.write:
        _write(weights, intercept(fitted, weights))


def examples_of(path: Path, data_dir: Path) -> list[Example]:
    """The answerable questions of a set, each with the sentences of the passages found."""
    questions = [q for q in load_question_set(path).questions if q.answerable and q.doc]
    library = Library(Settings(data_dir=data_dir))
    try:
        return [example for q in questions if (example := _example(library, q)) is not None]
    finally:
        library.close()


def _example(library: Library, labelled: EvalQuestion) -> Example | None:
    turns = turns_of((turn.role, turn.content) for turn in labelled.history)
    question = understand_in_talk(labelled.question, turns, library=library, on=date.today())
    weighed = weighed_passages(question, retrieve(library=library, question=question, limit=_PASSAGES))
    passages = [passage for _, passage in weighed]
    if not passages:
        return None
    rows = sentence_features(question, passages).astype(np.float64)
    return Example(labelled.id, rows, np.array(_right(labelled, passages), dtype=float))


def _right(labelled: EvalQuestion, passages: Sequence[WeighedPassage]) -> list[float]:
    sentences = [(passage.reading.passage, one.text) for passage in passages for one in passage.reading.answering]
    supports = [
        is_document_of(passage.document, labelled.doc) and any(covers(text, anchor) for anchor in labelled.anchor)
        for passage, text in sentences
    ]
    deciding = [
        supported and any(holds(text, group) for group in labelled.must)
        for (_, text), supported in zip(sentences, supports, strict=True)
    ]
    return [float(flag) for flag in (deciding if any(deciding) else supports)]


def _write(weights: Rows, intercept_: float) -> None:
    rounded = {name: round(float(weight), 4) for name, weight in zip(SENTENCE_NAMES, weights, strict=True)}
    _OUT.write_text(json.dumps({"intercept": round(intercept_, 4), "weights": rounded}, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--questions", "--check"):
        parser.add_argument(name, nargs=2, type=Path, action="append", default=[], metavar=("SET", "DATA_DIR"))
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()

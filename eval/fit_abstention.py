"""Fits the abstention models of ``rag/abstain.py``.

    python -m eval.fit_abstention --answerable DATA_DIR --foreign DATA_DIR --queries queries.jsonl

Both data folders are ingested already: the first holds the documents that answer the questions, the second none of
them. Half of the questions fit the models, the other half gives the figures that are printed.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from index.library import Library
from index.settings import Settings
from index.text.folding import fold
from rag.abstain import support
from rag.evidence import rank_evidence
from rag.question import understand
from rag.retrieve import retrieve

Support = tuple[float, float]


def main() -> None:
    """Fit and print the coefficients, and what each least chance would do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answerable", type=Path, required=True)
    parser.add_argument("--foreign", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    options = parser.parse_args()
    lines = options.queries.read_text("utf-8").splitlines()
    questions = [json.loads(line)["text"].strip() for line in lines if line.strip()]
    for label, texts in (("accented", questions), ("unaccented", [fold(text) for text in questions])):
        answered, foreign = (_supports(folder, texts) for folder in (options.answerable, options.foreign))
        _fit(label, answered, foreign)


def _supports(data_dir: Path, questions: Sequence[str]) -> list[Support]:
    library = Library(Settings(data_dir=data_dir))
    found = []
    for text in questions:
        question = understand(text, library=library)
        evidence = rank_evidence(question, retrieve(library=library, question=question, limit=20))
        found.append(support(evidence) if evidence else (0.0, 0.0))
    library.close()
    return found


def _fit(label: str, answered: list[Support], foreign: list[Support]) -> None:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    fitted, kept = (np.array(answered[half::2] + foreign[half::2]) for half in (0, 1))
    right, kept_right = (np.array([1] * len(answered[half::2]) + [0] * len(foreign[half::2])) for half in (0, 1))
    mean, spread = fitted.mean(0), fitted.std(0)
    model = LogisticRegression().fit((fitted - mean) / spread, right)
    weights = model.coef_[0] / spread
    intercept = model.intercept_[0] - float((weights * mean).sum())
    _say(f"{label}: similarity {weights[0]:.1f}  coverage {weights[1]:.1f}  intercept {intercept:.1f}")
    chance = 1 / (1 + np.exp(-(kept @ weights + intercept)))
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        spoken = chance >= least
        answers, silences = spoken[kept_right == 1].mean(), (~spoken)[kept_right == 0].mean()
        _say(f"  least {least:.2f}: answers {answers:.3f} of the answerable, silent on {silences:.3f} of the foreign")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

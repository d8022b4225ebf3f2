"""Whether the sentence that holds the answer is among the first.

    python -m eval.bench_evidence --data DATA_DIR ../shared/bench/mlqa-vi-dev

The data folder is one that ``eval.bench_retrieval --data`` left; the questions are those whose ``answers`` are given.
Prints the share of questions whose answer stands in the first, the first two, the first three sentences.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from index.library import Library
from index.settings import Settings
from index.text.folding import fold
from rag.evidence.evidence import rank_evidence
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import understand

_FIRST = (1, 2, 3)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    library = Library(Settings(data_dir=options.data))
    lines = (options.folder / "queries.jsonl").read_text("utf-8").splitlines()
    rows = [row for line in lines if line.strip() and (row := json.loads(line)).get("answers")]
    for label, strip in (("as written", False), ("stripped", True)):
        ranks = [_rank(library, fold(row["text"]) if strip else row["text"], row["answers"]) for row in rows]
        shares = "  ".join(f"@{n} {sum(rank < n for rank in ranks) / len(ranks):.3f}" for n in _FIRST)
        print(f"{label:11s} {len(rows)} questions  {shares}", flush=True)  # noqa: T201
    library.close()


def _rank(library: Library, text: str, answers: Sequence[str]) -> float:
    question = understand(text, library=library)
    evidence = rank_evidence(question, retrieve(library=library, question=question, limit=20))
    wanted = [_squeezed(answer) for answer in answers]
    right = (at for at, item in enumerate(evidence) if any(answer in _squeezed(item.text) for answer in wanted))
    return next(right, float("inf"))


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


if __name__ == "__main__":
    main()

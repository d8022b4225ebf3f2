"""How much weight the dense side should have.

    python -m eval.sweep_fusion --data DATA_DIR ../shared/bench/mlqa-vi-dev

The data folder is one that ``eval.bench_retrieval --data`` left. Prints nDCG@10 for each share of the dense side,
for the questions as written and with their diacritics stripped.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from eval.beir import load_beir
from index.library import Library
from index.settings import Settings
from index.store.protocol import PassageScores, StoreQuery
from index.text.folding import fold
from index.text.terms import question_terms
from rag.retrieval.fusion import fuse
from rag.retrieval.retrieve import CANDIDATES

_WEIGHTS = tuple(tenth / 10 for tenth in range(11))
_DOCUMENTS = 10


def main() -> None:
    """Sweep and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    retrieval_set = load_beir(options.folder)
    library = Library(Settings(data_dir=options.data))
    names = {id_: Path(location).stem for location, id_ in library.documents.locations().items()}
    stripped = {id_: fold(text) for id_, text in retrieval_set.queries.items()}
    for label, queries in (("as written", retrieval_set.queries), ("stripped", stripped)):
        found = {id_: _query(library, text) for id_, text in queries.items()}
        for weight in _WEIGHTS:
            _say(f"{label:11s} dense {weight:.1f}  nDCG@10 {_ndcg(found, names, weight, retrieval_set.qrels):.3f}")
    library.close()


def _query(library: Library, text: str) -> list[PassageScores]:
    vector = library.encoder().encode_query(text)
    return library.store().query(StoreQuery(vector, question_terms(text), limit=CANDIDATES))


def _ndcg(
    found: dict[str, list[PassageScores]], names: dict[str, str], weight: float, qrels: dict[str, dict[str, int]]
) -> float:
    import ir_measures
    from ir_measures import nDCG

    run = {id_: _ranked(scores, names, weight) for id_, scores in found.items()}
    return float(ir_measures.calc_aggregate([nDCG @ 10], qrels, run)[nDCG @ 10])


def _ranked(scores: Sequence[PassageScores], names: dict[str, str], weight: float) -> dict[str, float]:
    documents = {score.id: names[score.document_id] for score in scores}
    order = list(dict.fromkeys(documents[id_] for id_, _ in fuse(scores, dense_weight=weight)))[:_DOCUMENTS]
    return {name: float(len(order) - rank) for rank, name in enumerate(order)}


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

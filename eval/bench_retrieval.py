"""Retrieval on a BEIR folder through the product's own ingestion and ``/v1/search``.

    python -m eval.bench_retrieval ../shared/bench/mlqa-vi-dev

prints nDCG@10, R@1, R@10 and MRR for the questions as written and with their diacritics stripped, and the median
search over HTTP in milliseconds (this machine's, to be compared within one run only).
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from eval.beir import RetrievalSet, load_beir
from eval.service import ingest, service
from index.text.folding import fold

# Passages asked for, so that ten different documents are among them.
_PASSAGES = 50
_DOCUMENTS = 10


def main() -> None:
    """Measure one BEIR folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--data", type=Path, help="keep corpus and data here, to measure again without ingesting")
    options = parser.parse_args()
    retrieval_set = load_beir(options.folder)
    with tempfile.TemporaryDirectory() as scratch:
        root: Path = options.data or Path(scratch)
        data_dir = root / "data"
        ingest(data_dir, _written_out(retrieval_set, root / "corpus"))
        with service(data_dir) as client:
            _print("questions as written", _measure(client, retrieval_set, retrieval_set.queries))
            stripped = {query_id: fold(text) for query_id, text in retrieval_set.queries.items()}
            _print("diacritics stripped", _measure(client, retrieval_set, stripped))


def _written_out(retrieval_set: RetrievalSet, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for document_id, text in retrieval_set.documents.items():
        (folder / f"{document_id}.txt").write_text(text, encoding="utf-8")
    return folder


def _measure(client: httpx.Client, retrieval_set: RetrievalSet, queries: dict[str, str]) -> dict[str, float]:
    import ir_measures
    from ir_measures import RR, R, nDCG

    run: dict[str, dict[str, float]] = {}
    seconds: list[float] = []
    for query_id, text in queries.items():
        started = time.perf_counter()
        response = client.post("/v1/search", json={"query": text, "limit": _PASSAGES}).raise_for_status()
        seconds.append(time.perf_counter() - started)
        run[query_id] = _documents(response.json()["hits"])
    measures = [nDCG @ 10, R @ 1, R @ 10, RR @ 10]
    values = ir_measures.calc_aggregate(measures, retrieval_set.qrels, run)
    return {**{str(m): values[m] for m in measures}, "median ms": 1000 * statistics.median(seconds)}


def _documents(hits: list[dict[str, Any]]) -> dict[str, float]:
    """Documents by the rank of their best passage; ranks stand for scores so that ties keep their order."""
    order = list(dict.fromkeys(Path(hit["source"]).stem for hit in hits))[:_DOCUMENTS]
    return {document_id: float(len(order) - rank) for rank, document_id in enumerate(order)}


def _print(label: str, figures: dict[str, float]) -> None:
    shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
    print(f"{label:24s} {shown}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

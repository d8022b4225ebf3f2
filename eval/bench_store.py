"""How fast the passage stores answer, on random passages: both-scores questions against dense-only ones.

python -m eval.bench_store                      # embedded store, 10 000 passages
python -m eval.bench_store --passages 100000
python -m eval.bench_store --url http://127.0.0.1:6333
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

import numpy as np
import typer
from numpy.typing import NDArray

from index.settings import Settings
from index.store.opening import open_store, remove_store
from index.store.protocol import EncoderSignature, PassageStore, StoredPassage, StoreFilter, StoreQuery, TermVector

DIMENSION = 384
VOCABULARY = 50_000
PASSAGE_TERMS = 150
QUESTION_TERMS = 12
PASSAGES_PER_DOCUMENT = 20
BATCH = 1000
TYPES = ("công điện", "chỉ thị", "nghị quyết", "quyết định", "thông báo", "kế hoạch", "công văn", "báo cáo")

app = typer.Typer(add_completion=False)


@app.command()
def main(
    passages: int = 10_000,
    questions: int = 200,
    limit: int = 100,
    url: str | None = None,
    optimize: bool = True,
    folder: Path | None = None,
) -> None:
    """Fill a store with random passages and print how long questions take, before and after ``optimize``."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        settings = Settings(data_dir=Path(scratch), qdrant_url=url)
        signature = EncoderSignature("random", DIMENSION)
        store = open_store(settings, signature)
        _report("ghi", _seconds(lambda: _fill(store, passages)))
        _measure(store, questions, limit)
        if optimize:
            _report("optimize", _seconds(store.optimize))
            _measure(store, questions, limit)
        store.close()
        _report("mở lại", _seconds(lambda: open_store(settings, signature).close()))
        remove_store(settings)


def _fill(store: PassageStore, count: int) -> None:
    rng = np.random.default_rng(0)
    for start in range(0, count, BATCH):
        store.upsert([_passage(rng, number) for number in range(start, min(start + BATCH, count))])


def _passage(rng: np.random.Generator, number: int) -> StoredPassage:
    document = number // PASSAGES_PER_DOCUMENT
    return StoredPassage(
        id=str(UUID(int=number)),
        document_id=f"d{document}",
        revision=f"r{document}",
        dense=rng.standard_normal(DIMENSION).astype(np.float32),
        terms=_terms(rng, PASSAGE_TERMS),
        type=TYPES[document % len(TYPES)],
    )


def _terms(rng: np.random.Generator, count: int) -> TermVector:
    """Term ids as frequent as words are (Zipf), with BM25-like weights."""
    indices = np.unique(np.searchsorted(_zipf(), rng.random(count)))
    return TermVector(tuple(indices.tolist()), tuple((rng.random(len(indices)) + 0.5).tolist()))


@cache
def _zipf() -> NDArray[np.float64]:
    """The cumulative distribution of the vocabulary's ranks."""
    weights = 1.0 / np.arange(1, VOCABULARY + 1)
    return np.cumsum(weights / weights.sum())[:-1]


def _measure(store: PassageStore, questions: int, limit: int) -> None:
    some_types = StoreFilter(types=TYPES[:2])
    _latency("chỉ vectơ", store, list(_questions(questions, limit, 0, StoreFilter())))
    _latency("cả hai điểm", store, list(_questions(questions, limit, QUESTION_TERMS, StoreFilter())))
    _latency("cả hai, có lọc", store, list(_questions(questions, limit, QUESTION_TERMS, some_types)))


def _questions(count: int, limit: int, terms: int, wanted: StoreFilter) -> Iterator[StoreQuery]:
    rng = np.random.default_rng(1)
    for _ in range(count):
        dense = rng.standard_normal(DIMENSION).astype(np.float32)
        yield StoreQuery(dense, _terms(rng, terms), limit, wanted)


def _latency(name: str, store: PassageStore, questions: list[StoreQuery]) -> None:
    store.query(questions[0])
    times = [1000 * _seconds(lambda query=query: store.query(query)) for query in questions]  # type: ignore[misc]
    middle, slow = np.percentile(times, [50, 95])
    typer.echo(f"{name:16} p50 {middle:7.2f} ms   p95 {slow:7.2f} ms")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _report(name: str, seconds: float) -> None:
    typer.echo(f"{name:16} {seconds:.2f} s")


if __name__ == "__main__":
    app()

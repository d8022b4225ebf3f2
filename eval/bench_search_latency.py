"""How long finding a passage takes beside what cannot be saved: encoding the question and one query to the store.

    python -m eval.bench_search_latency eval/sets/directives-dev.jsonl --data DATA_DIR --documents FOLDER …

fills the data folder with the documents and, up to ``--passages``, with varied copies of them (eval/varied_corpus.py);
a folder that holds enough already is measured as it is. All steps are measured in turn within one run, as the machine
is not equally fast at all times; ratios may be compared between machines, milliseconds may not. Beside the time that
passes stands the processor's: on a machine that others use, only its ratios mean much.
"""

import argparse
import itertools
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from eval.question_set import load_question_set
from eval.varied_corpus import fill
from index.library import Library
from index.settings import Settings
from index.store.protocol import StoreQuery, TermVector
from index.text.folding import fold
from index.text.terms import question_terms
from index.text.tone_placement import unify_tones
from rag.assistant import Assistant
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import understand

ENCODE, BARE, BOTH_SIDES = "encode the question", "one bare store query (dense, 10)", "store query, both sides (100)"
RETRIEVE, ASK = "understand and retrieve", "Assistant.ask"
# What issue 5 allows at the 95th percentile.
MOST_RETRIEVE, MOST_ASK = 1.5, 2.5
_WARM_UP = 10
_PASSAGES_SHOWN = 10

Step = Callable[[str], object]
Milliseconds = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of each step for each question and round: those that passed, and those that the processor worked."""

    passed: Milliseconds
    worked: Milliseconds


def main() -> None:
    """Fill the data folder where it must be, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=Path, nargs="*", default=[])
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--stripped", action="store_true", help="ask without diacritics")
    options = parser.parse_args()
    texts = [question.question for question in load_question_set(options.questions).questions]
    texts = [fold(text) for text in texts] if options.stripped else texts
    library = Library(Settings(data_dir=options.data))
    with Progress(console=Console(stderr=True)) as progress:
        _prepare(library, options.documents, options.passages, progress)
        measured = measure(library, texts, options.rounds, progress)
    title = f"{library.documents.counts()[1]} passages, {len(texts) * options.rounds} questions, milliseconds"
    _print(measured.passed, f"{title} that passed")
    _print(measured.worked, f"{title} of the processor")
    library.close()


def _prepare(library: Library, folders: Sequence[Path], passages: int, progress: Progress) -> None:
    if library.documents.counts()[1] >= passages:
        return
    incoming, _ = library.incoming(folders)
    reading = progress.add_task("read documents", total=len(incoming))
    library.ingest(incoming, lambda _: progress.advance(reading))
    if not library.documents.counts()[1]:
        raise SystemExit("The data folder is empty: name the documents to fill it with by --documents.")
    filling = progress.add_task("write copies", total=passages)
    fill(library, passages, lambda held: progress.update(filling, completed=held))
    library.optimize()


def measure(library: Library, texts: Sequence[str], rounds: int, progress: Progress) -> Measured:
    """Milliseconds of each step for each question, the steps taking turns.

    Each step is at another place of the list at one time, so that none profits from what another has just kept of the
    same question; in every round each step is given every question once.
    """
    steps = _steps(library, [*texts, *texts[:_WARM_UP]])
    for step, text in itertools.product(steps.values(), texts[:_WARM_UP]):
        step(text)
    found = {name: np.zeros((rounds, len(texts), 2)) for name in steps}
    measuring = progress.add_task("measure", total=rounds * len(texts))
    for turn, at in itertools.product(range(rounds), range(len(texts))):
        for ordinal, (name, step) in enumerate(steps.items()):
            place = (at + ordinal * len(texts) // len(steps)) % len(texts)
            found[name][turn, place] = _milliseconds(step, texts[place])
        progress.advance(measuring)
    passed = {name: times[..., 0].ravel() for name, times in found.items()}
    return Measured(passed, {name: times[..., 1].ravel() for name, times in found.items()})


def _steps(library: Library, texts: Sequence[str]) -> dict[str, Step]:
    encoder, store, assistant = library.encoder(), library.store(), Assistant(library)
    vectors = {text: encoder.encode_query(unify_tones(text)) for text in texts}
    bare = {text: StoreQuery(vector, TermVector((), ()), _PASSAGES_SHOWN) for text, vector in vectors.items()}
    both = {text: StoreQuery(vector, question_terms(text)) for text, vector in vectors.items()}
    return {
        ENCODE: lambda text: encoder.encode_query(unify_tones(text)),
        BARE: lambda text: store.query(bare[text]),
        BOTH_SIDES: lambda text: store.query(both[text]),
        RETRIEVE: lambda text: retrieve(library=library, question=understand(text, library=library)),
        ASK: assistant.ask,
    }


def _milliseconds(step: Step, text: str) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.process_time()
    step(text)
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - worked)


def ratios(measured: Milliseconds) -> dict[str, tuple[float, float]]:
    """Each ratio of 95th percentiles and the most it may be; the sum is of the same question's two times."""
    unavoidable = measured[ENCODE] + measured[BARE]
    return {
        f"{RETRIEVE} / ({ENCODE} + {BARE})": (_ratio(measured[RETRIEVE], unavoidable), MOST_RETRIEVE),
        f"{ASK} / {ENCODE}": (_ratio(measured[ASK], measured[ENCODE]), MOST_ASK),
    }


def _ratio(times: NDArray[np.float64], others: NDArray[np.float64]) -> float:
    return _p95(times) / _p95(others)


def _p95(times: NDArray[np.float64]) -> float:
    return float(np.percentile(times, 95))


def _print(measured: Milliseconds, title: str) -> None:
    table = Table("step", title=title)
    for heading in ("p50", "p95"):
        table.add_column(heading, justify="right")
    sums = {f"{ENCODE} + {BARE}": measured[ENCODE] + measured[BARE]}
    for name, times in {**measured, **sums}.items():
        table.add_row(name, f"{np.median(times):.2f}", f"{_p95(times):.2f}")
    console = Console()
    console.print(table)
    for name, (ratio, most) in ratios(measured).items():
        console.print(f"p95 {name} = {ratio:.2f} (at most {most})", highlight=False)


if __name__ == "__main__":
    main()

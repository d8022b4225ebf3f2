"""What ingestion costs beside the model itself, and how its memory grows with the corpus.

python -m eval.bench_ingest samples                      # or any folders and files
python -m eval.bench_ingest --memory samples
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from index.catalog.records import JobDocument
from index.encoder.encoder import Encoder, default_encoder_folder, open_encoder
from index.encoder.hashing import HashingEncoder
from index.incoming import Incoming
from index.ingest import passage_text
from index.library import Library
from index.passages import split_into_passages
from index.settings import Settings

# Files measured together before the other side has its turn, so that both sides see the same machine.
SLICE = 4
FEW, MANY = 100, 1_000

app = typer.Typer(add_completion=False)


@app.command()
def main(
    paths: list[Path],
    memory: Annotated[bool, typer.Option("--memory", help="Measure memory, not time.")] = False,
    copies: Annotated[int, typer.Option(hidden=True)] = 0,
    storeless: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Print passages a second of ingestion over bare encoding, or the peak memory over a tenfold corpus."""
    if copies:
        typer.echo(_peak_of(paths, copies, storeless=storeless))
    elif memory:
        _report_memory(paths)
    else:
        _report_throughput(paths)


def _report_throughput(paths: Sequence[Path]) -> None:
    from index.encoder.model_loading import load_model

    encoder = open_encoder(Settings())
    bare = load_model(str(default_encoder_folder())).model
    bare.encode("khởi động", prompt_name="passage")
    encoder.encode_query("khởi động")
    with tempfile.TemporaryDirectory() as scratch:
        library = Library(Settings(data_dir=Path(scratch)), encoder)
        incoming, _ = library.incoming(paths)
        # Opening the store and starting the reading process happen once, whatever the corpus.
        _ingest(library, incoming[:1])
        spent = {"nạp": 0.0, "encode, lô 32": 0.0, "encode, lô 8": 0.0}
        passages = 0
        for first in range(1, len(incoming), SLICE):
            files = incoming[first : first + SLICE]
            started = time.perf_counter()
            ids = _ingest(library, files)
            spent["nạp"] += time.perf_counter() - started
            texts = _texts(library, ids)
            for size in (32, 8):
                started = time.perf_counter()
                bare.encode(texts, batch_size=size, prompt_name="passage", show_progress_bar=False)
                spent[f"encode, lô {size}"] += time.perf_counter() - started
            passages += len(texts)
        library.close()
    typer.echo(f"{len(incoming) - 1} tệp, {passages} đoạn")
    for name, seconds in spent.items():
        typer.echo(f"{name:14} {passages / seconds:6.1f} đoạn/s   tỷ lệ so với nạp {seconds / spent['nạp']:.2f}")


def _ingest(library: Library, files: Sequence[Incoming]) -> list[str]:
    """Bring files in; returns the documents' ids."""
    reported: list[JobDocument] = []
    library.ingest(files, reported.append)
    return [document.document_id for document in reported if document.document_id]


def _texts(library: Library, ids: Sequence[str]) -> list[str]:
    """What the encoder read of each passage."""
    documents = [library.documents.document(id_) for id_ in ids]
    return [passage_text(d, passage).text for d in documents for passage in split_into_passages(d, "")]


def _report_memory(paths: Sequence[Path]) -> None:
    for storeless, name in ((False, "cả chỉ mục tìm kiếm"), (True, "riêng việc nạp")):
        peaks = {copies: _measure_in_own_process(paths, copies, storeless=storeless) for copies in (FEW, MANY)}
        shown = ", ".join(f"{copies} văn bản {peak / 2**20:.0f} MB" for copies, peak in peaks.items())
        typer.echo(f"{name:20} {shown}, tỷ lệ {peaks[MANY] / peaks[FEW]:.2f}")


def _measure_in_own_process(paths: Sequence[Path], copies: int, *, storeless: bool) -> int:
    command = [sys.executable, "-m", "eval.bench_ingest", "--copies", str(copies), *map(str, paths)]
    command += ["--storeless"] if storeless else []
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def _peak_of(paths: Sequence[Path], copies: int, *, storeless: bool) -> int:
    """The peak memory, in bytes, of this process after bringing in so many documents made from those at ``paths``.

    ``storeless`` leaves out the passage store, whose search index lives in memory and grows with what it can find.
    """
    with tempfile.TemporaryDirectory() as scratch:
        library = Library(Settings(data_dir=Path(scratch)), _small_encoder())
        originals = [(file.source, file.read()) for file in library.incoming(paths)[0] if file.source.endswith(".md")]
        made = (_copy(*originals[n % len(originals)], n) for n in range(copies))
        if storeless:
            store = library.store()
            store.upsert = lambda _: None  # type: ignore[method-assign, assignment]
        library.ingest(made, lambda _: None)
        library.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _small_encoder() -> Encoder:
    """The model's own memory does not depend on the corpus, and its time would make a tenfold corpus an hour."""
    return HashingEncoder()


def _copy(source: str, data: bytes, number: int) -> Incoming:
    """A document of its own bytes and place with the text of another."""
    return Incoming(source, f"{source}#{number}", lambda: data + f"\n\nBản sao thứ {number}.\n".encode())


if __name__ == "__main__":
    app()

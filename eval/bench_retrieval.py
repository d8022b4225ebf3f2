"""Finding passages: this product beside its peers, and without each of its parts, in one table.

    python -m eval.bench_retrieval ../shared/bench/mlqa-vi-dev
    python -m eval.bench_retrieval eval/sets/directives-dev.jsonl --documents FOLDER …

The first ranks the documents of a BEIR folder, the second the passages of documents by the anchors of a question set
(follow-ups need their conversation and are left out); both with the questions as written and without diacritics. One
encoder serves all. Peers are asked in this process, the product over HTTP and in this process too.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from eval.asking_in_process import InProcessAsker
from eval.asking_over_http import HttpAsker
from eval.beir import load_beir
from eval.question_set import EvalQuestion, QuestionSet, load_question_set
from eval.retrieval_measuring import (
    DOCUMENT_FIGURES,
    MEDIAN,
    PASSAGE_FIGURES,
    Figures,
    Row,
    measure,
    scored_questions,
)
from eval.retrieval_peers import PEERS, PeerDocument
from eval.retrieval_peers.peer import Search
from eval.retrieval_scores import PASSAGES, PASSAGES_FOR_DOCUMENTS
from eval.service import ingest, service
from index.encoder.encoder import Encoder, open_encoder
from index.library import Library
from index.settings import SWITCHABLE_PARTS, Part, Settings

_NONE = "none"


@dataclass(frozen=True, slots=True)
class _Bench:
    """What every system is measured with."""

    question_set: QuestionSet
    questions: Sequence[EvalQuestion]
    data_dir: Path
    progress: Progress

    @property
    def limit(self) -> int:
        return PASSAGES_FOR_DOCUMENTS if self.question_set.retrieval_only else PASSAGES

    def row(self, system: str, search: Search) -> Row:
        task = self.progress.add_task(system, total=2 * len(self.questions))
        row = measure(system, search, self.question_set, self.questions, lambda: self.progress.advance(task))
        # Told at once as well: a long run that breaks off keeps what it has measured.
        self.progress.console.print(f"{system.strip()}: {_told(row.written)} | {_told(row.stripped)}")
        return row


def main() -> None:
    """Measure one set and print the table."""
    options = _parser().parse_args()
    question_set = load_question_set(options.questions)
    questions = scored_questions(question_set, with_follow_ups=options.with_follow_ups)
    if not questions:
        raise SystemExit("No question of this set tells where its answer stands.")
    with tempfile.TemporaryDirectory() as scratch, Progress(console=Console(stderr=True, width=150)) as progress:
        # A folder for each set: passages of another one would be found too.
        root = Path(options.data or scratch) / question_set.name
        bench = _Bench(question_set, questions, root / "data", progress)
        progress.console.print(f"{question_set.name}: {len(questions)} questions")
        ingest(bench.data_dir, *_documents(options, question_set, root))
        rows = list(_rows(bench, options))
    Console(width=150, soft_wrap=False).print(
        _table(rows, DOCUMENT_FIGURES if question_set.retrieval_only else PASSAGE_FIGURES)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, help="a BEIR folder or a question set (.jsonl)")
    parser.add_argument("--documents", type=Path, nargs="+", default=[], help="what a question set is asked about")
    parser.add_argument("--data", type=Path, help="keep what is ingested here: a second run skips it")
    parser.add_argument("--with-follow-ups", action="store_true", help="ask these too, without their conversation")
    parser.add_argument(
        "--without", nargs="*", choices=[*get_args(Part), _NONE], default=SWITCHABLE_PARTS, help="parts to do without"
    )
    parser.add_argument("--peers", nargs="*", choices=[*PEERS, _NONE], default=list(PEERS), help="systems beside it")
    return parser


def _documents(options: argparse.Namespace, question_set: QuestionSet, root: Path) -> list[Path]:
    if not question_set.retrieval_only:
        if not options.documents:
            raise SystemExit("A question set needs --documents: the files its questions are about.")
        return list(options.documents)
    folder = root / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for document_id, text in load_beir(options.questions).documents.items():
        (folder / f"{document_id}.txt").write_text(text, encoding="utf-8")
    return [folder]


def _rows(bench: _Bench, options: argparse.Namespace) -> Iterator[Row]:
    with service(bench.data_dir) as client, HttpAsker(str(client.base_url), None) as asker:
        yield bench.row("this product, /v1/search", lambda text: asker.search(text, limit=bench.limit))
    encoder = open_encoder(Settings())
    yield _in_process(bench, encoder, "this product, in process")
    for part in options.without:
        if part != _NONE:
            yield _in_process(bench, encoder, f"  without {part}", cast(Part, part))
    peers = [name for name in options.peers if name != _NONE]
    documents = _peer_documents(bench, options.questions, encoder) if peers else []
    for name in peers:
        yield _peer(bench, name, documents, encoder)


def _in_process(bench: _Bench, encoder: Encoder, label: str, *without: Part) -> Row:
    with _library(bench, encoder, *without) as library:
        asker = InProcessAsker(library.settings, library=library)
        return bench.row(label, lambda text: asker.search(text, limit=bench.limit))


@contextmanager
def _library(bench: _Bench, encoder: Encoder, *without: Part) -> Iterator[Library]:
    library = Library(Settings(data_dir=bench.data_dir, without=without), encoder)
    try:
        yield library
    finally:
        library.close()


def _peer_documents(bench: _Bench, path: Path, encoder: Encoder) -> list[PeerDocument]:
    """A BEIR folder's texts as they are; of files, which peers would read less well, what this product read."""
    if bench.question_set.retrieval_only:
        return [PeerDocument(f"{id_}.txt", None, text) for id_, text in load_beir(path).documents.items()]
    with _library(bench, encoder) as library:
        listed = InProcessAsker(library.settings, library=library).documents()
        return [PeerDocument(d.source, d.document_number, library.documents.text(d.id)) for d in listed]


def _peer(bench: _Bench, name: str, documents: Sequence[PeerDocument], encoder: Encoder) -> Row:
    try:
        search = PEERS[name](documents, encoder, limit=bench.limit)
    except ImportError as error:
        return Row(name, missing=f"not installed ({error.name}): pip install 'chidao[bench]'")
    return bench.row(name, search)


def _table(rows: Sequence[Row], figures: Sequence[str]) -> Table:
    table = Table("system", title="as written | without diacritics")
    names = (*figures, MEDIAN)
    for name in names * 2:
        table.add_column(name.removeprefix("retrieval_").replace("ndcg", "nDCG"), justify="right")
    for row in rows:
        cells = [cell for half in (row.written, row.stripped) for cell in _cells(half, names)]
        table.add_row(f"{row.system}  {row.missing}".rstrip(), *cells)
    return table


def _told(figures: Figures | None) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in (figures or {}).items())


def _cells(figures: Figures | None, names: Sequence[str]) -> list[str]:
    if figures is None:
        return ["–"] * len(names)
    return [f"{figures[name]:.1f}" if name == MEDIAN else f"{figures[name]:.3f}" for name in names]


if __name__ == "__main__":
    main()

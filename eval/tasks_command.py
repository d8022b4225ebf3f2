"""``chidao eval tasks``: how well the tasks of real documents are read, without an encoder and without a store."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.errors import EvaluationError
from eval.tasks_gold import GoldDocument, GoldSet, development_sets, load_gold_set
from eval.tasks_places import SpacelessText, find_region, place_tasks
from eval.tasks_report import MeasuredDocument, as_json, error_lines, figures_table
from eval.tasks_scoring import Alignment, align
from index.document import Document, build_document, sha256_of
from index.errors import ReadError
from index.file_walk import walk
from index.readers.reading import read_bytes
from index.settings import load_settings


def measure_tasks(
    documents: Path, names: Sequence[str] = (), *, errors: bool = False, json_file: Path | None = None
) -> int:
    """Read the documents of the gold sets ``names`` (the development sets when none is named) from the folder
    ``documents``, compare, print; returns 0.

    Raises ``EvaluationError`` where a set or a document is missing or cannot be read, or ``json_file`` not written.
    """
    from rich.console import Console

    console = Console()
    sets = [load_gold_set(name) for name in names or development_sets()]
    measured = list(_measured(sets, _paths(documents, sets)))
    console.print(figures_table(measured))
    for line in error_lines(measured) if errors else ():
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if json_file:
        _write(json_file, json.dumps(as_json(measured), ensure_ascii=False, indent=2) + "\n")
    return 0


def compare_document(document: Document, gold: GoldDocument) -> Alignment:
    """Hold a document's tasks against those a reader found; raises ``EvaluationError`` where the gold is not in it."""
    text = SpacelessText.of(document.text)
    region = find_region(text, gold)
    tasks, optional = (place_tasks(text, gold.name, some, region) for some in (gold.tasks, gold.optional))
    return align(document.text, tasks, document.tasks, region, optional)


def read_for_tasks(path: Path) -> Document:
    """A document as it is ingested; raises ``EvaluationError`` where it cannot be read."""
    try:
        data = path.read_bytes()
        read = read_bytes(data, path.name, max_bytes=load_settings().max_file_bytes)
    except (ReadError, OSError) as error:
        raise EvaluationError(f"{path}: {error}") from error
    return build_document(read, source=path.name, location=str(path), data_sha256=sha256_of(data))


def _measured(sets: Sequence[GoldSet], paths: dict[str, Path]) -> Iterator[MeasuredDocument]:
    # A document of two sets is read once.
    read: dict[str, Document] = {}
    for gold_set in sets:
        for gold in gold_set.documents:
            if gold.name not in read:
                read[gold.name] = read_for_tasks(paths[gold.name])
            alignment = compare_document(read[gold.name], gold)
            yield MeasuredDocument(gold_set.name, gold_set.kind, gold.name, alignment)


def _paths(documents: Path, sets: Sequence[GoldSet]) -> dict[str, Path]:
    """The files that the sets speak of, by name, wherever below the folder they lie."""
    paths = {file.path.name: file.path for file in walk([documents]).files}
    missing = sorted({gold.name for gold_set in sets for gold in gold_set.documents} - paths.keys())
    if missing:
        raise EvaluationError(
            f"Không thấy trong {documents}: {', '.join(missing)}. Hãy chỉ thư mục khác bằng --documents."
        )
    return paths


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise EvaluationError(f"Không ghi được {path}: {error.strerror or error}.") from error

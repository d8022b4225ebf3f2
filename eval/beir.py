"""BEIR folders: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels.tsv``, as they lie on disk."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Texts by document id, questions by query id, and the documents that are right for each query."""

    documents: dict[str, str]
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


def load_beir(folder: Path) -> RetrievalSet:
    """Read a BEIR folder; a title stands on a line of its own before the text."""
    documents = {
        row["_id"]: "\n".join(part for part in (row.get("title", ""), row["text"]) if part)
        for row in _rows(folder / "corpus.jsonl")
    }
    qrels: dict[str, dict[str, int]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            qrels.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    queries = {row["_id"]: row["text"].strip() for row in _rows(folder / "queries.jsonl") if row["_id"] in qrels}
    return RetrievalSet(documents, queries, qrels)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)

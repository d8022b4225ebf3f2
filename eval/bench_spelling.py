"""How well questions typed without diacritics, with slips or with leftover keys are read again.

python -m eval.bench_spelling
python -m eval.bench_spelling --documents ../shared/corpus/official --beir ../shared/bench/mlqa-vi-dev
"""

import difflib
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval import spelling_slips
from eval.beir import load_beir
from eval.check_labels import texts_below
from eval.question_set import load_question_set
from index.knowledge.syllables import SyllableModel
from index.text.folding import has_diacritics
from index.text.tokens import tokenize
from rag.spelling.restoration import Restored, restore

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
WAYS: tuple[spelling_slips.Spoiler, ...] = (
    spelling_slips.without_marks,
    spelling_slips.half_marked,
    spelling_slips.one_slip,
    spelling_slips.one_slip_without_marks,
    spelling_slips.one_mark_wrong,
    spelling_slips.one_telex,
    spelling_slips.all_telex,
)
# "TTHC", "VNeID", "226/CĐ-TTg": nothing is restored in them.
_CODE = re.compile(r"\d|[^\W\d_][A-ZĐ]")


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents as a model, and questions about them that are written well."""

    name: str
    model: SyllableModel
    questions: tuple[str, ...]


def main(
    documents: Annotated[list[Path] | None, typer.Option(help="Văn bản của directives-dev.")] = None,
    beir: Annotated[Path, typer.Option(help="Thư mục BEIR.")] = SHARED / "bench" / "mlqa-vi-dev",
    seed: int = 0,
) -> None:
    """Print a table for each collection, then what happens to well written questions."""
    folders = documents or [SHARED / "corpus" / "official", SHARED / "corpus" / "press"]
    collections = list(_collections(folders, beir))
    for collection in collections:
        typer.echo(f"\n{collection.name}: {len(collection.questions)} câu hỏi")
        for way in WAYS:
            chance = random.Random(seed)
            typed = [way(question, chance) for question in collection.questions]
            _report(way.__name__, typed, collection)
    typer.echo("\nCâu viết đúng bị đổi (mô hình × câu hỏi):")
    for own in collections:
        for other in collections:
            _report_false_changes(own, other)


def _collections(folders: Sequence[Path], beir: Path) -> Iterator[Collection]:
    for name, paths in (("directives-dev", folders), ("samples-dev", [PROJECT / "samples"])):
        if all(path.exists() for path in paths):
            texts = [text.text for text in texts_below(paths)]
            questions = load_question_set(PROJECT / "eval" / "sets" / f"{name}.jsonl").questions
            written = (q.question for q in questions if not {"typo", "unaccented"} & set(q.tags))
            yield Collection(name, SyllableModel.everyday().learn(texts), _accented(written))
    if beir.exists():
        held = load_beir(beir)
        model = SyllableModel.everyday().learn(held.documents.values())
        yield Collection(beir.name, model, _accented(iter(held.queries.values())))


def _accented(questions: Iterator[str]) -> tuple[str, ...]:
    return tuple(question for question in questions if has_diacritics(question))


def _report(name: str, typed: Sequence[str], collection: Collection) -> None:
    seconds = [0.0] * len(typed)
    restored: list[Restored] = []
    for number, question in enumerate(typed):
        start = time.perf_counter()
        restored.append(restore(question, collection.model))
        seconds[number] = time.perf_counter() - start
    shares = [_agreement(r.text, wanted) for r, wanted in zip(restored, collection.questions, strict=True)]
    right, all_ = (sum(column) for column in zip(*shares, strict=True))
    as_typed = [_agreement(t, wanted) for t, wanted in zip(typed, collection.questions, strict=True)]
    before = sum(share for share, _ in as_typed) / all_
    whole = float(np.mean([share == count for share, count in shares]))
    trust = float(np.mean([r.trust for r in restored]))
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    typer.echo(
        f"  {name:24} âm tiết {before:6.1%} → {right / all_:6.1%}   cả câu {whole:6.1%}   độ tin {trust:.3f}"
        f"   tương quan {_correlation(restored, shares):+.2f}   {p50:.1f} ms, p95 {p95:.1f} ms"
    )


def _agreement(read: str, wanted: str) -> tuple[int, int]:
    """How many of the wanted syllables stand in their place, and how many there are; without figures and codes."""
    got, right = _syllables(read), _syllables(wanted)
    if len(got) == len(right):
        return sum(a == b for a, b in zip(got, right, strict=True)), len(right)
    blocks = difflib.SequenceMatcher(a=got, b=right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks), len(right)


def _syllables(text: str) -> list[str]:
    words = " ".join(word for word in text.split() if not _CODE.search(word))
    return [token for run in tokenize(words) for token in run if token.isalpha()]


def _correlation(restored: Sequence[Restored], shares: Sequence[tuple[int, int]]) -> float:
    trusts = np.array([r.trust for r in restored])
    right = np.array([share / count for share, count in shares])
    return float(np.corrcoef(trusts, right)[0, 1]) if trusts.std() and right.std() else float("nan")


def _report_false_changes(own: Collection, other: Collection) -> None:
    read = [restore(question, own.model) for question in other.questions]
    changed = [r for r in read if r.changed]
    typer.echo(f"  {own.name} × {other.name}: {len(changed)} trong {len(read)}")
    for r in changed:
        typer.echo("      " + ", ".join(f"{typed} → {got}" for typed, got in r.corrections))


if __name__ == "__main__":
    typer.run(main)

"""``chidao eval run``: from a question set to a folder of results, metrics and a report."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from eval.asking import Asker, open_asker
from eval.configuration import Selection, configuration
from eval.metrics_file import Metrics, deterministic_metrics, overhead_share
from eval.question_set import QuestionSet, load_question_set
from eval.records import Record
from eval.run_folder import JUDGEMENTS, RunFolder
from eval.running import ask_all, score_all, select

if TYPE_CHECKING:
    from rich.console import Console

    from index.encoder.encoder import Encoder
    from index.settings import Settings

EXIT_SOME_FAILED = 1
EXIT_INTERRUPTED = 130
# What a reader of the terminal wants to see first; the rest is in the report.
_HEADLINES = (
    "answer_right", "citation_right", "refusal_precision", "refusal_recall", "verbatim", "numbers_supported",
    "follow_up_right", "retrieval_r@1", "retrieval_r@5", "mrr@10", "ndcg@10",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command was told; ``out`` is ``runs/<set>-<time>`` unless given."""

    out: Path | None = None
    url: str | None = None
    key: str | None = None
    selection: Selection = field(default_factory=Selection)
    fresh: bool = False
    with_ragas: bool = True
    with_report: bool = True


def run(settings: "Settings", set_path: Path, options: RunOptions) -> int:
    """Ask, score, report; the exit code is 1 when a question could not be answered because of a failure."""
    from rich.console import Console

    from eval.judge_model import is_judge_configured

    console = Console(stderr=True)
    question_set = load_question_set(set_path)
    if options.with_ragas:
        is_judge_configured(settings)
    out = options.out or Path("runs") / f"{question_set.name}-{datetime.now():%Y%m%d-%H%M%S}"
    try:
        with open_asker(settings, url=options.url, key=options.key) as asker:
            metrics = evaluate(settings, question_set, asker, out, options, console)
    except KeyboardInterrupt:
        console.print(f"\nĐã dừng. Các câu đã hỏi được giữ; chạy tiếp bằng đúng lệnh này với --out {out}.")
        return EXIT_INTERRUPTED
    _print(metrics, out, console)
    if options.with_report:
        _report(out, console)
    return EXIT_SOME_FAILED if metrics["errors"] else 0


def evaluate(
    settings: "Settings", question_set: QuestionSet, asker: Asker, out: Path, options: RunOptions, console: "Console"
) -> Metrics:
    """One run into the folder ``out``; the metrics that were written there."""
    questions = select(question_set, options.selection)
    folder = RunFolder(
        out, configuration(out.name, question_set, options.selection, settings, asker), fresh=options.fresh
    )
    _load(asker)
    started = time.perf_counter()
    with _bar(console, "Hỏi") as progress:
        asked = ask_all(asker, questions, folder, progress, retrieval_only=question_set.retrieval_only)
    score_all(asked.records, question_set)
    metrics = deterministic_metrics(asked.records, folder.configuration)
    metrics["overhead_share"] = overhead_share(time.perf_counter() - started, asked.waited_seconds)
    # Kept before models are asked, which may take long or fail.
    folder.finish(asked.records, metrics)
    if options.with_ragas and not question_set.retrieval_only:
        metrics |= _with_models(settings, asker, asked.records, folder, console)
        folder.finish(asked.records, metrics)
    return metrics


def _load(asker: Asker) -> None:
    """Load model, store and measures, so that the first question is not charged with it."""
    import ir_measures

    list(ir_measures.iter_calc([ir_measures.R @ 1], {"q": {"d": 1}}, {"q": {"d": 1.0}}))
    asker.search("chỉ đạo", limit=1)


def _with_models(
    settings: "Settings", asker: Asker, records: Sequence[Record], folder: RunFolder, console: "Console"
) -> Metrics:
    """ragas' figures, and the judge's where one is configured."""
    from eval.judge_model import JudgeLimits, is_judge_configured, open_judge
    from eval.ragas_metrics import add_ragas_scores
    from eval.reference_passages import find_reference_passages

    limits, seed = JudgeLimits(), folder.configuration["seed"]
    encoder = _encoder(settings, asker)
    with console.status("Tính các chỉ số của ragas…"):
        find_reference_passages(asker, records)
        found: Metrics = {"ragas": add_ragas_scores(records, encoder, seed=seed)}
    if is_judge_configured(settings):
        import asyncio

        from eval.judge_metrics import judge_all

        kept = folder.path / JUDGEMENTS
        with _bar(console, "Chấm") as progress:
            endpoint = open_judge(settings, limits)
            judging = judge_all(records, endpoint, encoder, kept, limits=limits, seed=seed, progress=progress)
            found["judge"] = asyncio.run(judging)
    return found


def _encoder(settings: "Settings", asker: Asker) -> "Encoder":
    from eval.asking_in_process import InProcessAsker
    from index.encoder.encoder import open_encoder

    return asker.library.encoder() if isinstance(asker, InProcessAsker) else open_encoder(settings)


def _report(out: Path, console: "Console") -> None:
    from eval.report.writing import write_report

    console.print(f"Báo cáo: {write_report(out)}")


def _print(metrics: Metrics, out: Path, console: "Console") -> None:
    from rich.table import Table

    from eval.metric_names import metric_name

    table = Table("Chỉ số", "Giá trị", "Khoảng 95 %", "Số câu")
    for name in _HEADLINES:
        found = metrics["metrics"].get(name)
        if found and found["n"]:
            shown = metric_name(name)
            interval = shown.interval(found["low"], found["high"])
            table.add_row(shown.label, shown.written(found["value"]), interval, str(found["n"]))
    console.print(table)
    if metrics["errors"]:
        console.print(f"{metrics['errors']} câu không hỏi được vì lỗi; xem trường “error” trong results.jsonl.")
    judge = metrics.get("judge")
    if judge:
        console.print(
            f"Mô hình chấm {judge['model']}: {judge['asked']} lượt chấm, hỏng {judge['failed']}, "
            f"không ra số {judge['nan']}; các lượt này không tính vào trung bình."
        )
    console.print(f"Kết quả: {out}")


@contextmanager
def _bar(console: "Console", label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar; gives what moves it to ``done`` of ``total``."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)

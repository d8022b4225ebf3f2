"""Writes the report of a finished run into its folder."""

from pathlib import Path

from eval.finished_run import read_run
from eval.report.page import report_html
from eval.report.summary import report_markdown

HTML, MARKDOWN = "report.html", "report.md"


def write_report(folder: Path) -> Path:
    """Write ``report.html`` and ``report.md`` beside the results; returns the path of the page.

    Raises ``EvaluationError`` where the folder holds no finished run.
    """
    run = read_run(folder)
    _write(folder / MARKDOWN, report_markdown(run))
    return _write(folder / HTML, report_html(run))


def _write(path: Path, text: str) -> Path:
    # A model may send half a surrogate pair, which no file can hold.
    path.write_bytes(text.encode("utf-8", "replace"))
    return path

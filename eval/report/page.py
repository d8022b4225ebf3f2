"""report.html: one offline page. Whatever documents, questions and models wrote is escaped by the template."""

import base64
import hashlib
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from eval.finished_run import FinishedRun, QuestionResult
from eval.metric_names import decimal, metric_name
from eval.report import tables
from eval.report.plots import draw_plots
from eval.verdict import verdict_of, worst_first

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = "report/templates"


def report_html(run: FinishedRun) -> str:
    """The whole page."""
    from markupsafe import Markup

    script = _own_file("report.js")
    # Only this project's own style, script and drawings stand in the page unescaped.
    own = {
        "style": Markup(_own_file("report.css")),
        "script": Markup(script),
        "plots": {name: Markup(svg) for name, svg in draw_plots(run).items()},
    }
    template = _environment().from_string(_own_file("report.html.j2"))
    tags = _tags(run)
    rows = [_row(at, result, tags) for at, result in enumerate(worst_first(run.results))]
    return template.render(run=run, tables=tables, rows=rows, tags=tags, script_hash=_hash(script), **own)


def _environment() -> "Environment":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["seconds"] = lambda ms: "–" if ms is None else f"{decimal(ms / 1000, 2)} s"
    return environment


def _own_file(name: str) -> str:
    return files("eval").joinpath(f"{_TEMPLATES}/{name}").read_text("utf-8")


def _hash(script: str) -> str:
    """What a content security policy calls a script by, so that no other may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _tags(run: FinishedRun) -> list[str]:
    return sorted({tag for result in run.results for tag in result.tags})


def _row(at: int, result: QuestionResult, tags: list[str]) -> dict[str, Any]:
    """A question with what the page's list sorts and searches by."""
    answer_right = result.scores.get("answer_right", result.scores.get("refusal_right"))
    return {
        "at": at,
        "result": result,
        "verdict": verdict_of(result),
        "scores": [(metric_name(name), value) for name, value in result.scores.items()],
        "judge": [(metric_name(name), value) for name, value in result.judge.items()],
        # By their place: a browser takes spaces and signs off the names of options.
        "tags": [tags.index(tag) for tag in result.tags],
        "right": -1 if answer_right is None else answer_right,
        "sought": folded(f"{result.id} {result.question} {result.answer} {result.reference} {' '.join(result.tags)}"),
    }


def folded(text: str) -> str:
    """Small letters without marks, as the page's search folds what is typed."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("đ", "d")

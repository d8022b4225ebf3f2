"""The report's plots, drawn by matplotlib as SVG that takes its colours from the page."""

import io
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from eval.finished_run import FinishedRun, number, section
from eval.metric_names import decimal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colours that stand for the page's own, light or dark; see report.css.
_COLOURS = {"#010101": "var(--ink)", "#020202": "var(--line)", "#030303": "var(--accent)", "#040404": "var(--second)"}
_INK, _LINE, _ACCENT, _SECOND = _COLOURS
_WIDTH, _HEIGHT = 5.0, 3.3
_MOST_TAGS = 16
_LONGEST_TAG = 24


def draw_plots(run: FinishedRun) -> dict[str, str]:
    """SVG by plot: ``risk_coverage``, ``latency``, ``by_tag``, ``calibration``; those without data are left out."""
    drawn = {
        "risk_coverage": _risk_coverage(_points(run.metrics.get("risk_coverage"), "coverage", "risk")),
        "by_tag": _by_tag(section(run.metrics, "by_tag")),
        "calibration": _calibration(_points(run.metrics.get("calibration"), "chance", "right", "n")),
        "latency": _latency([result.wall_ms for result in run.results if result.wall_ms is not None]),
    }
    return {name: svg for name, svg in drawn.items() if svg}


def _points(rows: object, *keys: str) -> list[tuple[float, ...]]:
    """The rows that have a number under every key."""
    objects = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    values = [tuple(number(row.get(key)) for key in keys) for row in objects]
    return [tuple(v for v in row if v is not None) for row in values if None not in row]


def _risk_coverage(points: list[tuple[float, ...]]) -> str:
    def draw(axes: "Axes") -> None:
        covered = sorted(points)
        axes.plot([100 * p[0] for p in covered], [100 * p[1] for p in covered], color=_ACCENT, lw=2)
        axes.set(xlabel="Phần câu hỏi được trả lời (%)", ylabel="Phần trả lời sai (%)", xlim=(0, 100), ylim=(0, None))

    return _svg("risk", draw) if points else ""


def _calibration(points: list[tuple[float, ...]]) -> str:
    def draw(axes: "Axes") -> None:
        axes.plot([0, 100], [0, 100], color=_LINE, lw=1.5, ls="--")
        most = max(p[2] for p in points) or 1
        sizes = [20 + 180 * p[2] / most for p in points]
        chance, right = [100 * p[0] for p in points], [100 * p[1] for p in points]
        axes.scatter(chance, right, s=sizes, color=_ACCENT, alpha=0.75, linewidths=0, zorder=3, clip_on=False)
        axes.set(xlabel="Mức tin của hệ thống (%)", ylabel="Thực tế đúng (%)", xlim=(0, 100), ylim=(0, 102))

    return _svg("calibration", draw) if points else ""


def _latency(times: list[float]) -> str:
    def draw(axes: "Axes") -> None:
        import numpy as np

        counts, _, _ = axes.hist(
            [t / 1000 for t in times], bins=min(30, max(8, len(times) // 4)), color=_ACCENT, alpha=0.75
        )
        top = 1.3 * float(np.max(counts))
        for share, height, side, away in ((50, 1.0, "left", 4), (95, 0.9, "right", -4)):
            at = float(np.percentile(times, share)) / 1000
            axes.axvline(at, color=_SECOND, lw=1.5, ls="--")
            words = f"p{share}: {decimal(at, 2)} s"
            axes.annotate(words, (at, top * height), (away, 0), textcoords="offset points", ha=side, va="top")
        axes.locator_params("y", integer=True)
        axes.xaxis.set_major_formatter(lambda at, _: decimal(at, 2))
        axes.set(xlabel="Thời gian chờ một câu trả lời (giây)", ylabel="Số câu hỏi", ylim=(0, top))

    return _svg("latency", draw) if times else ""


def _by_tag(by_tag: Mapping[str, Any]) -> str:
    rows = [(tag, *found) for tag, scores in by_tag.items() if (found := _score_of(scores))]
    rows = sorted(sorted(rows, key=lambda row: -row[4])[:_MOST_TAGS], key=lambda row: -row[1])

    def draw(axes: "Axes") -> None:
        for at, (tag, value, low, high, n, refusal) in enumerate(rows):
            colour = _SECOND if refusal else _ACCENT
            axes.plot([100 * low, 100 * high], [at, at], color=colour, lw=2, alpha=0.55, solid_capstyle="round")
            axes.plot([100 * value], [at], "D" if refusal else "o", color=colour, ms=7, clip_on=False, zorder=3)
            # A tag is anyone's text: never a formula.
            name = tag if len(tag) <= _LONGEST_TAG else tag[: _LONGEST_TAG - 1] + "…"
            axes.text(-3, at, f"{_plain(name)} ({n})", ha="right", va="center", color=_INK, parse_math=False)
        axes.set(yticks=[], xlabel="Đúng (%)", xlim=(0, 100), ylim=(-0.6, len(rows) - 0.4))

    return _svg("tags", draw, height=0.9 + 0.27 * len(rows)) if rows else ""


def _score_of(scores: object) -> tuple[float, float, float, int, bool] | None:
    """A tag's value, interval, number of questions, and whether it is about refusing."""
    for name in ("answer_right", "refusal_right"):
        entry = section(scores, name) if isinstance(scores, dict) else {}
        value = number(entry.get("value"))
        if value is not None and entry.get("n"):
            low, high = number(entry.get("low")), number(entry.get("high"))
            spread = (value if low is None else low, value if high is None else high)
            return value, *spread, int(number(entry["n"]) or 0), name == "refusal_right"
    return None


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())


def _svg(name: str, draw: Callable[["Axes"], None], height: float = _HEIGHT) -> str:
    """One figure, without a window system, a style file or anything fetched."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    style: Any = {
        "svg.fonttype": "none", "svg.hashsalt": name, "font.family": "DejaVu Sans", "font.size": 10,
        "text.color": _INK, "axes.labelcolor": _INK, "xtick.color": _INK, "ytick.color": _INK,
        "axes.edgecolor": _LINE, "axes.spines.top": False, "axes.spines.right": False, "text.usetex": False,
    }  # fmt: skip
    with rc_context(style):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        draw(axes)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _inline(name, file.getvalue())


def _inline(name: str, svg: str) -> str:
    """The bare ``<svg>`` element: the page's colours, and ids that no other figure of the page has."""
    svg = svg[svg.index("<svg") :]
    for stand_in, colour in _COLOURS.items():
        svg = svg.replace(stand_in, colour)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(href="|url\()#', rf"\1#{name}-", svg)
    # The page decides how large it is.
    opening, rest = svg.split(">", 1)
    return re.sub(r' (width|height)="[^"]*"', "", opening) + ">" + rest

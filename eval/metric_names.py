"""What a metric is called in Vietnamese, how it is written, and which way is better."""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Unit = Literal["share", "number"]
Better = Literal["higher", "lower", "neither"]
NO_VALUE = "–"


@dataclass(frozen=True, slots=True)
class MetricName:
    """A metric for people; ``unit`` is ``share`` where 1 is shown as 100 %."""

    name: str
    label: str
    unit: Unit
    better: Better
    meaning: str = ""

    def written(self, value: float | None) -> str:
        """A value as people read it, with a decimal comma."""
        if value is None or not math.isfinite(value):
            return NO_VALUE
        if self.unit == "share":
            return f"{decimal(100 * value, 1 if 0 < abs(value) < 0.1 else 0)} %"
        return decimal(value, 1 if abs(value) >= 10 else 2)

    def interval(self, low: float | None, high: float | None) -> str:
        """``63–78 %``; nothing where there is no interval, or one without width.

        Resampling questions that all came out alike tells nothing of others: ``100–100 %`` would claim certainty.
        """
        if low is None or high is None or low == high:
            return ""
        if self.unit == "share":
            return f"{decimal(100 * low, 0)}–{decimal(100 * high, 0)} %"
        return f"{decimal(low, 1)}–{decimal(high, 1)}"


def decimal(value: float, digits: int) -> str:
    """A number with a decimal comma, and without a sign before zero."""
    written = f"{value:.{digits}f}"
    return (written.lstrip("-") if float(written) == 0 else written).replace(".", ",")


def metric_name(name: str) -> MetricName:
    """How a metric is shown; one that the list does not know is shown by its own name, as a plain number."""
    return known_metrics().get(name) or MetricName(name, name, "number", "higher")


@cache
def known_metrics() -> dict[str, MetricName]:
    """The listed metrics in the order in which they are shown."""
    rows = _rows("metric_names.tsv")
    return {row[0]: MetricName(row[0], row[1], _unit(row[2]), _better(row[3]), row[4]) for row in rows}


@cache
def field_names() -> dict[str, str]:
    """What the fields of metrics.json beside the metrics are called."""
    return {row[0]: row[1] for row in _rows("field_names.tsv")}


def _rows(name: str) -> list[list[str]]:
    lines = files("eval").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _unit(word: str) -> Unit:
    return "share" if word == "share" else "number"


def _better(word: str) -> Better:
    return "higher" if word == "higher" else "lower" if word == "lower" else "neither"

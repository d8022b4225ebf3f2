"""The limits of a gate: how far a metric may drop from A to B, and what it must reach in B."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.comparison import Comparison, set_values
from eval.errors import EvaluationError
from eval.metric_names import MetricName, metric_name

# Rounding must not push a difference past its limit.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """One limit held against what was found; ``kind`` is ``max_drop``, ``min`` or ``new_errors``."""

    kind: str
    metric: MetricName
    limit: float
    found: float
    past: bool


def parse_limits(option: str, values: Sequence[str]) -> dict[str, float]:
    """``["answer_right=0.02"]`` as a mapping; raises ``EvaluationError`` naming what is wrong."""
    return dict(_parse(option, value) for value in values)


def _parse(option: str, value: str) -> tuple[str, float]:
    name, _, written = value.partition("=")
    try:
        limit = float(written)
    except ValueError:
        limit = math.nan
    if not name.strip() or not math.isfinite(limit):
        raise EvaluationError(f"{option} {value}: cần dạng CHỈ_SỐ=SỐ, ví dụ {option} answer_right=0.02.")
    return name.strip(), limit


def check_limits(
    comparison: Comparison, *, max_drop: Mapping[str, float], minimum: Mapping[str, float]
) -> list[LimitCheck]:
    """Hold the comparison against its limits; none are checked where none are given.

    A gate also fails on errors that A did not have, because a question that failed has no scores to drop. Raises
    ``EvaluationError`` for a metric that the runs do not have, and where B was not asked all of A's questions.
    """
    if not max_drop and not minimum:
        return []
    if comparison.only_a:
        raise EvaluationError(
            f"{comparison.b.folder} thiếu {len(comparison.only_a)} câu hỏi của {comparison.a.folder} "
            f"({', '.join(comparison.only_a[:5])}); hãy chạy tiếp chidao eval run cho đủ bộ."
        )
    checks = [_drop(comparison, name, limit) for name, limit in max_drop.items()]
    checks += [_minimum(comparison, name, limit) for name, limit in minimum.items()]
    if "errors" not in max_drop:
        checks.append(_new_errors(comparison))
    return checks


def _drop(comparison: Comparison, name: str, limit: float) -> LimitCheck:
    difference = comparison.metrics.get(name)
    if difference is None:
        raise _missing(name, comparison)
    return LimitCheck(
        "max_drop", difference.metric, limit, difference.worsening, difference.worsening > limit + _TOLERANCE
    )


def _minimum(comparison: Comparison, name: str, limit: float) -> LimitCheck:
    values = set_values(comparison.b)
    difference = comparison.metrics.get(name)
    found = values.get(name, difference.after if difference else None)
    if found is None:
        raise _missing(name, comparison)
    return LimitCheck("min", metric_name(name), limit, found, found < limit - _TOLERANCE)


def _new_errors(comparison: Comparison) -> LimitCheck:
    difference = comparison.metrics["errors"]
    return LimitCheck("new_errors", difference.metric, 0.0, difference.worsening, difference.worsening > _TOLERANCE)


def _missing(name: str, comparison: Comparison) -> EvaluationError:
    known = ", ".join(comparison.metrics)
    return EvaluationError(f"Hai lượt chạy không cùng có chỉ số “{name}”; các chỉ số so được: {known}.")

"""A finished run read back from its folder: results.jsonl question by question, metrics.json as a whole."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvaluationError

RESULTS, METRICS = "results.jsonl", "metrics.json"


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What became of one question. A score or judgement that does not apply is not in ``scores`` or ``judge``."""

    id: str
    question: str
    answerable: bool
    answer: str
    abstained: bool
    reference: str
    mode: str
    error: str
    confidence: float | None
    history: tuple[Mapping[str, Any], ...]
    tags: tuple[str, ...]
    doc: tuple[str, ...]
    anchor: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    citations: tuple[Mapping[str, Any], ...]
    statements: tuple[Mapping[str, Any], ...]
    retrieved: tuple[Mapping[str, Any], ...]
    scores: Mapping[str, float]
    judge: Mapping[str, float]
    judge_errors: Mapping[str, str]
    timings_ms: Mapping[str, float]

    @property
    def wall_ms(self) -> float | None:
        """How long the person waited, in milliseconds."""
        return self.timings_ms.get("wall", self.timings_ms.get("total"))


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """A run's folder in memory; ``metrics`` is metrics.json as it stands."""

    folder: Path
    results: tuple[QuestionResult, ...]
    metrics: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The run's own name, or its folder's."""
        return str(section(self.metrics, "run").get("name") or self.folder.name)


def read_run(folder: Path) -> FinishedRun:
    """Read a run's folder; raises ``EvaluationError`` where it is not one or is damaged."""
    lines = _text(folder / RESULTS).split("\n")
    results = [_result(line, folder / RESULTS, at) for at, line in enumerate(lines, 1) if line.strip()]
    if not results:
        raise EvaluationError(f"{folder / RESULTS} không có câu hỏi nào; hãy chạy lại chidao eval run.")
    try:
        metrics = json.loads(_text(folder / METRICS))
    except ValueError as error:
        raise EvaluationError(f"{folder / METRICS} không phải JSON ({error}); hãy chạy lại chidao eval run.") from error
    if not isinstance(metrics, dict):
        raise EvaluationError(f"{folder / METRICS} phải là một đối tượng JSON; hãy chạy lại chidao eval run.")
    return FinishedRun(folder, tuple(results), metrics)


def section(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """An object inside an object, empty where it is missing."""
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def number(value: object) -> float | None:
    """A finite number, or ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise EvaluationError(f"Không có {path}; thư mục này không phải kết quả của chidao eval run.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"Không đọc được {path}: {error}.") from error


def _result(line: str, path: Path, at: int) -> QuestionResult:
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise EvaluationError(f"{path}, dòng {at}: không phải JSON ({error}).") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not isinstance(raw.get("question"), str):
        raise EvaluationError(f"{path}, dòng {at}: thiếu “id” hoặc “question”.")
    judge = section(raw, "judge")
    return QuestionResult(
        id=raw["id"],
        question=raw["question"],
        answerable=bool(raw.get("answerable", True)),
        answer=str(raw.get("answer") or ""),
        abstained=bool(raw.get("abstained")),
        reference=str(raw.get("reference") or ""),
        mode=str(raw.get("mode") or ""),
        error=str(raw.get("error") or ""),
        confidence=number(raw.get("confidence")),
        history=_objects(raw.get("history")),
        tags=_words(raw.get("tags")),
        doc=_words(raw.get("doc")),
        anchor=_words(raw.get("anchor")),
        must=tuple(_words(group) for group in _list(raw.get("must"))),
        citations=_objects(raw.get("citations")),
        statements=_objects(raw.get("statements")),
        retrieved=_objects(raw.get("retrieved")),
        scores=_numbers(section(raw, "scores")),
        judge=_numbers(judge),
        judge_errors={str(name): str(why) for name, why in section(judge, "errors").items()},
        timings_ms=_numbers(section(raw, "timings_ms")),
    )


def _list(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _objects(value: object) -> tuple[Mapping[str, Any], ...]:
    return tuple(item for item in _list(value) if isinstance(item, dict))


def _words(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in _list(value))


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    finite = {str(name): number(value) for name, value in values.items()}
    return {name: value for name, value in finite.items() if value is not None}

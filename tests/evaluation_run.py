"""A finished run made up for tests: results.jsonl and metrics.json as `chidao eval run` writes them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

QUOTE = "Bộ Y tế báo cáo Thủ tướng Chính phủ trước ngày 10 tháng 12 năm 2025."


def record(id_: str, *, answerable: bool = True, abstained: bool = False, **changed: Any) -> dict[str, Any]:
    """A question that was answered right, with what ``changed`` says otherwise; ``scores`` are added to."""
    scores: dict[str, float | None] = {
        "answer_right": 1.0,
        "citation_right": 1.0,
        "token_f1": 0.8,
        "refusal_right": None,
    }
    if not answerable:
        scores = {"answer_right": None, "citation_right": None, "refusal_right": float(abstained)}
    elif abstained:
        scores = {"answer_right": 0.0, "citation_right": 0.0, "refusal_right": None}
    citation = {
        "number": 1, "document_id": "d1", "document_number": "227/CĐ-TTg", "source": "cong-dien-227.md",
        "title": "Về mưa lũ", "issued_on": "2025-11-21", "heading": ["II. Nhiệm vụ"], "quote": QUOTE,
        "start": 120, "end": 120 + len(QUOTE), "exact": True,
    }  # fmt: skip
    found = {
        "passage_id": "p1", "document_id": "d1", "document_number": "227/CĐ-TTg", "source": "cong-dien-227.md",
        "start": 100, "end": 400, "text": f"Đoạn tìm được. {QUOTE}", "score": 0.91,
    }  # fmt: skip
    whole = {
        "id": id_, "question": f"Bộ Y tế phải báo cáo khi nào, câu {id_}?", "history": [], "tags": ["deadline"],
        "answerable": answerable, "reference": "Trước ngày 10/12/2025." if answerable else "", "doc": ["227/CĐ-TTg"],
        "anchor": ["trước ngày 10 tháng 12"], "must": [["10/12", "10 tháng 12"]], "abstained": abstained,
        "answer": "Xin lỗi, văn bản không nói." if abstained else f"{QUOTE} [1]", "abstain_reason": None,
        "mode": "extractive", "citations": [] if abstained else [citation], "retrieved": [found],
        "statements": [] if abstained else [{"text": QUOTE, "citations": [1], "verified": True}],
        "judge": {"errors": {}},
        "timings_ms": {"understand": 1, "retrieve": 200, "answer": 30, "total": 231, "wall": 240},
        "confidence": 0.7, "error": None,
    }  # fmt: skip
    return {**whole, **changed, "scores": {**scores, **changed.get("scores", {})}}


def write_run(folder: Path, records: Iterable[dict[str, Any]], **changed: Any) -> Path:
    """A run's folder with the records and the metrics that follow from them; ``changed`` are parts of metrics.json."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = list(records)
    lines = [json.dumps(row, ensure_ascii=at % 2 == 0) for at, row in enumerate(kept)]
    (folder / "results.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    tags = dict.fromkeys(tag for row in kept for tag in row["tags"])
    metrics = {
        "run": {"name": folder.name, "set": "thử", "versions": {"chidao": "0.1.0"}, "seed": 7, "documents": 16},
        "metrics": _means(kept),
        "by_tag": {tag: _means([row for row in kept if tag in row["tags"]]) for tag in tags},
        "latency_ms": {"p50": 240, "p95": 300, "p99": 310, "mean": 250},
        "risk_coverage": [{"coverage": at / 10, "risk": at / 50, "threshold": 1 - at / 10} for at in range(1, 11)],
        "calibration": [{"chance": at / 5, "right": at / 5, "n": at + 1} for at in range(6)],
        "overhead_share": 0.04, "ragas": {}, "judge": {},
    }  # fmt: skip
    (folder / "metrics.json").write_text(json.dumps({**metrics, **changed}, ensure_ascii=False), "utf-8")
    return folder


def _means(records: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    means = {}
    for name in {name for row in records for name in row["scores"]}:
        values = [row["scores"][name] for row in records if row["scores"].get(name) is not None]
        if values:
            mean = sum(values) / len(values)
            means[name] = {"value": mean, "low": max(0, mean - 0.1), "high": min(1, mean + 0.1), "n": len(values)}
    return means

"""The report of a run: report.html and report.md from results.jsonl and metrics.json."""

from eval.report.writing import write_report

__all__ = ["write_report"]

"""A run's folder: what was asked is on disk question by question, and an interrupted run goes on from there."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.configuration import Configuration, differences
from eval.errors import EvaluationError
from eval.records import Record

RUN, RESULTS, METRICS, JUDGEMENTS = "run.json", "results.jsonl", "metrics.json", "judgements.jsonl"
_REPORTS = ("report.html", "report.md")


class RunFolder:
    """The folder of one run, new or gone on with.

    Raises ``EvaluationError`` when it holds something else, or a run with another set or configuration.
    """

    def __init__(self, folder: Path, configuration: Configuration, *, fresh: bool = False) -> None:
        self.path = folder
        self.results = folder / RESULTS
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if fresh:
                self._clear()
            self.configuration = self._begun(configuration)
        except OSError as error:
            raise EvaluationError(f"Không dùng được thư mục kết quả {folder}: {error.strerror or error}.") from error

    def records(self) -> list[Record]:
        """What has been asked already; a last line that was cut off by an interruption is dropped from the file."""
        return read_whole_lines(self.results)

    def append(self, record: Record) -> None:
        """Keep a record, on disk when this returns."""
        append_line(self.results, record)

    def finish(self, records: Sequence[Record], metrics: Mapping[str, Any]) -> None:
        """Put the scored records and the metrics in the place of what was there."""
        _replace(self.results, "".join(_line(record) for record in records))
        _replace(self.path / METRICS, json.dumps(metrics, ensure_ascii=False, indent=2, allow_nan=False) + "\n")

    def _begun(self, configuration: Configuration) -> Configuration:
        if not (self.path / RUN).exists():
            if any((self.path / name).exists() for name in (RESULTS, METRICS)):
                raise EvaluationError(f"{self.path} có kết quả mà không có {RUN}; chọn thư mục khác hoặc thêm --fresh.")
            _replace(self.path / RUN, json.dumps(configuration, ensure_ascii=False, indent=2) + "\n")
            return configuration
        earlier = self._earlier()
        changed = differences(earlier, configuration)
        if changed:
            raise EvaluationError(
                f"{self.path} giữ kết quả của một lượt chạy khác (khác: {', '.join(changed)}). "
                "Chọn --out khác, hoặc thêm --fresh để bỏ kết quả cũ và chạy lại từ đầu."
            )
        return {**configuration, "started_at": earlier["started_at"], "name": earlier["name"]}

    def _earlier(self) -> Configuration:
        try:
            earlier: Configuration = json.loads((self.path / RUN).read_text("utf-8"))
            return {**earlier, "started_at": earlier["started_at"], "name": earlier["name"]}
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{self.path / RUN} bị hỏng; thêm --fresh để chạy lại từ đầu.") from error

    def _clear(self) -> None:
        for name in (RUN, RESULTS, METRICS, JUDGEMENTS, *_REPORTS):
            (self.path / name).unlink(missing_ok=True)


def read_whole_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines; what follows its last line end is cut off, on disk too."""
    if not path.exists():
        return []
    raw = path.read_bytes()
    whole = raw[: raw.rfind(b"\n") + 1]
    if len(whole) < len(raw):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    try:
        return [json.loads(line) for line in whole.decode("utf-8").split("\n") if line]
    except ValueError as error:
        raise EvaluationError(f"{path} bị hỏng ({error}); thêm --fresh để chạy lại từ đầu.") from error


def append_line(path: Path, value: Mapping[str, Any]) -> None:
    """Add an object to a file of JSON lines, flushed to the system: a killed process loses none that were added."""
    with path.open("a", encoding="utf-8") as file:
        file.write(_line(value))


def _line(value: Mapping[str, Any]) -> str:
    # ASCII where a text holds half a surrogate pair, which UTF-8 cannot write.
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return (text if _is_writable(text) else json.dumps(value, allow_nan=False)) + "\n"


def _is_writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _replace(path: Path, text: str) -> None:
    temporary = path.with_suffix(path.suffix + ".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)

"""Gold sets of tasks: JSON lines written by readers, and the regions of documents that they read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.errors import EvaluationError
from index.tasks.task import Deadline

SETS = Path(__file__).parent / "sets" / "tasks"
_SUFFIX = ".jsonl"
_OPTIONAL = "-optional"


@dataclass(frozen=True, slots=True)
class GoldTask:
    """A task as a reader wrote it down: ``quote`` its words in the document, at least their beginning.

    ``occurrence`` says which of several places of the same words is meant, counted from 1.
    """

    quote: str
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline: Deadline | None = None
    occurrence: int | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """All tasks of one document, named by its file, between the words ``first`` and ``last`` (``None``: its edges).

    Of the ``optional`` ones readers may think either way: found or not, they do not count.
    """

    name: str
    tasks: tuple[GoldTask, ...]
    first: str | None = None
    last: str | None = None
    optional: tuple[GoldTask, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A file ``<kind>-<split>.jsonl``; ``kind`` is what its tasks stand in, such as ``prose`` or ``tables``."""

    name: str
    documents: tuple[GoldDocument, ...]

    @property
    def kind(self) -> str:
        """The first word of the set's name."""
        return self.name.partition("-")[0]


def gold_sets(folder: Path = SETS) -> list[str]:
    """The names of the sets there are."""
    names = (path.stem for path in folder.glob(f"*{_SUFFIX}"))
    return sorted(name for name in names if not name.endswith(_OPTIONAL))


def development_sets(folder: Path = SETS) -> list[str]:
    """The names of the sets that may be looked at while rules are written."""
    return [name for name in gold_sets(folder) if name.endswith("-dev")]


def load_gold_set(name: str, folder: Path = SETS) -> GoldSet:
    """Read a set by its name, or by the path of its file.

    Regions are read from ``<kind>-documents.json`` beside it, else from ``documents.json``, and optional tasks from
    ``<name>-optional.jsonl``, where they are there. Raises ``EvaluationError`` naming the file and the line that
    cannot be read.
    """
    path = Path(name) if name.endswith(_SUFFIX) else folder / f"{name}{_SUFFIX}"
    if not path.is_file():
        raise EvaluationError(f"Không có bộ nhãn {path}. Các bộ có sẵn: {', '.join(gold_sets(folder))}.")
    tasks: dict[str, list[GoldTask]] = _tasks(path)
    optional: dict[str, list[GoldTask]] = {}
    if (beside := path.with_name(f"{path.stem}{_OPTIONAL}{_SUFFIX}")).exists():
        optional = _tasks(beside)
    regions = _regions(path)
    documents = [
        GoldDocument(doc, tuple(tasks.get(doc, ())), *regions.get(doc, (None, None)), tuple(optional.get(doc, ())))
        for doc in dict.fromkeys([*regions, *tasks])
    ]
    return GoldSet(path.stem, tuple(documents))


def _tasks(path: Path) -> dict[str, list[GoldTask]]:
    tasks: dict[str, list[GoldTask]] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            tasks.setdefault(fields["doc"], []).append(_task(fields))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path}, dòng {number}: không đọc được nhiệm vụ ({error!r}).") from error
    return tasks


def _task(fields: Mapping[str, Any]) -> GoldTask:
    if not str(fields["quote"]).strip():
        raise ValueError("quote")
    return GoldTask(
        fields["quote"],
        _names(fields.get("lead", [])),
        _names(fields.get("support", [])),
        _deadline(fields.get("deadline")),
        fields.get("occurrence"),
    )


def _names(names: Sequence[str]) -> tuple[str, ...]:
    if not isinstance(names, list):
        raise TypeError("lead, support: list")
    return tuple(names)


def _deadline(fields: Mapping[str, Any] | None) -> Deadline | None:
    if fields is None:
        return None
    return Deadline(fields["text"], _day(fields["from"]), _day(fields["to"]), bool(fields["recurring"]))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _regions(path: Path) -> dict[str, tuple[str | None, str | None]]:
    """First and last words of what was read of each document of this split; one without tasks is there too."""
    kind, _, split = path.stem.partition("-")
    file = next(
        (f for f in (path.with_name(f"{kind}-documents.json"), path.with_name("documents.json")) if f.exists()), None
    )
    if file is None:
        return {}
    regions: dict[str, tuple[str | None, str | None]] = {}
    try:
        for doc, entry in json.loads(_text(file)).items():
            for part in entry if isinstance(entry, list) else [entry]:
                if part["split"] == split:
                    regions[doc] = (part.get("from"), part.get("to"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{file}: không đọc được phần văn bản đã gán nhãn ({error!r}).") from error
    return regions


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"Không đọc được {path}: {error}.") from error

"""Which files an ingestion is about: the paths it was given, folders searched to the bottom."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Files that are no documents: reported as passed over, not as failures.
NOT_DOCUMENTS = frozenset(
    {".json", ".jsonl", ".csv", ".tsv", ".xml", ".yml", ".yaml", ".toml", ".ini", ".cfg", ".py", ".js", ".css"}
    | {".log", ".db", ".sqlite3", ".lock", ".bak", ".tmp"}
)
_CLUTTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read: ``source`` as people wrote it, ``path`` absolute with links resolved."""

    source: str
    path: Path

    @property
    def location(self) -> str:
        """What makes it the same document next time."""
        return printable(str(self.path))


@dataclass(frozen=True, slots=True)
class FileWalk:
    """The files found, in order of their source, and those passed over."""

    files: tuple[FoundFile, ...]
    passed_over: tuple[str, ...]


def walk(paths: Iterable[Path]) -> FileWalk:
    """Find every file below ``paths``; one named itself is always among them, links out of a folder never are."""
    found: dict[Path, FoundFile] = {}
    passed_over: list[str] = []
    for path in paths:
        named = path.is_file()
        for file in [path] if named else _below(path):
            if not named and file.suffix.lower() in NOT_DOCUMENTS:
                passed_over.append(printable(file.as_posix()))
                continue
            resolved = _resolved(file)
            found.setdefault(resolved, FoundFile(printable(file.as_posix()), resolved))
    return FileWalk(tuple(sorted(found.values(), key=lambda f: f.source)), tuple(sorted(passed_over)))


def printable(name: str) -> str:
    """A name whose bytes are no UTF-8, unpacked from an old archive, in a form that can be kept and shown."""
    return name.encode("utf-8", "backslashreplace").decode()


def is_clutter(name: str) -> bool:
    """Whether a file of this name is only a trace that programs leave in folders."""
    return name.startswith("~$") or name.lower() in _CLUTTER


def _resolved(path: Path) -> Path:
    """The path with links resolved; of a link that leads back to itself the link, which then cannot be read."""
    try:
        return path.resolve()
    except (RuntimeError, OSError):
        return path.absolute()


def _below(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(where, name)
            if name.startswith(".") or is_clutter(name):
                continue
            if path.is_symlink() and not _resolved(path).is_relative_to(root):
                continue
            if path.is_file() or not path.exists():
                yield path

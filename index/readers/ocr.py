"""Text recognition by Tesseract, a program of the system: a picture of a page to words with their places.

One thread for each page: on two cores more threads only wait for each other (1.8 s a page against 7.6 s).
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from index.errors import ReadError

LANGUAGE = "vie"
# A page of dense text takes two to five seconds.
_SECONDS_A_PAGE = 90
_PR_SET_PDEATHSIG = 1
_LEAST_CONFIDENCE = 30.0
# Below this mean a page may lie on its side or head.
_UPRIGHT_CONFIDENCE = 65.0
_HOW_TO_INSTALL = (
    "hãy cài Tesseract cùng dữ liệu tiếng Việt (apt install tesseract-ocr tesseract-ocr-vie) rồi nạp lại, "
    "hoặc nạp bản có lớp chữ"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word; lengths in pixels from the left and upper edges, ``line`` names its line on the page."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]
    line_top: int
    line_height: int


def missing() -> str:
    """What is missing for recognising Vietnamese and how to get it; empty where nothing is."""
    program = shutil.which("tesseract")
    if program is None:
        return f"máy chưa có Tesseract; {_HOW_TO_INSTALL}"
    return "" if LANGUAGE in _languages(program) else f"Tesseract chưa có dữ liệu tiếng Việt; {_HOW_TO_INSTALL}"


def recognise(picture: Any, dots_per_inch: int) -> tuple[list[Word], int]:  # noqa: ANN401 (a Pillow image)
    """The words on a grey picture of a page, and by how many degrees it had to be turned to be read.

    Raises ``ReadError`` where Tesseract or its Vietnamese data is missing, fails or takes too long.
    """
    reason = missing()
    if reason:
        raise ReadError(f"Trang là ảnh quét, cần nhận dạng chữ: {reason}.")
    best, turned = _words(picture, dots_per_inch), 0
    if best and _mean(best) < _UPRIGHT_CONFIDENCE:
        for degrees in (90, 180, 270):
            words = _words(picture.rotate(degrees, expand=True), dots_per_inch)
            if _mean(words) > max(_UPRIGHT_CONFIDENCE, _mean(best)):
                best, turned = words, degrees
    return [word for word in best if word.confidence >= _LEAST_CONFIDENCE], turned


def _words(picture: Any, dots_per_inch: int) -> list[Word]:  # noqa: ANN401
    program = shutil.which("tesseract") or "tesseract"
    stream = BytesIO()
    picture.save(stream, "PPM")
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(dots_per_inch), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=stream.getvalue(), capture_output=True, timeout=_SECONDS_A_PAGE, env=environment, check=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"Nhận dạng chữ quá {_SECONDS_A_PAGE} giây một trang; hãy quét lại nhỏ hơn.") from error
    except (subprocess.CalledProcessError, OSError) as error:
        told = getattr(error, "stderr", b"") or b""
        reason = " ".join(told.decode("utf-8", "replace").split())[:200] or str(error)
        raise ReadError(f"Tesseract không nhận dạng được trang: {reason}.") from error
    return _parsed(done.stdout.decode("utf-8", "replace"))


def _end_with_parent() -> None:
    """Have the kernel end this process with the one that reads, which may be ended for taking too long."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _parsed(table: str) -> list[Word]:
    """The words of Tesseract's table; level 4 is a line, level 5 a word."""
    words: list[Word] = []
    top = height = 0
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12:
            continue
        level, _, block, paragraph, line, _, left, word_top, width, word_height = map(int, fields[:10])
        if level == 4:
            top, height = word_top, word_height
        elif level == 5 and fields[11].strip():
            place = (block, paragraph, line)
            words.append(Word(fields[11], left, word_top, width, word_height, float(fields[10]), place, top, height))
    return words


def _mean(words: list[Word]) -> float:
    """The mean confidence, every letter counted."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


@cache
def _languages(program: str) -> frozenset[str]:
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.decode("utf-8", "replace").split())

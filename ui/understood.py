"""How a question was understood, as one line for the reader."""

import re
from collections.abc import Sequence

_BEGINNING = "Đã hiểu: "
# What an answer from the register leaves out, which is told behind its list.
_LEFT_OUT = re.compile(r"Còn \d+ nhiệm vụ khác")


def understood_line(understood: Sequence[str]) -> str:
    """What an answer tells of how its question was read, empty when that is nothing but its own words."""
    line = " · ".join(told for told in understood if not _LEFT_OUT.match(told))
    return line if not line or line.startswith(_BEGINNING) else _BEGINNING + line


def left_out_line(understood: Sequence[str]) -> str:
    """What is told behind an answer that lists only some of the tasks, empty where it leaves none out."""
    return " · ".join(told for told in understood if _LEFT_OUT.match(told))

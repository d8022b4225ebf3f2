"""How a question was understood, as one line for the reader."""

from collections.abc import Sequence

_BEGINNING = "Đã hiểu: "


def understood_line(understood: Sequence[str]) -> str:
    """What an answer tells of how its question was read, empty when that is nothing but its own words."""
    line = " · ".join(understood)
    return line if not line or line.startswith(_BEGINNING) else _BEGINNING + line

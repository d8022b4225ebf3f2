"""Row labels of a table: "1.", "02", "I", "1.1", "a)" read as numbers, so that their order can be followed."""

import re
from dataclasses import dataclass

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LABEL = re.compile(
    r"""\(?(?:(?P<number>\d{1,3})|(?P<roman>[IVX][IVXL]{0,5})|(?P<capital>[A-HK-UĐ])|(?P<small>[a-eghiklmđ]))
    (?P<below>(?:[.]\d{1,2}){0,3})[.)/]?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A label: its ``kind`` ("number", "roman.1" with one number below it) and its numbers, outermost first."""

    kind: str
    numbers: tuple[int, ...]

    @property
    def depth(self) -> int:
        """How many numbers the label has: 1 for "II", 2 for "II.1"."""
        return len(self.numbers)

    @property
    def base(self) -> str:
        """The kind of the outermost number: "roman" of "II.1"."""
        return self.kind.split(".")[0]

    @property
    def is_plain(self) -> bool:
        """Whether the label is a bare number, as rows of data have."""
        return self.kind == "number"

    def is_above(self, other: "RowLabel") -> bool:
        """Whether ``other`` numbers something below this label: "11" and "11.1"."""
        return self.depth < other.depth and other.numbers[: self.depth] == self.numbers

    def follows(self, previous: "RowLabel | None") -> bool:
        """Whether this is a first label, or the one after ``previous`` of the same kind."""
        if self.numbers[-1] == 1:
            return True
        return previous is not None and self.numbers == (*previous.numbers[:-1], previous.numbers[-1] + 1)


def row_label(text: str) -> RowLabel | None:
    """The label that is the whole of ``text``, if it is one."""
    match = _LABEL.fullmatch(text)
    if match is None:
        return None
    below = tuple(int(number) for number in match["below"].split(".")[1:])
    kind, first = next((kind, text) for kind, text in match.groupdict().items() if text and kind != "below")
    suffix = "." + str(len(below)) if below else ""
    return RowLabel(kind + suffix, (_value(kind, first), *below))


def _value(kind: str, text: str) -> int:
    if kind == "number":
        return int(text)
    if kind == "roman":
        values = [_ROMAN_VALUES[letter] for letter in text]
        pairs = zip(values, [*values[1:], 0], strict=True)
        return sum(-value if value < following else value for value, following in pairs)
    letters = "ABCDĐEGHIKLMNOPQRSTU" if kind == "capital" else "abcdđeghiklm"
    return letters.find(text) + 1

"""What holds inside a group of an RTF file until it is closed, and the control words that change it."""

from dataclasses import dataclass, replace

# Control words that end a paragraph, a cell or a row.
ENDS = frozenset({"par", "sect", "cell", "nestcell", "row", "nestrow"})
CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "page": " ",
    "column": " ",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "~": " ",
    "_": "-",
    "-": "\u00ad",
    "{": "{",
    "}": "}",
    "\\": "\\",
}


@dataclass(frozen=True, slots=True)
class State:
    """What holds inside a group until it is closed."""

    place: str = "body"
    font: int = -1
    fallback: int = 1
    depth: int = 0
    style: int = 0
    outline: int = 0
    hidden: bool = False
    bold: bool = False


def with_setting(state: State, name: str, value: int) -> State | None:
    """``state`` after a control word that says how the text following it looks; ``None`` if it says nothing of it."""
    match name:
        case "f":
            return replace(state, font=value)
        case "uc":
            return replace(state, fallback=max(0, min(value, 8)))
        case "s":
            return replace(state, style=value)
        case "outlinelevel":
            return replace(state, outline=value + 1 if 0 <= value <= 5 else 0)
        case "b":
            return replace(state, bold=value != 0)
        case "v" | "deleted":
            return replace(state, hidden=value != 0)
        case "plain":
            return replace(state, font=-1, hidden=False, bold=False)
        case "pard":
            return replace(state, depth=0, style=0, outline=0)
        case "intbl":
            return replace(state, depth=max(1, state.depth))
        case "itap":
            return replace(state, depth=max(0, value))
        case _:
            return None

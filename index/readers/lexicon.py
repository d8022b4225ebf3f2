"""The Vietnamese word lists of the readers: one phrase a line in ``data/*.txt``, ``#`` starts a comment."""

from functools import cache
from importlib.resources import files


@cache
def phrases(name: str) -> tuple[str, ...]:
    """The phrases of ``data/<name>.txt`` in their order."""
    text = files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def phrase_set(name: str) -> frozenset[str]:
    """The phrases of ``data/<name>.txt``, lower case, to look words up in."""
    return frozenset(phrase.lower() for phrase in phrases(name))

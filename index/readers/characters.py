"""Characters first: every reader cleans its text here, so that one letter is always one sequence of code points."""

import re
import unicodedata

# Left behind by word processors and PDF makers; none of them is ever part of a word.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# No language puts more on one letter.
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_SPACE = re.compile(r"[^\S\n]")
_SPACES = re.compile(" {2,}")
# Bullets that the Symbol and Wingdings fonts keep in the private use area.
_SYMBOL_BULLETS = re.compile("[\uf02d\uf06c\uf06e\uf076\uf0a7\uf0b7\uf0d8\uf0fc]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def clean_characters(text: str) -> str:
    """``text`` in NFC with ``\\n`` line breaks, without control, invisible and private-use characters.

    Every other white space becomes a plain space; runs of them are left, as Markdown reads meaning into them.
    """
    text = _BREAKS.sub("\n", bound_marks(text))
    text = _SYMBOL_BULLETS.sub("- ", text)
    text = _PRIVATE_USE.sub("", _CONTROLS.sub("", _INVISIBLE.sub("", text)))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text))


def clean_layout(line: str) -> str:
    """One line as ``clean_characters`` makes it, its tabs left: they tell where its columns are."""
    return "\t".join(map(clean_characters, line.split("\t")))


def bound_marks(text: str) -> str:
    """``text`` with at most a few marks on one letter: normalising thousands of them takes the square of that."""
    return _PILED_MARKS.sub(r"\1", text)


def clean_text(text: str) -> str:
    """As ``clean_characters``, with every run of spaces made one."""
    return _SPACES.sub(" ", clean_characters(text))


def one_line(text: str) -> str:
    """``text`` cleaned and on one line, without space at its ends."""
    return " ".join(clean_text(text).split())

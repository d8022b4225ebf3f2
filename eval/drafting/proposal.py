"""A proposed question, and how words of a document are fitted into a question."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex as re

from index.document import Document

LEAST_WORDS, MOST_WORDS = 4, 28
_MARKER = re.compile(r"^(?:(?:Điều|Mục|Phần|Chương)\s+\w{1,5}\s*[.:]?|[(]?\w{1,4}[.)/]|[IVX]+\s?[-–]|[-–+•*])\s+")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question of some ``kind`` with its answer ``must`` and the words of the document it stands on."""

    kind: str
    question: str
    must: tuple[tuple[str, ...], ...]
    reference: str
    anchor: str


def asked(kind: str, values: Mapping[str, str], generator: random.Random) -> str | None:
    """A question of a kind in one of its wordings; one whose values are all there, ``None`` where none is.

    A placeholder with a capital gets its value with a capital.
    """
    fitting = [w for w in wordings()[kind] if all(values.get(name.lower()) for name in _PLACEHOLDER.findall(w))]
    if not fitting:
        return None
    return _PLACEHOLDER.sub(lambda match: _value(match[1], values), generator.choice(fitting))


def _value(name: str, values: Mapping[str, str]) -> str:
    value = values[name.lower()]
    return value[:1].upper() + value[1:] if name[0].isupper() else value


@cache
def wordings() -> dict[str, tuple[str, ...]]:
    """The wordings of each kind of question."""
    found: dict[str, tuple[str, ...]] = {}
    for line in word_list("draft_questions.tsv"):
        kind, wording = line.split("\t")
        found[kind] = (*found.get(kind, ()), wording)
    return found


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The lines of a file in eval/data without its comments."""
    lines = files("eval").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def clause(text: str) -> str | None:
    """Words of a document as they stand inside a question; ``None`` where they are too few or too many."""
    words = _MARKER.sub("", text).strip(' \t.,;:–-/|“”"')
    if not LEAST_WORDS <= len(words.split()) <= MOST_WORDS or words.count("(") != words.count(")"):
        return None
    return lowered(words)


def lowered(words: str) -> str:
    """Without the capital that only begins a sentence; a name keeps its own."""
    first, _, rest = words.partition(" ")
    is_name = (len(first) > 1 and not first[1:].islower()) or rest[:1].isupper()
    return words if is_name else words[:1].lower() + words[1:]


def sentence_text(text: str) -> str:
    """A heading or title in small letters where it is written in capitals throughout."""
    return text.lower() if text.isupper() else text


def stands_in(document: Document, proposal: Proposal) -> bool:
    """Whether the document itself has anchor and answer, and the question does not give the answer away."""
    from eval.matching import holds

    answered = all(holds(document.text, ways) and not holds(proposal.question, ways) for ways in proposal.must)
    return answered and bool(proposal.anchor) and proposal.anchor in document.text

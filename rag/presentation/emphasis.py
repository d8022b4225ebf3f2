"""The answering words of a statement: what of it is of the kind asked for, and not named by the question itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

import regex

from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.answer import Citation, Statement
from rag.evidence.answer_spans import LONGEST_READ, Span, spans_of
from rag.understanding.focus import focus
from rag.understanding.question import Question

MOST_EMPHASISED = 3
# What is asked for by each kind of question, as its answer is shaped; one word, "ai", asks for either of two.
_SHAPES: dict[str, tuple[str, ...]] = {
    "percent": ("percent",),
    "money": ("money",),
    "number": ("number",),
    "date": ("date",),
    "issued": ("date",),
    "effective": ("date",),
    "signer": ("person",),
    "person": ("person",),
    "body": ("body",),
    "addressees": ("body",),
    "place": ("place",),
    "own_number": ("document_number",),
    "document_number": ("document_number",),
}
_FIGURES = (("percent",), ("money",), ("number",))
# Beside the nearest of its kind another one is emphasised when it stands nearly as near.
_NEARLY_AS_NEAR = 0.85
_FOCUS_WEIGHT = 2.0
# What stands right beside the question word, "bao nhiêu người", "cấp mấy", stands beside the answer.
_BESIDE_ASKED = 4.0
_ASKED = regex.compile(r"(?:(?P<before>\w+) )?(?:bao nhieu|may)\b(?: (?P<after>\w+))?")
_WORD = regex.compile(r"[^\W_]+")
_FIGURE = regex.compile(r"\d+(?:[.,/-]\d+)*")


def with_emphasis(
    question: Question, statements: Sequence[Statement], citations: Sequence[Citation], signers: Collection[str] = ()
) -> tuple[Statement, ...]:
    """The statements with their answering words marked, their texts as they were; a remark on the answer has none.

    ``signers`` are the names of those who signed the documents that are cited.
    """
    days = {citation.number: citation.issued_on for citation in citations}
    return tuple(
        replace(one, emphasis=answering_words(question, one.text, on=days.get(one.citations[0]), signers=signers))
        if one.citations and not one.remark
        else one
        for one in statements
    )


def answering_words(
    question: Question, text: str, *, on: date | None = None, signers: Collection[str] = ()
) -> tuple[Span, ...]:
    """At most ``MOST_EMPHASISED`` stretches of a statement's text that are what is asked for, from left to right.

    Of each kind that is asked for those nearest to the question's words, without what the question names itself.
    ``on`` is the day of the document that is cited.
    """
    near = _Nearness(question, text)
    chosen: list[Span] = []
    for shapes in _shapes(question):
        found = [span for shape in shapes for span in _found(shape, text, on, signers)]
        rated = sorted(((near.of(span), span) for span in found if not near.named(span)), key=lambda r: (-r[0], r[1]))
        asked = near.figures_asked if shapes in _FIGURES else 1
        chosen += [one for at, (rate, one) in enumerate(rated) if at < asked or rate >= _NEARLY_AS_NEAR * rated[0][0]]
    return tuple(_apart(chosen))


def _shapes(question: Question) -> list[tuple[str, ...]]:
    """The shapes asked for; those in one tuple stand for one another."""
    kinds = question.kinds
    if kinds & {"percent", "money"}:
        kinds -= {"number"}
    if "signer" in kinds:
        kinds -= {"body"}
    shapes = [shape for kind, shape in _SHAPES.items() if kind in kinds]
    if kinds >= {"person", "body"}:
        shapes = [("person", "body"), *(shape for shape in shapes if shape not in (("person",), ("body",)))]
    return list(dict.fromkeys(shapes))


def _found(shape: str, text: str, on: date | None, signers: Collection[str]) -> Iterator[Span]:
    yield from spans_of(shape, text, on=on)
    for signer in signers if shape == "person" else ():
        at = text.find(signer, 0, LONGEST_READ)
        if at >= 0:
            yield at, at + len(signer)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The first few in the order of their choice that do not overlap, from left to right."""
    kept: list[Span] = []
    for start, end in spans:
        if start < end and len(kept) < MOST_EMPHASISED and all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return sorted(kept)


class _Nearness:
    """How near a stretch of a text stands to the words of the question that the text repeats."""

    def __init__(self, question: Question, text: str) -> None:
        self._text = text
        self._figures = question.figures
        self._asked = f" {' '.join(plain_syllables(fold(f'{question.text} . {question.written_out}')))} "
        in_focus = focus(question)
        content = {word: _FOCUS_WEIGHT if word in in_focus else 1.0 for word in question.content}
        words = [(match.span(), fold(match[0])) for match in _WORD.finditer(text[:LONGEST_READ])]
        asked = list(_ASKED.finditer(f" {' '.join(plain_syllables(fold(question.text)))} "))
        self.figures_asked = len(asked)
        self._beside = {word for one in asked for word in one.group("before", "after") if word}
        self._beside &= set(question.content)
        self._words = [word for _, word in words]
        self._starts = [start for (start, _), _ in words]
        self._repeated = [(at, word, content[word]) for at, (_, word) in enumerate(words) if word in content]

    def named(self, span: Span) -> bool:
        """Whether the question itself says what stands there."""
        written = self._text[slice(*span)]
        figures = _FIGURE.findall(written)
        words = " ".join(plain_syllables(fold(written)))
        return f" {words} " in self._asked or bool(figures and self._figures.issuperset(figures))

    def of(self, span: Span) -> float:
        """The nearer the question's words, the more; those within the stretch do not count."""
        within = [at for at, start in enumerate(self._starts) if span[0] <= start < span[1]]
        if not within:
            return 0.0
        nearest: dict[str, float] = {}
        for at, word, weight in self._repeated:
            if not within[0] <= at <= within[-1]:
                away = within[0] - at if at < within[0] else at - within[-1]
                nearest[word] = max(nearest.get(word, 0.0), weight / (1 + away))
        beside = self._words[max(0, within[0] - 1) : within[-1] + 2]
        return sum(nearest.values()) + _BESIDE_ASKED * (not self._beside.isdisjoint(beside))

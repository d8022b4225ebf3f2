"""What a question counts: the thing it asks "mấy", "bao nhiêu" of, and whether a text gives a figure of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.text.folding import has_diacritics
from index.text.tokens import folded_syllables
from index.text.tone_placement import unify_tones
from rag.answer import Statement
from rag.evidence.answer_type import answer_types
from rag.evidence.sentence_features import without_figures
from rag.figures.figure_words import figure_words
from rag.figures.figures import Figure, find_figures, unit_agrees
from rag.understanding.question import Question

_LEAST_ITEMS = 2
_AMOUNTS = ("money", "percent")


@dataclass(frozen=True, slots=True)
class Count:
    """How many ``items`` of what there are: 3 "cửa khẩu"."""

    items: int
    noun: str


def units_counted(question: Question) -> frozenset[str]:
    """The units and nouns that stand right after the question's "mấy" and "bao nhiêu", folded."""
    words = figure_words(accented=question.accented)
    reading = words.reading(unify_tones(question.text))
    found = (words.unit_at(reading, words.scale_at(reading, end)[1]) for _, end in words.spans("how many", reading))
    return frozenset(unit for unit, _, _ in found if unit)


def words_counted(question: Question) -> frozenset[str]:
    """The words of the question, folded, that name what it counts."""
    words = figure_words(accented=question.accented)
    reading = words.reading(unify_tones(question.text))
    ends = [words.scale_at(reading, end)[1] for _, end in words.spans("how many", reading)]
    return frozenset(word for end in ends for word in folded_syllables(reading[end : words.unit_at(reading, end)[2]]))


def asks_twice(question: Question) -> bool:
    """Whether two figures of one kind are asked for: "mạnh cấp mấy, … lên cấp mấy", "2030 mấy km, … mấy km"."""
    words = figure_words(accented=question.accented)
    reading = words.reading(unify_tones(question.text))
    beside = []
    for start, end in words.spans("how many", reading):
        unit = words.unit_at(reading, words.scale_at(reading, end)[1])[0]
        beside.append(unit or (folded_syllables(reading[:start]) or [""])[-1])
    return len(beside) > len(set(beside))


def counts(question: Question, units: frozenset[str], text: str) -> bool:
    """Whether a text says how many there are of one of the units, beyond the question's own figures."""
    told = without_figures(question, text)
    if not any(map(str.isdigit, told)) or not has_diacritics(told):
        return False
    days = list(answer_types().places("date", told))
    return any(_is_of(figure, unit) for figure in find_figures(told, days) for unit in units)


def _is_of(figure: Figure, unit: str) -> bool:
    """Whether a figure counts a unit; "3321/3321 đơn vị cấp xã" has it a little further on."""
    near = figure.of is not None and set(unit.split()) <= set(figure.around)
    return near or bool(figure.unit and unit_agrees(figure.unit, unit))


def opens_what_is_counted(question: Question, text: str) -> bool:
    """Whether a text is a lead-in to a list of what the question counts: "… các điều kiện sau:"."""
    if not text.endswith(":"):
        return False
    said = f" {' '.join(folded_syllables(text))} "
    return any(f" {unit} " in said for unit in units_counted(question))


def count_told(question: Question, items: int) -> Count | None:
    """How many of what the question counts there are where every one is said; ``None`` where nothing is counted.

    Money is not counted by its items, and one item is no list.
    """
    if items < _LEAST_ITEMS or not question.kinds.isdisjoint(_AMOUNTS):
        return None
    words = figure_words(accented=question.accented)
    reading = words.reading(unify_tones(question.text))
    for _, end in words.spans("how many", reading):
        start = words.scale_at(reading, end)[1]
        noun = question.text[start : words.unit_at(reading, start)[2]].strip(" ,;?")
        if noun and question.accented:
            return Count(items, noun)
    return Count(items, "mục")


def with_count(statements: Sequence[Statement], counted: Count | None) -> tuple[Statement, ...]:
    """The statements with one more that says how many there are, carried by the citations of them all.

    Nothing is added where not each item that was counted is said, as a statement of its own.
    """
    items = [one for one in statements if not one.remark and not one.text.endswith(":")]
    if counted is None or len(items) != counted.items:
        return tuple(statements)
    citations = tuple(dict.fromkeys(number for one in items for number in one.citations))
    told = f"(Đếm được {counted.items} {counted.noun} trong danh sách dẫn trên đây.)"
    return (*statements, Statement(told, citations, remark=True))

"""What the abbreviations, full forms and former names in a question also mean, by the lexicon and the documents."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.knowledge.definitions import Definition
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.understanding.lexicon_forms import Form, Kind, known_forms, learnt_forms, words

_KINDS: tuple[Kind, ...] = ("abbreviation", "full form", "former name", "present name")
# Letters inside document numbers ("57-NQ/TW", "226/CĐ-TTg") are symbols, not words of the question.
_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d+)?[/\-–][^\W\d_]+(?:[/\-–&][^\W_]+)+|\d+/[^\W\d_]{2,}")
_GAP = re.compile(r"[\s&.,/\-–]{0,3}")
_NUMBER_FOLLOWS = re.compile(r"[\s.]{0,2}(?:s(?:ố|o)\s{1,2})?\d", re.IGNORECASE)
_PROVINCE_BEFORE = re.compile(r"\btinh\s+$")
# So few capitals may all be abbreviations; more are a question typed in capitals.
_MOST_CAPITAL_WORDS = 3

_Word = tuple[str, int, int]
_Forms = Mapping[tuple[str, ...], tuple[Form, ...]]


@dataclass(frozen=True, slots=True)
class Expansion:
    """``written`` at ``[start, end)`` of the text, and what else the documents may call it, likeliest first.

    ``kind`` says what ``written`` is: an abbreviation (``readings`` are what it stands for), a full form
    (``readings`` are its abbreviations), or the former or present name of a body or province.
    """

    written: str
    readings: tuple[str, ...]
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms by their folded words; made by ``build_lexicon`` and never changed."""

    forms: _Forms
    longest: int

    def expand(self, text: str, *, accented: bool) -> tuple[Expansion, ...]:
        """The longest forms in ``text`` (NFC) that do not overlap, each as one expansion for each kind.

        ``accented`` is whether the text was typed with diacritics; those that were typed must agree in any case.
        """
        found = _words_outside_numbers(text)
        folded = [fold(word) for word, _, _ in found]
        expansions: list[Expansion] = []
        place = 0
        while place < len(found):
            window, forms = self._longest_at(text, found, folded, place, accented)
            expansions += _expansions(text, window, forms)
            place += max(1, len(window))
        return tuple(expansions)

    def _longest_at(
        self, text: str, found: Sequence[_Word], folded: Sequence[str], place: int, accented: bool
    ) -> tuple[Sequence[_Word], Sequence[Form]]:
        for length in range(min(self.longest, len(found) - place), 0, -1):
            forms = self.forms.get(tuple(folded[place : place + length]), ())
            window = found[place : place + length]
            if forms and _adjoining(text, window):
                before = found[place - 1][0] if place else ""
                understood = _understood(text, window, before, forms, accented)
                if understood:
                    return window, understood
        return (), ()


def build_lexicon(definitions: Iterable[Definition] = ()) -> Lexicon:
    """The lexicon of the data files, and after it what documents define."""
    forms = dict(_known_by_key())
    for definition in definitions:
        for form in learnt_forms(definition.short, definition.full):
            known = forms.get(form.key, ())
            if form not in known:
                forms[form.key] = (*known, form)
    return Lexicon(forms, max(map(len, forms)))


@cache
def _known_by_key() -> _Forms:
    grouped: dict[tuple[str, ...], list[Form]] = {}
    for form in known_forms():
        grouped.setdefault(form.key, []).append(form)
    return {key: tuple(forms) for key, forms in grouped.items()}


def _words_outside_numbers(text: str) -> list[_Word]:
    numbers = [match.span() for match in _DOCUMENT_NUMBER.finditer(text)]
    return [w for w in words(text) if not any(start <= w[1] < end for start, end in numbers)]


def _adjoining(text: str, window: Sequence[_Word]) -> bool:
    return all(_GAP.fullmatch(text, end, start) for (_, _, end), (_, start, _) in pairwise(window))


def _understood(
    text: str, window: Sequence[_Word], before: str, forms: Sequence[Form], accented: bool
) -> Sequence[Form]:
    """The forms that are meant, in view of their marks, their capitals and what stands around them."""
    written = [word for word, _, _ in window]
    if _inside_a_word(written[0], before):
        return ()
    number = _NUMBER_FOLLOWS.match(text, window[-1][2]) is not None
    # "ql14": letters that a figure is joined to are no word.
    joined = text[window[-1][2] :][:1].isdigit()
    province = _PROVINCE_BEFORE.search(fold(text[: window[0][1]])) is not None
    shouted = _shouted(text)
    meant = [
        form
        for form in forms
        if _same_marks(written, form)
        and (_in_small_letters(form, number, province) or (_in_capitals(written, form) and not shouted) or joined)
    ]
    if number and any(form.small_letters == "before a number" for form in meant):
        return [form for form in meant if form.small_letters == "before a number"]
    exact = [form for form in meant if accented and _exact_marks(written, form)]
    return exact or meant


def _in_small_letters(form: Form, number: bool, province: bool) -> bool:
    if form.small_letters == "before a number":
        return number
    return form.small_letters == "yes" or (province and form.kind == "former name")


def _in_capitals(written: Sequence[str], form: Form) -> bool:
    return all(word.isupper() or word == own for word, (own, _, _) in zip(written, words(form.written), strict=True))


def _shouted(text: str) -> bool:
    return not any(c.islower() for c in text) and len(text.split()) > _MOST_CAPITAL_WORDS


def _inside_a_word(first: str, before: str) -> bool:
    """Whether "bộ" ends another word: "cán bộ y tế" names no ministry."""
    return first.islower() and fold(first) == "bo" and fold(before) in _words_ending_in_bo()


@cache
def _words_ending_in_bo() -> frozenset[str]:
    return frozenset(fold(line.strip()) for line in data_lines("rag", "before_ministry.txt"))


def _same_marks(written: Sequence[str], form: Form) -> bool:
    """Whether each word has the marks of the form, or none because it was typed without."""
    own = [word for word, _, _ in words(form.written)]
    return all(
        _plain(word) == _plain(mark) or fold(word) == _plain(word) for word, mark in zip(written, own, strict=True)
    )


def _exact_marks(written: Sequence[str], form: Form) -> bool:
    return [_plain(word) for word in written] == [_plain(word) for word, _, _ in words(form.written)]


def _plain(word: str) -> str:
    return unify_tones(word.lower())


def _expansions(text: str, window: Sequence[_Word], forms: Sequence[Form]) -> list[Expansion]:
    if not window:
        return []
    start, end = window[0][1], window[-1][2]
    expansions: list[Expansion] = []
    said: set[tuple[str, ...]] = {tuple(fold(word) for word, _, _ in window)}
    for kind in _KINDS:
        new = [form.reading for form in forms if form.kind == kind and _key(form.reading) not in said]
        said.update(_key(reading) for reading in new)
        if new:
            expansions.append(Expansion(text[start:end], tuple(dict.fromkeys(new)), start, end, kind))
    return expansions


def _key(reading: str) -> tuple[str, ...]:
    return tuple(fold(word) for word, _, _ in words(reading))

"""The lexicon's rows as written forms, each with what else the same thing may be called."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.anatomy.names import bodies_by_symbol, name_key, types_by_symbol
from index.text.data_lines import data_lines
from index.text.folding import fold

Kind = Literal["abbreviation", "full form", "former name", "present name"]
# When small letters are understood too: always, never, or as the kind of a document whose number follows.
SmallLetters = Literal["yes", "no", "before a number"]

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+")
# A folded syllable: small letters that look like one are taken for a word and not for an abbreviation.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh|n|ph?|qu|r|s|th?|tr|v|x)?[aeiouy]{1,3}(?:ch?|m|ng|nh|n|p|t)?"
)
_SHORTEST_IN_SMALL_LETTERS = 3
_SHORTEST_SYMBOL = 2
# Words of a full form; with more it is no name but half a sentence.
_LONGEST_LEARNT = 60
_JOINING_WORD = "và"
_MINISTRY = "Bộ "
_DEPARTMENT = "Sở "
# Documents that use names given up before are rarely asked for by the names that followed.
_OLDEST_RENAMING = 2020


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write something and one ``reading``: what else it is called, ``kind`` telling how they relate."""

    written: str
    reading: str
    kind: Kind
    small_letters: SmallLetters = "yes"

    @property
    def key(self) -> tuple[str, ...]:
        """The folded words, by which it is found."""
        return tuple(fold(word) for word, _, _ in words(self.written))


def words(text: str) -> list[tuple[str, int, int]]:
    """Runs of letters and runs of digits with their offsets: "NQ57" is two."""
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def learnt_forms(short: str, full: str) -> list[Form]:
    """Both directions of what a document defines: an abbreviation, or the number that stands for a long name.

    Nothing for "khách hàng" or "Chương trình", which mean something inside their document only.
    """
    if not re.search(r"[^\W\d_a-zà-ỹđ]{2}|\d", short) or len(words(full)) > _LONGEST_LEARNT:
        return []
    return _both_ways(short, full)


@cache
def known_forms() -> tuple[Form, ...]:
    """All forms of the data files; readings of one form in the order of the files."""
    forms = [*_abbreviations(), *_ministries(), *_symbols()]
    return tuple(dict.fromkeys([*forms, *_renamed(forms)]))


@cache
def abbreviations_in_small_letters() -> frozenset[str]:
    """Folded abbreviations of one word that are understood in small letters too, since no syllable is spelt so."""
    plain = (form for form in known_forms() if form.kind == "abbreviation" and form.small_letters == "yes")
    return frozenset(form.key[0] for form in plain if len(form.key) == 1)


def _abbreviations() -> Iterator[Form]:
    for shorts, fulls, flags in _rows("abbreviations.tsv"):
        marks = frozenset(flags.split(", ")) if flags else frozenset()
        for short, full in _pairs(_several(shorts), _several(fulls)):
            for spelling in _spellings(short, full):
                yield from _from_short(spelling, [full], marks)
                if "một chiều" not in marks:
                    yield Form(full, spelling, "full form")


def _pairs(shorts: list[str], fulls: list[str]) -> list[tuple[str, str]]:
    """Which short form of a row stands for which full one: by initials, what has no partner with all of them."""
    exact = [(short, full) for short in shorts for full in fulls if short.upper() in _all_initials(full)]
    partnered = {part for pair in exact for part in pair}
    return [(s, f) for s in shorts for f in fulls if (s, f) in exact or not {s, f} <= partnered]


def _from_short(short: str, fulls: Iterable[str], marks: frozenset[str]) -> list[Form]:
    small = _small_letters(short) if not marks & {"hoa", "thường"} else "yes" if "thường" in marks else "no"
    spellings = dict.fromkeys([short, short.replace("&", f" {_JOINING_WORD} ")])
    return [Form(spelling, full, "abbreviation", small) for full in fulls for spelling in spellings]


def _small_letters(short: str) -> SmallLetters:
    parts = [fold(word) for word, _, _ in words(short)]
    if len(parts) > 1:
        return "yes"
    return "no" if len(parts[0]) < _SHORTEST_IN_SMALL_LETTERS or _SYLLABLE.fullmatch(parts[0]) else "yes"


def _spellings(short: str, full: str) -> list[str]:
    """``short`` and, where the full form joins two things, the spelling that shows it: "KH&CN" for "KHCN"."""
    parts = [_initials(part) for part in re.split(rf" {_JOINING_WORD} |, | - ", full)]
    if len(parts) == 1 or "".join(parts) != short:
        return [short]
    last = "&" if f" {_JOINING_WORD} " in full else "-"
    return [short, "-".join(parts[:-1]) + last + parts[-1]]


def _all_initials(full: str) -> tuple[str, str]:
    """With and without the initial of the joining word."""
    return _initials(full), _initials(full.replace(f" {_JOINING_WORD} ", " "))


def _initials(phrase: str) -> str:
    return "".join(_first_letter(word) for word, _, _ in words(phrase))


def _first_letter(word: str) -> str:
    return "Đ" if word[0] in "đĐ" else fold(word)[0].upper()


def _ministries() -> Iterator[Form]:
    """ "Bộ KHCN", "Bộ KH&CN", "Bộ Khoa học", "Bộ KH" for each ministry, and what answers to it in a province."""
    for symbol, name in bodies_by_symbol().items():
        if name.startswith(_MINISTRY):
            field, letters = name.removeprefix(_MINISTRY), symbol.removeprefix("B")
            for spelling in _spellings(letters, field):
                yield from _both_ways(_MINISTRY + spelling, name)
                yield from _both_ways(_DEPARTMENT + spelling, _DEPARTMENT + field)
            yield Form(f"{_DEPARTMENT[0]}{letters}", _DEPARTMENT + field, "abbreviation")
            yield from (Form(_MINISTRY + part, name, "abbreviation") for part in _parts(field))


def _both_ways(short: str, full: str) -> list[Form]:
    return [*_from_short(short, [full], frozenset()), Form(full, short, "full form")]


def _parts(field: str) -> Iterator[str]:
    """What is said of a field for short: its first words, their initials, its last member."""
    parts = words(field)
    for word, _, end in parts[1:-1]:
        if word != _JOINING_WORD:
            yield field[:end]
            yield _initials(field[:end])
    last = field.rpartition(f" {_JOINING_WORD} ")[2]
    if last != field and " " in last:
        yield last


def _symbols() -> Iterator[Form]:
    """What stands in document numbers; a full form is not looked for by it, since it is in every number."""
    for symbol, name in types_by_symbol().items():
        if len(symbol) >= _SHORTEST_SYMBOL:
            yield Form(symbol, name, "abbreviation", "before a number")
    for symbol, name in bodies_by_symbol().items():
        if symbol.upper() in _all_initials(name):
            yield Form(symbol, name, "abbreviation", _small_letters(symbol))


def _renamed(forms: Iterable[Form]) -> Iterator[Form]:
    """Former names with the present ones and the other way round, however either is written or abbreviated."""
    spellings: dict[str, list[Form]] = {}
    for form in forms:
        if form.kind == "abbreviation":
            spellings.setdefault(name_key(form.reading), []).append(form)

    def spelt(name: str) -> list[Form]:
        return spellings.get(name_key(name), [])

    for former, presents, years in _rows("renamed_bodies.tsv", "index.anatomy"):
        name = former.rstrip("*")
        small: SmallLetters = "no" if former.endswith("*") else "yes"
        for present in _several(presents):
            yield Form(name, present, "former name", small)
            yield from (Form(form.written, present, "former name", form.small_letters) for form in spelt(name))
        # Who took over a small part is not looked for under the former name of the whole.
        present = _several(presents)[0]
        if int(years[:4]) >= _OLDEST_RENAMING:
            yield Form(present, name, "present name")
            yield from (Form(form.written, name, "present name", form.small_letters) for form in spelt(present))


def _several(column: str) -> list[str]:
    return column.split(" | ")


@cache
def _rows(file: str, package: str = "rag") -> tuple[tuple[str, str, str], ...]:
    cells = [line.split("\t") for line in data_lines(package, file)]
    return tuple((row[0].strip(), row[1].strip(), row[2].strip() if len(row) > 2 else "") for row in cells)

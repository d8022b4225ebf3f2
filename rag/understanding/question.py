"""A question as it was understood: its words, how it was typed, what it may be answered from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from index.catalog.records import NumberedDocument
from index.knowledge.capitals import with_capitals
from index.knowledge.definitions import Definition
from index.library import Library
from index.store.protocol import NO_FILTER, StoreFilter
from index.text.folding import fold, has_diacritics
from index.text.tokens import plain_syllables, tokenize
from index.text.tone_placement import unify_tones
from rag.references.documents import named_documents, named_numbers
from rag.references.numbers_here import remarks_on_numbers
from rag.references.references import References, find_references
from rag.spelling.restoration import Restored, restore
from rag.understanding.abbreviations import Expansion, Lexicon, build_lexicon
from rag.understanding.question_kind import kinds_asked

# Kinds of expansion whose readings say the same as what was written; a body's former name is another name of it.
SAYING_THE_SAME = ("abbreviation", "full form", "former name")
MOST_READINGS = 3
_LONGEST_READING = 60
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")
# So few words may well have no mark in them even when marks are typed.
_LONGEST_WITHOUT_MARKS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """``text`` stands alone; ``content`` are its folded words without question and function words.

    ``asked`` is what was typed, ``capitalised`` is ``text`` with the capitals that the documents write names with,
    ``trust`` how sure the restoration of its diacritics is, from 0 to 1. ``kinds`` are
    the kinds of thing it asks for (``rag/data/wanted.tsv``); ``others`` gives, by content word or pair of them,
    phrases that say the same; ``named`` are the ids of the documents here that it names by number, ``named_in_order``
    as it names them; ``figures`` are its figures as they are written; ``remarks`` says of others, by the line that
    shows them, why they cannot answer.
    Of a follow-up, ``carried`` are the folded words that only the conversation said, and ``likely`` the ids of the
    documents that it was about.
    """

    text: str
    accented: bool
    content: tuple[str, ...]
    filter: StoreFilter = NO_FILTER
    asked: str = ""
    trust: float = 1.0
    kinds: frozenset[str] = frozenset()
    references: References = field(default_factory=References)
    expansions: tuple[Expansion, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    remarks: Mapping[str, str] = field(default_factory=dict)
    figures: frozenset[str] = frozenset()
    named_in_order: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()
    likely: frozenset[str] = frozenset()
    capitalised: str = ""

    @property
    def written_out(self) -> str:
        """The question with its names in capitals and its abbreviations in full: the encoder knows few of them."""
        text = self.capitalised or self.text
        for expansion in reversed(self.expansions):
            if expansion.kind == "abbreviation" and len(expansion.readings[0]) <= _LONGEST_READING:
                text = text[: expansion.start] + expansion.readings[0] + text[expansion.end :]
        return text

    @property
    def encoded(self) -> str:
        """The question as the encoder reads it."""
        return unify_tones(self.written_out)

    @property
    def understood(self) -> tuple[str, ...]:
        """What the reader is told of how the question was read, in Vietnamese."""
        restored = (f"Đã hiểu: {self.text}",) if self.text.lower() != self.asked.lower() else ()
        meant = tuple(
            f"{expansion.written}: {expansion.readings[0]}"
            for expansion in self.expansions
            if expansion.kind in ("abbreviation", "former name") and not self._is_part_of_number(expansion)
        )
        named = (f"{line} ({self.remarks[line]})" if line in self.remarks else line for line in self.references.shown)
        return (*restored, *dict.fromkeys(meant), *named)

    def _is_part_of_number(self, expansion: Expansion) -> bool:
        """Whether it is less than a document's number: "cd" and "ttg" in "cd 226 ttg"."""
        length = expansion.end - expansion.start
        return any(
            number.start <= expansion.start and expansion.end <= number.end and length < number.end - number.start
            for number in self.references.numbers
        )


def understand(
    text: str, filter: StoreFilter = NO_FILTER, *, library: Library | None = None, on: date | None = None
) -> Question:
    """Read a question, asked ``on`` a day (today), by what the library's documents teach, if one is given."""
    without = library.settings.without if library else ()
    restored = restore(text, library.syllables()) if library and "restoration" not in without else None
    meant = restored.text if restored else text
    # The encoder knows names by their capitals, which many leave out.
    capitalised = with_capitals(meant, library.names()) if library and "restoration" not in without else meant
    if meant == meant.lower():
        meant = capitalised
    accented = _accented(meant)
    lexicon = _lexicon(_ThisTuple(library.definitions() if library else ()))
    found = find_references(meant, on=on or date.today(), accented=accented) if "lookups" not in without else None
    expansions = lexicon.expand(meant, accented=accented) if "abbreviations" not in without else ()
    expansions = _meant(expansions, found or References())
    held = library.documents.numbered() if library and found and found.numbers else []
    return Question(
        text=meant,
        capitalised=capitalised,
        accented=accented,
        content=_content(meant, accented=accented),
        filter=filter,
        asked=text,
        trust=_trust(text, restored),
        kinds=kinds_asked(meant, accented=accented),
        references=found or References(),
        expansions=expansions,
        others=_others(expansions),
        named=frozenset(named_documents(found.numbers, held)) if found else frozenset(),
        remarks=_remarks(held, found, expansions, filter) if library and found else {},
        figures=frozenset(_FIGURE.findall(meant)),
        named_in_order=_in_order(found, held) if found else (),
    )


def _in_order(found: References, held: Sequence[NumberedDocument]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for number in found.numbers for id_ in named_documents([number], held)))


def _remarks(
    held: Sequence[NumberedDocument], found: References, expansions: Sequence[Expansion], filter: StoreFilter
) -> Mapping[str, str]:
    # "Đề án 06" is a name by which something is known, and no document's own number.
    names = [e for e in expansions if not any(map(named_numbers, e.readings))]
    numbers = [n for n in found.numbers if not any(e.start <= n.start and n.end <= e.end for e in names)]
    return remarks_on_numbers(numbers, held, filter)


def _trust(text: str, restored: Restored | None) -> float:
    if restored is None:
        return 1.0 if _accented(text) else 0.0
    return restored.trust


def _content(text: str, *, accented: bool) -> tuple[str, ...]:
    ignored = function_words(accented=accented)
    words = [token for run in tokenize(text) for token in run if token.isalnum()]
    content = [fold(word) for word in words if word not in ignored] or [fold(word) for word in words]
    return tuple(dict.fromkeys(content))


def _meant(expansions: Sequence[Expansion], found: References) -> tuple[Expansion, ...]:
    """The expansions without those that what stands around them rules out.

    Letters that abbreviate a present body do not also mean what one was called long ago; "NQ 57" with a year, an
    issuer or more of a number after it is no short name but another document's number.
    """
    short = {expansion.start for expansion in expansions if expansion.kind == "abbreviation"}
    numbers = [number for number in found.numbers if number.year or number.near_year or number.issuer]
    return tuple(
        e
        for e in expansions
        if (e.kind == "abbreviation" or e.start not in short)
        and not any(e.start < number.end and number.start < e.end and _has_digit(e.written) for number in numbers)
    )


def _has_digit(written: str) -> bool:
    return any(map(str.isdigit, written))


def _others(expansions: Iterable[Expansion]) -> dict[str, tuple[str, ...]]:
    """For each word of what was written, and each pair, the folded phrases that stand for the whole of it."""
    others: dict[str, tuple[str, ...]] = {}
    for expansion in expansions:
        if expansion.kind not in SAYING_THE_SAME:
            continue
        words = plain_syllables(fold(expansion.written))
        phrases = tuple(" ".join(plain_syllables(fold(reading))) for reading in expansion.readings[:MOST_READINGS])
        for term in (*words, *(f"{a} {b}" for a, b in pairwise(words))):
            others[term] = tuple(dict.fromkeys((*others.get(term, ()), *phrases)))
    return others


class _ThisTuple:
    """A tuple as a key that is the same only as itself: comparing all of many definitions would take a millisecond."""

    __slots__ = ("definitions",)

    def __init__(self, definitions: tuple[Definition, ...]) -> None:
        self.definitions = definitions

    def __hash__(self) -> int:
        return id(self.definitions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ThisTuple) and other.definitions is self.definitions


@lru_cache(maxsize=4)
def _lexicon(of: _ThisTuple) -> Lexicon:
    return build_lexicon(of.definitions)


def _accented(text: str) -> bool:
    """Nearly every Vietnamese phrase of three words has a mark somewhere; one that has none was typed without."""
    words = [word for word in text.split() if any(c.isalpha() for c in word)]
    return len(words) <= _LONGEST_WITHOUT_MARKS or has_diacritics(text)


@cache
def function_words(*, accented: bool) -> frozenset[str]:
    """Words that carry no content: as they are written, or folded and without those that then have a meaning."""
    lines = files("rag").joinpath("data/function_words.txt").read_text("utf-8").splitlines()
    entries = [line.partition("#") for line in lines if line.strip() and not line.startswith("#")]
    if accented:
        return frozenset(word.strip() for word, _, _ in entries)
    return frozenset(fold(word.strip()) for word, _, homographs in entries if not homographs)

"""Abbreviations that documents define themselves: "tên đầy đủ (VIẾT TẮT)", "… (sau đây gọi tắt là …)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.knowledge.full_forms import Word, begin_by_initials, begin_by_noun, words_before
from index.text.folding import fold

_BRACKET = re.compile(r"[ \t]\*{0,2}\(([^()\n]{2,120})\)")
# "sau đây gọi tắt là", "viết tắt là", "gọi chung là", "tên viết tắt:".
_CALLED = re.compile(
    r"(?:(?:sau|dưới) đây )?(?:được )?(?:gọi|viết|tên viết)(?: tắt| chung)?(?: là| là:|:)[ \t]+[“\"']?"
    r"(?P<short>[^\W_][^“”\"'()\n]{1,59})"
)
_CALLED_IN_PASSING = re.compile(
    r",? (?:sau đây |được )*(?:gọi|viết) tắt là [“\"']?(?P<short>[^\W\d_][^\W_]{1,14})(?![^\W_])"
)
_SHORT = re.compile(r"[^\W\d_](?:[^\W_]|[&.\-](?=[^\W_])){1,14}")
_WITH_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,3}")
_ROMAN = re.compile(r"[IVX]+[IVXLCDM]*")
_FOREIGN = re.compile(r"(?:tiếng Anh(?: là|:) )?[A-Za-z]+(?: [A-Za-z&]+){1,8}(?:,| -| –) (?P<short>[^\s,]+)")
_SEPARATOR = re.compile(r"[,;] | - | – ")
_NAME_REACHES = 400
_FEWEST_CAPITALS = 2
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Definition:
    """``full`` begins at ``start`` of the text, ``short`` ends at ``end`` of it."""

    short: str
    full: str
    start: int
    end: int


def defined_abbreviations(text: str) -> list[Definition]:
    """In order of appearance; offsets count code points of ``text`` (NFC).

    What is in doubt is left out: a reader would rather miss an abbreviation than be told a wrong one.
    """
    found = [definition for match in _BRACKET.finditer(text) for definition in _in_bracket(text, match)]
    found += [d for match in _CALLED_IN_PASSING.finditer(text) for d in _in_passing(text, match)]
    return sorted(found, key=lambda definition: definition.end)


def _in_bracket(text: str, bracket: re.Match[str]) -> Iterator[Definition]:
    called = _CALLED.search(bracket.group(1))
    if called:
        start = bracket.start(1) + called.start("short")
        yield from _called(text, called.group("short").rstrip(" *_.,"), start, bracket.start())
        return
    shorts = _shorts(bracket.group(1), bracket.start(1)) or _beside_foreign_name(bracket.group(1), bracket.start(1))
    before = words_before(text, bracket.start())
    aligned = _all_by_initials(shorts, before)
    if aligned:
        for (short, start), (begin, last) in zip(shorts, aligned, strict=True):
            yield from _definition(text, short, start, before[begin].start, before[last].end)
    elif len(shorts) == 1 and (by_noun := _begin(shorts[0][0], before)) is not None:
        yield from _definition(text, *shorts[0], before[by_noun].start, before[-1].end)


def _in_passing(text: str, match: re.Match[str]) -> Iterator[Definition]:
    """ "…, sau đây gọi tắt là X," without brackets: abbreviations only."""
    short = match.group("short")
    if _is_abbreviation(short):
        yield from _called(text, short, match.start("short"), match.start())


def _called(text: str, short: str, start: int, end_of_full: int) -> Iterator[Definition]:
    before = words_before(text, end_of_full)
    begin = _begin(short, before) if _is_abbreviation(short) else None
    if begin is not None:
        yield from _definition(text, short, start, before[begin].start, before[-1].end)
    elif short[0].isupper():
        named = _repeated_name(text, short, end_of_full)
        if named is not None:
            yield from _definition(text, short, start, named, end_of_full)


def _begin(short: str, before: list[Word]) -> int | None:
    """By its initials, or those of another language."""
    begin = begin_by_initials(short, before)
    return begin_by_noun(before) if begin is None and _may_be_foreign(short) else begin


def _repeated_name(text: str, short: str, end: int) -> int | None:
    """Where the long name begins whose first words the short one repeats: "Nghị quyết [số] 347"."""
    words = [re.escape(word) for word in short.split()]
    pattern = re.compile(r"\b" + r" (?:số )?".join(words) + r"\b")
    begin = max(0, end - _NAME_REACHES)
    for stop in _SENTENCE_END.finditer(text, begin, end):
        begin = stop.end()
    found = [match for match in pattern.finditer(text, begin, end) if match.end() < end]
    return found[-1].start() if found else None


def _beside_foreign_name(inside: str, offset: int) -> list[tuple[str, int]]:
    """ "World Health Organization - WHO": the abbreviation beside the name in its own language."""
    match = _FOREIGN.fullmatch(inside)
    if match is None or not _is_abbreviation(match.group("short")):
        return []
    return [(match.group("short"), offset + match.start("short"))]


def _shorts(inside: str, offset: int) -> list[tuple[str, int]]:
    """The abbreviations that a bracket holds and nothing else, with their offsets; none when it holds more."""
    shorts: list[tuple[str, int]] = []
    start = 0
    for end, following in [*(m.span() for m in _SEPARATOR.finditer(inside)), (len(inside), len(inside))]:
        part = inside[start:end].strip("*_“”\"' ")
        if not (_is_abbreviation(part) or _has_words(part)):
            return []
        shorts.append((part, offset + inside.index(part, start)))
        start = following
    return shorts


def _all_by_initials(shorts: list[tuple[str, int]], before: list[Word]) -> list[tuple[int, int]]:
    """First and last word of each full form, when all stand one after the other before the bracket."""
    spans: list[tuple[int, int]] = []
    for short, _ in reversed(shorts):
        before = _without_joining(before) if spans else before
        begin = begin_by_initials(short, before) if before else None
        if begin is None:
            return []
        spans.append((begin, len(before) - 1))
        before = before[:begin]
    return spans[::-1]


def _without_joining(before: list[Word]) -> list[Word]:
    return before[:-1] if before and before[-1].text == "và" else before


def _is_abbreviation(part: str) -> bool:
    capitals = sum(c.isupper() for c in part)
    return bool(_SHORT.fullmatch(part)) and capitals >= _FEWEST_CAPITALS and not _ROMAN.fullmatch(part)


def _has_words(part: str) -> bool:
    """ "Ban QLDA", "BHXH Việt Nam": abbreviated in part."""
    return bool(_WITH_WORDS.fullmatch(part)) and any(_is_abbreviation(word) for word in part.split())


def _may_be_foreign(short: str) -> bool:
    """Not so "NGHỊ", a word in capitals: but for đ, short forms have no marks."""
    return _is_abbreviation(short) and fold(short) == short.lower().replace("đ", "d")


def _definition(text: str, short: str, short_start: int, start: int, end: int) -> Iterator[Definition]:
    full = text[start:end]
    if short not in full or len(short.split()) > 1 or "/" in short:
        yield Definition(short, full, start, short_start + len(short))

"""Names in a question that stand in nothing that was found: another place, another firm, another country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from index.anatomy.names import name_key
from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones
from rag.abstention.ground import Ground
from rag.retrieval.retrieve import Retrieval

_WORD = re.compile(r"[^\W_]+")
_BEGINS = (".", ":", "?", "!", "-", "–", "(", '"', "“", "'")
# A syllable that Vietnamese does not have, folded: "Intel", "Starlink".
_SYLLABLE = re.compile(r"(?:ngh?|th|tr|ch|kh|ph|nh|gh|gi|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_LEAST = 4
_NAME_ASKED = re.compile(r"(?<!\w)(?:tên (?:là )?gì|họ tên|họ và tên|là (?:ông|bà|vị) nào)(?!\w)")
_OFFICE = re.compile(
    r"(?<!\w)(?:trưởng|chủ tịch|bí thư|giám đốc|chánh|thủ tướng|chủ nhiệm|thống đốc|viện trưởng|thường trực)(?!\w)"
)


def names_the_unknown(ground: Ground) -> bool:
    """Whether the question has a proper name that no passage found has, nor one of its pairs of words."""
    return any(not _stands(name, ground.retrieval) for name in _names(ground))


def lacks_person(ground: Ground) -> bool:
    """Whether the name of somebody in office is asked for, and no name of a person is near the evidence."""
    if not (_NAME_ASKED.search(ground.asked) and _OFFICE.search(ground.asked)):
        return False
    return not any(_person().search(item.found.passage.text) for item in ground.evidence)


def names_another_country(ground: Ground) -> bool:
    """Whether a foreign country is asked about that is not near the evidence."""
    asked = set(_countries().findall(ground.question.text))
    near = " . ".join(ground.near)
    return any(not re.search(rf"(?<!\w){unify_tones(name.lower())}(?!\w)", near) for name in asked)


def _names(ground: Ground) -> Iterator[str]:
    """Runs of capitalised words, and single foreign ones, without those that were understood otherwise."""
    question = ground.question
    if not _has_capitals(question.asked):
        return
    named = question.references
    spans = [(one.start, one.end) for one in question.expansions]
    spans += [(one.start, one.end) for one in named.numbers]
    spans += [(one.start, one.end) for one in named.types]
    spans += [(one.start, one.end) for one in (*named.issuers, *named.bodies)]
    for start, end, words in _runs(question.text):
        if not any(begun < end and start < ended for begun, ended in spans):
            yield from _keys(words)


def _has_capitals(typed: str) -> bool:
    """Whether capitals were typed for names only: without any, those there were put by what the documents name, and
    "Cơ Quan Nào" names nothing."""
    words = _WORD.findall(typed)
    return typed != typed.lower() and 2 * sum(map(_is_title, words)) <= len(words)


def _keys(words: list[str]) -> Iterator[str]:
    foreign = [word for word in words if len(word) >= _LEAST and not _SYLLABLE.fullmatch(name_key(word))]
    if len(words) > 1 and not foreign:
        yield " ".join(words)
    yield from foreign


def _runs(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Runs of words that begin with a capital and go on in small letters; the first word of a sentence is not one."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        begins = not text[: match.start()].strip() or text[: match.start()].rstrip().endswith(_BEGINS)
        name = _is_title(match.group()) and not (begins and _SYLLABLE.fullmatch(name_key(match.group())))
        if run and not (name and text[run[-1].end() : match.start()] == " "):
            yield run[0].start(), run[-1].end(), [word.group() for word in run]
            run = []
        if name:
            run.append(match)
    if run:
        yield run[0].start(), run[-1].end(), [word.group() for word in run]


def _is_title(word: str) -> bool:
    return word.isalpha() and word[0].isupper() and word[1:] == word[1:].lower()


def _stands(name: str, retrieval: Retrieval) -> bool:
    """Whether a passage found or its document's heading has the name, or each pair of its words."""
    plain = name.lower()
    if any(plain in hit.passage.text.lower() for hit in retrieval.passages):
        return True
    found = _found(retrieval)
    words = name_key(name).split()
    if len(words) == 1:
        # "Daklak" is "Đắk Lắk".
        return words[0] in found.replace(" ", "")
    return all(f" {one} {two} " in found for one, two in pairwise(words))


def _found(retrieval: Retrieval) -> str:
    """The keys of all that the passages found and their documents' headings say."""
    texts: list[str] = []
    for hit in retrieval.passages:
        identity = hit.passage.document.identity
        texts += filter(None, (identity.title, identity.issuer, identity.signer))
        texts += (*hit.passage.heading, hit.passage.text)
    return f" {name_key(' . '.join(texts))} "


@cache
def _countries() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(data_lines('rag', 'countries.txt'))})(?!\w)")


@cache
def _person() -> regex.Pattern[str]:
    surnames = "|".join(data_lines("rag", "surnames.txt"))
    return regex.compile(rf"(?<![\p{{L}}-])(?:{surnames})(?:\s\p{{Lu}}\p{{Ll}}*){{1,3}}(?!\p{{L}})")

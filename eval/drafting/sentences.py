"""Questions from sentences: the figure, the date or the deadline in a clause is what is asked for."""

import random
from collections.abc import Iterator
from functools import cache

import regex as re

from eval.drafting.proposal import Proposal, asked, clause, word_list
from index.anatomy.dates import WRITTEN
from index.document import Document
from index.text.sentences import sentence_spans

_CLAUSE_END = re.compile(r"[;:]\s|,\s(?=\p{L}+\s)|\.\s|\s[–-]\s")
_NUMBER = r"(?<![\d.,/\p{L}-])\d+(?:[.,]\d+)*"
_DATE = re.compile(rf"(?<![\d/.]){WRITTEN}", re.IGNORECASE)
_ANY_DIGIT = re.compile(r"\d")
_LONGEST_ANCHOR = 400
# A clause of fewer words is told together with the one before it.
_LEAST_UNDERSTOOD = 8


def from_sentences(document: Document, generator: random.Random) -> Iterator[Proposal]:
    """Questions from the sentences of the body that stand in no table."""
    for section in document.sections:
        if section.part != "body" or section.kind != "paragraph":
            continue
        text = document.text[section.start : section.end]
        for start, end in sentence_spans(text):
            if end - start <= _LONGEST_ANCHOR:
                yield from _from_sentence(text[start:end], generator)


def _from_sentence(sentence: str, generator: random.Random) -> Iterator[Proposal]:
    dates = list(_DATE.finditer(sentence))
    if len(dates) == 1:
        yield from _of_date(sentence, dates[0], generator)
    if not dates:
        for part in _clauses(sentence):
            yield from _of_figure(sentence, part, generator)


def _of_date(sentence: str, date: re.Match[str], generator: random.Random) -> Iterator[Proposal]:
    """What is said of the date, without the words that lead up to it."""
    before = sentence[: date.start()].rstrip()
    lead = _leading_words().search(before)
    said = _ending("draft_day_parts.txt").sub("", before[: lead.start()] if lead else before)
    if not lead and (_ANY_DIGIT.search(said) or _ending("draft_date_links.txt").search(said)):
        return
    kind = "deadline" if lead else "date"
    words = clause(_last_clauses(said))
    question = asked(kind, {"clause": words}, generator) if words else None
    if question:
        day = f"{date['day']}/{date['month']}/{date['year']}"
        written = date[0].lower().removeprefix("ngày").strip()
        reference = f"{lead[0].strip(' ,;') if lead else ''} {date[0]}.".strip()
        yield Proposal(kind, question, (tuple(dict.fromkeys((written, day))),), reference, sentence)


def _of_figure(sentence: str, part: str, generator: random.Random) -> Iterator[Proposal]:
    """The clause with “bao nhiêu” in the place of its only figure."""
    found = _figure().search(part)
    if found is None or len(_ANY_DIGIT.findall(part)) != len(_ANY_DIGIT.findall(found["number"])):
        return
    unit = "phần trăm" if found["unit"] == "%" else found["unit"]
    words = clause(f"{part[: found.start()]}bao nhiêu {unit}{part[found.end() :]}")
    question = asked("figure", {"clause": words}, generator) if words else None
    if question and part[: found.start()].strip():
        yield Proposal("figure", question, ((f"{found['number']} {found['unit']}",),), f"{found[0]}.", sentence)


def _clauses(sentence: str) -> list[str]:
    return [part for part in _CLAUSE_END.split(sentence) if part]


def _last_clauses(text: str) -> str:
    """The last clause, with those before it while it is too short to be understood by itself."""
    starts = [0, *(match.end() for match in _CLAUSE_END.finditer(text))]
    for start in reversed(starts):
        if len(text[start:].split()) >= _LEAST_UNDERSTOOD:
            return text[start:]
    return text


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(rf"(?P<number>{_NUMBER})\s?(?P<unit>{_alternatives('draft_units.txt')})(?![\p{{L}}\d])")


@cache
def _leading_words() -> re.Pattern[str]:
    return re.compile(rf"[,;]?\s*\b(?:{_alternatives('draft_before_dates.txt')})$", re.IGNORECASE)


@cache
def _ending(name: str) -> re.Pattern[str]:
    """The words of a list at the end of a text."""
    return re.compile(rf"(?:\s*\b(?:{_alternatives(name)}))+$", re.IGNORECASE)


def _alternatives(name: str) -> str:
    return "|".join(map(re.escape, word_list(name)))

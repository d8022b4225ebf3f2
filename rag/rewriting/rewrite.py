"""Rewriting by a language model: the evidence in, sentences with the numbers of their citations out."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from index.anatomy.names import name_key
from index.settings import Settings
from index.text.sentences import sentence_spans
from prompts.loading import load_prompt
from rag.answer import Citation, Statement
from rag.rewriting.language_model import TIMEOUT_SECONDS, LanguageModel

# What the prompt tells the model to write when the evidence does not answer.
REFUSAL = "KHÔNG CÓ TRONG VĂN BẢN"

# [1], [1, 2], [ 3 ], and what some models write in their place: 【1†source】, [^1].
_ONE_MARK = r"[\[【［]\s*\^?\d+(?:(?:\s*[,;]\s*|\s+và\s+)\d+)*\s*(?:†[^\[\]【】\n]*)?[\]】］]"
_MARK = re.compile(_ONE_MARK)
_MARKS_ALONE = re.compile(rf"(?:{_ONE_MARK} ?)+")
_STOP_THEN_MARKS = re.compile(rf"(?<![.!?…])([.!?…]+[\"”’»)]*) ?((?:{_ONE_MARK} ?)+)(?= |$)")
_BRACKETS = re.compile(r"[\[\]【】［］]")
_LINE_START = re.compile(r"^(?:#+ |> ?|[-*•+] |\d{1,2}[.)] )*")
_LEADERS = re.compile(r"[.!?…]{4,}")
_EMPHASIS = re.compile(r"\*\*|__|`")
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[.,;:!?…])")
# A model that thinks aloud: what stands before the end of its thoughts is not its answer.
_ENDED_THOUGHTS = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_THOUGHTS = re.compile(rf"{_ENDED_THOUGHTS.pattern}|<think(?:ing)?>.*", re.DOTALL | re.IGNORECASE)
# An answer in plain sentences holds no link, image or tag; a document that gives orders would want one.
_MARKUP = re.compile(r"://|\]\(|<[/!?a-z]|\bwww\.", re.IGNORECASE)
_MOST_DIGITS = 6
# What a piece must have for a sentence to be over or another to have begun.
_MAY_END = re.compile(r"[\s.!?…;:\]】］]")
# Far more than an answer; what a model that has lost itself goes on to repeat is not read.
MOST_CHARACTERS = 20_000
MOST_STATEMENTS = 60
# The text is read anew when it has grown by this share, so that a long one is not read thousands of times.
_READ_AGAIN = 0.02


class Rewriter(Protocol):
    """Says evidence in other words."""

    def rewrite(self, question: str, citations: Sequence[Citation]) -> tuple[Statement, ...]:
        """Unverified statements resting on ``citations``; none when these do not answer."""

    def stream(self, question: str, citations: Sequence[Citation]) -> Iterator[Statement]:
        """The same, each as soon as it is written."""


class LanguageModelRewriter:
    """Rewrites with the configured language model; raises ``LanguageModelError`` when there is none."""

    def __init__(self, settings: Settings, *, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._model = LanguageModel(settings, timeout_seconds=timeout_seconds)

    def rewrite(self, question: str, citations: Sequence[Citation]) -> tuple[Statement, ...]:
        """Ask the model; its sentences still have to pass ``rag.verify``.

        Raises ``LanguageModelError`` when the endpoint is down, slow, refuses, or answers garbage.
        """
        if not citations:
            return ()
        return read_statements(self._model.complete(_prompt(question, citations)), {c.number for c in citations})

    def stream(self, question: str, citations: Sequence[Citation]) -> Iterator[Statement]:
        """As ``rewrite``, each sentence as soon as the model has begun the next; raises as that, perhaps halfway."""
        if citations:
            pieces = self._model.stream(_prompt(question, citations))
            yield from statements_in_stream(pieces, {c.number for c in citations})


def _prompt(question: str, citations: Sequence[Citation]) -> str:
    evidence = "\n".join(f"[{c.number}] {_one_line(c.quote)}" for c in citations)
    return load_prompt("answer").format(refusal=REFUSAL, evidence=evidence, question=_one_line(question))


def statements_in_stream(pieces: Iterable[str], known: Container[int]) -> Iterator[Statement]:
    """``read_statements`` of a text that comes in pieces: a sentence is read when the next one has begun.

    A model that turns out to have been thinking aloud has said what it has said.
    """
    return islice(_in_stream(pieces, known), MOST_STATEMENTS)


def _in_stream(pieces: Iterable[str], known: Container[int]) -> Iterator[Statement]:
    text, read, told, thoughts = "", 0, 0, 0
    for piece in pieces:
        text += piece
        if len(text) > MOST_CHARACTERS:
            break
        if _MAY_END.search(piece) and len(text) - read >= _READ_AGAIN * len(text):
            read = len(text)
            ended = _end_of_thoughts(text)
            told, thoughts = (told if ended == thoughts else 0), ended
            sentences = _finished(text)
            yield from read_sentences(sentences[told:], known)
            # What follows an open bracket can join sentences that were two.
            told = max(told, len(sentences))
    told = told if _end_of_thoughts(text) == thoughts else 0
    yield from read_sentences(list(_sentences(text))[told:], known)


def _end_of_thoughts(text: str) -> int:
    """Where the answer begins; 0 when the model does not think aloud."""
    found = _ENDED_THOUGHTS.match(text)
    return found.end() if found else 0


def _finished(text: str) -> list[str]:
    """The sentences that nothing yet to come can change: marks may still follow the last, and the one before it."""
    sentences = list(_sentences(text))
    last = _MARK.sub("", sentences[-1]).lstrip() if sentences else ""
    return sentences[:-1] if last[:1].isalpha() else sentences[:-2]


def read_sentences(sentences: Iterable[str], known: Container[int]) -> Iterator[Statement]:
    """The statements among the sentences of a model's text."""
    return (statement for sentence in sentences if (statement := _statement(sentence, known)))


def read_statements(text: str, known: Container[int]) -> tuple[Statement, ...]:
    """The sentences of a model's text that name citations, all of them ``known``; without the marks."""
    return tuple(islice(read_sentences(_sentences(text), known), MOST_STATEMENTS))


def _one_line(text: str) -> str:
    """Text that cannot pass for a further line of evidence."""
    return " ".join(_without_marks(_plain(text)).split())


def _plain(text: str) -> str:
    """NFC without control characters, invisible ones and halves of surrogate pairs; lines kept."""
    text = unicodedata.normalize("NFC", text)
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def _sentences(text: str) -> Iterator[str]:
    text = _plain(_THOUGHTS.sub("", text)[:MOST_CHARACTERS])
    for line in _lines(text):
        yield from _whole_sentences(_STOP_THEN_MARKS.sub(r" \2\1", line))


def _lines(text: str) -> list[str]:
    """Lines without markup and superfluous spaces; one that only holds marks belongs to the line before."""
    lines: list[str] = []
    for line in text.splitlines():
        line = _LINE_START.sub("", " ".join(_LEADERS.sub("…", _EMPHASIS.sub("", line)).split()))
        if lines and _MARKS_ALONE.fullmatch(line):
            lines[-1] += " " + line
        elif line:
            lines.append(line)
    return lines


def _whole_sentences(line: str) -> list[str]:
    """Sentences with the clauses put together again that were cut apart for their length."""
    sentences: list[str] = []
    for start, end in sentence_spans(line):
        if sentences and sentences[-1].endswith(";"):
            sentences[-1] += " " + line[start:end]
        else:
            sentences.append(line[start:end])
    return sentences


def _statement(sentence: str, known: Container[int]) -> Statement | None:
    numbers = tuple(dict.fromkeys(_numbers(sentence)))
    if not numbers or any(number not in known for number in numbers):
        return None
    said = _SPACE_BEFORE_STOP.sub("", " ".join(_without_marks(sentence).split()))
    refuses = name_key(said).startswith(name_key(REFUSAL))
    if refuses or _MARKUP.search(said) or not any(c.isalpha() for c in said):
        return None
    return Statement(said, numbers, verified=False)


def _numbers(sentence: str) -> Iterator[int]:
    for mark in _MARK.findall(sentence):
        for digits in re.findall(r"\d+", mark.partition("†")[0]):
            yield int(digits) if len(digits) <= _MOST_DIGITS else -1


def _without_marks(text: str) -> str:
    text = _MARK.sub(" ", text)
    # "[[1]2]" holds a mark around a mark.
    return _BRACKETS.sub(" ", text) if _MARK.search(text) else text

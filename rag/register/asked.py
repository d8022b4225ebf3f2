"""What a question asks of the register of tasks: whose, of which documents, due when, overdue, about what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.catalog.task_records import Role
from index.library import Library
from index.tasks.assignees import assignees
from index.text.data_lines import data_lines
from index.text.folding import fold
from index.text.tokens import plain_syllables
from index.text.tone_placement import unify_tones
from rag.references.periods import Period
from rag.register.template import Assignee, Template, even, template_of
from rag.register.words import register_words
from rag.understanding.question import Question, function_words

Asked = Literal["tasks", "of_document", "overdue", "due", "deadline"]

_BODIES = "@(?:(?: ?,| (?:{joining}))? ?@){0,7}"
_MARKS = re.compile(r"[@#%]")
# Rows of register_words.tsv of each of which a question to the register has a word, and one of which it has none.
_SIGN, _NOT_ASKED = "sign", "not asked"
_WORD = re.compile(r"[^\W_]+")
# How many things, or why, is no question for a list of tasks.
_OTHER_KINDS = frozenset(("number", "money", "percent", "reason", "definition", "signer", "effective"))


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """``by`` is the body that assigned them; ``topic`` are folded words that the tasks are to be about."""

    kind: Asked
    bodies: tuple[Assignee, ...] = ()
    by: Assignee | None = None
    role: Role | None = None
    periods: tuple[Period, ...] = ()
    topic: tuple[str, ...] = ()


def asked_of_register(question: Question, library: Library) -> RegisterAsked | None:
    """What is asked, ``None`` when the question is none for the register."""
    if question.kinds & _OTHER_KINDS or not _may_ask(
        even(question.text, accented=question.accented), question.accented
    ):
        return None
    template = template_of(question, library)
    for kind, pattern in _patterns(question.accented):
        found = pattern.search(template.text)
        if found and (asked := _asked(kind, found, template, question)):
            return asked
    return None


def _may_ask(text: str, accented: bool) -> bool:
    """Whether the words are there without which nothing is asked of the register; cheap."""
    signs, other = _signs(accented, _SIGN), _signs(accented, _NOT_ASKED)
    return all(pattern.search(text) for pattern in signs) and not any(pattern.search(text) for pattern in other)


@cache
def _signs(accented: bool, name: str) -> tuple[re.Pattern[str], ...]:
    rows = [words for row, words in register_words().items() if row.startswith(name)]
    return tuple(re.compile(rf"\b(?:{even(words, accented=accented)})\b") for words in rows)


def _asked(kind: Asked, found: re.Match[str], template: Template, question: Question) -> RegisterAsked | None:
    groups = found.groupdict()
    who = template.bodies_in(*found.span("who")) if groups.get("who") else ()
    by = template.bodies_in(*found.span("by")) if groups.get("by") else ()
    if kind == "deadline" and not who:
        who = tuple(map(Assignee, assignees(groups.get("other") or "")))
    if (kind == "due" and not template.periods) or (kind == "deadline" and not who):
        return None
    if kind in ("due", "overdue") and not who:
        who = _not_assigning(template, question.accented)
    return RegisterAsked(
        kind, tuple(dict.fromkeys(who)), by[0] if by else None, _role(groups.get("role") or ""), template.periods,
        _topic(template.text[: found.start()] + " " + template.text[found.end() :], accented=question.accented),
    )  # fmt: skip


def _not_assigning(template: Template, accented: bool) -> tuple[Assignee, ...]:
    """The bodies named, without those that assign the tasks or issued the document: theirs they are not."""
    assigning = {
        body for found in _assigns(accented).finditer(template.text) for body in template.bodies_in(*found.span())
    }
    return tuple(body for body in template.bodies if body not in assigning)


@cache
def _assigns(accented: bool) -> re.Pattern[str]:
    return re.compile(even(register_words()["assigns"], accented=accented))


def _role(words: str) -> Role | None:
    if not words:
        return None
    return "support" if fold(words).endswith("phoi hop") else "lead"


def _topic(text: str, *, accented: bool) -> tuple[str, ...]:
    """The words beside what was read that say what the tasks are about."""
    rest = f" {' '.join(_WORD.findall(_MARKS.sub(' ', text)))} "
    for filler in _fillers(accented):
        rest = rest.replace(f" {filler} ", "  ")
    ignored = function_words(accented=accented)
    return tuple(
        dict.fromkeys(word for part in rest.split() if part not in ignored for word in plain_syllables(fold(part)))
    )


@cache
def _fillers(accented: bool) -> tuple[str, ...]:
    """The longest first."""
    lines = (even(line.strip(), accented=accented) for line in data_lines("rag", "register_fillers.txt"))
    return tuple(sorted(dict.fromkeys(lines), key=len, reverse=True))


@cache
def _patterns(accented: bool) -> tuple[tuple[Asked, re.Pattern[str]], ...]:
    words = {row: alternatives for row, alternatives in register_words().items() if not row.startswith(_SIGN)}
    found: list[tuple[Asked, re.Pattern[str]]] = []
    for kind, pattern in (line.split("\t", 1) for line in data_lines("rag", "register_asking.tsv")):
        pattern = pattern.replace("{bodies}", _BODIES)
        for name, alternatives in words.items():
            pattern = pattern.replace(f"{{{name}}}", f"(?:{alternatives})")
        # Groups keep their names: folding changes no letter of them, nor of an escape that is used.
        read = unify_tones(pattern) if accented else fold(pattern).replace("(?p<", "(?P<")
        found.append((kind, re.compile(read)))  # type: ignore[arg-type]
    return tuple(found)

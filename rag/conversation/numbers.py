"""A bare number in the talk of numbered documents: "Ai ký 380/NQ-CP? – Thế còn 389?"."""

import re
from collections.abc import Sequence

from index.catalog.records import NumberedDocument
from rag.conversation.documents import Meant, label_of
from rag.conversation.words import begins, first, subject
from rag.references.documents import NamedNumber, named_numbers

_BARE = re.compile(r"(?:(?:văn bản )?số )?0*(?P<digits>\d{1,5})(?=$| (?!\d))", re.IGNORECASE)
_LEADING = re.compile(r"0*(\d+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A question of no more words than these besides the number asks of the document itself.
_FEW_WORDS = 2


def with_another_number(question: str, asked: str, held: Sequence[NumberedDocument] | None) -> str | None:
    """``asked``, which begins with a bare number, by the document with that number; ``None`` where it means none.

    The document is one of the ``held``, best of the kind that the earlier ``question`` names. One that is not here is
    meant only after a question that asked nothing but of the document.
    """
    match = _BARE.match(asked)
    old = next(iter(named_numbers(question)), None)
    if match is None or old is None:
        return None
    rest = asked[match.end() :]
    if rest and not begins("ofdocument", rest.lstrip()):
        return None
    label = _label(match["digits"], old, question, held)
    if label is None:
        return None
    return f"{label}{rest}" if rest else question[: old.start] + label + question[old.end :]


def by_digits(text: str, cited: Sequence[Meant]) -> Meant | None:
    """The document of an answer whose number the question (``text``) gave in digits alone: "tại 224"."""
    match = first("digits", text)
    if match is None:
        return None
    return next((meant for meant in cited if meant.digits == match["digits"].lstrip("0")), None)


def _label(digits: str, old: NamedNumber, question: str, held: Sequence[NumberedDocument] | None) -> str | None:
    with_kind = question[old.start : old.end][:1].isalpha()
    same = [d for d in held or () if (m := _LEADING.match(d.number)) and m.group(1) == digits]
    if same:
        best = max(same, key=lambda d: (_tail(d.number) == _tail(old.number), d.type == old.kind))
        return label_of(best.type or old.kind, best.number) if with_kind or best.type != old.kind else best.number
    alone = len(subject(question[: old.start] + question[old.end :])) <= _FEW_WORDS
    if not alone or _YEAR.fullmatch(digits) or len(digits) < 2:
        return None
    return _LEADING.sub(digits, question[old.start : old.end], count=1)


def _tail(number: str) -> str:
    return _LEADING.sub("", number, count=1).casefold()

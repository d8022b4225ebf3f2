"""A follow-up in its parts: what it is about, and what is asked of that."""

from dataclasses import dataclass

from rag.conversation.cues import Cues
from rag.conversation.words import content, first


@dataclass(frozen=True, slots=True)
class Parts:
    """ "Khánh Hòa thì ai" asks "ai" about "Khánh Hòa"; ``rest`` is what is asked besides.

    ``apart`` tells that what it is about is surely named apart from what is asked.
    """

    about: str = ""
    asked: str = ""
    rest: str = ""
    apart: bool = True


def parts_of(cues: Cues) -> Parts:
    """Take a follow-up apart; all of it is asked where nothing in it is named apart."""
    if cues.about:
        return Parts(cues.about, "", cues.rest)
    body = cues.body
    asks = first("asks", body)
    if asks is None:
        return Parts(body)
    if then := first("then", body):
        return Parts(body[: then.start()].strip(), body[then.end() :].strip())
    before = body[: asks.start()].strip()
    return Parts(before, body[asks.start() :], apart=False) if before else Parts("", body)


def is_bare(asked: str, question: str) -> bool:
    """Whether what is asked says nothing that the earlier question did not: "ai", "thì mấy cái"."""
    return bool(asked) and not set(content(asked)) - set(content(question))

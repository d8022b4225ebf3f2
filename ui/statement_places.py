"""Where each statement stands in an answer's text: for those who show it piece by piece, or words of it in bold."""

from collections.abc import Iterator
from dataclasses import dataclass

from ui.wire import AskResponse, CitationOut, StatementOut


@dataclass(frozen=True, slots=True)
class StatementPlace:
    """A statement's text at ``[start, end)`` of the answer; what is added to it and its marks end at ``stop``."""

    statement: StatementOut
    start: int
    end: int
    stop: int


def statement_places(response: AskResponse) -> Iterator[StatementPlace]:
    """The places of the statements in their order; of those that the answer does not say as they are, none."""
    at = 0
    for statement in response.statements:
        start = response.answer.find(statement.text, at)
        if start < 0:
            continue
        end = start + len(statement.text)
        marks = "".join(f"[{number}]" for number in statement.citations)
        marked = response.answer.find(marks, end)
        at = marked + len(marks) if marked >= 0 else end
        yield StatementPlace(statement, start, end, at)


def emphasised(response: AskResponse) -> Iterator[tuple[str, bool]]:
    """The answer's text in pieces that together are it, each with whether it is among the words that answer."""
    at = 0
    for place in statement_places(response):
        for first, last in place.statement.emphasis:
            start, end = place.start + first, min(place.start + last, place.end)
            if at <= start < end:
                yield from ((response.answer[at:start], False), (response.answer[start:end], True))
                at = end
    yield response.answer[at:], False


def pieces(response: AskResponse, at: int = 0) -> Iterator[tuple[str, list[CitationOut]]]:
    """The answer from ``at`` on, sentence by sentence, each with the citations that it is the first to use."""
    told = set[int]()
    for place in statement_places(response):
        new = [c for c in response.citations if c.number in place.statement.citations and c.number not in told]
        told |= {citation.number for citation in new}
        if place.stop > at:
            yield response.answer[at : place.stop], new
            at = place.stop
    rest = [citation for citation in response.citations if citation.number not in told]
    if rest or at < len(response.answer):
        yield response.answer[at:], rest

"""Earlier figures in an answer: each said with its date, and carried by quotes like everything else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.library import Library
from rag.answer import Citation, EarlierFigure, Statement
from rag.composition.citing import citation_of, said
from rag.figures.figure_quotes import date_quote, excerpt, sentence_quote
from rag.figures.figures import RANK
from rag.figures.figures_over_time import FiguresOverTime
from rag.figures.stated_figures import StatedFigure
from rag.verify import verify


@dataclass(frozen=True, slots=True)
class WithEarlier:
    """An answer's statements and citations with those of earlier figures; ``side_by_side`` when they are compared."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    earlier: tuple[EarlierFigure, ...] = ()
    side_by_side: bool = False


def with_earlier_figures(
    library: Library, over_time: FiguresOverTime, statements: Sequence[Statement], citations: Sequence[Citation]
) -> WithEarlier:
    """The statements with one more for each earlier figure of what they say, if they do say the newest.

    An earlier figure's statement is verified like any other. The date of its document is told in the document's own
    words, which are then cited too, unless its sentence says itself which day it holds for. Asked whether it rose or
    fell, the answer begins with that.
    """
    answer, newest = WithEarlier(tuple(statements), tuple(citations)), over_time.newest
    now = next((citation for citation in citations if newest and _holds(citation, newest)), None)
    if now is None or newest is None:
        return answer
    for figure in over_time.earlier:
        answer = _with_one(library, answer, figure, listed=over_time.compared)
    if over_time.directed and over_time.earlier:
        answer = _with_direction(library, answer, newest, over_time.earlier[0], now)
    return replace(answer, side_by_side=over_time.compared and bool(answer.earlier))


def _with_one(library: Library, answer: WithEarlier, figure: StatedFigure, *, listed: bool) -> WithEarlier:
    cited = next((citation for citation in answer.citations if _holds(citation, figure)), None)
    if cited is not None:
        # It is said already.
        return replace(answer, earlier=(*answer.earlier, _earlier(cited, figure)))
    record = figure.evidence.found.passage.document
    document = library.documents.document(record.id, record.revision)
    quote, proof = sentence_quote(library, document, figure), date_quote(library, document, figure)
    quotes = [quote, proof.quote] if proof and proof.quote else [quote]
    new = [citation_of(number, one) for number, one in enumerate(quotes, len(answer.citations) + 1)]
    text = _told(excerpt(figure), proof.day if proof else None, listed=listed)
    statement = Statement(text, tuple(citation.number for citation in new), remark=not listed)
    if not verify([statement], new, {document.id: document.text}.__getitem__)[0]:
        return answer
    return WithEarlier(
        (*answer.statements, statement), (*answer.citations, *new), (*answer.earlier, _earlier(new[0], figure))
    )


def _with_direction(
    library: Library, answer: WithEarlier, newest: StatedFigure, before: StatedFigure, now: Citation
) -> WithEarlier:
    """The answer with which way the figure went in front; what both sides are must be cited, and parts of one whole."""
    then = next((citation for citation in answer.citations if _holds(citation, before)), None)
    text = _direction(before, newest)
    if then is None or text is None:
        return answer
    statement = Statement(text, (now.number, then.number))
    if not verify([statement], [now, then], cache(library.documents.text))[0]:
        return answer
    return replace(answer, statements=(statement, *answer.statements))


def _direction(before: StatedFigure, newest: StatedFigure) -> str | None:
    """Which way a figure went; ``None`` where the two are not of one kind. A smaller number is a higher rank."""
    one, other = before.figure, newest.figure
    if one.of != other.of or (RANK in (one.unit, other.unit) and one.unit != other.unit):
        return None
    rank = "hạng " if other.unit == RANK else ""
    rose = other.value < one.value if rank else other.value > one.value
    way, to = ("Tăng", "lên") if rose else ("Giảm", "xuống")
    return f"{' '.join((way, rank)).strip()}: từ {rank}{before.written} {to} {rank}{newest.written}."


def _told(sentence: str, day: str | None, *, listed: bool) -> str:
    opening = f"Trước đó, {day}" if day else "Trước đó"
    return f"{opening}: “{sentence}”" if listed else f"({opening}: “{sentence}”)"


def _earlier(citation: Citation, figure: StatedFigure) -> EarlierFigure:
    return EarlierFigure(said(figure.evidence.text), citation.number, citation.issued_on)


def _holds(citation: Citation, figure: StatedFigure) -> bool:
    """Whether a citation's quote has the whole figure in it."""
    start, end = (figure.evidence.start + at for at in (figure.figure.start, figure.figure.end))
    return citation.document_id == figure.document_id and citation.start <= start and end <= citation.end

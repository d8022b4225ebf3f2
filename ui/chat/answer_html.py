"""A conversation as markup: escaped text, numbered marks, and under each answer the sources it rests on."""

import re
from collections.abc import Sequence
from datetime import date

from ui.chat.answer_tasks_html import answer_tasks_html
from ui.chat.lists_html import documents_html
from ui.chat.markup import day, escaped, joined, name_of
from ui.statement_places import emphasised
from ui.task_words import is_list_of_tasks
from ui.understood import left_out_line, understood_line
from ui.wire import AskResponse, CitationOut, NearestDocument

# Between the cells of a table row that is said.
_CELL_BORDER = '<span class="cell-border"> | </span>'
_MARK = re.compile(r"\[(\d{1,4})\]")
_WELCOME = (
    "Hỏi bằng tiếng Việt, có dấu hoặc không dấu. Câu trả lời là nguyên văn trong văn bản; bấm vào số [n] để xem "
    "đúng đoạn đã dẫn."
)


def welcome_html(examples: Sequence[str]) -> str:
    """What an empty conversation shows: what this is for, and questions to begin with."""
    return f'<div class="welcome"><p>{_WELCOME}</p>{_suggestions("Ví dụ", examples)}</div>'


def turn_html(answer: AskResponse) -> str:
    """One question, how it was understood, and its answer or its abstention."""
    if answer.abstained:
        said = (
            '<div class="abstained" role="note"><strong>Chưa đủ căn cứ để trả lời</strong>'
            f"<p>{escaped(answer.answer)}</p></div>{_nearest(answer.nearest)}"
        )
    else:
        tasks = "" if is_list_of_tasks(answer) else answer_tasks_html(answer.tasks, date.today())
        tasks = _left_out(answer) + tasks
        said = f'<div class="answer">{_answer(answer)}</div>{_earlier(answer)}{tasks}{_sources(answer.citations)}'
    return _turn(answer.question, _understood(answer) + said + _suggestions("Có thể hỏi tiếp", answer.related))


def pending_html(question: str) -> str:
    """A question that is being answered."""
    return _turn(question, '<div class="pending" role="status">Đang tìm trong văn bản…</div>')


def failed_html(question: str, problem: str) -> str:
    """A question that could not be answered because something is broken."""
    return _turn(question, f'<div class="problem" role="alert"><strong>Lỗi</strong><p>{escaped(problem)}</p></div>')


def notice_html(text: str) -> str:
    """A remark under the question box."""
    return f'<p class="notice" role="alert">{escaped(text)}</p>' if text else ""


def _turn(question: str, said: str) -> str:
    return f'<section class="turn"><div class="question">{escaped(question)}</div>{said}</section>'


def _understood(answer: AskResponse) -> str:
    line = understood_line(answer.understood)
    return f'<p class="understood">{escaped(line)}</p>' if line else ""


def _left_out(answer: AskResponse) -> str:
    line = left_out_line(answer.understood)
    return f'<p class="understood">{escaped(line)}</p>' if line else ""


def _answer(answer: AskResponse) -> str:
    cited = {citation.number for citation in answer.citations}

    def mark(found: re.Match[str]) -> str:
        number = int(found[1])
        return _mark(number) if number in cited else found[0]

    def piece(text: str, *, strong: bool) -> str:
        if strong:
            return f'<strong class="asked">{escaped(text)}</strong>'
        return _MARK.sub(mark, escaped(text)).replace(" | ", _CELL_BORDER)

    return "".join(piece(text, strong=strong) for text, strong in emphasised(answer))


def _mark(number: int) -> str:
    return f'<button type="button" class="mark" data-source="{number}" title="Xem nguồn {number}">[{number}]</button>'


def _earlier(answer: AskResponse) -> str:
    """The days of the documents that gave other figures before."""
    told = [joined(day(figure.issued_on), _mark(figure.citation), by=" ") for figure in answer.earlier_figures]
    return f'<p class="earlier">Số liệu trước đó, theo văn bản ngày: {" · ".join(told)}</p>' if told else ""


def _sources(citations: Sequence[CitationOut]) -> str:
    if not citations:
        return ""
    items = "".join(_source(citation) for citation in citations)
    return f'<div class="sources"><h3>Nguồn</h3><ol>{items}</ol></div>'


def _source(citation: CitationOut) -> str:
    name = name_of(citation.type, citation.document_number, citation.source)
    line = joined(escaped(name), day(citation.issued_on))
    trail = " › ".join(escaped(heading) for heading in citation.heading)
    return (
        f'<li><button type="button" class="source" data-source="{citation.number}" '
        f'data-document="{escaped(citation.document_id)}" data-start="{citation.start}" data-end="{citation.end}">'
        f'<span class="number">[{citation.number}]</span><span class="name">{line}</span>'
        f'<span class="title">{escaped(citation.title)}</span>'
        + (f'<span class="trail">{trail}</span>' if trail else "")
        + f'<span class="quote">{escaped(citation.quote)}</span>{_cells(citation)}</button></li>'
    )


def _cells(citation: CitationOut) -> str:
    """A table row cell by cell, each under its column's heading."""
    return "".join(
        f'<span class="cell"><span class="column">{escaped(cell.column)}:</span> {escaped(cell.text)}</span>'
        for cell in citation.cells
        if cell.column
    )


def _nearest(documents: Sequence[NearestDocument]) -> str:
    """Documents to look into, each opening in the source panel; no source of an answer."""
    if not documents:
        return ""
    return f'<div class="nearest"><h3>Có thể liên quan</h3>{documents_html(documents, searched=True)}</div>'


def _suggestions(heading: str, questions: Sequence[str]) -> str:
    if not questions:
        return ""
    items = "".join(
        f'<button type="button" class="suggestion" data-question="{escaped(q)}">{escaped(q)}</button>'
        for q in questions
    )
    return f'<div class="suggestions"><h3>{heading}</h3>{items}</div>'

"""``chidao ask`` and ``chidao search``."""

from datetime import date

from rich.console import Console
from rich.text import Text

from index.settings import Settings
from ui.client import connected
from ui.statement_places import emphasised
from ui.task_words import is_list_of_tasks, matched_words
from ui.understood import left_out_line, understood_line
from ui.wire import AskRequest, AskResponse, CitationOut, Filters, Hit, NearestDocument, SearchRequest, TaskOut


def ask(settings: Settings, question: str, filters: Filters, *, conversation_id: str | None, as_json: bool) -> None:
    """Print the answer with its numbered sources, or the API's JSON."""
    with connected(settings) as client:
        response = client.ask(AskRequest(question=question, filters=filters, conversation_id=conversation_id))
    if as_json:
        _print_json(response.model_dump_json(indent=2, by_alias=True))
    else:
        _print_answer(response)


def search(settings: Settings, query: str, filters: Filters, *, limit: int, as_json: bool) -> None:
    """Print the passages found, or the API's JSON."""
    with connected(settings) as client:
        response = client.search(SearchRequest(query=query, filters=filters, limit=limit))
    if as_json:
        _print_json(response.model_dump_json(indent=2))
        return
    console = Console()
    _print_understood(console, response.understood)
    if not response.hits:
        console.print(Text(f"Không tìm thấy đoạn văn nào. {response.note or ''}".rstrip()))
    for rank, hit in enumerate(response.hits, 1):
        console.print(Text(f"{rank}. {_name(hit)}", style="bold"))
        console.print(Text(hit.text.strip()))
        console.print()


def _print_answer(response: AskResponse) -> None:
    # Text, not markup: what stands in a document is printed as it is, never as a style or a link.
    console = Console()
    _print_understood(console, response.understood)
    console.print(Text.assemble(*((text, "bold" if strong else "") for text, strong in emphasised(response))))
    if response.earlier_figures:
        told = ", ".join(f"{_day(e.issued_on)} [{e.citation}]".strip() for e in response.earlier_figures)
        console.print(Text(f"Số liệu trước đó, theo văn bản ngày: {told}", style="dim"))
    if left := left_out_line(response.understood):
        console.print(Text(left, style="dim"))
    tasks = [] if is_list_of_tasks(response) else response.tasks
    if tasks:
        console.print(Text("\nNhiệm vụ:", style="bold"))
    for task in tasks:
        console.print(Text(f"- {_task(task)}"))
    if response.citations:
        console.print(Text("\nNguồn:", style="bold"))
    for citation in response.citations:
        console.print(Text(f"[{citation.number}] {_name(citation)}"))
        if citation.heading:
            console.print(Text("    " + " › ".join(citation.heading), style="dim"))
        for cell in citation.cells:
            console.print(Text(f"    {cell.column}: {cell.text}" if cell.column else f"    {cell.text}"))
    if response.nearest:
        console.print(Text("\nCó thể liên quan:", style="bold"))
    for document in response.nearest:
        console.print(Text(f"- {_called(document)} — {document.title} ({document.source})"))
    if response.related:
        console.print(Text("\nCó thể hỏi tiếp:", style="bold"))
    for question in response.related:
        console.print(Text(f"- {question}"))
    console.print(Text(f"\nMã cuộc trò chuyện: {response.conversation_id}", style="dim"))


def _print_understood(console: Console, understood: list[str]) -> None:
    if line := understood_line(understood):
        console.print(Text(line, style="dim"))
        console.print()


def _task(task: TaskOut) -> str:
    """Who leads and supports, until when, and in which role the body that was asked for has it."""
    due = task.deadline
    last = f" ({_day(due.to)})" if due and due.to else ""
    parts = [
        f"Chủ trì: {', '.join(task.lead)}" if task.lead else "",
        f"Phối hợp: {', '.join(task.support)}" if task.support else "",
        f"Thời hạn: {due.text}{last}" if due else "",
        matched_words(task),
    ]
    return " · ".join(part for part in parts if part)


def _name(item: CitationOut | Hit) -> str:
    called = _kind_number_day(item.type, item.document_number, item.issued_on)
    return f"{called} — {item.title} ({item.source}, ký tự {item.start}–{item.end})"


def _called(document: NearestDocument) -> str:
    return _kind_number_day(document.type, document.number, document.issued_on)


def _kind_number_day(kind: str | None, number: str | None, day: date | None) -> str:
    named = (kind or "văn bản").capitalize() + (f" {number}" if number else "")
    return f"{named} ngày {_day(day)}" if day else named


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _print_json(text: str) -> None:
    import sys

    sys.stdout.write(text + "\n")

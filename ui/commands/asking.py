"""``chidao ask`` and ``chidao search``."""

from rich.console import Console
from rich.text import Text

from index.settings import Settings
from ui.client import connected
from ui.understood import understood_line
from ui.wire import AskRequest, AskResponse, CitationOut, Filters, Hit, SearchRequest


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
    console.print(Text(response.answer))
    if response.citations:
        console.print(Text("\nNguồn:", style="bold"))
    for citation in response.citations:
        console.print(Text(f"[{citation.number}] {_name(citation)}"))
        if citation.heading:
            console.print(Text("    " + " › ".join(citation.heading), style="dim"))
        for cell in citation.cells:
            console.print(Text(f"    {cell.column}: {cell.text}" if cell.column else f"    {cell.text}"))
    console.print(Text(f"\nMã cuộc trò chuyện: {response.conversation_id}", style="dim"))


def _print_understood(console: Console, understood: list[str]) -> None:
    if line := understood_line(understood):
        console.print(Text(line, style="dim"))
        console.print()


def _name(item: CitationOut | Hit) -> str:
    kind = (item.type or "văn bản").capitalize()
    number = f" {item.document_number}" if item.document_number else ""
    day = f" ngày {item.issued_on:%d/%m/%Y}" if item.issued_on else ""
    return f"{kind}{number}{day} — {item.title} ({item.source}, ký tự {item.start}–{item.end})"


def _print_json(text: str) -> None:
    import sys

    sys.stdout.write(text + "\n")

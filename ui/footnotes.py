"""The citations of an answer as footnotes below it, for clients that show nothing but text."""

from ui.wire import AskResponse, CitationOut


def footnotes(response: AskResponse) -> str:
    """A line for each citation below an empty one; nothing where nothing is cited."""
    lines = [
        f"[{citation.number}] {_named(citation)}: “{_on_one_line(citation.quote)}”" for citation in response.citations
    ]
    return "\n\n" + "\n".join(lines) if lines else ""


def _named(citation: CitationOut) -> str:
    """As in "Công điện 226/CĐ-TTg (21/11/2025)"; a document without a number by its title."""
    kind = (citation.type or "").capitalize()
    name = " ".join(part for part in (kind, citation.document_number) if part) if citation.document_number else ""
    day = f" ({citation.issued_on:%d/%m/%Y})" if citation.issued_on else ""
    return (name or citation.title) + day


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

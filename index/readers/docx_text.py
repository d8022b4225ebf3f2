"""The text of one Word paragraph: inserted runs kept, deleted ones not, footnotes marked and collected."""

from collections.abc import Iterator
from typing import Any

from index.readers.characters import clean_characters, one_line

# What holds no text of the document as it stands now, or holds it a second time.
_SKIPPED = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "Fallback", "object", "comment"})
_TEXT_BOX = "txbxContent"


def tag(element: Any) -> str:  # noqa: ANN401 (lxml elements of python-docx have no types)
    """The element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Footnotes:
    """The footnotes of a document in the order the text refers to them."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self._notes = _footnote_texts(document)
        self._met: list[str] = []

    def reference(self, identity: str) -> str:
        """The mark to put in the text, ``[n]``, or nothing where there is no such note."""
        if identity not in self._notes:
            return ""
        if identity not in self._met:
            self._met.append(identity)
        return f"[{self._met.index(identity) + 1}]"

    def texts(self) -> Iterator[str]:
        """The notes the text referred to, each with its mark."""
        for number, identity in enumerate(self._met, start=1):
            yield f"[{number}] {self._notes[identity]}"


def paragraph_lines(paragraph: Any, footnotes: Footnotes | None) -> list[str]:  # noqa: ANN401
    """The lines of a paragraph, parted at explicit breaks; text boxes anchored in it follow as lines of their own."""
    boxes: list[Any] = []
    text = "".join(_pieces(paragraph, footnotes, boxes))
    lines = [one_line(line) for line in clean_characters(text).split("\n")]
    for box in boxes:
        for inner in box:
            if tag(inner) == "p":
                lines.extend(paragraph_lines(inner, footnotes))
    return lines


def _pieces(element: Any, footnotes: Footnotes | None, boxes: list[Any]) -> Iterator[str]:  # noqa: ANN401
    for child in element:
        name = tag(child)
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "ptab"}:
            yield " "
        elif name in {"br", "cr"}:
            # Page and column breaks part the paper, not the sentence.
            yield "\n" if child.get(_w(child, "type")) in {None, "textWrapping"} else " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "footnoteReference" and footnotes is not None:
            yield footnotes.reference(child.get(_w(child, "id")) or "")
        elif name == _TEXT_BOX:
            boxes.append(child)
        elif name not in _SKIPPED:
            yield from _pieces(child, footnotes, boxes)


def _w(element: Any, name: str) -> str:  # noqa: ANN401
    """The attribute's name in the element's own namespace."""
    return f"{element.tag.rpartition('}')[0]}}}{name}"


def _footnote_texts(document: Any) -> dict[str, str]:  # noqa: ANN401
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            notes = {note.get(_w(note, "id")) or "": _note_text(note) for note in root}
            return {identity: text for identity, text in notes.items() if text}
    return {}


def _note_text(note: Any) -> str:  # noqa: ANN401
    return one_line(" ".join(line for p in note.iter() if tag(p) == "p" for line in paragraph_lines(p, None)))

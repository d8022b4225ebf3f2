"""The text of one Word paragraph: inserted runs kept, deleted ones not, footnotes marked and collected."""

from collections.abc import Iterator
from typing import Any

from index.readers.docx_fonts import Fonts
from index.readers.legacy_runs import Run

# What holds no text of the document as it stands now, or holds it a second time.
_SKIPPED = frozenset({"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "Fallback", "object", "comment"})
_TEXT_BOX = "txbxContent"


def tag(element: Any) -> str:  # noqa: ANN401 (lxml elements of python-docx have no types)
    """The element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Footnotes:
    """The footnotes of a document in the order the text refers to them."""

    def __init__(self, document: Any, fonts: Fonts) -> None:  # noqa: ANN401
        self._notes = _footnotes(document, fonts)
        self._met: list[str] = []

    def reference(self, identity: str) -> str:
        """The mark to put in the text, ``[n]``, or nothing where there is no such note."""
        if identity not in self._notes:
            return ""
        if identity not in self._met:
            self._met.append(identity)
        return f"[{self._met.index(identity) + 1}]"

    def notes(self) -> Iterator[tuple[Run, ...]]:
        """The notes the text referred to, each with its mark."""
        for number, identity in enumerate(self._met, start=1):
            yield (Run(f"[{number}] "), *self._notes[identity])


def paragraph_runs(paragraph: Any, footnotes: Footnotes | None, fonts: Fonts) -> tuple[Run, ...]:  # noqa: ANN401
    """The runs of a paragraph, ``\\n`` at explicit breaks; text boxes anchored in it follow as lines of their own."""
    boxes: list[Any] = []
    font = fonts.of_paragraph(paragraph)
    runs = list(_runs(paragraph, font, font, footnotes, fonts, boxes))
    for box in boxes:
        for inner in box:
            if tag(inner) == "p":
                runs += [Run("\n"), *paragraph_runs(inner, footnotes, fonts)]
    return tuple(run for run in runs if run.text)


def _runs(
    element: Any,  # noqa: ANN401
    font: str,
    paragraph_font: str,
    footnotes: Footnotes | None,
    fonts: Fonts,
    boxes: list[Any],
) -> Iterator[Run]:
    for child in element:
        name = tag(child)
        if name == "t":
            yield Run(child.text or "", font)
        elif name == "softHyphen":
            # Nothing to see, but a letter in some fonts before Unicode.
            yield Run("\u00ad", font)
        elif name == "noBreakHyphen":
            yield Run("-", font)
        elif name in {"tab", "ptab"}:
            yield Run(" ")
        elif name in {"br", "cr"}:
            # Page and column breaks part the paper, not the sentence.
            yield Run("\n" if child.get(_w(child, "type")) in {None, "textWrapping"} else " ")
        elif name == "footnoteReference" and footnotes is not None:
            yield Run(footnotes.reference(child.get(_w(child, "id")) or ""))
        elif name == _TEXT_BOX:
            boxes.append(child)
        elif name not in _SKIPPED:
            own = fonts.of_run(child, paragraph_font) if name == "r" else font
            yield from _runs(child, own, paragraph_font, footnotes, fonts, boxes)


def _w(element: Any, name: str) -> str:  # noqa: ANN401
    """The attribute's name in the element's own namespace."""
    return f"{element.tag.rpartition('}')[0]}}}{name}"


def _footnotes(document: Any, fonts: Fonts) -> dict[str, tuple[Run, ...]]:  # noqa: ANN401
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            notes = {note.get(_w(note, "id")) or "": _note(note, fonts) for note in root}
            return {identity: runs for identity, runs in notes.items() if any(run.text.strip() for run in runs)}
    return {}


def _note(note: Any, fonts: Fonts) -> tuple[Run, ...]:  # noqa: ANN401
    """The runs of a footnote on one line."""
    runs = [run for p in note.iter() if tag(p) == "p" for run in (*paragraph_runs(p, None, fonts), Run(" "))]
    return tuple(Run(run.text.replace("\n", " "), run.font) for run in runs)

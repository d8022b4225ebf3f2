"""What the styles of an OpenDocument text say: fonts and bold type of text, heading levels, formats of lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from index.readers.docx_numbering import in_format

# Beyond this, following the styles a style is based on is a loop in the file.
_DEEPEST_STYLE = 12
_BULLET = "-"


def name(element: Element) -> str:
    """The element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: Element | None, attribute: str) -> str:
    """An attribute of whatever namespace; empty where the element does not have it."""
    if element is None:
        return ""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == attribute), "")


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list shows its number."""

    kind: str = ""
    prefix: str = ""
    suffix: str = ""
    shown_levels: int = 1
    start: int = 1
    is_bullet: bool = False

    def render(self, counters: dict[int, int], levels: dict[int, "ListLevel"], level: int) -> str:
        """The marker, with the numbers of the levels above where they are shown."""
        if self.is_bullet:
            return _BULLET
        first = max(1, level - self.shown_levels + 1)
        numbers = [levels[n].number(counters.get(n, levels[n].start)) for n in range(first, level + 1) if n in levels]
        shown = ".".join(number for number in numbers if number)
        return f"{self.prefix}{shown}{self.suffix}".strip() if shown else ""

    def number(self, count: int) -> str:
        """``count`` in this level's format."""
        return in_format(count, self.kind) if self.kind else ""


class Styles:
    """The styles of one document, common and automatic ones."""

    def __init__(self, roots: list[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._families: dict[str, str] = {}
        self._lists: dict[str, dict[int, ListLevel]] = {}
        self.outline: dict[int, ListLevel] = {}
        for root in roots:
            for element in root.iter():
                self._note(element)

    def font(self, style: str) -> str:
        """The font a style names, its own or that of the style it is based on."""
        for element in self._chain(style):
            for properties in element:
                named = value(properties, "font-name")
                font = self._families.get(named, named) or value(properties, "font-family")
                if name(properties) == "text-properties" and font:
                    return font.strip("'\"")
        return ""

    def is_bold(self, style: str) -> bool:
        """Whether a style sets bold type."""
        for element in self._chain(style):
            weights = [value(properties, "font-weight") for properties in element]
            if any(weights):
                return "bold" in weights
        return False

    def list_levels(self, style: str) -> dict[int, ListLevel]:
        """The levels of a list style, the first being 1."""
        return self._lists.get(style, {})

    def list_of(self, paragraph_style: str) -> str:
        """The list style that a paragraph style brings along."""
        return next((found for e in self._chain(paragraph_style) if (found := value(e, "list-style-name"))), "")

    def is_index(self, style: str) -> bool:
        """Whether a paragraph style is that of a line in a table of contents."""
        return style.lower().startswith(("contents_20_", "toc"))

    def _chain(self, style: str) -> Iterator[Element]:
        for _ in range(_DEEPEST_STYLE):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = value(element, "parent-style-name")

    def _note(self, element: Element) -> None:
        kind = name(element)
        if kind == "style":
            self._styles[value(element, "name")] = element
        elif kind == "font-face":
            self._families[value(element, "name")] = value(element, "font-family")
        elif kind == "list-style":
            self._lists[value(element, "name")] = _levels(element)
        elif kind == "outline-style":
            self.outline = _levels(element)


def _levels(style: Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for element in style:
        number = value(element, "level")
        if number.isdigit():
            levels[int(number)] = ListLevel(
                value(element, "num-format"),
                value(element, "num-prefix"),
                value(element, "num-suffix"),
                _count(value(element, "display-levels")),
                _count(value(element, "start-value")),
                name(element) == "list-level-style-bullet",
            )
    return levels


def _count(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 1

"""The numbers of an OpenDocument text's lists and headings, counted as the paper shows them."""

from lxml.etree import _Element as Element

from index.readers.odt_styles import ListLevel, Styles, value


class ListCounters:
    """Counts the items of one document, in body order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._of_list: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, dict[int, int]] = {}
        self._outline: dict[int, int] = {}

    def open(self, element: Element, style: str) -> dict[int, int]:
        """The counters of a list that begins: new ones, or those of the list it goes on with."""
        counters: dict[int, int] = {}
        if value(element, "continue-list") in self._of_list:
            counters = self._of_list[value(element, "continue-list")]
        elif value(element, "continue-numbering") == "true" and style in self._of_style:
            counters = self._of_style[style]
        self._of_list[value(element, "id")] = self._of_style[style] = counters
        return counters

    def item(self, element: Element, counters: dict[int, int], style: str, level: int) -> str:
        """The marker of a list item, counted."""
        return _count(counters, self._styles.list_levels(style), level, value(element, "start-value"))

    def heading(self, level: int) -> str:
        """The number that the outline gives a heading."""
        return _count(self._outline, self._styles.outline, level, "")


def _count(counters: dict[int, int], levels: dict[int, ListLevel], level: int, start: str) -> str:
    shown = levels.get(level)
    if shown is None:
        return ""
    counters[level] = int(start) if start.isdigit() and len(start) < 6 else counters.get(level, shown.start - 1) + 1
    for deeper in [other for other in counters if other > level]:
        del counters[deeper]
    return shown.render(counters, levels, level)

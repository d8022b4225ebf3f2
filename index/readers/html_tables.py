"""HTML tables as grids: spans unfolded so that cells stand under their headings, and how many rows are headings."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element as Element

# A page can claim any span; no table of a document is wider or has merged cells higher than this.
_WIDEST_SPAN = 100
_WIDEST_ROW = 300


def table_grid(table: Element, text_of: Callable[[Element], str]) -> list[list[str]]:
    """The cells of a table row by row; a merged cell has its text in its first place and nothing in the others."""
    grid: list[list[str]] = []
    covered: dict[int, int] = {}
    for row in _rows(table):
        cells: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _pass_covered(cells, covered)
            width, height = span(cell, "colspan"), span(cell, "rowspan")
            for column in range(len(cells), len(cells) + width):
                if height > 1:
                    covered[column] = height - 1
            cells.extend([text_of(cell)] + [""] * (width - 1))
            if len(cells) > _WIDEST_ROW:
                break
        _pass_covered(cells, covered)
        grid.append(cells[:_WIDEST_ROW])
    return grid


def header_rows(table: Element) -> int | None:
    """How many leading rows are headings, from ``thead``, ``th``, bold type and row spans; ``None`` if none say so."""
    rows = list(_rows(table))
    marked = 0
    for row in rows:
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        cells = list(row.iterchildren("td", "th"))
        if not (in_head or (cells and all(cell.tag == "th" for cell in cells))):
            break
        marked += 1
    if marked:
        return marked
    first = [cell for row in rows[:1] for cell in row.iterchildren("td", "th") if "".join(cell.itertext()).strip()]
    if len(first) > 1 and all(_is_bold(cell) for cell in first):
        return max(span(cell, "rowspan") for cell in first)
    return None


def span(cell: Element, name: str) -> int:
    """A cell's ``colspan`` or ``rowspan``, at least 1."""
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), _WIDEST_SPAN) if value.isdecimal() and len(value) < 10 else 1


def _rows(table: Element) -> Iterator[Element]:
    """The rows of this table, not of tables inside it."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield row


def _pass_covered(cells: list[str], covered: dict[int, int]) -> None:
    """Leave empty the places that merged cells of the rows above reach into."""
    while covered.get(len(cells), 0):
        covered[len(cells)] -= 1
        cells.append("")


def _is_bold(cell: Element) -> bool:
    """Whether all text of the cell is bold."""
    bold = "".join("".join(element.itertext()) for element in cell.iter("b", "strong"))
    return len("".join(bold.split())) >= len("".join("".join(cell.itertext()).split()))

"""Which leading rows of a table are its headings, and what each column is called."""

from collections.abc import Sequence

from index.readers.lexicon import phrase_set, phrases
from index.readers.row_labels import row_label

Cells = tuple[str, ...]

_LONGEST_UNKNOWN_HEADING = 60
_LONGEST_SUBHEADING = 80
_MOST_HEADER_ROWS = 5


def is_known_heading(text: str) -> bool:
    """Whether ``text`` is a usual column heading, or begins with one: "Thời hạn hoàn thành (dự kiến)"."""
    lowered = text.lower().rstrip(".: ")
    known = phrase_set("first_headings") | phrase_set("column_headings")
    return lowered in known or lowered.startswith(phrases("column_heading_starts"))


def is_first_heading(text: str) -> bool:
    """Whether ``text`` heads a column of row numbers: "STT", "TT", "Số TT"."""
    return text.lower().rstrip(".: ") in phrase_set("first_headings")


def count_header_rows(table: Sequence[Cells], marked: int | None = None) -> int:
    """How many leading rows of ``table`` are headings.

    ``marked`` is the number the container gives, where it knows; headings under headings and a row that counts the
    columns belong to them all the same.
    """
    heads = _count_first(table) if marked is None else min(marked, len(table))
    while 0 < heads < min(len(table) - 1, _MOST_HEADER_ROWS):
        if not (is_count_row(table[heads]) or _is_below_spanning(table[:heads], table[heads])):
            break
        heads += 1
    return heads


def column_names(heads: Sequence[Cells]) -> Cells:
    """One name a column; under a heading that spans several columns "spanning – own"."""
    named = [head for head in heads if not is_count_row(head)]
    if not named:
        return ()
    names = list(named[0])
    for lower in named[1:]:
        spanning = ""
        for number, own in enumerate(lower):
            spanning = names[number] or spanning
            if own and own != names[number]:
                names[number] = f"{spanning} – {own}" if spanning else own
    return tuple(names)


def is_count_row(cells: Sequence[str]) -> bool:
    """Whether a row only counts the columns: "(1) | (2) | (3)", "1 | 2 | 3", "A | B | 1 | 2"."""
    labels = [row_label(cell.strip("()[]").upper()) for cell in cells if cell]
    if len(labels) < 2 or None in labels:
        return False
    letters = [label for label in labels if label and not label.is_plain]
    numbers = [label.numbers[0] for label in labels if label and label.is_plain]
    counted = len(numbers) > 1 or all(cell.startswith("(") for cell in cells if cell)
    return counted and numbers == list(range(1, len(numbers) + 1)) and [*letters, *labels[len(letters) :]] == labels


def _count_first(table: Sequence[Cells]) -> int:
    """One where the first row reads like headings: known ones, or words over a column of figures."""
    if len(table) < 2:
        return 0
    first = table[0]
    if not all(first) or any(any(letter.isdigit() for letter in cell) for cell in first):
        known = sum(is_known_heading(cell) for cell in first if cell)
        return int(is_first_heading(first[0]) or (known > 1 and 2 * known >= sum(map(bool, first))))
    known_any = any(is_known_heading(cell) for cell in first)
    figures = any(cell[:1].isdigit() for row in table[1:] for cell in row)
    return int(known_any or (figures and max(map(len, first)) <= _LONGEST_UNKNOWN_HEADING))


def _is_below_spanning(heads: Sequence[Cells], row: Cells) -> bool:
    """Whether every text of ``row`` stands under a heading merged over columns, and none under an ordinary one."""
    names = column_names(heads)
    filled = [number for number, cell in enumerate(row) if cell]
    if row[0] or not filled or any(row[number][:1].isdigit() and len(row[number]) < 4 for number in filled):
        return False
    if max(len(row[number]) for number in filled) > _LONGEST_SUBHEADING:
        return False
    top = heads[-1]
    spanned = {n for n in range(len(top)) if not top[n] or (n + 1 < len(top) and top[n] and not top[n + 1])}
    return len(filled) > 1 and set(filled) <= spanned and any(not names[number] for number in filled)

"""Group rows of a table: "II | Hoàn thiện thể chế" alone in its row is a heading for the rows below it."""

from collections.abc import Sequence

from index.readers.row_labels import RowLabel, row_label

Cells = tuple[str, ...]

# With fewer columns a row that has only a label and a text is an ordinary one.
_FEWEST_COLUMNS = 3
# A group's text stands in the first column or beside the label.
_LAST_TEXT_COLUMN = 1
# Rows with such labels head others even where a stray cell stands in them.
_GROUP_LABELS = ("capital", "roman")
# Which kind of label stands above which.
_NESTING = ("capital", "roman", "number", "small")


def group_levels(rows: Sequence[Cells]) -> list[int]:
    """For every row its level as a group row, 1 outermost, or 0 where it is no group row.

    The levels follow the kinds of label in the order in which they nest: "I" above "I.1" above "11".
    """
    open_kinds: list[str] = []
    levels: list[int] = []
    for number, cells in enumerate(rows):
        following = rows[number + 1] if number + 1 < len(rows) else None
        if not is_group_row(cells, following):
            levels.append(0)
            continue
        label = row_label(cells[0])
        kind = label.kind if label else ""
        if kind in open_kinds:
            del open_kinds[open_kinds.index(kind) + 1 :]
        else:
            open_kinds.append(kind)
        levels.append(min(len(open_kinds), 6))
    return levels


def is_group_row(cells: Cells, following: Cells | None) -> bool:
    """Whether the row holds only a label and a text, or only a text, that heads the rows which follow."""
    if following is None or len(cells) < _FEWEST_COLUMNS:
        return False
    label = row_label(cells[0])
    filled = [column for column, cell in enumerate(cells) if cell]
    texts = filled[1:] if label else filled
    stray = (len(cells) - 2) // 3 if label and label.base in _GROUP_LABELS else 0
    if not 1 <= len(texts) <= 1 + stray or texts[0] > _LAST_TEXT_COLUMN or not _is_words(cells[texts[0]]):
        return False
    below = row_label(following[0])
    return below is not None and (label is None or _heads(label, below))


def _heads(label: RowLabel, below: RowLabel) -> bool:
    """Whether a row labelled ``below`` can stand under the group ``label``: "11" over "11.1", "II" over "1"."""
    if label.base == below.base:
        return label.is_above(below)
    return _NESTING.index(label.base) < _NESTING.index(below.base)


def _is_words(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    return letters > max(2, len(text) / 3) and not text.lower().startswith("trong đó")

"""The group rows above a table row: "II | Hoàn thiện thể chế" heads the rows below it."""

from collections.abc import Callable

import regex as re

from index.blocks import Block

_NUMBER_LABEL = re.compile(r"\d{1,3}[.)]?")


class GroupTrail:
    """The group rows that stand open while a table is read row by row."""

    def __init__(self) -> None:
        self._open: list[Block] = []

    def above(self, row: Block) -> tuple[str, ...]:
        """The texts of the groups over ``row``, the outermost first; notes the row when it opens a group itself."""
        if row.kind != "row" or (not row.level and not row.columns):
            self._open.clear()
            return ()
        if row.level:
            self._close(lambda group: group.level >= row.level)
        elif _is_numbered(row):
            # "2 | …" does not stand under the group "1".
            self._close(_is_numbered)
        texts = tuple(group.text for group in self._open)
        if row.level:
            self._open.append(row)
        return texts

    def _close(self, ends: Callable[[Block], bool]) -> None:
        first = next((at for at, group in enumerate(self._open) if ends(group)), len(self._open))
        del self._open[first:]


def _is_numbered(row: Block) -> bool:
    return bool(row.cells) and bool(_NUMBER_LABEL.fullmatch(row.cells[0].strip()))

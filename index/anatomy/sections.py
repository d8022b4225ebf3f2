"""The tree of a document: every block becomes a section that knows the headings it stands under."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex as re

from index.anatomy.bases import ENACTING
from index.anatomy.closing import closing_lines, is_passed_line
from index.anatomy.group_trail import GroupTrail
from index.anatomy.issuer import is_body_line
from index.anatomy.markers import MAJOR_RANK, Marker, find_marker
from index.anatomy.notes import noted
from index.anatomy.parts import Part, find_parts
from index.anatomy.quotes import quoted_blocks, unquoted
from index.blocks import Block

# A heading in a trail is cut at a word border after this many characters.
LABEL_LENGTH = 160
_SHORT_TITLE = 200
_ATTACHED_RANK = 1
_TITLES = ("title", "attached")
_DISPATCHING = re.compile(r".*\bĐIỆN\s*:?$")
# Words with which the second line of a title goes on.
_GOES_ON = re.compile(
    r"^(?:CỦA|VỀ|TRONG|VÀ|CHO|ĐỐI VỚI|TẠI|TRÊN|GIAI ĐOẠN|NĂM|THUỘC|THEO|ĐỂ|ĐẾN|GIỮA|BAN HÀNH|GẮN VỚI)\b"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One block of the text, ``[start, end)``, with the headings above it from the outermost.

    ``rank`` is its marker's rank (0 outermost) or ``None``; ``columns`` are a table row's column headings, ``cells``
    the places of its cells in the text, as many; an empty cell takes no characters.
    """

    start: int
    end: int
    kind: Literal["heading", "paragraph", "row"]
    part: Part
    heading: tuple[str, ...]
    rank: int | None = None
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Open:
    """A heading or list item that may have others below it."""

    kind: str
    rank: int
    label: str
    label_open: bool


def find_sections(blocks: Sequence[Block], starts: Sequence[int], title: str | None) -> tuple[Section, ...]:
    """Sections in the order of the text; ``starts`` are the blocks' offsets, ``title`` the document's."""
    texts = [block.text for block in blocks]
    parts, quoted = find_parts(texts, title), quoted_blocks(texts)
    tree, groups, closing = _Tree(), GroupTrail(), closing_lines(blocks, parts)
    notes = noted(texts)
    sections: list[Section] = []
    for at, (block, start, part) in enumerate(zip(blocks, starts, parts, strict=True)):
        if at in closing:
            tree.close_lists(everything=is_passed_line(block.text))
        heading, rank = tree.place(block, part, quoted.get(at))
        heading += tuple(label_of(text) for text in groups.above(block)) if part == "body" else ()
        heading += (label_of(notes[at]),) if at in notes and part == "body" else ()
        cells = tuple(_cell_places(block, start))
        sections.append(Section(start, start + len(block.text), block.kind, part, heading, rank, block.columns, cells))
    return tuple(sections)


def _cell_places(block: Block, start: int) -> Iterator[tuple[int, int]]:
    """Where a row's cells stand in the text; the row leaves its empty ones out."""
    at = start
    for cell in block.cells:
        found = block.text.find(cell, at - start) if cell else -1
        if found < 0:
            yield at, at
            continue
        yield start + found, start + found + len(cell)
        at = start + found + len(cell)


class _Tree:
    """The headings that stand open while a document is read block by block."""

    def __init__(self) -> None:
        self._trail: list[_Open] = []
        # How many headings stood open where a quotation began; what is quoted stays below them.
        self._floor = 0
        self._quotation: int | None = None
        # After the signature, a title opens a text of its own that holds whatever follows.
        self._attached = False

    def place(self, block: Block, part: Part, quotation: int | None) -> tuple[tuple[str, ...], int | None]:
        """The headings above a block and its own rank, if it is a heading or list item itself."""
        if part != "body":
            if part in ("letterhead", "recipients", "signature"):
                # What comes after them is another text: the document itself below a portal's summary; an annex, or
                # what the document puts into force.
                self._trail.clear()
                self._attached = part != "letterhead"
            return (), None
        self._enter(quotation)
        text = unquoted(block.text) if quotation is not None else block.text
        if block.kind == "row":
            self._end_label()
            return self._labels(), None
        marker = find_marker(text)
        if marker is None and self._names_bare_heading(text):
            return self._labels(), None
        entry = _entry(block, text, marker)
        if entry:
            self._end_label()
            if self._attached and marker is None and not self._trail:
                entry.kind, entry.rank = "attached", _ATTACHED_RANK
            self._close(entry)
        elif block.kind == "paragraph":
            self._close_bullets()
        labels = self._labels()
        if entry:
            self._trail.append(entry)
        return labels, entry.rank if entry else None

    def close_lists(self, *, everything: bool) -> None:
        """What closes a text stands below its last chapter or article, not within the last item of a list."""
        while self._trail and (everything or self._trail[-1].rank > MAJOR_RANK):
            self._trail.pop()
        self._end_label()

    def _labels(self) -> tuple[str, ...]:
        return tuple(item.label for item in self._trail)

    def _end_label(self) -> None:
        if self._trail:
            self._trail[-1].label_open = False

    def _enter(self, quotation: int | None) -> None:
        if quotation == self._quotation:
            return
        if self._quotation is not None:
            del self._trail[self._floor :]
        self._floor = len(self._trail) if quotation is not None else 0
        self._quotation = quotation

    def _close(self, entry: _Open) -> None:
        """Close what cannot hold the new entry: its own kind and all below, and what is of a lower rank."""
        kinds = [item.kind for item in self._trail[self._floor :]]
        if entry.kind in kinds:
            del self._trail[self._floor + kinds.index(entry.kind) :]
        while (
            len(self._trail) > self._floor and self._trail[-1].rank >= entry.rank and not _nests(self._trail[-1], entry)
        ):
            self._trail.pop()

    def _close_bullets(self) -> None:
        """A paragraph without a mark goes on after a list of dashes, not within its last item."""
        while len(self._trail) > self._floor and self._trail[-1].kind in ("dash", "plus"):
            self._trail.pop()

    def _names_bare_heading(self, text: str) -> bool:
        """ "Chương I" stands alone on its line, or a title is too long for one; the line below goes on with it."""
        if not self._trail or not self._trail[-1].label_open:
            return False
        last = self._trail[-1]
        last.label_open = last.kind in _TITLES and text.isupper()
        if len(text) > _SHORT_TITLE or (last.kind in _TITLES and not (text.isupper() and _GOES_ON.match(text))):
            return False
        last.label = label_of(f"{last.label} {text}")
        return True


def _entry(block: Block, text: str, marker: Marker | None) -> _Open | None:
    if marker:
        bare = len(text) <= len(marker.text) + 1
        return _Open(marker.kind, marker.rank, label_of(block.text), bare)
    if block.kind == "heading":
        # Markup levels lie between the numbered majors and the lists: "##" under "Chương I" stays below it.
        return _Open(f"markup {block.level}", MAJOR_RANK + 1, label_of(block.text), False)
    if _is_title(text):
        return _Open("title", MAJOR_RANK + 1, label_of(block.text), True)
    return None


def _is_title(text: str) -> bool:
    if ENACTING.match(text) or _DISPATCHING.match(text) or is_body_line(text):
        return False
    return len(text) <= _SHORT_TITLE and text.isupper() and len(text.split()) >= 2


def _nests(outer: _Open, inner: _Open) -> bool:
    """Some documents put "a)" below "(1)", others the reverse; "1.1.1" stands below "1.1"."""
    if outer.kind == "attached":
        return inner.kind not in ("appendix", "attached")
    if outer.kind.startswith("decimal") and inner.kind.startswith("decimal"):
        return outer.kind < inner.kind
    return outer.kind in ("bracket", "small roman") and inner.kind == "letter"


def label_of(text: str) -> str:
    """A heading as it is shown in a trail: the first sentence, cut at a word border when it is long."""
    if len(text) <= LABEL_LENGTH:
        return text.rstrip(" :.")
    return text[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

"""Rich Text Format to blocks; every byte is read in the code page of its font, numbers of lists as they are shown.

Headers, footers, comments, pictures, objects, hidden and deleted text are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.blocks import ReadDocument
from index.errors import ReadError
from index.readers.flow import Paragraph, Part, flow_blocks
from index.readers.legacy_runs import Run
from index.readers.lexicon import phrase_set
from index.readers.rtf_fonts import FontTable
from index.readers.rtf_state import CHARACTERS, ENDS, State, with_setting
from index.readers.rtf_tables import Body, RowShape
from index.readers.rtf_tokens import Token, tokens

# Groups marked as optional whose text is the document's all the same.
_OPENED = frozenset({"shpinst", "nesttableprops", "do"})
# Groups whose text stands apart from the paragraph around them.
_APART = frozenset({"shptxt", "dptxbxtext", "footnote"})
_HEADING = re.compile(r"heading ([1-9])$")


@dataclass(slots=True)
class _Apart:
    """The paragraph left open while a footnote or text box inside it is read."""

    level: int
    kind: str
    runs: list[Run]
    outer: Body


def read_rtf(data: bytes) -> ReadDocument:
    """The blocks of an RTF file; raises ``ReadError`` where it is damaged."""
    start = data.find(b"{\\rtf")
    if start < 0:
        raise ReadError("Tệp RTF bị hỏng: không bắt đầu bằng {\\rtf. Hãy xin lại tệp gốc.")
    return ReadDocument(tuple(flow_blocks(_Reader().parts(data[start:]))))


class _Reader:
    """One pass over the tokens."""

    def __init__(self) -> None:
        self._state = State()
        self._groups: list[State] = []
        self._fonts = FontTable()
        self._styles: dict[int, int] = {}
        self._style_name = ""
        self._body = Body()
        self._runs: list[Run] = []
        self._bytes = b""
        self._all_bold = True
        self._apart: list[_Apart] = []
        self._notes: list[Paragraph] = []
        self._shapes: dict[int, RowShape] = {}
        self._optional = False
        self._to_skip = 0
        self._high = 0

    def parts(self, data: bytes) -> list[Part]:
        """The paragraphs and tables of the document, its footnotes after them."""
        for token in tokens(data):
            if not self._is_fallback(token):
                self._take(token)
        self._end_paragraph()
        while self._apart:
            self._end_apart()
        return [*self._body.parts(), *self._notes]

    def _is_fallback(self, token: Token) -> bool:
        """Pass over what stands after ``\\u`` for readers without Unicode."""
        if not self._to_skip:
            return False
        if token.name in {"{", "}"}:
            self._to_skip = 0
            return False
        if token.name:
            self._to_skip -= 1
            return token.name not in {"par", "cell", "row"}
        taken = min(self._to_skip, len(token.data))
        self._to_skip -= taken
        if token.data[taken:]:
            self._text(token.data[taken:])
        return True

    def _take(self, token: Token) -> None:
        if not token.name:
            self._text(token.data)
        elif token.name == "{":
            self._flush()
            self._groups.append(self._state)
            self._optional = False
        elif token.name == "}":
            self._close_group()
        elif token.name == "*":
            self._optional = True
        else:
            self._word(token.name, token.number)
            self._optional = False

    def _close_group(self) -> None:
        self._flush()
        if self._state.place == "styles" and self._style_name:
            self._end_style()
        if self._groups:
            self._state = self._groups.pop()
        if self._apart and len(self._groups) < self._apart[-1].level:
            self._end_apart()

    def _word(self, name: str, number: int | None) -> None:
        """One control word: where text goes, what it looks like, or a character."""
        state = self._state
        if name in phrase_set("rtf_left_out") or (self._optional and name not in _OPENED | _APART):
            self._flush()
            self._state = replace(state, place="nowhere")
        elif state.place == "nowhere":
            return
        elif name in _APART:
            self._begin_apart(name)
        elif name in {"fonttbl", "stylesheet"}:
            self._state = replace(state, place="fonts" if name == "fonttbl" else "styles")
        elif name in CHARACTERS:
            self._add(CHARACTERS[name])
        elif name == "u":
            self._add(self._letter((number or 0) % 0x10000))
            self._to_skip = state.fallback
        elif name == "chftn":
            self._add(f"[{len(self._notes) + 1}] " if any(a.kind == "footnote" for a in self._apart) else "")
        else:
            self._setting(name, number)

    def _setting(self, name: str, number: int | None) -> None:
        """A control word that holds until the group or paragraph ends, or ends something."""
        value = 1 if number is None else number
        self._flush()
        if name in ENDS:
            self._end(name)
        elif changed := with_setting(self._state, name, value):
            self._state = changed
        elif name == "fcharset" and self._state.place == "fonts":
            self._fonts.font(self._state.font).charset = value
        elif not self._fonts.take_setting(name, value):
            self._row_setting(name, value)

    def _row_setting(self, name: str, value: int) -> None:
        """A control word about the shape of a table's row."""
        depth = max(2, self._state.depth) if self._state.place == "nested row" else 1
        shape = self._shapes.setdefault(depth, RowShape())
        match name:
            case "nesttableprops":
                self._state = replace(self._state, place="nested row")
            case "trowd":
                self._shapes[depth] = RowShape()
            case "trhdr":
                shape.is_header = True
            case "clvmrg":
                shape.continues = True
            case "cellx":
                shape.end_cell(value)

    def _end(self, name: str) -> None:
        """The end of a paragraph, cell or row."""
        if self._state.place in {"fonts", "styles"}:
            return
        depth = self._state.depth
        if name in {"par", "sect"}:
            self._end_paragraph()
        elif name in {"cell", "nestcell"}:
            depth = 1 if name == "cell" else max(2, depth)
            self._end_paragraph(depth)
            self._body.end_cell(depth)
        else:
            depth = 1 if name == "row" else max(2, depth)
            self._body.end_row(depth, self._shapes.get(depth, RowShape()))

    def _end_paragraph(self, depth: int | None = None) -> None:
        self._flush()
        level = self._styles.get(self._state.style, 0) or self._state.outline
        depth = self._state.depth if depth is None else depth
        self._body.paragraph(Paragraph(tuple(self._runs), level), depth, is_bold=self._all_bold)
        self._runs, self._all_bold = [], True

    def _begin_apart(self, kind: str) -> None:
        """Leave the open paragraph for the text of a footnote or text box."""
        self._flush()
        if kind == "footnote":
            self._runs.append(Run(f"[{len(self._notes) + 1}]"))
        self._apart.append(_Apart(len(self._groups), kind, self._runs, self._body))
        self._runs, self._body = [], Body()
        self._state = replace(self._state, place="body", depth=0)

    def _end_apart(self) -> None:
        """Come back to the paragraph; a footnote is kept for the end, a text box stands before the paragraph."""
        if self._runs:
            self._end_paragraph(0)
        apart, inner = self._apart.pop(), self._body.parts()
        self._runs, self._body = apart.runs, apart.outer
        if apart.kind == "footnote":
            runs = [run for part in inner if isinstance(part, Paragraph) for run in (*part.runs, Run(" "))]
            self._notes.append(Paragraph(tuple(_numbered(runs, len(self._notes) + 1))))
        else:
            for part in inner:
                if isinstance(part, Paragraph):
                    self._body.paragraph(part, self._state.depth, is_bold=False)

    def _text(self, data: bytes) -> None:
        """Bytes of text, kept until something else comes: a letter may be more than one."""
        if self._state.place == "fonts":
            self._fonts.font(self._state.font).add_name(data.decode("latin-1"))
        elif self._state.place == "styles":
            self._style_name += data.decode("latin-1")
        elif self._state.place == "body" and not self._state.hidden:
            self._bytes += data

    def _add(self, text: str) -> None:
        self._flush()
        if text and self._state.place == "body" and not self._state.hidden:
            self._runs.append(Run(text, self._fonts.font(self._state.font).name))
            self._all_bold &= self._state.bold or not text.strip()

    def _letter(self, unit: int) -> str:
        """The letter of a UTF-16 unit; of a pair, nothing at its first and the letter at its second."""
        high, self._high = self._high, unit if 0xD800 <= unit < 0xDC00 else 0
        if 0xDC00 <= unit < 0xE000:
            return chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else ""
        return "" if self._high else chr(unit)

    def _flush(self) -> None:
        if self._bytes:
            data, self._bytes = self._bytes, b""
            self._runs.append(Run(*self._fonts.decoded(data, self._state.font)))
            self._all_bold &= self._state.bold or not data.strip()

    def _end_style(self) -> None:
        match = _HEADING.match(self._style_name.strip(" ;\r\n").lower())
        if match:
            self._styles[self._state.style] = min(int(match.group(1)), 6)
        self._style_name = ""


def _numbered(runs: list[Run], number: int) -> Iterator[Run]:
    """The runs of a note with its mark before them, on one line."""
    if not (runs and runs[0].text.startswith("[")):
        yield Run(f"[{number}] ")
    yield from (Run(run.text.replace("\n", " "), run.font) for run in runs)

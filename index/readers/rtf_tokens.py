"""Rich Text Format as tokens: groups, control words, bytes of text; binary data is passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import ReadError

_DEEPEST_GROUP = 2000
_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """``{``, ``}``, a control word or sign with its number, or, with an empty ``name``, bytes of text."""

    name: str
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; raises ``ReadError`` where groups are nested deeper than any document's."""
    position, depth = 0, 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        if brace := match["brace"]:
            depth += 1 if brace == b"{" else -1
            if depth > _DEEPEST_GROUP:
                raise ReadError("Tệp RTF có các nhóm lồng nhau quá sâu nên không đọc được; hãy lưu thành .docx.")
            yield Token(brace.decode())
            if depth <= 0:
                return
        elif word := match["word"]:
            number = int(match["number"]) if match["number"] else None
            if word == b"bin":
                position += max(0, number or 0)
            else:
                yield Token(word.decode(), number)
        elif sign := match["sign"]:
            yield Token("par" if sign in b"\r\n" else sign.decode("latin-1"))
        else:
            yield Token("", data=bytes([int(match["hex"], 16)]) if match["hex"] else match["text"])

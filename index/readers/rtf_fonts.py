"""The fonts of an RTF file, and bytes set in them to text: a font names the code page its text is in."""

import codecs
from dataclasses import dataclass

from index.readers.legacy_encodings import western
from index.readers.legacy_fonts import font_encoding

# Code pages of the character sets that fonts name.
_CODE_PAGES = {0: "cp1252", 77: "mac_roman", 161: "cp1253", 163: "cp1258", 204: "cp1251", 238: "cp1250"}
# The character set of fonts that hold signs; Unicode keeps those in its private use area.
_SYMBOLS = 2
_SYMBOLS_FROM = 0xF000


@dataclass(slots=True)
class Font:
    """A font's name and the number of its character set."""

    name: str = ""
    charset: int | None = None
    is_named: bool = False

    def add_name(self, text: str) -> None:
        """A part of the name, which ends with a semicolon."""
        if not self.is_named:
            self.name += text.partition(";")[0]
            self.is_named = ";" in text


class FontTable:
    """The fonts of one file by their numbers; ``default`` is the font of text that names none."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._code_page = "cp1252"
        self.default = -1

    def font(self, number: int) -> Font:
        """The font of a number; a negative one is the default's."""
        return self._fonts.setdefault(number if number >= 0 else self.default, Font())

    def set_code_page(self, name: str) -> None:
        """The code page of text whose font names none; unknown ones are left alone."""
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self._code_page = name

    def take_setting(self, name: str, value: int) -> bool:
        """Take a control word about the whole file's text; whether it is one."""
        if name == "deff":
            self.default = value
        elif name in {"ansicpg", "mac"}:
            self.set_code_page("mac_roman" if name == "mac" else f"cp{value}")
        return name in {"deff", "ansicpg", "mac"}

    def decoded(self, data: bytes, number: int) -> tuple[str, str]:
        """Bytes set in a font as text, and the font's name."""
        font = self.font(number)
        if font_encoding(font.name):
            return western(data), font.name
        if font.charset == _SYMBOLS:
            return "".join(chr(_SYMBOLS_FROM + byte) for byte in data), font.name
        known = _CODE_PAGES.get(font.charset) if font.charset is not None else None
        return data.decode(known or self._code_page, "replace"), font.name

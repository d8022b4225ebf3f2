"""Vietnamese encodings from before Unicode: their tables, and text in them to Unicode.

Text "in" such an encoding is what Windows shows of it: every byte as the Western letter or sign of its code.
"""

import re
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from index.readers.viqr import viqr_to_unicode

# The order decides between encodings that fit equally well.
ENCODINGS = ("tcvn3", "vni", "cp1258", "viscii", "vps", "viqr")
# What printers of PDF put for codes that their fonts share with a sign: ư, ã and à of TCVN3.
_SHOWN_OTHERWISE = str.maketrans({"\u2212": "\u00ad", "\u2219": "\u00b7", "\u03bc": "\u00b5"})
_BESIDE_LETTER = re.compile("(?<=[^\\W\\d_])[\u2212\u2219\u03bc]+|[\u2212\u2219\u03bc]+(?=[^\\W\\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_CERTAIN_CAPITALS = 2


def to_unicode(text: str, encoding: str) -> str:
    """``text`` of one of ``ENCODINGS`` in Unicode, NFC; characters the encoding does not have stay."""
    if encoding == "viqr":
        return viqr_to_unicode(text)
    if encoding == "cp1258":
        return normalize("NFC", "".join(map(_windows_1258, text)))
    if encoding == "tcvn3":
        text = _BESIDE_LETTER.sub(lambda match: match.group().translate(_SHOWN_OTHERWISE), text)
    letters, pattern = _table(encoding)
    return normalize("NFC", pattern.sub(lambda match: letters[match.group()], text))


def raise_capitals(line: str) -> str:
    """A line converted from TCVN3 with the capitals back that only a font drew: "CộNG HòA Xã" to "CỘNG HÒA XÃ".

    TCVN3 has no capitals with tones. A word with two plain capitals and no small plain letter was drawn in capitals;
    of words that do not tell by themselves, those with such words on both sides were.
    """
    words = list(_WORD.finditer(line))
    signs = [_are_capitals(word.group()) for word in words]
    raised = list(line)
    for number, word in enumerate(words):
        before = next((sign for sign in reversed(signs[:number]) if sign is not None), None)
        after = next((sign for sign in signs[number + 1 :] if sign is not None), None)
        beside = {sign for sign in (before, after) if sign is not None} == {True}
        if signs[number] or (signs[number] is None and beside and not word.group().isascii()):
            raised[word.start() : word.end()] = word.group().upper()
    return "".join(raised)


def western(data: bytes) -> str:
    """Bytes as Windows shows them: Windows-1252, with the few codes it leaves open kept as they are."""
    return "".join(_windows_1252()[byte] for byte in data)


def _are_capitals(word: str) -> bool | None:
    """Whether a converted word was drawn in capitals; ``None`` where it does not tell."""
    plain = [letter for letter in word if letter.isascii()]
    if any(letter.islower() for letter in plain):
        return False
    return True if len(plain) >= _MOST_CERTAIN_CAPITALS and not word.isascii() else None


@cache
def _windows_1252() -> tuple[str, ...]:
    return tuple(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


@cache
def _code_of() -> dict[str, int]:
    """The byte of every character that ``western`` gives."""
    return {character: byte for byte, character in enumerate(_windows_1252())}


def _windows_1258(character: str) -> str:
    code = _code_of().get(character)
    return bytes([code]).decode("cp1258", "replace") if code is not None and code > 0x7F else character


@cache
def _table(encoding: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """The letters of an encoding by what stands for them, as bytes and as Windows shows those, and what finds them."""
    text = files(__package__).joinpath("data", f"{encoding}.tsv").read_text(encoding="utf-8")
    letters: dict[str, str] = {}
    for line in text.splitlines():
        codes, _, letter = line.partition("\t")
        if letter:
            source = bytes(int(code, 16) for code in codes.split())
            letters[source.decode("latin-1")] = letters[western(source)] = letter
    longest_first = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest_first)))

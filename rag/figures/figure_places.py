"""Where a figure is of: the provinces and other places that its sentence, or else its document, names."""

from functools import cache

import regex as re

from index.anatomy.identity import Identity
from index.anatomy.names import provinces
from index.text.folding import fold
from index.text.tone_placement import unify_tones
from rag.figures.figures import Figure

_KIND = r"(?:tỉnh|thành phố|thị xã|huyện|quận|xã|phường|đặc khu)"
_NAMED = re.compile(rf"\b{_KIND}\s+(?P<name>\p{{Lu}}\p{{L}}*(?:\s\p{{Lu}}\p{{L}}*){{0,4}})")
_WHOLE_COUNTRY = re.compile(r"(?:cả nước|toàn quốc|trên cả nước)", re.IGNORECASE)
# Right after a figure, a place that nothing parts from it is where it is of.
_BEYOND = re.compile(r"[,;:.()\d]")


def places_of(figure: Figure, text: str, identity: Identity) -> frozenset[str]:
    """The folded names of the places that a figure of a sentence is of; none for one of the whole country."""
    border = _BEYOND.search(text, figure.end)
    told = unify_tones(text[: border.start() if border else len(text)])
    country = [match.end() for match in _WHOLE_COUNTRY.finditer(told)]
    named = _places(told[country[-1] :] if country else told)
    if named or country:
        return named
    return _places(unify_tones(". ".join(filter(None, (identity.title, identity.issuer)))))


def _places(text: str) -> frozenset[str]:
    found = {fold(match["name"]) for pattern in (_NAMED, _provinces()) for match in pattern.finditer(text)}
    return frozenset(name for name in found if not any(name != other and name in other for other in found))


@cache
def _provinces() -> re.Pattern[str]:
    names = sorted({unify_tones(name) for name in provinces()}, key=len, reverse=True)
    return re.compile(rf"\b(?P<name>{'|'.join(map(re.escape, names))})\b")

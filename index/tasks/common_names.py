"""Kinds of bodies in common nouns: "các bộ", "cơ quan báo chí", "các đơn vị cấp nước sạch trên địa bàn"."""

import regex as re

from index.tasks import wording
from index.tasks.name_item import NameItem
from index.tasks.proper_names import read_known, small_words_end

_OWNER = re.compile(r"\s(?:của|thuộc)\s+")
_LISTED_BEFORE = re.compile(r"(?:,|\svà)\s+$")


def read_common(even: str, at: int, end: int, plural: bool) -> NameItem | None:
    """A common noun for an actor with the words that say which; ``plural`` says that "các" stands before it."""
    noun = wording.actor().match(even, at, end)
    other = wording.not_actor().match(even, at, end)
    listed = plural or _LISTED_BEFORE.search(even, max(0, at - 5), at) is not None
    if noun is None or (other and (not listed or len(other.group()) > len(noun.group()))):
        return None
    stop = _with_owner(even, noun.end(), end)
    name = " ".join(even[at:stop].split()).strip(" ,-–")
    first = name[0].lower() if not name[:2].isupper() else name[0]
    return NameItem((first + name[1:],), stop, common=True)


def _with_owner(even: str, at: int, end: int) -> int:
    """ "Cơ quan chức năng của Bộ Nông nghiệp và Môi trường" ends with the whole name."""
    verb, limit = small_words_end(even, at, end)
    stop = len(even[: verb if verb is not None else limit].rstrip())
    owner = _OWNER.search(even, at, stop)
    known = read_known(even, owner.end(), end) if owner else None
    return max(stop, known.end) if known else stop

"""Bodies and provinces known by name, by any of their spellings, found at a place of a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise

import regex as re

from index.anatomy.names import bodies_by_symbol, canonical_name, is_province, name_key, word_list
from index.text.data_lines import data_lines
from index.text.folding import fold

WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_GAP = re.compile(r"[ ,.\-–/]{1,3}")
_MINISTRY, _DEPARTMENT = "Bộ ", "Sở "
_LEAST_SYMBOL = 3


@dataclass(frozen=True, slots=True)
class KnownName:
    """A canonical name whose spelling ends at ``end`` of a text."""

    name: str
    end: int


class Names:
    """Canonical names by the folded words of their spellings."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for spelling, name in spellings:
            keys = tuple(_key(match.group()) for match in WORD.finditer(spelling))
            self._by_first.setdefault(keys[0], []).append((keys, name, spelling.isupper()))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: len(entry[0]), reverse=True)

    def at(self, text: str, start: int, end: int) -> KnownName | None:
        """The longest name that begins at ``start``, written with a capital."""
        first = WORD.match(text, start, end)
        entries = self._by_first.get(_key(first.group())) if first else None
        if entries is None:
            return None
        words = list(islice(WORD.finditer(text, start, end), len(entries[0][0])))
        written = tuple(_key(word.group()) for word in words)
        for keys, name, short in entries:
            if written[: len(keys)] == keys and _is_written(text, words[: len(keys)], short):
                return KnownName(name, words[len(keys) - 1].end())
        return None


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    """A folded word; "KH&CN" is one, keyed "khcn"."""
    return fold(word).replace("&", "")


def _is_written(text: str, found: Sequence[re.Match[str]], short: bool) -> bool:
    written = text[found[0].start() : found[-1].end()]
    if not (written.replace("&", "").isupper() if short else written[0].isupper()):
        return False
    return all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in pairwise(found))


@cache
def bodies() -> Names:
    """Ministries and other bodies of the whole country; former names mean the present ones."""
    return Names([(spelling, present_name(name)) for spelling, name in _body_spellings()])


@cache
def ministry_fields() -> Names:
    """Ministries by what follows "các Bộ: " in a list."""
    found = [(s.removeprefix(_MINISTRY), n) for s, n in _body_spellings() if s.startswith(_MINISTRY)]
    return Names([(field, present_name(name)) for field, name in found if field])


@cache
def provinces() -> Names:
    """Provinces and cities; former ones mean the present ones."""
    spelt = [(name, name) for name in word_list("provinces.txt")]
    spelt += [(alias, name) for alias, name in _aliases() if is_province(name)]
    return Names([(spelling, present_name(name)) for spelling, name in spelt])


def present_name(name: str) -> str:
    """The body or province that has taken a former one's place, ``name`` itself where it still stands."""
    return _successors().get(name_key(name), name)


def known_body(name: str) -> str | None:
    """The present body that a spelling in any case and with or without marks means: "bộ y tế", "BTC"."""
    return _bodies_by_key().get(name_key(name).replace(" & ", ""))


def department(name: str) -> str | None:
    """A province's department named as its ministry is in short: "Sở NN&MT"."""
    if not name.startswith(_DEPARTMENT):
        return None
    ministry = known_body(_MINISTRY + name.removeprefix(_DEPARTMENT).replace("&", ""))
    return _DEPARTMENT + ministry.removeprefix(_MINISTRY) if ministry and ministry.startswith(_MINISTRY) else None


def province_meant(key: str) -> str | None:
    """The province that a folded short form means: "tphcm", "hcm"."""
    return _provinces_by_alias().get(key)


@cache
def _provinces_by_alias() -> dict[str, str]:
    return {name_key(alias): name for alias, name in _aliases() if is_province(name)}


@cache
def _bodies_by_key() -> dict[str, str]:
    return {name_key(spelling): present_name(name) for spelling, name in reversed(_body_spellings())}


@cache
def _body_spellings() -> tuple[tuple[str, str], ...]:
    names = [(name, name) for name in word_list("bodies.tsv")]
    symbols = [(symbol, name) for symbol, name in bodies_by_symbol().items() if len(symbol) >= _LEAST_SYMBOL]
    fields = [(_MINISTRY + s[1:], n) for s, n in symbols if n.startswith(_MINISTRY) and len(s) > 2]
    aliases = [(alias, name) for alias, name in _aliases() if not is_province(name)]
    former = [(row[0].rstrip("*"), row[0].rstrip("*")) for row in _renamed() if not is_province(row[0].rstrip("*"))]
    heads = [
        (row[0].strip(), row[1].strip())
        for line in data_lines("index.tasks", "head_names.tsv")
        if (row := line.split("\t"))
    ]
    known = [*names, *aliases, *symbols, *fields, *former, *heads]
    return tuple({spelling: name for spelling, name in reversed(known) if spelling.strip(" -")}.items())


def _aliases() -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in data_lines("index.anatomy", "body_aliases.tsv"))
    return [(row[0].strip(), row[1].strip()) for row in rows if len(row) > 1 and row[1].strip()]


def _renamed() -> list[list[str]]:
    return [line.split("\t") for line in data_lines("index.anatomy", "renamed_bodies.tsv")]


@cache
def _successors() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _renamed():
        present = row[1].split(" | ")[0].strip().removeprefix("Thành phố ")
        found[name_key(row[0].rstrip("*"))] = canonical_name(present) or present
    return found

"""Names as a table's cell writes them, where they are not those of known bodies: "TTPVHCC", "Toàn dân"."""

import regex as re

from index.tasks.assignees import assignees
from index.tasks.name_item import DETERMINER
from index.tasks.prose_wording import begins_with_verb
from index.text.tone_placement import unify_tones

_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s+|\s+/\s+|\s*\+\s*")
_APART = re.compile(r"\s*[;\n]\s*|\s+\+\s+")
_ABBREVIATED = re.compile(r"\p{Lu}{3,}(?:\s\p{L}+){0,3}$")
_EDGES = " .,:;-–•+*"
_WORDS = re.compile(r"\p{L}{2}")
_LONGEST, _MOST = 80, 20


def names_in_cell(cell: str) -> tuple[str, ...]:
    """The names of a cell for those who act: canonical where they are known, else the cell's own words.

    A cell without words, such as "-", names nobody.
    """
    known = assignees(cell)
    parts = _parts(_BETWEEN, cell)
    if known and not _is_list_of_names(parts):
        parts = _parts(_APART, cell)
    if known and len(parts) < 2:
        return known
    names = [name for part in parts for name in (assignees(part) or _as_written(part))]
    return tuple(dict.fromkeys(names)) or known


def _is_list_of_names(parts: list[str]) -> bool:
    """ "MTTQ xã, Đoàn TN": names of single bodies, some in short; not "Các bộ, ngành, …"."""
    single = all(part[0].isupper() and not DETERMINER.match(part) for part in parts)
    return single and any(_ABBREVIATED.match(part) and not assignees(part) for part in parts)


def _parts(between: re.Pattern[str], cell: str) -> list[str]:
    return [part for part in between.split(cell.strip())[:_MOST] if _WORDS.search(part)]


def _as_written(part: str) -> tuple[str, ...]:
    name = " ".join(part.split()).strip(_EDGES)
    is_name = len(name) <= _LONGEST and name[:1].isupper() and not begins_with_verb(unify_tones(name), 0)
    return (name,) if is_name else ()

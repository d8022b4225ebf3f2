"""What the parts of a document are called when one is missing."""

from collections.abc import Iterable
from functools import cache

from index.text.data_lines import data_lines


def names_of_parts(kinds: Iterable[str]) -> str:
    """The Vietnamese names of kinds of ``rag.composition.document_parts.ASKED_OF_DOCUMENT``, joined."""
    return ", ".join(_names()[kind] for kind in kinds)


@cache
def _names() -> dict[str, str]:
    lines = (line.partition("\t") for line in data_lines("rag", "part_names.tsv"))
    return {kind: name for kind, _, name in lines}

"""Who acts in a document: under which names it speaks of itself, and whether it can end or change others at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex as re

from index.anatomy.identity import Identity
from index.anatomy.itself import itself, names_kind
from index.anatomy.names import word_list

_DRAFT = re.compile(r"^\W*(?:BẢN\s+)?DỰ THẢO\b.{0,40}$", re.IGNORECASE)
_DRAFT_TITLE = re.compile(r"\bdự thảo\b", re.IGNORECASE)
# A draft is marked above its title.
_HEAD = 12


@dataclass(frozen=True, slots=True)
class Actor:
    """``by_article``: its title and articles may act on others; ``by_name``: so may "Nghị định này thay thế …"."""

    kind: str | None
    by_article: bool
    by_name: bool

    def is_called(self, kind: str) -> bool:
        """Whether "Nghị định này" means the document itself."""
        return self.kind is not None and names_kind(kind, self.kind)

    def speaks_of_another(self, words: str) -> bool:
        """Whether the words say "Luật này" in a document that is no law."""
        return any(not self.is_called(match["kind"]) for match in itself().finditer(words))


def find_actor(lines: Sequence[str], identity: Identity) -> Actor:
    """Only an issued document acts: one with a number, that is no draft and not of a kind that merely tells."""
    draft = any(_DRAFT.match(line) for line in lines[:_HEAD]) or _DRAFT_TITLE.search(identity.title or "")
    issued = identity.number is not None and not draft
    kind = identity.type
    acts = issued and kind is not None and kind not in word_list("telling_types.txt")
    return Actor(kind, acts, acts and kind in word_list("acting_types.txt"))

"""Parts and documents that a question names and that are not there: "Điều 12" of a decree of eight articles."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from index.text.folding import fold
from index.text.tokens import plain_syllables
from rag.abstention.ground import Ground
from rag.references.clause_matching import names_clause
from rag.references.clauses import Clause

_LAW = re.compile(r"(?<!\w)(?:bộ luật|luật|pháp lệnh|hiến pháp) (?=[^\W\d])")
_LAW_TYPES = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
_OF_LAWS = ("article", "clause", "point", "chapter")
_LABEL = re.compile(r"\d+[a-z]?|[ivxlc]+")
_WITHIN = ("appendix", "part", "chapter", "article", "clause", "point")


def names_a_missing_part(ground: Ground) -> bool:
    """Whether an article, chapter, appendix … is asked about that a document named does not have.

    Only of documents all of whose passages were found can that be told.
    """
    clauses = [one for one in ground.question.references.clauses if one.parts[0].kind in _WITHIN]
    whole = _found_whole(ground)
    if not clauses or not whole or whole != ground.question.named:
        return False
    return any(not _stands(one, ground) for one in clauses)


def names_a_part_of_a_law(ground: Ground) -> bool:
    """Whether an article of a law is asked about, and no law is what was found: those are only cited here."""
    question = ground.question
    if question.named or not any(one.parts[0].kind in _OF_LAWS for one in question.references.clauses):
        return False
    types = [item.found.passage.document.identity.type or "" for item in ground.evidence]
    return bool(_LAW.search(ground.asked)) and not any(type_.lower() in _LAW_TYPES for type_ in types)


def names_an_unknown_document(ground: Ground) -> bool:
    """Whether the documents named by number are not here, and nothing that was found so much as cites one."""
    question = ground.question
    if not question.remarks or question.named:
        return False
    figures = [_first_figure(question.text[one.start : one.end]) for one in question.references.numbers]
    words = {word for hit in ground.retrieval.passages for word in plain_syllables(fold(hit.passage.text))}
    return any(figures) and not any(figure in words for figure in figures if figure)


def _found_whole(ground: Ground) -> frozenset[str]:
    """The ids of the documents named of which every passage was found."""
    found = Counter(hit.passage.document.id for hit in ground.retrieval.passages)
    held = {hit.passage.document.id: hit.passage.document.passages for hit in ground.retrieval.passages}
    return frozenset(id_ for id_ in ground.question.named if id_ in held and found[id_] >= held[id_])


def _stands(clause: Clause, ground: Ground) -> bool:
    """Whether the clause is one of the documents', or is spoken of: they may amend another's."""
    passages = [hit.passage for hit in ground.retrieval.passages if hit.passage.document.id in ground.question.named]
    if any(names_clause(clause, passage.heading, passage.text) for passage in passages):
        return True
    words = {pair for passage in passages for pair in pairwise(plain_syllables(fold(passage.text)))}
    said = _said_parts(clause)
    return bool(said) and all(pair in words for pair in said)


def _said_parts(clause: Clause) -> list[tuple[str, str]]:
    """The words of each of its parts with the label: ``("dieu", "13")``."""
    tokens = plain_syllables(fold(clause.text))
    return [(name, label) for name, label in pairwise(tokens) if _LABEL.fullmatch(label)]


def _first_figure(written: str) -> str | None:
    found = re.search(r"\d+", written)
    return found.group() if found else None

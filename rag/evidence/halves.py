"""Questions that ask two things at once: each half picks its own sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.evidence.evidence import Evidence, rank_evidence
from rag.retrieval.retrieve import Retrieval
from rag.understanding.focus import asks, focus
from rag.understanding.question import Question, understand

# "…, còn …", "… và …", "…, …": the borders at which a question may go on to a second one.
_BORDER = re.compile(r"\s*[;?]\s+|\s*,?\s+(?:còn|và|đồng thời)\s+|\s*,\s+")
_MOST = 3
# So few words of content name nothing by themselves: "…, ai ký?".
_LEAST_CONTENT = 3
# What its best sentence must say of a clause, with its headings and title; a clause that leaves out its subject finds
# nothing of the kind.
_LEAST_COVERAGE = 0.6
_LEAST_CLAUSES = 2
# "…, cơ quan nào theo dõi chỉ tiêu này?" asks of what the other clause names.
_POINTS_BACK = frozenset({"này", "đó", "ấy", "trên"})


def clauses_of(question: Question) -> tuple[Question, ...]:
    """The questions within a question, in their order; none when it asks one thing.

    A piece that asks nothing belongs to the next one: "trong NQ 380, bộ nào …".
    """
    pieces: list[str] = []
    kept = ""
    # Blanks made one: the borders are sought in a text without runs of them.
    for piece in _BORDER.split(" ".join(question.text.split())):
        kept = f"{kept}, {piece}" if kept else piece
        if asks(kept):
            pieces.append(kept)
            kept = ""
    if kept and pieces:
        pieces[-1] = f"{pieces[-1]}, {kept}"
    clauses = tuple(_clause(question, piece) for piece in pieces[:_MOST])
    return clauses if len(clauses) >= _LEAST_CLAUSES and all(map(_asks_enough, clauses)) else ()


def _clause(question: Question, text: str) -> Question:
    read = understand(text)
    return replace(
        read, filter=question.filter, others=question.others, named=question.named, trust=question.trust,
        carried=question.carried, named_in_order=question.named_in_order,
    )  # fmt: skip


def _asks_enough(clause: Question) -> bool:
    """Whether a clause names what it asks about."""
    if not _POINTS_BACK.isdisjoint(clause.text.lower().rstrip("?.! ").split()[-1:]):
        return False
    return len(clause.content) >= _LEAST_CONTENT and bool(focus(clause))


def evidence_by_clause(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence with the best sentence of each clause in front, all as good as the best."""
    best: dict[tuple[str, int], Evidence] = {}
    for clause in clauses_of(question):
        ranked = rank_evidence(clause, retrieval)
        if ranked and ranked[0].coverage >= _LEAST_COVERAGE:
            top = ranked[0]
            best.setdefault((top.found.passage.id, top.start), top)
    if len(best) == 1 and evidence:
        # "…, 4 tháng đầu 2025 được bao nhiêu?" leaves out of what; with the whole question its sentence is found.
        best.setdefault((evidence[0].found.passage.id, evidence[0].start), evidence[0])
    if len(best) < _LEAST_CLAUSES:
        return list(evidence)
    raised = [replace(item, score=max(item.score, evidence[0].score)) for item in best.values()]
    return [*raised, *(item for item in evidence if (item.found.passage.id, item.start) not in best)]

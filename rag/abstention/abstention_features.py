"""What tells whether the best sentences answer a question at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict

from rag.abstention.ground import Ground
from rag.abstention.mismatch import mismatch
from rag.abstention.signs import signs
from rag.composition.document_parts import asks_parts_of
from rag.evidence.answer_type import answer_types
from rag.evidence.evidence import Evidence
from rag.evidence.sentence_features import log_odds, without_figures
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question

_OF_BEST = (
    "passage", "coverage", "placed_coverage", "passage_coverage", "typed", "new_typed", "typed_placed",
    "part_asked", "part_silent", "part_basis", "lead_in", "after_lead_in", "opening", "length", "row", "named",
    "defines", "focus", "placed_focus",
)  # fmt: skip
_MISMATCHES = ("figures", "years", "other_figure", "provinces", "own_provinces", "bodies", "own_bodies")
_SIGNS = ("hinge_unsaid", "unit_unsaid", "granted", "bodies_unsaid")
_LACKING = ("money", "percent", "number", "date", "person", "body", "place", "reason")
ABSTENTION_NAMES = (
    *(f"best_{name}" for name in _OF_BEST), *(f"without_{name}" for name in _MISMATCHES),
    *(f"lacks_{kind}" for kind in _LACKING), *_SIGNS, "score", "margin", "similarity", "best_similarity",
    "best_coverage", "dense", "terms", "words", "accented", "trust", "kinds", "why", "unheld", "parts",
)  # fmt: skip
# The best few sentences are looked at.
_SENTENCES = 3
_SAID = 2


def abstention_features(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> dict[str, float]:
    """The features by ``ABSTENTION_NAMES``, of a question for which there is some evidence."""
    best, few = evidence[0], evidence[:_SENTENCES]
    passages = retrieval.passages
    found = {
        **{f"best_{name}": best.features[name] for name in _OF_BEST},
        **{f"without_{name}": value for name, value in asdict(mismatch(question, best)).items()},
        **{f"lacks_{kind}": _lacks(question, kind, evidence[:_SAID]) for kind in _LACKING},
        **signs(Ground.of(question, retrieval, evidence)),
        "score": log_odds(best.score),
        "margin": best.score - (evidence[1].score if len(evidence) > 1 else 0.0),
        "similarity": best.similarity,
        "best_similarity": max(item.similarity for item in few),
        "best_coverage": max(item.coverage for item in few),
        "dense": max(hit.dense for hit in passages),
        "terms": max(hit.terms for hit in passages) / max(1, len(question.content)),
        "words": math.log(1 + len(question.content)),
        "accented": float(question.accented),
        "trust": question.trust,
        "kinds": float(bool(question.kinds)),
        "why": float("reason" in question.kinds),
        "unheld": float(bool(question.remarks)),
        "parts": float(bool(asks_parts_of(question, best.found.passage.document.identity))),
    }
    return {name: found[name] for name in ABSTENTION_NAMES}


def _lacks(question: Question, kind: str, said: Sequence[Evidence]) -> float:
    """Whether a kind of thing is asked for that the sentences do not have beyond what the question itself has."""
    if kind not in question.kinds:
        return 0.0
    return float(not any(answer_types().carries(kind, without_figures(question, item.text)) for item in said))

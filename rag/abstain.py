"""Abstention: whether what was found answers the question at all."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.evidence import Evidence
from rag.question import Question
from rag.retrieve import Retrieval

_SILENCE = "Xin lỗi, các văn bản hiện có không nêu thông tin để trả lời câu hỏi này."
_NO_DOCUMENTS = "Chưa có văn bản nào được nạp (hoặc không văn bản nào khớp bộ lọc), nên chưa thể trả lời câu hỏi này."
_NO_CONTENT = (
    "Câu hỏi chưa nêu rõ nội dung cần tìm. Xin hỏi lại cụ thể hơn, ví dụ nêu cơ quan, số văn bản hoặc công việc."
)
# The best few sentences are looked at.
_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class SupportModel:
    """A logistic model of the chance that the best sentences answer, and the least chance that is spoken on."""

    similarity: float
    coverage: float
    intercept: float
    least: float

    def chance(self, similarity: float, coverage: float) -> float:
        """From 0 to 1."""
        return 1 / (1 + math.exp(-(self.similarity * similarity + self.coverage * coverage + self.intercept)))


# Fitted by eval/fit_abstention.py: docs/measurements.md, "Abstention". Without diacritics cosines say little, and
# the bar is lower because silence on a question that was merely typed in haste costs more than there.
ACCENTED = SupportModel(similarity=80.2, coverage=3.4, intercept=-69.3, least=0.45)
UNACCENTED = SupportModel(similarity=3.0, coverage=6.1, intercept=-5.6, least=0.35)


def reason_to_abstain(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> str | None:
    """A polite sentence when silence is right, ``None`` when there is an answer."""
    if not question.content:
        return _NO_CONTENT
    if not retrieval.passages:
        return _NO_DOCUMENTS
    return None if chance_of_answer(question, evidence) >= _model(question).least else _SILENCE


def chance_of_answer(question: Question, evidence: Sequence[Evidence]) -> float:
    """The chance, from 0 to 1, that the best sentences answer the question."""
    return _model(question).chance(*support(evidence)) if evidence else 0.0


def _model(question: Question) -> SupportModel:
    return ACCENTED if question.accented else UNACCENTED


def support(evidence: Sequence[Evidence]) -> tuple[float, float]:
    """The best similarity and the best coverage among the best few sentences."""
    best = evidence[:_SENTENCES]
    return max(item.similarity for item in best), max(item.coverage for item in best)

"""Abstention: whether what was found answers the question at all."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.abstention.abstention_features import ABSTENTION_NAMES, abstention_features
from rag.abstention.cited_documents import tells_of_cited
from rag.abstention.talk import is_talk
from rag.abstention.vetoes import is_surely_unanswered
from rag.composition.document_parts import ASKED_OF_DOCUMENT, asks_parts_of, missing_parts
from rag.composition.part_names import names_of_parts
from rag.evidence.evidence import Evidence
from rag.references.numbers_here import unanswered
from rag.retrieval.retrieve import Retrieval
from rag.understanding.question import Question

SILENCE = "Xin lỗi, các văn bản hiện có không nêu thông tin để trả lời câu hỏi này."
_NO_DOCUMENTS = "Chưa có văn bản nào được nạp (hoặc không văn bản nào khớp bộ lọc), nên chưa thể trả lời câu hỏi này."
_NO_CONTENT = (
    "Câu hỏi chưa nêu rõ nội dung cần tìm. Xin hỏi lại cụ thể hơn, ví dụ nêu cơ quan, số văn bản hoặc công việc."
)
_TALK = (
    "Tôi là trợ lý tra cứu văn bản chỉ đạo, chỉ trả lời từ các văn bản đã được nạp: ai phải làm gì, hạn khi nào, "
    "số liệu bao nhiêu, văn bản nào quy định. Xin hỏi về nội dung các văn bản ấy."
)
_NO_PART = "Xin lỗi, bản văn đang có không ghi {parts}, nên chưa thể trả lời câu hỏi này."


@dataclass(frozen=True, slots=True)
class AbstentionModel:
    """A logistic model of the chance that the best sentences answer, and the least chance that is spoken on."""

    weights: Mapping[str, float]
    intercept: float
    least: float

    def chance(self, features: Mapping[str, float]) -> float:
        """From 0 to 1."""
        total = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def abstention_model() -> AbstentionModel:
    """The model fitted by ``eval/fit_abstention.py``: docs/measurements.md, "Abstention"."""
    fitted = json.loads(files("rag").joinpath("data/abstention.json").read_text("utf-8"))
    weights = {name: fitted["weights"][name] for name in ABSTENTION_NAMES}
    return AbstentionModel(weights, fitted["intercept"], fitted["least"])


def reason_to_abstain(
    question: Question, retrieval: Retrieval, evidence: Sequence[Evidence], chance: float
) -> str | None:
    """A polite sentence when silence is right, ``None`` when there is an answer; ``chance`` is ``chance_of_answer``."""
    if not question.content:
        return _NO_CONTENT
    if is_talk(question):
        return _TALK
    if not retrieval.passages:
        return _NO_DOCUMENTS
    told = _document_question(question, evidence)
    if told:
        return told
    if is_surely_unanswered(question, retrieval, evidence):
        return SILENCE
    if told is not None:
        return None
    return None if chance >= abstention_model().least else SILENCE


def chance_of_answer(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> float:
    """The chance, from 0 to 1, that the best sentences answer the question."""
    return abstention_model().chance(abstention_features(question, retrieval, evidence)) if evidence else 0.0


def _document_question(question: Question, evidence: Sequence[Evidence]) -> str | None:
    """What is known for certain where a part of a document is asked for; "" when it is there, ``None`` when unsure.

    A document that is only cited tells nothing of who signed it, of its day and subject what is said where it is cited.
    """
    asked = [kind for kind in ASKED_OF_DOCUMENT if kind in question.kinds]
    if not evidence or not asked:
        return None
    if question.remarks and not question.named and asked != ["legal_basis"]:
        if not _only_of_document(question):
            return None
        return "" if tells_of_cited(question, evidence[0]) else unanswered(question.remarks)
    best = evidence[0].found.passage.document.identity
    wanted, missing = asks_parts_of(question, best), missing_parts(question, best)
    if wanted and len(missing) == len(wanted):
        return _NO_PART.format(parts=names_of_parts(missing))
    return "" if question.named and wanted else None


def _only_of_document(question: Question) -> bool:
    """Whether it is asked who signed the document, when, or what it says, and not what another says of it."""
    return not question.kinds.isdisjoint(("signer", "subject", "own_number", "issued", "addressees"))

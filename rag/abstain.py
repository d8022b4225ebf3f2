"""Abstention: whether what was found answers the question at all."""

from collections.abc import Sequence

from rag.evidence import Evidence
from rag.question import Question
from rag.retrieve import Retrieval

# Fitted on the development questions: docs/measurements.md, "Abstention".
MIN_COVERAGE = 0.45
MIN_SUPPORT = 0.5
_SILENCE = "Xin lỗi, các văn bản hiện có không nêu thông tin để trả lời câu hỏi này."
_NO_DOCUMENTS = "Chưa có văn bản nào được nạp (hoặc không văn bản nào khớp bộ lọc), nên chưa thể trả lời câu hỏi này."
_NO_CONTENT = (
    "Câu hỏi chưa nêu rõ nội dung cần tìm. Xin hỏi lại cụ thể hơn, ví dụ nêu cơ quan, số văn bản hoặc công việc."
)


def reason_to_abstain(question: Question, retrieval: Retrieval, evidence: Sequence[Evidence]) -> str | None:
    """A polite sentence when silence is right, ``None`` when there is an answer."""
    if not question.content:
        return _NO_CONTENT
    if not retrieval.passages:
        return _NO_DOCUMENTS
    if not evidence or support(evidence) < MIN_SUPPORT or evidence[0].coverage < MIN_COVERAGE:
        return _SILENCE
    return None


def support(evidence: Sequence[Evidence]) -> float:
    """How much of the question's content the best few sentences name, 0 to 1."""
    return max((item.coverage for item in evidence[:3]), default=0.0)

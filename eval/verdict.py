"""What became of a question in one word, and which questions to look at first."""

from enum import Enum

from eval.finished_run import QuestionResult


class Verdict(Enum):
    """The outcome of a question, worst first; the value is what people read."""

    ERROR = "Lỗi khi hỏi"
    INVENTED = "Trả lời khi không có đáp án"
    WRONG = "Trả lời sai"
    MISSED = "Từ chối dù có đáp án"
    MISCITED = "Đúng nhưng dẫn sai chỗ"
    UNSCORED = "Không chấm câu trả lời"
    REFUSED = "Từ chối đúng"
    RIGHT = "Đúng"

    @property
    def rank(self) -> int:
        """0 for what is worst."""
        return list(Verdict).index(self)

    @property
    def mood(self) -> str:
        """``bad``, ``middling``, ``open`` or ``good``: how it is coloured."""
        if self in (Verdict.REFUSED, Verdict.RIGHT):
            return "good"
        if self in (Verdict.MISCITED, Verdict.MISSED):
            return "middling"
        return "open" if self is Verdict.UNSCORED else "bad"


def verdict_of(result: QuestionResult) -> Verdict:
    """The outcome of a question by its scores."""
    if result.error:
        return Verdict.ERROR
    if not result.answerable:
        return Verdict.REFUSED if result.abstained else Verdict.INVENTED
    if result.abstained:
        return Verdict.MISSED
    right = result.scores.get("answer_right")
    if right is None:
        return Verdict.UNSCORED
    if right < 1:
        return Verdict.WRONG
    return Verdict.MISCITED if result.scores.get("citation_right") == 0 else Verdict.RIGHT


def worst_first(results: tuple[QuestionResult, ...]) -> list[QuestionResult]:
    """The worst outcome first; among equals, the lower its scores between 0 and 1 the sooner."""
    return sorted(results, key=lambda result: (verdict_of(result).rank, _mean_share(result)))


def _mean_share(result: QuestionResult) -> float:
    shares = [value for value in result.scores.values() if 0 <= value <= 1]
    return sum(shares) / len(shares) if shares else 1.0

"""A deadline and where it was read."""

from dataclasses import dataclass

from index.tasks.task import Deadline

CLOCK = r"(?:(?:vào\s+|lúc\s+|hồi\s+)?\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{1,2})?(?:\s*phút)?\s*,?\s*)?"
LOOK_BEHIND = 90


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline at ``[start, end)`` of the text it was read from; the surest of several has the highest ``weight``."""

    deadline: Deadline
    start: int
    end: int
    weight: int = 0

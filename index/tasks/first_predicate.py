"""Where a name ends and what is to be done begins."""

import regex as re

from index.tasks import wording

_WEAK_BEFORE = re.compile(r"(?:các|,|và|/|những|mọi|của|cho|về|trong|được|để|cấp)\s*$", re.IGNORECASE)
_GOING_ON = re.compile(r"(?:đang|đã|được|sẽ|chưa|bị|vừa)\s+$", re.IGNORECASE)
_OF_NOUN = re.compile(
    r"(?:để|việc|mà|phạm\s+vi|lĩnh\s+vực|công\s+tác|t[ỷỉ]\s+lệ|kế\s+hoạch|kết\s+quả|tiến\s+độ|nhu\s+cầu|dự\s+án)\s+$",
    re.IGNORECASE,
)
# Verbs that are nouns as well.
_WEAK = frozenset(("tổ chức", "lãnh đạo", "cấp", "quản lý", "đầu tư", "thanh tra"))
_REACH_BACK = 30
_SHORT_REACH = 12


def first_predicate(even: str, start: int, end: int, skipped: frozenset[str] = frozenset()) -> int | None:
    """Where the first word stands that says what is to be done and is no part of an actor's name."""
    inside = None
    passed = -1
    for match in wording.predicate().finditer(even, start, end):
        at = match.start()
        if inside is None:
            inside = [m.span() for m in wording.actor_phrase().finditer(even, max(0, start - _REACH_BACK), end)]
        if match.group() in skipped or any(a < at < b for a, b in inside) or at - 1 == passed:
            continue
        if _GOING_ON.search(even, max(0, at - _SHORT_REACH), at):
            # "… đang triển khai thi công" goes on with what is passed over.
            passed = match.end()
            continue
        if not _belongs_to_noun(even, at, match.group()):
            return at
    return None


def _belongs_to_noun(even: str, at: int, verb: str) -> bool:
    """ "kế hoạch triển khai", "các tổ chức": the word says which plan, or is a noun itself."""
    before = max(0, at - _SHORT_REACH)
    weak = verb in _WEAK and _WEAK_BEFORE.search(even, before, at)
    return bool(weak or _OF_NOUN.search(even, before, at))

"""Lists of documents below a line that says what happens to them: "Bãi bỏ các văn bản sau:"."""

from dataclasses import dataclass, replace

import regex as re

from index.anatomy.actor import Actor
from index.anatomy.acts import Act, mark_length, own_act, says_it_ends
from index.anatomy.limits import is_partial, last_exception
from index.anatomy.markers import find_marker
from index.anatomy.numbers import cited_number
from index.anatomy.objects import LAW_NAME, names_documents

_PROVISION = (
    r"(?:(?:toàn bộ|quy định|nội dung|các|tại)\s+){0,3}(?:điểm|khoản|Điều|Chương|Mục|Phụ lục)\b[^;:.]{0,120}?\s+"
)
_MARK = r"(?:(?:\d+|[a-zđ])\s*[.)]|\(\w+\)|[-–+])?"
_LISTED = re.compile(rf"^\W*{_MARK}\s*(?:{_PROVISION})?(?:của\s+)?(?:Các\s+)?{LAW_NAME}?$", re.IGNORECASE)
# An item that says something else of its document is no item of the list above it.
_SAYS_MORE = re.compile(r"\b(?:tiếp tục|vẫn|được áp dụng|được thực hiện)\b")
_OPENS_LIST = re.compile(r"(?::|\bsau(?:\s+đây)?\s*[:.]?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpenList:
    """What a line says of the documents below it, the line's own mark, whether it excepts something, and the
    mark of the items once one is read.
    """

    act: Act
    own_mark: str | None
    excepted: bool = False
    item_mark: str | None = None
    begun: bool = False

    def with_item(self, text: str) -> "OpenList | None":
        """The list with one more line, ``None`` when the line does not belong to it."""
        number = cited_number().search(text)
        if number is None or not _LISTED.match(text[: number.start()]) or _SAYS_MORE.search(text[number.end() :]):
            return None
        marker = find_marker(text)
        mark = marker.kind if marker else None
        if (mark is not None and mark in ("article", self.own_mark)) or (self.begun and mark != self.item_mark):
            return None
        return replace(self, item_mark=mark, begun=True)


def opened_list(lead: str, actor: Actor, *, in_article: bool) -> OpenList | None:
    """The list that a line opens which ends with a colon or "sau đây"."""
    if not _OPENS_LIST.search(lead):
        return None
    act = own_act(lead, actor, is_title=False, in_article=in_article)
    if act and (is_partial(lead[act.object_at :]) or not names_documents(lead[act.object_at :])):
        act = None
    if act is None and names_documents(lead[mark_length(lead) :]):
        act = says_it_ends(lead, actor, in_article=in_article)
    marker = find_marker(lead)
    own_mark = marker.kind if marker and marker.kind != "article" else None
    excepted = last_exception(lead, "") >= 0
    return OpenList(Act(act.kind, 0, act.day), own_mark, excepted) if act else None

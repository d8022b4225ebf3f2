"""Who is told to do something by a sentence: "Giao Bộ X …", "Bộ X chủ trì …", "Để …, yêu cầu các tỉnh …"."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex as re

from index.anatomy.names import name_key
from index.tasks import wording
from index.tasks.holders import head_alone_end
from index.tasks.name_item import DETERMINER
from index.tasks.name_reading import NameList, joined_names, read_items, read_names

_CUE = re.compile(
    r"(?:(?:trân\s+trọng|kính|cũng|đồng\s+thời|và|thống\s+nhất|đồng\s+ý|quyết\s+định|nhấn\s+mạnh|,)\s+){0,3}"
    r"(?P<verb>giao|yêu\s+cầu|đề\s+nghị|phân\s+công|ủy\s+quyền|chỉ\s+định|đòi\s+hỏi|trách\s+nhiệm\s+(?:thi\s+hành\s+|thực\s+hiện\s+)?của)\s+"
    r"(?:(?:cho|nhiệm\s+vụ\s+cho|trách\s+nhiệm\s+cho|đối\s+với)\s+)?",
    re.IGNORECASE,
)
_WEAK_CUE = re.compile(r"(?:chỉ\s+đạo|kêu\s+gọi|lưu\s+ý)\s+", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?:Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|Một\s+là|Hai\s+là|Ba\s+là|Bốn\s+là|Năm\s+là|Đồng\s+thời|Ngoài\s+ra|"
    r"Bên\s+cạnh\s+đó|Cùng\s+với\s+đó|Riêng|Đặc\s+biệt|Trong\s+đó|do\s+vậy|Do\s+đó|và|đồng\s+thời|riêng)\s*[,:]?\s*)+"
)
_INTRODUCES = re.compile(
    r"(?:Để|Nhằm|Trong|Trên|Sau|Căn|Với|Từ|Về|Đối|Theo|Khi|Nếu|Trường\s+hợp|Tiếp\s+theo|Triển\s+khai|Thực\s+hiện|Trước|"
    r"Xét|Hằng|Hàng|Định\s+kỳ|Quá\s+trình|Thời\s+gian\s+tới)(?!\p{L})"
)
# What is no statement of its own and no action either.
_ADVERBIAL = re.compile(
    r"(?:Với|Căn\s+cứ|Trên|Theo|Trong|Trước|Sau|Định\s+kỳ|Hằng|Hàng|Để|Nhằm|Từ|Về|Đối|Khi|Nếu|Trường\s+hợp)(?!\p{L})"
)
_SETS_SCENE = re.compile(r"(?:Định\s+kỳ|Hằng|Hàng|Căn\s+cứ|Trên\s+cơ\s+sở|Theo|Về|Đối\s+với|Khi|Nếu)(?!\p{L})")
_FOR = re.compile(r"đối\s+với\s+", re.IGNORECASE)
_DUTY = re.compile(r"(?:cần|phải|có\s+trách\s+nhiệm)(?!\p{L})")
_JOINT = re.compile(r"(?:[,;:]|\sthì)\s+(?:(?:do\s+(?:vậy|đó)|vì\s+vậy|đồng\s+thời)\s*,?\s*)?")
_PAST = re.compile(r"\s(?:đã|sẽ|chưa|vẫn|còn)(?:\s|$)")
_GOING_ON = re.compile(r"\s(?:đang|được)\s")
_STRONG = re.compile(
    r"(?:tiếp\s+tục|khẩn\s+trương|(?:có|chịu)\s+trách\s+nhiệm|phải|cần|chủ\s+động|đẩy\s+nhanh)(?!\p{L})"
)
_BETWEEN = re.compile(r"\s*(?:\([^()]{1,80}\)\s*)?(?:,[^,;.]{1,90},\s*)?")
_ISSUERS = frozenset(("chinh phu", "quoc hoi", "bo chinh tri", "ban bi thu", "thuong truc chinh phu", "ban chi dao"))
_OF_LEADERS = re.compile(r"^(?:ban thuong vu|thuong truc|ban chap hanh|lanh dao|thuong vu)\s+")
_Reader = Callable[[str, int, int, str | None], "Assigned | None"]
_REACH = 1500
_MOST_JOINTS = 40


@dataclass(frozen=True, slots=True)
class Assigned:
    """Names at ``[start, end)`` and where what they must do begins, ``None`` where only a list of it follows.

    ``told`` says that a word of command stands before the names.
    """

    names: tuple[str, ...]
    start: int
    end: int
    action: int | None
    told: bool = False


def read_assigned(
    even: str, start: int, end: int, issuer: str | None, *, whole: bool = True, acts: bool = False
) -> Assigned | None:
    """Who is told to do something in ``[start, end)``, a sentence or clause of a text with unified tones.

    ``issuer`` is who issued the document: what it "yêu cầu" is a command, what others do so is their task. Of a
    ``whole`` sentence the names are looked for behind an introductory clause too ("Để …, …"); one that ``acts`` begins
    with what is to be done, and only the issuer's own command is found behind that.
    """
    opening = _OPENING.match(even, start, end)
    at = opening.end() if opening else start
    found = _read_at(even, at, end, issuer)
    if found or not whole:
        return found
    read = _reader(even, at, acts)
    for joint in list(_JOINT.finditer(even, at, min(end, at + _REACH)))[:_MOST_JOINTS]:
        found = read(even, joint.end(), end, issuer)
        if found and not _ends_list(even, found):
            return found
        if _SETS_SCENE.match(even, at) and wording.predicate().match(even, joint.end()):
            # What is to be done stands here, of a lead named before; only a command may still follow.
            read = _issued_at
    return None


def _ends_list(even: str, found: Assigned) -> bool:
    """ "Bám sát các cấp, các ngành, địa phương, chú trọng …": a bare noun behind a comma ends a list of others."""
    bare = even[found.start].islower() and found.names[0][0].islower()
    return bare and not found.told and DETERMINER.match(even, found.start) is None


def _reader(even: str, at: int, acts: bool) -> "_Reader":
    if not _INTRODUCES.match(even, at):
        return _issued_at
    return _told_at if acts and not _ADVERBIAL.match(even, at) else _read_at


def _read_at(even: str, at: int, end: int, issuer: str | None) -> Assigned | None:
    return _told_at(even, at, end, issuer) or _named(even, at, end, told=False)


def _told_at(even: str, at: int, end: int, issuer: str | None) -> Assigned | None:
    cue = _CUE.match(even, at, end)
    if cue:
        return _named(even, cue.end(), end, told=True)
    concerned = _FOR.match(even, at, end)
    if concerned:
        named = _named(even, concerned.end(), end, told=True)
        return named if named and named.action is not None and _DUTY.match(even, named.action) else None
    return _issued_at(even, at, end, issuer)


def _issued_at(even: str, at: int, end: int, issuer: str | None) -> Assigned | None:
    head = head_alone_end(even, at, end)
    if head is not None:
        return _told_by_issuer(even, head, end)
    items, stop = read_items(even, at, end)
    names = joined_names(items, even[at:stop])
    # In a report of no issuer's, heads of any body give commands: "Chủ tịch UBND tỉnh … yêu cầu".
    heads = issuer is None and wording.titles().match(even, at, end) is not None
    if not names or not (heads or are_issuers(names, issuer)):
        return None
    return _told_by_issuer(even, stop, end)


def _told_by_issuer(even: str, stop: int, end: int) -> Assigned | None:
    """ "Thủ tướng Chính phủ giao Bộ Công an …"."""
    blank = _BETWEEN.match(even, stop, end)
    at = blank.end() if blank else stop
    cue = _CUE.match(even, at, end) or _WEAK_CUE.match(even, at, end)
    return _named(even, cue.end(), end, told=True) if cue else None


def _named(even: str, at: int, end: int, *, told: bool) -> Assigned | None:
    listed = read_names(even, at, end, told=told)
    if listed is None or not _is_bounded(even, listed, end):
        return None
    return Assigned(listed.names, listed.start, listed.end, listed.action, told)


def _is_bounded(even: str, listed: NameList, end: int) -> bool:
    """Whether names are told to act, and do not act already: "các địa phương đã triển khai …"."""
    if not listed.names or listed.end > end or _PAST.search(even, listed.start, listed.end):
        return False
    acts = listed.action is not None and _GOING_ON.search(even, listed.start, listed.action)
    return not acts or _STRONG.match(even, listed.action or end) is not None


def are_issuers(names: tuple[str, ...], issuer: str | None) -> bool:
    """Whether those who give the command are named: the government, a holder of an office, the document's issuer."""
    return bool(names) and all(_is_issuer(name, issuer) for name in names)


def _is_issuer(name: str, issuer: str | None) -> bool:
    key = name_key(name)
    if wording.persons().match(name) or key in _ISSUERS:
        return True
    if issuer is None:
        return False
    own = name_key(issuer)
    part = _OF_LEADERS.sub("", key)
    return f"{own} ".startswith((f"{key} ", f"{part} ")) or (
        key.startswith("uy ban nhan dan") and (own.startswith(("tinh", "thanh pho", "xa ", "phuong ")) or own in key)
    )


@cache
def command() -> re.Pattern[str]:
    """Words of command, wherever they stand."""
    return re.compile(
        r"(?<!\p{L})(?:giao|yêu\s+cầu|đề\s+nghị|phân\s+công|chỉ\s+đạo|nhấn\s+mạnh|nêu\s+rõ|kết\s+luận)(?!\p{L})",
        re.IGNORECASE,
    )

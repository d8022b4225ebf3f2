"""The words by which a sentence of a document says that it tells tasks, or that it tells something else."""

from functools import cache

import regex as re

from index.anatomy.names import document_types
from index.tasks import wording
from index.text.tone_placement import unify_tones

_WORD_END = r"(?!\p{L})"
_PLAIN_LIST = re.compile(
    r"(?:gồm|bao\s+gồm|gồm\s+có|để|như\s+sau\s+đây\s+gọi|các\s+trường\s+hợp|một\s+trong\s+các|điều\s+kiện)"
    r"(?:\s+(?:các|những)\s+[\p{L} ]{2,40})?(?:\s+sau)?(?:\s+đây)?\s*:\s*$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?::|(?:sau|sau\s+đây|như\s+sau)\s*[:.]?)\s*$", re.IGNORECASE)
_NUMBER_FIRST = r"\d|\+?\s*\d+%"
_GENERAL = re.compile(
    r"[,\s]*(?:trong\s+đó\s+|cần\s+|phải\s+)*(?:tập\s+trung|lưu\s+ý|khẩn\s+trương|nghiêm\s+túc|\s)*"
    r"(?:thực\s+hiện|triển\s+khai)(?:\s+(?:tốt|nghiêm|nghiêm\s+túc|đồng\s+bộ|hiệu\s+quả|ngay))*"
    r"\s+(?:(?:các|một\s+số|những)\s+)?(?:nhiệm\s+vụ|nội\s+dung|giải\s+pháp|công\s+việc)[^;]{0,60}$",
    re.IGNORECASE,
)
_INFORMS = re.compile(
    r"(?:(?:trân\s+trọng|xin)\s+){0,2}(?:thông\s+báo\s+(?:để|đến|tới|cho|ý\s+kiến)|có\s+ý\s+kiến|nhận\s+được"
    r"|(?:thống\s+nhất\s+)?(?:kết\s+luận|đánh\s+giá\s+cao|nhận\s+định)"
    r"|ban\s+hành\s+(?:Quyết|Nghị|Thông|Quy|Chỉ|Luật)|trả\s+lời\s+để)(?!\p{L})"
)
_INFORMS_ALL = re.compile(
    r"(?<!\p{L})(?:(?:trân\s+trọng|xin)\s+thông\s+báo"
    r"|thông\s+báo\s+(?:(?:ý\s+kiến|nội\s+dung|kết\s+luận)[^.;]{0,160}\s)?(?:để|đến|tới|cho)\s[^.;]{0,200}\sbiết)"
    r"(?!\p{L})"
)
_RESULT_REPORTED = re.compile(r"kết\s+quả\s+(?:[\p{L}\d]+\s+){0,8}?(?:báo\s+cáo|gửi)(?!\p{L})", re.IGNORECASE)
_IF_NEED_BE = re.compile(
    r"(?:(?:Trong\s+)?[Qq]uá\s+trình\s+(?:tổ\s+chức\s+|triển\s+khai\s+)?(?:thực\s+hiện|triển\s+khai)"
    r"(?:\s+(?:[\p{L}\d/\-]+\s+){0,8}?|\s*,\s*|\s+)[Nn]ếu|Nếu\s+(?:có|gặp|phát\s+sinh)\s+(?:[\p{L}]+\s+){0,3}?(?:khó\s+khăn|vướng\s+mắc))(?!\p{L})"
)
_TOPIC = re.compile(r"(?:Về|Đối\s+với)\s[^:;.]{3,200}:\s+(?=\p{Lu})")
_JOINT = re.compile(r",\s+")
_COLON = re.compile(r"\s*:\s*")
_MOST_JOINTS, _LONGEST_VERB, _OPENING, _NEAR = 3, 40, 60, 400


def lists_things(ending: str) -> bool:
    """Whether what stands below the end of a lead-in is a plain list, of conditions or members: "gồm:"."""
    return bool(_PLAIN_LIST.search(ending))


def opens(even: str, start: int, end: int) -> bool:
    """Whether the end says that what follows belongs below: ":", "như sau"."""
    return bool(_OPENS.search(even, max(start, end - _OPENING), end))


def is_general(words: str) -> bool:
    """ "… tập trung thực hiện các nhiệm vụ sau" tells nothing by itself."""
    return bool(_GENERAL.search(words))


def begins_general(words: str) -> bool:
    """Whether the words are such a formula from their first on."""
    return bool(_GENERAL.match(words))


def informs(even: str, action: int) -> bool:
    """Whether a predicate says what a letter does itself: "thông báo để", "có ý kiến"."""
    return bool(_INFORMS.match(even, action))


def declares(even: str, action: int) -> bool:
    """Whether a predicate is what an issuer does by the document itself: "thống nhất", "thông qua", "yêu cầu"."""
    return bool(_declaring().match(even, action))


def informs_all(even: str, start: int, end: int) -> bool:
    """Whether a sentence lets its readers know: "… xin thông báo … biết"."""
    return bool(_INFORMS_ALL.search(even, start, end))


def behind_topic(even: str, start: int, end: int) -> int:
    """Where a sentence begins behind "Về việc …: "."""
    topic = _TOPIC.match(even, start, end)
    return topic.end() if topic else start


def behind_colon(even: str, at: int, end: int) -> int | None:
    """Where words begin behind a colon at ``at``."""
    colon = _COLON.match(even, at, end)
    return colon.end() if colon and colon.end() < end else None


def begins_with_verb(even: str, start: int) -> bool:
    """Whether a verb of what is to be done stands first, with a capital or without."""
    first = even[start : start + 1].lower() + even[start + 1 : start + _LONGEST_VERB]
    return bool(wording.predicate().match(first))


def orders_behind_adverbial(even: str, start: int, end: int) -> bool:
    """ "Trên cơ sở đó, rà soát …"; "Tuyệt đối không …"."""
    near = even[start : min(end, start + _NEAR)]
    if _must().match(near):
        return True
    joints = list(_JOINT.finditer(near))[:_MOST_JOINTS] if begins_with_adverbial(near) else []
    return any(wording.predicate().match(near, joint.end()) or _must().match(near, joint.end()) for joint in joints)


def begins_with_adverbial(words: str) -> bool:
    """Whether words say first when, how or on what ground."""
    return bool(_adverbial().match(words))


def only_tells(even: str, start: int) -> bool:
    """Whether a sentence begins as one that tells, assesses or allows."""
    if _RESULT_REPORTED.match(even, start):
        return False
    return bool(_tells().match(even, start) or _of_itself().match(even, start) or _IF_NEED_BE.match(even, start))


def goes_on(even: str, start: int) -> bool:
    """Whether a sentence says more of the task before it: "Thời hạn hoàn thành …", "Kết quả báo cáo …"."""
    return bool(_goes_on().match(even, start) or _RESULT_REPORTED.match(even, start))


def talks_of_other(line: str) -> bool:
    """Whether a paragraph of a press report leaves the commands it told of."""
    return bool(_other_talk().match(line))


@cache
def _declaring() -> re.Pattern[str]:
    return re.compile(wording.one_of("declaring.txt") + _WORD_END, re.IGNORECASE)


@cache
def _tells() -> re.Pattern[str]:
    return re.compile(f"(?:{wording.one_of('tells.txt')}|{_NUMBER_FIRST}){_WORD_END}")


@cache
def _of_itself() -> re.Pattern[str]:
    """ "Chỉ thị này có hiệu lực …", "Công điện này thay thế …"."""
    kinds = "|".join(re.escape(unify_tones(kind)) for kind in (*document_types().values(), "văn bản"))
    of_itself = wording.one_of("of_itself.txt")
    return re.compile(rf"(?:{kinds})\s+này\s+(?:được\s+|sẽ\s+)?{of_itself}{_WORD_END}", re.IGNORECASE)


@cache
def _must() -> re.Pattern[str]:
    return re.compile(wording.one_of("must.txt") + _WORD_END, re.IGNORECASE)


@cache
def _adverbial() -> re.Pattern[str]:
    return re.compile(wording.one_of("adverbials.txt") + _WORD_END)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(wording.one_of("goes_on.txt") + _WORD_END, re.IGNORECASE)


@cache
def _other_talk() -> re.Pattern[str]:
    return re.compile(wording.one_of("other_talk.txt") + _WORD_END)

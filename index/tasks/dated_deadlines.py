"""Which of the times in a text are deadlines: "trước ngày 10/12/2025", "trong quý II", "từ ngày 15/4 đến ngày 15/5"."""

from collections.abc import Iterator
from datetime import date, timedelta

import regex as re

from index.anatomy.dates import make_date
from index.tasks.found_deadline import CLOCK, LOOK_BEHIND, FoundDeadline
from index.tasks.task import Deadline
from index.tasks.time_spans import TimeSpan, impossible_days

_BY = (
    r"(?:không\s+(?:được\s+)?(?:để\s+)?quá|chậm\s+nhất|muộn\s+nhất|trễ\s+nhất|không\s+(?:muộn|chậm|trễ)\s+hơn)"
    r"(?:\s*(?:là|vào|trong|trước|đến|hết|cuối))*"
)
_BEFORE = re.compile(
    rf"(?<!\p{{L}})(?:{_BY}\s+{CLOCK}|trước\s+{CLOCK}|trước\s+(?:thời\s+điểm|khi\s+hết|hết)\s+)$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"(?<!\p{L})(?:từ\s+nay\s+|từ\s+nay\s+cho\s+)?(?:đến|tới)\s+(?:trước\s+)?(?:hết\s+)?$", re.IGNORECASE
)
_WITHIN = re.compile(
    rf"(?<!\p{{L}})(?:ngay\s+)?(?:trong|vào)\s+(?:tuần\s+|dịp\s+|các\s+|khoảng\s+(?:thời\s+gian\s+)?|hết\s+)?{CLOCK}(?:ngay\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"(?<!\p{L})(?:(?:bắt\s+đầu\s+)?từ|giai\s+đoạn)\s+$", re.IGNORECASE)
# "Đến ngày 30/6/2026 phải hoàn thành …"
_DONE_THEN = re.compile(
    r"\s*,?\s*(?:phải\s+|cơ\s+bản\s+)*(?:hoàn\s+(?:thành|tất)|đạt|có\s+(?:ít\s+nhất|tối\s+thiểu)|(?:ít\s+nhất|tối\s+thiểu|trên)\s+\d"
    r"|\d{1,3}\s?%)(?!\p{L})",
    re.IGNORECASE,
)
_AIMED = re.compile(r"(?<!\p{L})phấn\s+đấu\s+$", re.IGNORECASE)
# "Từ nay đến hết năm 2025 chỉ còn gần 2 tháng"
_REMAINS = re.compile(r"\s+(?:chỉ\s+)?còn(?!\p{L})", re.IGNORECASE)
_UP_TO = re.compile(r"(?:^|[,;(]\s*|hoàn\s+(?:thành|tất)\s+|xong\s+)(?P<cue>hết\s+)$", re.IGNORECASE)
_TIME_IS = re.compile(r"thời\s+(?:gian|hạn)[^:;,.]{0,30}:\s*$", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:(?<!\p{L})(?P<cue>bắt\s+đầu\s+(?:kể\s+)?từ\s+)|^\W*(?P<cue>(?:kể\s+)?từ\s+)"
    r"|(?:thực\s+hiện|áp\s+dụng|vận\s+hành|triển\s+khai)\s+(?P<cue>(?:kể\s+)?từ\s+))$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:[-–]|,?\s*(?:cho\s+)?(?:đến|tới))\s*(?:hết\s+)?$", re.IGNORECASE)
_DONE = re.compile(
    r"(?<!\p{L})(?:hoàn\s+(?:thành|tất)|xong|kết\s+thúc|thời\s+hạn|thời\s+gian\s+(?:hoàn|thực|xong)|hạn)\b",
    re.IGNORECASE,
)
_DONE_JUST = re.compile(
    r"(?<!\p{L})(?:hoàn\s+(?:thành|tất)|xong|thời\s+(?:hạn|gian)(?:\s+hoàn\s+thành)?)\s*:?\s+(?:ngay\s+)?$",
    re.IGNORECASE,
)
# "Các dự án có kế hoạch hoàn thành năm 2025" tells of the projects.
_TOLD = re.compile(
    r"(?:kế\s+hoạch|danh\s+mục|mục\s+tiêu|dự\s+kiến)\s+(?:được\s+)?hoàn\s+(?:thành|tất)\b[^,;]{0,40}$", re.IGNORECASE
)
_OVER = re.compile(
    r"(?<!\p{L})(?:đã|đang|được\s+(?:phê\s+duyệt|ban\s+hành|thành\s+lập|ký)|phát\s+sinh|tính)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_YEARLY = re.compile(
    r"(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}(?:/|\s+tháng\s+)\d{1,2}){0,3}\s+(?:hằng|hàng|mỗi)\s+(?:năm|tháng|quý)\b",
    re.IGNORECASE,
)
_AFTER_IT = re.compile(r"\s*(?:[.,;:)]|$|để\b|và\b|theo\b|nhằm\b|báo cáo\b|gửi\b|trình\b|phục vụ\b)", re.IGNORECASE)
# "Từ tháng 01 đến tháng 12/2026" is one span of time.
_RANGE = re.compile(r"\s(?:đến|tới)\s|[-–]")
_END_OF = re.compile(r"cuối\s", re.IGNORECASE)
_SAYS_YEAR = re.compile(r"\d{4}")
# "Kế hoạch tháng 12", "phiên họp tháng 11" name a plan and a meeting.
_TOPIC = re.compile(
    r"(?:kỳ|họp|hoạch|vốn|toán|hình|liệu|trả|lương|cáo|kết|bão|lũ|mưa|từ|qua|sau|cuối|đầu|của|và|,)\s+$|\($",
    re.IGNORECASE,
)
_NEAR = 45
_LONG_OVER = timedelta(days=150)
_AGAIN = re.compile(
    r"(?<!\p{L})định\s+kỳ(?!\p{L})|(?<!\p{L})(?:hằng|hàng)\s+năm\s+(?:gửi|báo\s+cáo|tổng\s+hợp)", re.IGNORECASE
)


def dated_deadlines(text: str, even: str, spans: list[TimeSpan], on: date | None) -> Iterator[FoundDeadline]:
    """The deadlines that a day, month, quarter or year gives."""
    at = 0
    while at < len(spans):
        span = spans[at]
        following = spans[at + 1] if at + 1 < len(spans) else None
        range_ = following and _TO.fullmatch(even, span.end, following.start)
        if range_ and following and _SINCE.search(even, max(0, span.start - LOOK_BEHIND), span.start):
            start = _SINCE.search(even, max(0, span.start - LOOK_BEHIND), span.start)
            began = start.start() if start else span.start
            words = text[began : following.end]
            first = span.first if span.first <= following.last else _in_year_of(span.first, following.last)
            yield FoundDeadline(Deadline(words, first, following.last), began, following.end, 2)
            at += 2
            continue
        one = _whole_range(text, even, span) or _one(text, even, span, on) or _from_then_on(text, even, span, on)
        if one:
            yield one
        at += 1


def impossible_deadlines(text: str, even: str) -> Iterator[FoundDeadline]:
    """ "Trước ngày 31/11/2025": a deadline whose words mean no day."""
    for start, end in impossible_days(even):
        since = max(0, start - LOOK_BEHIND)
        cues = (pattern.search(even, since, start) for pattern in (_BEFORE, _UNTIL, _WITHIN, _DONE_JUST))
        cue = next((match for match in cues if match), None)
        if cue and not _OVER.search(even, max(0, cue.start() - LOOK_BEHIND), cue.start()):
            begin = start if cue.re is _DONE_JUST else cue.start()
            yield FoundDeadline(Deadline(text[begin:end]), begin, end, 4)


def _whole_range(text: str, even: str, span: TimeSpan) -> FoundDeadline | None:
    since = _SINCE.search(even, max(0, span.start - LOOK_BEHIND), span.start)
    if since is None or not is_range(even, span):
        return None
    words = text[since.start() : span.end]
    return FoundDeadline(Deadline(words, span.first, span.last), since.start(), span.end, 2)


def is_range(even: str, span: TimeSpan) -> bool:
    """Whether a span tells its first and its last part: "tháng 01 đến tháng 12/2026"."""
    return span.kind != "day" and bool(_RANGE.search(even, span.start, span.end))


def _in_year_of(day: date, last: date) -> date | None:
    """ "Từ ngày 15/4 đến ngày 15/5/2026": the first day has the year of the last, or the one before."""
    same = make_date(last.year, day.month, day.day)
    return same if same is None or same <= last else make_date(last.year - 1, day.month, day.day)


def _from_then_on(text: str, even: str, span: TimeSpan, on: date | None) -> FoundDeadline | None:
    """ "Bắt đầu từ năm 2026", "Từ ngày 01/01/2026, …": a day to begin on, none to end on."""
    began = _BEGINS.search(even, max(0, span.start - _NEAR), span.start)
    if began is None or span.bare or (on and span.last < on):
        return None
    start = began.start("cue")
    return FoundDeadline(Deadline(text[start : span.end], span.first, None), start, span.end, 1)


def _one(text: str, even: str, span: TimeSpan, on: date | None) -> FoundDeadline | None:
    if span.bare and span.kind == "year" and not _may_be_year(even, span.start):
        return None
    cue, weight = _cue(even, span)
    if cue is None or _OVER.search(even, max(0, cue - LOOK_BEHIND), cue):
        return None
    near = even[max(0, cue - _NEAR) : cue]
    weight += bool(_DONE.search(near))
    begin, end = days_of(even, span)
    if on and end and end < on - _LONG_OVER:
        return None
    if on and end and end < on and weight < 3:
        return None
    yearly = _YEARLY.match(even, span.end) or None
    again = yearly or (not _SAYS_YEAR.search(even, span.start, span.end) and _AGAIN.search(even, 0, cue))
    stop = yearly.end() if yearly else span.end
    if again:
        return FoundDeadline(Deadline(text[cue:stop], recurring=True), cue, stop, weight)
    return FoundDeadline(Deadline(text[cue:stop], begin, end), cue, stop, weight)


def _may_be_year(even: str, start: int) -> bool:
    """Whether a bare number is a year: "trong 2026", "Thời gian thực hiện: 2026 - 2028"."""
    return bool(_WITHIN.search(even, max(0, start - 20), start) or _TIME_IS.search(even, max(0, start - _NEAR), start))


def _cue(even: str, span: TimeSpan) -> tuple[int | None, int]:
    """Where the words begin that make a time a deadline, and how sure they are."""
    since = max(0, span.start - LOOK_BEHIND)
    before = _BEFORE.search(even, since, span.start)
    if before:
        return before.start(), 4
    until = _UNTIL.search(even, since, span.start)
    if until:
        # "Xây dựng kịch bản tăng trưởng từ nay đến hết năm" dates what is written; in front it dates what is done.
        from_now = "nay" in until.group().lower() and even[: until.start()].strip()
        whole = "hết" in until.group() and not from_now and not _REMAINS.match(even, span.end)
        aimed = _AIMED.search(even, since, until.start()) or _DONE_THEN.match(even, span.end)
        sure = whole or aimed or _DONE.search(even, since, until.start())
        return (until.start(), 3 if span.kind != "year" else 2) if sure else (None, 0)
    up_to = _UP_TO.search(even, since, span.start)
    if up_to:
        return up_to.start("cue"), 2
    within = _WITHIN.search(even, since, span.start)
    if within and span.kind != "year":
        return (None, 0) if "dịp" in within.group() else (within.start(), 2)
    just = _DONE_JUST.search(even, since, span.start) or _TIME_IS.search(even, since, span.start)
    if (within or just) and not _TOLD.search(even, since, span.start) and _ends_or_done(even, span, since):
        return (within.start() if within else span.start), 1 + (span.kind != "year")
    plain = span.kind in ("month", "quarter") and not span.bare and not _TOPIC.search(even, since, span.start)
    return (span.start, 1) if plain and _AFTER_IT.match(even, span.end) else (None, 0)


def _ends_or_done(even: str, span: TimeSpan, since: int) -> bool:
    return bool(_AFTER_IT.match(even, span.end) or _DONE.search(even, max(since, span.start - _NEAR), span.start))


def days_of(even: str, span: TimeSpan) -> tuple[date | None, date | None]:
    """ "Trước ngày 10/12" ends on that day, "trước tháng 12" on the last of November."""
    since = max(0, span.start - LOOK_BEHIND)
    before = _BEFORE.search(even, since, span.start)
    if before:
        said = before.group().lower()
        exclusive = span.kind != "day" and "trước" in said and "hết" not in said
        exclusive = exclusive and not _END_OF.match(even, span.start)
        return None, span.first - timedelta(days=1) if exclusive else span.last
    if _UNTIL.search(even, since, span.start) or _UP_TO.search(even, since, span.start):
        return None, span.last
    return span.first, span.last

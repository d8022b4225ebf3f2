"""Times that come again: "định kỳ hằng quý", "trước 15:00 ngày thứ Sáu hàng tuần"."""

from collections.abc import Iterator

import regex as re

from index.tasks.found_deadline import CLOCK, LOOK_BEHIND, FoundDeadline
from index.tasks.task import Deadline
from index.tasks.time_spans import TimeSpan

_REGULAR = (
    r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm|giờ|kỳ)"
    r"(?:\s*(?:,|và)\s*(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm))*"
)
_RECURRING = re.compile(
    rf"(?<!\p{{L}})(?:(?:trước|vào|lúc)\s+)?{CLOCK}"
    rf"(?:(?:ngày\s+)?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|chủ\s+nhật)\s+|ngày\s+\d{{1,2}}\s+(?:của\s+)?)?{_REGULAR}(?!\p{{L}})"
    rf"|(?<!\p{{L}})định\s+kỳ(?:\s+(?:{_REGULAR}|\d{{1,2}}\s+(?:ngày|tuần|tháng|năm)(?:/lần|\s+một\s+lần)?))?(?!\p{{L}})"
    r"|(?<!\p{L})(?:(?:trước|vào)\s+)?ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:đầu|cuối)\s+(?:(?:mỗi|hằng|hàng)\s+)?quý(?!\p{L})"
    r"|(?<!\p{L})(?:nhiệm\s+vụ|thực\s+hiện|công\s+việc)\s+thường\s+xuyên(?!\p{L})",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"(?<!\p{L})(?:báo\s+cáo|gửi|tổng\s+hợp|công\s+bố|cập\s+nhật|thống\s+kê|kiểm\s+tra|đánh\s+giá|rà\s+soát|thực\s+hiện)\b[^;.]{0,60}$",
    re.IGNORECASE,
)
_OR_SUDDEN = re.compile(r"\s*(?:hoặc|,|và)\s+đột\s+xuất", re.IGNORECASE)
_REGULAR_CELL = re.compile(rf"(?<!\p{{L}}){_REGULAR}(?!\p{{L}})", re.IGNORECASE)
_CELL = re.compile(
    r"\W*(?:nhiệm\s+vụ\s+|công\s+việc\s+)?(?:thường\s+xuyên|liên\s+tục)(?:\s*,\s*liên\s+tục|\s+hằng\s+năm)?\W*",
    re.IGNORECASE,
)
_TIMED = re.compile(r"^(?:định|trước|vào|lúc|nhiệm|công|thực|ngày|thứ|chủ|\d)", re.IGNORECASE)
_AT_TIME = re.compile(r"^(?:trước|vào|lúc|ngày|thứ|chủ|\d)", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|[;:.(]\s*|[-–+•]\s+|\)\s+)$")


def comes_again(even: str) -> bool:
    """Whether a table's cell means a time that comes again."""
    return bool(_REGULAR_CELL.search(even))


def recurring_times(text: str, even: str, spans: list[TimeSpan]) -> Iterator[FoundDeadline]:
    """What comes again: "định kỳ hằng quý", "trước 15:00 ngày thứ Sáu hàng tuần"."""
    if _CELL.fullmatch(even):
        words = text.strip(" .;,:")
        start = text.find(words)
        yield FoundDeadline(Deadline(words, recurring=True), start, start + len(words), 2)
        return
    for match in _RECURRING.finditer(even):
        # "Trước ngày 15 tháng 12 hằng năm" is read with its date.
        if any(span.start <= match.start() <= span.end and span.kind == "day" for span in spans):
            continue
        if _OR_SUDDEN.match(even, match.end()):
            continue
        words = match.group()
        alone = _OPENS.search(even, max(0, match.start() - 4), match.start()) or words.strip() == even.strip(" .;")
        if _TIMED.match(words) or alone or _REPORTS.search(even, max(0, match.start() - LOOK_BEHIND), match.start()):
            yield FoundDeadline(
                Deadline(text[match.start() : match.end()], recurring=True),
                match.start(),
                match.end(),
                2 + bool(_AT_TIME.match(words)),
            )

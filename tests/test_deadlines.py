"""A deadline keeps its words and the days they mean; a date that dates something else is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tasks.deadlines import find_deadline, find_deadlines, read_deadline

ON = date(2025, 11, 20)
EFFECT = date(2025, 12, 1)


def found(text, on=ON):
    one = find_deadline(text, on, EFFECT)
    return one and one.deadline


def day(written):
    return date(*map(int, reversed(written.split("/")))) if written else None


SET = [
    ("báo cáo Thủ tướng Chính phủ trước ngày 10/12/2025", "trước ngày 10/12/2025", None, "10/12/2025"),
    ("hoàn thành trước 30/11", "trước 30/11", None, "30/11/2025"),
    ("báo cáo trước ngày 15/01", "trước ngày 15/01", None, "15/01/2026"),
    ("báo cáo trước 17h00 ngày 22/11/2025.", "trước 17h00 ngày 22/11/2025", None, "22/11/2025"),
    ("xong chậm nhất là ngày 05 tháng 12 năm 2025", "chậm nhất là ngày 05 tháng 12 năm 2025", None, "05/12/2025"),
    ("hoàn thành trước tháng 12/2025", "trước tháng 12/2025", None, "30/11/2025"),
    ("trình Chính phủ, hoàn thành trong tháng 6/2026", "trong tháng 6/2026", "01/06/2026", "30/06/2026"),
    ("hoàn thành trong quý II/2026", "trong quý II/2026", "01/04/2026", "30/06/2026"),
    ("trình Chính phủ trong Quý II năm 2026", "trong Quý II năm 2026", "01/04/2026", "30/06/2026"),
    ("hoàn thành trong tháng 12 năm 2025", "trong tháng 12 năm 2025", "01/12/2025", "31/12/2025"),
    ("báo cáo kết quả trong ngày 20 tháng 11", "trong ngày 20 tháng 11", "20/11/2025", "20/11/2025"),
    ("hoàn thành trong năm 2026", "trong năm 2026", "01/01/2026", "31/12/2026"),
    ("hỗ trợ người dân đến hết năm 2025", "đến hết năm 2025", None, "31/12/2025"),
    ("trực ban từ ngày 21/11 đến ngày 25/11/2025", "từ ngày 21/11 đến ngày 25/11/2025", "21/11/2025", "25/11/2025"),
    ("bắt đầu từ năm 2026 áp dụng hóa đơn điện tử", "bắt đầu từ năm 2026", "01/01/2026", None),
    ("Đến ngày 30/6/2026 phải hoàn thành số hóa hồ sơ", "Đến ngày 30/6/2026", None, "30/06/2026"),
    ("Thời gian thực hiện: 2026 - 2028", "2026 - 2028", "01/01/2026", "31/12/2028"),
    ("kiểm tra từ tháng 01 đến tháng 12/2026", "từ tháng 01 đến tháng 12/2026", "01/01/2026", "31/12/2026"),
    ("từ quý I đến quý III năm 2026", "từ quý I đến quý III năm 2026", "01/01/2026", "30/09/2026"),
    ("trực từ ngày 15/12 đến ngày 15/01/2026", "từ ngày 15/12 đến ngày 15/01/2026", "15/12/2025", "15/01/2026"),
    ("thu gom từ tháng 11 đến tháng 02/2026", "từ tháng 11 đến tháng 02/2026", "01/11/2025", "28/02/2026"),
    ("trình trước cuối năm 2026", "trước cuối năm 2026", None, "31/12/2026"),
    ("khởi công trong nửa đầu năm 2026", "trong nửa đầu năm 2026", "01/01/2026", "30/06/2026"),
    ("báo cáo trước ngày 10/12/25", "trước ngày 10/12/25", None, "10/12/2025"),
    ("giải ngân xong, không để quá 30/12/2025", "không để quá 30/12/2025", None, "30/12/2025"),
    ("hoàn thành trước ngày 31/11/2025", "trước ngày 31/11/2025", None, None),
    ("trình trước ngày 30 tháng 02 năm 2026", "trước ngày 30 tháng 02 năm 2026", None, None),
    ("hoàn thành trong 10 ngày kể từ ngày ký", "trong 10 ngày kể từ ngày ký", None, "30/11/2025"),
    (
        "trình trong thời hạn 03 tháng kể từ ngày Quyết định này có hiệu lực",
        "trong thời hạn 03 tháng kể từ ngày Quyết định này có hiệu lực",
        None,
        "01/03/2026",
    ),
    (
        "trả lời sau 15 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "sau 15 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("text", "words", "begin", "end"), SET, ids=[words for _, words, *_ in SET])
def test_a_deadline_keeps_its_words_and_means_days(text, words, begin, end):
    deadline = found(text)
    assert (deadline.text, deadline.begin, deadline.end) == (words, day(begin), day(end))
    assert not deadline.recurring


AGAIN = [
    ("báo cáo trước 17h hằng ngày", "trước 17h hằng ngày"),
    ("định kỳ hằng quý báo cáo Thủ tướng Chính phủ", "định kỳ hằng quý"),
    ("báo cáo trước ngày 15/6 và ngày 15/12 hằng năm", "trước ngày 15/6 và ngày 15/12 hằng năm"),
    ("báo cáo trước ngày 20 của tháng cuối quý", "trước ngày 20 của tháng cuối quý"),
    ("tổng hợp, báo cáo trước ngày 15 tháng 12 hằng năm", "trước ngày 15 tháng 12 hằng năm"),
    ("gửi về Bộ Tài chính trước ngày 20 hằng tháng", "trước ngày 20 hằng tháng"),
]


@pytest.mark.parametrize(("text", "words"), AGAIN, ids=[words for _, words in AGAIN])
def test_what_comes_again_is_said_to(text, words):
    deadline = found(text)
    assert (deadline.text, deadline.recurring) == (words, True)


OTHER_DATES = [
    "Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025",
    "thực hiện nghiêm Công điện số 224/CĐ-TTg ngày 19 tháng 11 năm 2025 của Thủ tướng Chính phủ",
    "khắc phục hậu quả đợt mưa lũ từ ngày 16 tháng 11 đến nay",
    "ngày 23/11/2025 Thủ tướng Chính phủ đã có ý kiến",
    "tổng hợp các dự án có kế hoạch hoàn thành năm 2025",
    "sửa chữa đê điều trước khi lũ về",
    "rà soát, khắc phục các điểm sạt lở",
    "",
]


@pytest.mark.parametrize("text", OTHER_DATES)
def test_a_date_of_something_else_is_no_deadline(text):
    assert find_deadline(text, ON) is None


CELLS = [
    ("Tháng 6/2025", "01/06/2025", "30/06/2025"),
    ("Quý I/2026", "01/01/2026", "31/03/2026"),
    ("2025-2027", "01/01/2025", "31/12/2027"),
    ("Giai đoạn 2026 - 2030", "01/01/2026", "31/12/2030"),
    ("Quý I, II, III, IV", "01/01/2025", "31/12/2025"),
    ("Từ tháng 01 đến tháng 12/2026", "01/01/2026", "31/12/2026"),
    ("T6/2026", "01/06/2026", "30/06/2026"),
    ("Q1-Q4/2026", "01/01/2026", "31/12/2026"),
    ("31/6/2026", None, None),
    ("Năm 2026", "01/01/2026", "31/12/2026"),
    ("30/11/2025", None, "30/11/2025"),
    ("Trước 15/12", None, "15/12/2025"),
    ("Trước mùa mưa lũ năm 2026", None, None),
    ("30 ngày kể từ ngày Quyết định này được ban hành", None, "20/12/2025"),
    ("Sau khi Luật được ban hành", None, None),
]


@pytest.mark.parametrize(("cell", "begin", "end"), CELLS, ids=[cell for cell, *_ in CELLS])
def test_any_time_in_a_cell_for_deadlines_is_one(cell, begin, end):
    deadline = read_deadline(cell, ON)
    assert (deadline.text, deadline.begin, deadline.end) == (cell, day(begin), day(end))


def test_cells_say_what_comes_again_and_empty_ones_nothing():
    assert read_deadline("Thường xuyên", ON).recurring
    assert read_deadline("Hằng năm", ON).recurring
    assert read_deadline(" - ", ON) is None


@given(st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.integers(0, 360))
def test_a_day_without_a_year_is_the_first_that_is_not_over(issued, later):
    meant = issued + timedelta(days=later)
    if (meant.day, meant.month) == (29, 2):
        return
    deadline = find_deadline(f"hoàn thành trước ngày {meant.day}/{meant.month}", issued).deadline
    assert deadline.end == meant


PIECES = "trước ngày |trong |quý |II|tháng |12|/2025|30/11|hằng |năm |tuần|từ |đến |hết |kể từ ngày ký|chậm nhất |17h "
PIECES += "|, |; |99"


@settings(deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split("|"), "\n", "🙂", "0/0/2025", "31/2/2026"]), max_size=14).map("".join))
def test_the_words_stand_at_their_place_whatever_is_written(text):
    last = 0
    for one in find_deadlines(text, ON, EFFECT):
        assert last <= one.start < one.end <= len(text)
        last = one.end
        assert text[one.start : one.end] == one.deadline.text
        begin, end = one.deadline.begin, one.deadline.end
        assert begin is None or end is None or begin <= end
    read_deadline(text, ON, EFFECT)

"""Dates and periods in a question are reckoned from the day it is asked, and recognised in passages in any spelling."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.folding import fold, has_diacritics
from rag.references.periods_matching import speaks_of
from rag.references.references import find_references

ON = date(2025, 12, 10)


def periods(question, on=ON):
    return find_references(question, on=on, accented=has_diacritics(question)).periods


def days(question, on=ON):
    return [(f"{period.first:%d/%m/%Y}", f"{period.last:%d/%m/%Y}") for period in periods(question, on)]


WRITTEN = [
    ("ngày 22/11", "22/11/2025", "22/11/2025"),
    ("22-11-2025", "22/11/2025", "22/11/2025"),
    ("22.11.2025", "22/11/2025", "22/11/2025"),
    ("2025-11-22", "22/11/2025", "22/11/2025"),
    ("hôm 22/11 thế nào", "22/11/2025", "22/11/2025"),
    ("ngày 5 tháng 9 năm 2024", "05/09/2024", "05/09/2024"),
    ("từ 16-20/11", "16/11/2025", "20/11/2025"),
    ("tối 16 tới 18/11 mưa", "16/11/2025", "18/11/2025"),
    ("từ ngày 28/10 đến ngày 3/11/2025", "28/10/2025", "03/11/2025"),
    ("tháng 11/2025", "01/11/2025", "30/11/2025"),
    ("đợt lũ 11/2025", "01/11/2025", "30/11/2025"),
    ("tháng 2 năm 2024", "01/02/2024", "29/02/2024"),
    ("tháng 11 năm nay", "01/11/2025", "30/11/2025"),
    ("tháng 10 năm ngoái", "01/10/2024", "31/10/2024"),
    ("cuối tháng 10/2025", "21/10/2025", "31/10/2025"),
    ("từ tháng 3 đến tháng 5/2024", "01/03/2024", "31/05/2024"),
    ("quý II", "01/04/2025", "30/06/2025"),
    ("quý 2/2025", "01/04/2025", "30/06/2025"),
    ("quý IV năm 2024", "01/10/2024", "31/12/2024"),
    ("năm 2024", "01/01/2024", "31/12/2024"),
    ("đến 2030 phải đạt gì", "01/01/2030", "31/12/2030"),
    ("cuối năm ngoái", "01/09/2024", "31/12/2024"),
    ("6 tháng đầu năm", "01/01/2025", "30/06/2025"),
    ("mười tháng đầu năm 2024", "01/01/2024", "31/10/2024"),
    ("tháng ba năm 2024", "01/03/2024", "31/03/2024"),
    ("tháng tư năm 2025", "01/04/2025", "30/04/2025"),
    ("ba tháng đầu năm 2025", "01/01/2025", "31/03/2025"),
    ("ba tháng cuối năm", "01/10/2025", "31/12/2025"),
    ("9 tháng năm 2025", "01/01/2025", "30/09/2025"),
    ("nửa đầu năm 2025", "01/01/2025", "30/06/2025"),
    ("từ 2021 đến 2025", "01/01/2021", "31/12/2025"),
    ("giai đoạn 2021-2025", "01/01/2021", "31/12/2025"),
    ("từ đầu năm đến nay", "01/01/2025", "10/12/2025"),
]
RELATIVE = [
    ("hôm qua", "09/12/2025", "09/12/2025"),
    ("tuần này", "08/12/2025", "14/12/2025"),
    ("tuần trước", "01/12/2025", "07/12/2025"),
    ("tháng này", "01/12/2025", "31/12/2025"),
    ("tháng trước", "01/11/2025", "30/11/2025"),
    ("tháng sau", "01/01/2026", "31/01/2026"),
    ("quý trước", "01/07/2025", "30/09/2025"),
    ("năm nay", "01/01/2025", "31/12/2025"),
    ("năm ngoái", "01/01/2024", "31/12/2024"),
    ("7 ngày qua", "03/12/2025", "10/12/2025"),
    ("3 tháng tới", "10/12/2025", "31/03/2026"),
]


@pytest.mark.parametrize(("question", "first", "last"), WRITTEN + RELATIVE)
def test_a_period_is_reckoned_with_and_without_marks(question, first, last):
    assert days(question) == [(first, last)]
    assert days(fold(question)) == [(first, last)]


@pytest.mark.parametrize(
    "question",
    [
        "chiếm 1/3 số hộ",
        "11.500 trạm, 2030 tỷ đồng",
        "500 ngày đêm thi đua",
        "chiến dịch 90 ngày đêm",
        "Quỹ 3 của tỉnh",
        "QĐ 84/2025/QĐ-UBND",
        "quyết định 11/2025",
        "công điện 217, 219",
        "30/2/2025",
        "tháng 13 của dự án",
        "hồ sơ 5.7-8 trang",
        "những năm trước và mấy tháng tới",
        "thắng 11 trận",
    ],
)
def test_what_is_no_time_is_not_taken_for_one(question):
    assert periods(question) == ()


@pytest.mark.parametrize(
    ("question", "on", "first"),
    [
        ("ngày 22/11", date(2026, 1, 5), "22/11/2025"),
        ("trước ngày 10/1", date(2025, 12, 10), "10/01/2026"),
        ("hồi họp tháng 3", date(2025, 12, 10), "01/03/2025"),
        ("giữa phiên họp tháng 3 và tháng 5/2024", date(2025, 12, 10), "01/03/2024"),
        ("ngày 29/2", date(2025, 1, 1), "29/02/2024"),
    ],
)
def test_a_date_without_year_is_the_likeliest(question, on, first):
    found = periods(question, on)[0]
    assert f"{found.first:%d/%m/%Y}" == first


@pytest.mark.parametrize(
    ("question", "role"),
    [
        ("tính đến tháng 3/2025 đã có mấy bộ", "as_of"),
        ("đến hết năm 2025 phải xong gì", "as_of"),
        ("Công điện của Bộ Xây dựng hôm 22/11", "document"),
        ("công điện 22/11 ai ký", "document"),
        ("Nghị quyết 57-NQ/TW ngày 22/12/2024", "document"),
        ("văn bản ban hành hôm 22/11", "document"),
        ("phiên họp ngày 9/11 bàn gì", "document"),
        ("Chương trình 2025-2030", "mentioned"),
        ("phải xong trước ngày 30/6", "mentioned"),
        ("tháng 11/2025 có mấy cơn bão", "mentioned"),
    ],
)
def test_what_a_period_is_said_of(question, role):
    assert [period.role for period in periods(question)] == [role]


SAME_DAY = ["22/11/2025", "ngày 22/11", "22-11-2025", "ngày 22 tháng 11 năm 2025", "ngày 22 tháng 11", "22.11.2025"]


@pytest.mark.parametrize("text", SAME_DAY)
def test_a_passage_speaks_of_a_day_in_any_spelling(text):
    (period,) = periods("ngày 22/11/2025")
    assert speaks_of(period, f"Lúc 7 giờ {text}, mưa rất to.")
    (month,) = periods("tháng 11/2025")
    assert speaks_of(month, f"Lúc 7 giờ {text}, mưa rất to.")


@pytest.mark.parametrize(
    ("question", "text", "speaks"),
    [
        ("ngày 22/11/2025", "ngày 22/11/2024", False),
        ("ngày 22/11/2025", "ngày 22 tháng 11 năm 2024", False),
        ("ngày 2/11/2025", "ngày 22/11/2025", False),
        ("ngày 22/11", "ngày 22/11/2024", True),
        ("tháng 1/2025", "ngày 5/11/2025", False),
        ("tháng 11/2025", "trong tháng 11 năm 2025", True),
        ("tháng 11/2025", "trong tháng 11/2024", False),
        ("quý II/2025", "hoàn thành trong quý II năm 2025", True),
        ("quý 2", "trong Quý II/2025", True),
        ("quý II/2025", "trong quý III/2025", False),
        ("quý II/2025", "trong quý II/2026", False),
        ("năm 2024", "kế hoạch năm 2024", True),
        ("năm 2024", "12.024 hộ", False),
        ("giai đoạn 2021-2025", "giai đoạn 2021 - 2025", True),
        ("từ 2021 đến 2025", "từ năm 2021 đến năm 2025", True),
        ("6 tháng đầu năm 2025", "trong 6 tháng đầu năm 2025", True),
        ("10 tháng đầu năm", "10 tháng đầu năm, thu ngân sách", True),
        ("tuần trước", "ngày 05/12/2025", True),
        ("tuần trước", "ngày 15/12/2025", False),
    ],
)
def test_a_passage_speaks_of_a_period_or_does_not(question, text, speaks):
    (period,) = periods(question)
    assert speaks_of(period, text) is speaks


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(range(6)), st.booleans())
def test_any_day_is_read_and_spoken_of_in_any_spelling(day, spelling, marked):
    ways = (
        f"ngày {day.day}/{day.month}/{day.year}",
        f"ngày {day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"hôm {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day} tháng {day.month}, năm {day.year}",
    )
    question = ways[spelling] if marked else fold(ways[spelling])
    (period,) = periods(question)
    assert (period.first, period.last, period.sure) == (day, day, True)
    assert all(speaks_of(period, way) for way in ways)
    (other,) = periods(f"{day + timedelta(days=1):%d/%m/%Y}")
    assert not any(speaks_of(other, way) for way in ways)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from([question for question, _, _ in RELATIVE]))
def test_a_relative_period_is_whole_on_any_day(on, question):
    (period,) = periods(question, on)
    assert period.first <= period.last


def test_the_sixth_month_is_told_from_the_next_by_its_mark():
    (sixth,) = find_references("tháng sáu năm 2025", on=date(2025, 12, 10), accented=True).periods
    (following,) = find_references("tháng sau", on=date(2025, 12, 10), accented=True).periods
    assert (sixth.first, sixth.last) == (date(2025, 6, 1), date(2025, 6, 30))
    assert following.first == date(2026, 1, 1)


def test_more_years_than_anyone_asks_for_are_no_period():
    assert find_references("999 năm qua", on=date(2025, 12, 10), accented=True).periods == ()

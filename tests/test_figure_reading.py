"""Figures in sentences: their units and values, the day they hold for, and which two are of one thing."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.anatomy.identity import Identity
from rag.figures.figures import find_figures
from rag.figures.stated_figures import are_alike, figures_stated, rarity
from rag.understanding.question_terms import words_of


def stating(text: str) -> Any:
    """A sentence as evidence, with no more of a document than its figures are read from."""
    passage = SimpleNamespace(text=text, start=0, document=SimpleNamespace(id=text, identity=Identity()))
    return SimpleNamespace(text=text, start=0, end=len(text), found=SimpleNamespace(passage=passage))


def test_a_figure_is_read_with_its_unit_and_told_from_numbers_of_documents():
    text = (
        "Nghị quyết 57-NQ/TW, Công điện số 31/CĐ-TTg: 1.200 hộ, 1,2 nghìn hộ, 7,5%, 4/6 thành phố, 11.500 tỷ đồng, 5G."
    )
    told = [(text[f.start : f.end], f.value, f.unit) for f in find_figures(text)]
    assert told == [
        ("1.200 hộ", 1200, "ho"),
        ("1,2 nghìn hộ", 1200, "ho"),
        ("7,5%", Decimal("7.5"), "%"),
        ("4/6 thành phố", 4, "thanh pho"),
        ("11.500 tỷ đồng", 11_500 * 10**9, "dong"),
    ]


def test_what_is_only_compared_with_is_no_figure_and_growth_is_no_level():
    figures = find_figures("Có 43 tiện ích, tăng 12 tiện ích so với 31 tiện ích trước đây.")
    assert [(figure.value, figure.role) for figure in figures] == [(43, "level"), (12, "growth")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.200 hộ", "1,2 nghìn hộ", True),
        ("khoảng 1,2 nghìn hộ", "1.214 hộ", True),
        ("1.200 hộ", "1.214 hộ", False),
        ("3.515 tỷ đồng", "3,515 nghìn tỷ đồng", True),
        ("4/6 xã", "4/9 xã", False),
    ],
)
def test_the_same_figure_is_known_in_another_spelling(one, other, same):
    (first,), (second,) = find_figures(one), find_figures(other)
    assert first.counts_same(second)
    assert first.same_value(second) is same


SAME = [
    ("Cả nước đã có 1.200 xã số hóa hộ tịch.", "Theo báo cáo, số xã đã số hóa dữ liệu hộ tịch là 1.850 xã."),
    (
        "Giải ngân đầu tư công đạt 440.402 tỷ đồng, bằng 50,1% kế hoạch.",
        "Giải ngân đầu tư công ước đạt 264.800 tỷ đồng.",
    ),
    ("Mưa lũ đã làm 102 người chết và mất tích.", "Tính đến 17 giờ ngày 20/11, mưa lũ làm 55 người chết, mất tích."),
    ("Đã xóa được 334.234 căn nhà tạm, nhà dột nát.", "Toàn quốc xóa 277.000 nhà tạm, nhà dột nát."),
    ("Có 80% người dân nhận trợ cấp BHXH qua tài khoản.", "79% người dân nhận trợ cấp bảo hiểm xã hội qua tài khoản."),
]
OTHER = [
    ("Có 172 cơ sở y tế dùng bệnh án điện tử.", "Có 90 cơ sở giáo dục dùng học bạ số."),
    ("Tỷ lệ hồ sơ trực tuyến tại Hà Nội đạt 80%.", "Tỷ lệ hồ sơ trực tuyến tại Đà Nẵng đạt 91%."),
    ("Tỷ lệ hồ sơ trực tuyến đạt 63%.", "Phấn đấu đến năm 2030 tỷ lệ hồ sơ trực tuyến đạt 80%."),
    ("Xuất khẩu đạt 300 tỷ USD.", "Nhập khẩu đạt 280 tỷ USD."),
    ("Thu ngân sách đạt 13.966 tỷ đồng.", "Chi ngân sách đạt 12.100 tỷ đồng."),
    ("Cả nước giải ngân đạt 50% kế hoạch.", "Tỉnh Quảng Ngãi giải ngân đạt 31% kế hoạch."),
    ("Có 270 nhiệm vụ đã hoàn thành.", "Còn 27 nhiệm vụ quá hạn."),
]


@pytest.mark.parametrize(("first", "second", "alike"), [(*p, True) for p in SAME] + [(*p, False) for p in OTHER])
def test_figures_of_one_thing_are_told_from_those_of_others(first, second, alike):
    one, other = (figures_stated(stating(text), date(2025, 12, 31))[0] for text in (first, second))
    weights = rarity([words_of(text) for pair in (*SAME, *OTHER) for text in pair])
    assert (are_alike(one, other, weights) > 0) is alike


@pytest.mark.parametrize(
    ("text", "day", "until"),
    [
        ("Đến ngày 15/9/2025 có 40 xã.", date(2025, 9, 15), None),
        ("Năm 2024 có 30 xã, 9 tháng đầu năm 2025 có 40 xã.", date(2024, 12, 31), None),
        ("Có 40 xã, tăng 10 xã so với năm 2024.", date(2025, 10, 1), None),
        ("Đến năm 2030 có 90 xã.", date(2025, 10, 1), date(2030, 12, 31)),
        ("Năm nay có 40 xã, phấn đấu hết năm 2026 có 60 xã.", date(2025, 10, 1), None),
    ],
)
def test_a_figure_holds_for_the_day_its_sentence_says_else_its_documents(text, day, until):
    figure = figures_stated(stating(text), date(2025, 10, 1))[0]
    assert (figure.day, figure.dated.until) == (day, until)


@given(text=st.text(st.sampled_from("0123456789.,%/- nghìtỷđồgcoxãếÀß🙂()"), max_size=60))
def test_no_text_breaks_the_reading_of_figures(text):
    for figure in find_figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert any(map(str.isdigit, text[figure.start : figure.end]))

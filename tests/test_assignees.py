"""Names of those who are given tasks: canonical, lists expanded, collectives kept and known for what they include."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.tasks.assignees import addresses, assignees, is_collective, same_body

NAMED = [
    ("Bộ Y tế", ["Bộ Y tế"]),
    ("các Bộ: Tài chính, Xây dựng", ["Bộ Tài chính", "Bộ Xây dựng"]),
    (
        "Các Bộ Quốc phòng, Nông nghiệp và Môi trường, Công an",
        ["Bộ Quốc phòng", "Bộ Nông nghiệp và Môi trường", "Bộ Công an"],
    ),
    (
        "Bộ Tài chính, Bộ Xây dựng và UBND các tỉnh, thành phố",
        ["Bộ Tài chính", "Bộ Xây dựng", "Ủy ban nhân dân các tỉnh, thành phố"],
    ),
    (
        "UBND các tỉnh, thành phố: Đắk Lắk, Khánh Hòa, Huế",
        ["Ủy ban nhân dân tỉnh Đắk Lắk", "Ủy ban nhân dân tỉnh Khánh Hòa", "Ủy ban nhân dân thành phố Huế"],
    ),
    ("BTC", ["Bộ Tài chính"]),
    ("Bộ KH&CN, NHNN và VPCP", ["Bộ Khoa học và Công nghệ", "Ngân hàng Nhà nước Việt Nam", "Văn phòng Chính phủ"]),
    ("Bộ Kế hoạch và Đầu tư", ["Bộ Tài chính"]),
    ("Bộ Giao thông vận tải", ["Bộ Xây dựng"]),
    ("Bộ trưởng Bộ Y tế", ["Bộ Y tế"]),
    ("đồng chí Bộ trưởng Bộ Công Thương", ["Bộ Công Thương"]),
    ("Thống đốc Ngân hàng Nhà nước Việt Nam", ["Ngân hàng Nhà nước Việt Nam"]),
    ("Chủ tịch UBND tỉnh Gia Lai", ["Ủy ban nhân dân tỉnh Gia Lai"]),
    ("Giám đốc Sở Tài chính, Giám đốc Công an tỉnh", ["Sở Tài chính", "Công an tỉnh"]),
    ("các bộ, ngành, địa phương", ["các bộ, ngành, địa phương"]),
    ("UBND các xã, phường", ["Ủy ban nhân dân các xã, phường"]),
    ("Phó Thủ tướng Trần Hồng Hà", ["Phó Thủ tướng Trần Hồng Hà"]),
    ("Bộ trưởng Bộ Y tế Đào Hồng Lan", ["Bộ Y tế"]),
    ("Ông Nguyễn Văn A, Giám đốc Sở Y tế", ["Sở Y tế"]),
    ("Phó Chủ tịch UBND xã Trần Thị Hoa", ["Ủy ban nhân dân xã"]),
    ("Chủ tịch UBND phường Trần Hưng Đạo", ["Ủy ban nhân dân phường Trần Hưng Đạo"]),
    ("UBND Thành phố Hồ Chí Minh", ["Ủy ban nhân dân Thành phố Hồ Chí Minh"]),
    ("Mặt trận Tổ quốc Việt Nam phường", ["Ủy ban Mặt trận Tổ quốc Việt Nam phường"]),
    ("Thường trực HĐND tỉnh", ["Thường trực Hội đồng nhân dân tỉnh"]),
    ("Cục Công nghệ thông tin và chuyển đổi số", ["Cục Công nghệ thông tin và chuyển đổi số"]),
    ("Cục Xuất nhập khẩu", ["Cục Xuất nhập khẩu"]),
    (
        "UBND các tỉnh Ninh Thuận (nay là Khánh Hòa), Cà Mau",
        ["Ủy ban nhân dân tỉnh Khánh Hòa", "Ủy ban nhân dân tỉnh Cà Mau"],
    ),
    (
        "UBND các xã Hồng Vân, Thường Tín và Sở Y tế",
        ["Ủy ban nhân dân xã Hồng Vân", "Ủy ban nhân dân xã Thường Tín", "Sở Y tế"],
    ),
    ("UBND các xã, phường Bình Lợi, An Nhơn", ["Ủy ban nhân dân các xã, phường Bình Lợi, An Nhơn"]),
    ("thôn, buôn, tổ dân phố", ["thôn, buôn, tổ dân phố"]),
    ("mỗi xã", ["các xã"]),
    ("giám đốc", []),
    ("rà soát, khắc phục hậu quả mưa lũ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text for text, _ in NAMED])
def test_a_stretch_of_text_gives_canonical_names(text, names):
    assert list(assignees(text)) == names


COLLECTIVES = [
    "các bộ, ngành, địa phương",
    "các sở, ban, ngành",
    "Ủy ban nhân dân các tỉnh, thành phố",
    "các doanh nghiệp",
]
SINGLE = [
    "Bộ Y tế",
    "Ủy ban nhân dân tỉnh Gia Lai",
    "Sở Tài chính",
    "Phó Thủ tướng Trần Hồng Hà",
    "Văn phòng Chính phủ",
]


def test_collectives_are_told_from_single_bodies():
    assert [name for name in COLLECTIVES if not is_collective(name)] == []
    assert [name for name in SINGLE if is_collective(name)] == []


INCLUDED = [
    ("các bộ, cơ quan ngang bộ", "Bộ Y tế", True),
    ("các bộ, cơ quan ngang bộ", "Ủy ban nhân dân tỉnh Gia Lai", False),
    ("các bộ, ngành, địa phương", "Ngân hàng Nhà nước Việt Nam", True),
    ("các bộ, ngành, địa phương", "Ủy ban nhân dân tỉnh Gia Lai", True),
    ("các địa phương", "UBND TP Hà Nội", True),
    ("các địa phương", "Bộ Công an", False),
    ("Ủy ban nhân dân các tỉnh, thành phố", "Ủy ban nhân dân tỉnh Cà Mau", True),
    ("Ủy ban nhân dân các tỉnh, thành phố", "Bộ Y tế", False),
    ("Ủy ban nhân dân cấp tỉnh", "UBND tỉnh Cà Mau", True),
    ("các sở, ban, ngành", "Sở Y tế", True),
    ("các sở, ban, ngành", "Bộ Y tế", False),
    ("Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân xã Hòa Tiến", True),
    ("Ủy ban nhân dân các xã, phường", "Ủy ban nhân dân tỉnh Cà Mau", False),
    ("Bộ Y tế", "Bộ Y tế", False),
]


@pytest.mark.parametrize(("collective", "body", "included"), INCLUDED)
def test_a_collective_includes_bodies_of_its_kinds(collective, body, included):
    assert addresses(collective, body) is included


SPELLED = [
    ("bo y te", "Bộ Y tế", True),
    ("BYT", "Bộ Y tế", True),
    ("Bộ trưởng Bộ Y tế", "Bộ Y tế", True),
    ("NHNN", "Ngân hàng Nhà nước Việt Nam", True),
    ("ngân hàng nhà nước", "Ngân hàng Nhà nước Việt Nam", True),
    ("UBND tỉnh Gia Lai", "Ủy ban nhân dân tỉnh Gia Lai", True),
    ("gia lai", "Ủy ban nhân dân tỉnh Gia Lai", True),
    ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính", True),
    ("Bộ Công an", "Bộ Công Thương", False),
    ("Sở Y tế", "Bộ Y tế", False),
    ("Gia Lai", "Ủy ban nhân dân tỉnh Đắk Lắk", False),
    ("", "Bộ Y tế", False),
]


@pytest.mark.parametrize(("asked", "name", "same"), SPELLED)
def test_any_spelling_of_a_body_means_it(asked, name, same):
    assert same_body(asked, name) is same


WORDS = "các |Bộ |Y tế|, |và |UBND |tỉnh |thành phố |Gia Lai|: |Sở |Bộ trưởng |(|) |; |ngành|địa phương|Cục |A "
WORDS += "|rà soát |- |🙂|n̂"


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS.split("|")), max_size=14).map("".join), st.text(max_size=20))
def test_nothing_written_breaks_the_reading_of_names(text, other):
    names = assignees(text)
    assert len(set(names)) == len(names)
    assert all(name.strip() == name != "" for name in names)
    for name in (*names, text, other):
        assert same_body(name, name) or not any(letter.isalnum() for letter in name)
        assert not (addresses(name, other) and not is_collective(name))


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("UBND TPHCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        ("Sở NN&MT", "Sở Nông nghiệp và Môi trường"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
    ],
)
def test_short_forms_of_places_and_departments_mean_them(short, name):
    assert same_body(short, name) and not same_body(short, "Sở Y tế")

"""Abbreviations that documents define: found where they are plain, left out where they are in doubt."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.knowledge.definitions import defined_abbreviations
from index.readers.reading import read_document

# Definitions in the real documents, by reading them; a longer full form that says the same counts as right.
IN_THE_CORPUS = {
    "ASXH": "an sinh xã hội",
    "ASEAN": "Hiệp hội các quốc gia Đông Nam Á",
    "EMC": "Hệ thống giám sát, đo lường mức độ cung cấp và sử dụng dịch vụ Chính phủ số",
    "EVN": "Điện lực Việt Nam",
    "GPMB": "giải phóng mặt bằng",
    "HDI": "chỉ số phát triển con người",
    "IOC": "Trung tâm điều hành thông minh",
    "ITU": "Liên minh Viễn thông Quốc tế",
    "NDOP": "Nền tảng chia sẻ, điều phối dữ liệu",
    "NIC": "Trung tâm Đổi mới sáng tạo Quốc gia",
    "TFP": "năng suất nhân tố tổng hợp",
    "TTHC": "thủ tục hành chính",
    "UAV": "thiết bị bay không người lái",
    "VTV": "Đài Truyền hình Việt Nam",
    "WHO": "Tổ chức Y tế Thế giới",
    "ĐMST": "đổi mới sáng tạo",
}


def pairs(text: str) -> list[tuple[str, str]]:
    return [(definition.short, definition.full) for definition in defined_abbreviations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cắt giảm thủ tục hành chính (TTHC)", [("TTHC", "thủ tục hành chính")]),
        ("phát triển khoa học và công nghệ (KH&CN)", [("KH&CN", "khoa học và công nghệ")]),
        ("kết nối cơ sở dữ liệu quốc gia (CSDLQG)", [("CSDLQG", "cơ sở dữ liệu quốc gia")]),
        ("Ban Chấp hành Trung ương (BCHTW) khóa XIII", [("BCHTW", "Ban Chấp hành Trung ương")]),
        ("các Ban Quản lý dự án (Ban QLDA)", [("Ban QLDA", "Ban Quản lý dự án")]),
        ("thuộc Bảo hiểm xã hội Việt Nam (BHXH Việt Nam)", [("BHXH Việt Nam", "Bảo hiểm xã hội Việt Nam")]),
        (
            "phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số (KHCN, ĐMST, CĐS)",
            [("KHCN", "khoa học, công nghệ"), ("ĐMST", "đổi mới sáng tạo"), ("CĐS", "chuyển đổi số")],
        ),
    ],
)
def test_initials_tell_where_the_full_form_begins(text, expected):
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đóng góp của năng suất nhân tố tổng hợp (TFP) đạt 55%", [("TFP", "năng suất nhân tố tổng hợp")]),
        ("đóng góp vào chỉ số phát triển con người (HDI)", [("HDI", "chỉ số phát triển con người")]),
        ("liên hệ, làm việc với Tổ chức Y tế Thế giới (WHO)", [("WHO", "Tổ chức Y tế Thế giới")]),
        ("tăng cường ứng dụng trí tuệ nhân tạo (AI) trong", [("AI", "trí tuệ nhân tạo")]),
        ("hoàn thiện pháp luật về trí tuệ nhân tạo (AI)", [("AI", "trí tuệ nhân tạo")]),
        ("vay Quỹ Tiền tệ Quốc tế (International Monetary Fund - IMF)", [("IMF", "Quỹ Tiền tệ Quốc tế")]),
    ],
)
def test_a_foreign_abbreviation_takes_the_noun_before_it(text, expected):
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định này ban hành Chương trình phát triển đô thị (sau đây gọi tắt là Chương trình)", "Chương trình"),
        ("Nghị quyết số 347/NQ-CP của Chính phủ về thiên tai (sau đây gọi tắt là Nghị quyết 347)", "Nghị quyết 347"),
        ("Trung tâm Giám sát an toàn không gian mạng (sau đây viết tắt là NCSC)", "NCSC"),
        ("thực hiện dịch vụ công trực tuyến, sau đây gọi tắt là DVCTT, trên", "DVCTT"),
    ],
)
def test_a_name_given_in_words_is_a_definition(text, expected):
    (definition,) = defined_abbreviations(text)
    assert definition.short == expected
    assert len(definition.full) > len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "theo khoản 2 (1) và Luật Đầu tư công (sửa đổi)",
        "khóa mười bốn (XIV), nhóm hai (II)",
        "mức tăng trưởng (GRDP tăng 8%) và (GDP)",
        "ban hành ngày ấy (01/12/2025), số ấy (226/CĐ-TTg), (57-NQ/TW)",
        "làm việc với các doanh nghiệp (Viettel, CMC, City Group)",
        "nhà ga hành khách T2 cảng hàng không quốc tế Nội Bài (ACV)",
        "đánh giá đối với tập thể, cá nhân (KPI)",
        "do Công ty ABC (ABC) và đại diện (Bộ Xây dựng) nêu",
        "HỆ THỐNG QUẢN LÝ THUẾ TẬP TRUNG (TMS)",
        "người chơi đủ điều kiện (sau đây gọi là khách hàng)",
        "() ( (A (B) ) (sau đây gọi tắt là ) (viết tắt là",
        "kế hoạch chung (sau đây gọi tắt là , ) và (viết tắt là ..)",
    ],
)
def test_what_is_in_doubt_is_no_definition(text):
    assert defined_abbreviations(text) == []


def test_real_documents_define_what_a_reader_finds_in_them(corpus):
    found: dict[str, set[str]] = {}
    for path in sorted([*(corpus / "official").glob("*.md"), *(corpus / "press").glob("*.txt")]):
        text = "\n".join(block.text for block in read_document(path, max_bytes=10_000_000).blocks)
        for definition in defined_abbreviations(text):
            found.setdefault(definition.short, set()).add(definition.full.casefold())
    missed = {
        short: full
        for short, full in IN_THE_CORPUS.items()
        if not any(full.casefold() in each for each in found.get(short, ()))
    }
    assert missed == {}
    assert not any("nội bài" in full for full in found["ACV"])


PIECES = st.sampled_from(
    [
        "thủ tục",
        " hành chính",
        " (TTHC)",
        " (các)",
        "(",
        ")",
        ", ",
        "các ",
        "và ",
        "CCCC",
        " (CCCCCCCC)",
        "\n",
        "Đ",
        "ề",
        " (sau đây gọi tắt là ",
        "viết tắt là ",
        "Hệ thống ",
        "chỉ số ",
        " - ",
        "&",
        "57-NQ/TW",
        "A\u0301",
        "  ",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_offsets_are_those_of_the_text(text):
    for definition in defined_abbreviations(text):
        assert text.startswith(definition.full, definition.start)
        assert text[: definition.end].endswith(definition.short)
        assert definition.start + len(definition.full) <= definition.end - len(definition.short)


def test_a_text_full_of_brackets_takes_little_time():
    hard = "các các các của của và và " * 8 + "(CCCVVV) " + "khoa học và công nghệ (KHCN) là hệ thống (sau đây gọi "
    text = hard * 1000
    start = time.process_time()
    defined_abbreviations(text)
    assert time.process_time() - start < 2

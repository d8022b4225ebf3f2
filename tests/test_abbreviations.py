"""What officials abbreviate is understood, however it is typed; ordinary words are left alone."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.anatomy.names import canonical_name, is_province
from index.knowledge.definitions import Definition
from rag.understanding.abbreviations import Expansion, Lexicon, build_lexicon

ABOUT_POPULATION_DATA = (
    "Đề án phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử phục vụ chuyển đổi số quốc gia"
)
DATA = Path(__file__).resolve().parent.parent / "rag" / "data"
BODIES = DATA.parent.parent / "index" / "anatomy" / "data"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon()


def rows(file: str) -> list[list[str]]:
    path = next(folder / file for folder in (DATA, BODIES) if (folder / file).is_file())
    lines = path.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def readings(lexicon: Lexicon, text: str, kind: str = "abbreviation", *, accented: bool = True) -> list[str]:
    expansions = lexicon.expand(text, accented=accented)
    return [reading for expansion in expansions if expansion.kind == kind for reading in expansion.readings]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("tthc", "thủ tục hành chính"),
        ("TTHC", "thủ tục hành chính"),
        ("nop ho so dvctt", "dịch vụ công trực tuyến"),
        ("cds", "chuyển đổi số"),
        ("đmst là gì", "đổi mới sáng tạo"),
        ("DMST", "đổi mới sáng tạo"),
        ("phát triển ktxh", "kinh tế - xã hội"),
        ("phát triển KT-XH", "kinh tế - xã hội"),
        ("UBND tp hcm", "Thành phố Hồ Chí Minh"),
        ("UBND TP.HCM", "ủy ban nhân dân"),
        ("TPHCM", "Thành phố Hồ Chí Minh"),
        ("ở HN", "Hà Nội"),
        ("ở ĐN", "Đà Nẵng"),
        ("nhnn", "Ngân hàng Nhà nước"),
        ("bh y te", "bảo hiểm"),
        ("TFP là viết tắt của gì thế?", "năng suất nhân tố tổng hợp"),
        ("luật BHTG", "bảo hiểm tiền gửi"),
        ("cd 226", "công điện"),
        ("qđ số 2629", "quyết định"),
        ("nq 57", "Nghị quyết số 57-NQ/TW"),
        ("NQ57", "Nghị quyết số 57-NQ/TW"),
        ("de an 06", ABOUT_POPULATION_DATA),
    ],
)  # fmt: skip
def test_a_short_form_is_understood(lexicon, question, expected):
    assert expected in readings(lexicon, question, accented="á" in question or "đ" in question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Bộ KHCN", "Bộ Khoa học và Công nghệ"),
        ("Bộ KH&CN", "Bộ Khoa học và Công nghệ"),
        ("Bộ KH và CN", "Bộ Khoa học và Công nghệ"),
        ("bo kh&cn", "Bộ Khoa học và Công nghệ"),
        ("bộ khoa học", "Bộ Khoa học và Công nghệ"),
        ("Bộ KHĐT", "Bộ Kế hoạch và Đầu tư"),
        ("bo tt&tt", "Bộ Thông tin và Truyền thông"),
        ("bộ tài nguyên", "Bộ Tài nguyên và Môi trường"),
        ("bo lao dong", "Bộ Lao động - Thương binh và Xã hội"),
        ("Bộ GD", "Bộ Giáo dục và Đào tạo"),
        ("bộ xd", "Bộ Xây dựng"),
        ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
        ("Sở TNMT", "Sở Tài nguyên và Môi trường"),
        ("sở gd&đt", "Sở Giáo dục và Đào tạo"),
    ],
)
def test_ministries_and_departments_are_known_by_letters_and_by_their_first_words(lexicon, question, expected):
    assert expected in readings(lexicon, question, accented=False)


def test_an_ambiguous_short_form_has_several_readings(lexicon):
    assert readings(lexicon, "BCT họp") == ["Bộ Công Thương", "Bộ Chính trị"]
    assert readings(lexicon, "TTCP ban hành")[:2] == ["Thủ tướng Chính phủ", "Thanh tra Chính phủ"]


@pytest.mark.parametrize(
    "question",
    [
        "ai ký văn bản này",
        "Ai chịu trách nhiệm",
        "AI KÝ VĂN BẢN NÀY VẬY",
        "thế hệ trẻ ở th nào",
        "an toàn cho ai",
        "tư nhân từ đâu",
        "cán bộ y tế xã",
        "toàn bộ thông tin",
        "can bo giao thong",
        "hòa bình thế giới",
        "57-NQ/TW",
        "226/CĐ-TTg",
        "38/2025/TT-BXD",
    ],
)
def test_ordinary_words_and_document_numbers_are_left_alone(lexicon, question):
    assert lexicon.expand(question, accented=not question.startswith("can bo")) == ()


def test_a_kind_of_document_in_small_letters_needs_its_number(lexicon):
    assert readings(lexicon, "ct 09") == ["chỉ thị"]
    assert readings(lexicon, "tt 38/2025") == ["thông tư"]
    assert readings(lexicon, "ct xã") == []


def test_marks_that_were_typed_must_agree(lexicon):
    assert readings(lexicon, "DN nhỏ") == ["doanh nghiệp"]
    assert "Đà Nẵng" in readings(lexicon, "ĐN có gì")
    assert "doanh nghiệp" not in readings(lexicon, "ĐN có gì")
    assert readings(lexicon, "ủy bạn nhân dân", "full form") == []
    assert "UBND" in readings(lexicon, "uỷ ban nhan dân", "full form")


def test_a_full_form_tells_what_documents_may_write(lexicon):
    assert readings(lexicon, "cải cách hành chính là gì", "full form") == ["CCHC"]
    assert readings(lexicon, "tri tue nhan tao", "full form", accented=False) == ["TTNT", "AI"]
    assert {"Bộ KHCN", "Bộ KH&CN"} <= set(readings(lexicon, "Bộ Khoa học và Công nghệ giao gì", "full form"))


@pytest.mark.parametrize(
    ("question", "present"),
    [
        ("Bộ Kế hoạch và Đầu tư", "Bộ Tài chính"),
        ("Bộ KH&ĐT", "Bộ Tài chính"),
        ("bộ giao thông", "Bộ Xây dựng"),
        ("Bộ TT&TT", "Bộ Khoa học và Công nghệ"),
        ("tong cuc thue", "Cục Thuế"),
        ("tỉnh Đắk Nông", "Lâm Đồng"),
        ("tinh binh thuan", "Lâm Đồng"),
        ("tỉnh hòa bình", "Phú Thọ"),
        ("ở Hòa Bình", "Phú Thọ"),
        ("Sở GTVT", "Sở Xây dựng"),
    ],
)
def test_a_former_name_leads_to_the_present_one(lexicon, question, present):
    assert (
        readings(lexicon, question, "former name", accented=question.startswith(("B", "b", "S", "tỉ", "ở")))[0]
        == present
    )


def test_a_present_name_leads_to_the_former_ones(lexicon):
    assert readings(lexicon, "tỉnh Lâm Đồng", "present name") == ["Đắk Nông", "Bình Thuận"]
    assert readings(lexicon, "Bộ Xây dựng", "present name") == ["Bộ Giao thông vận tải"]


def test_an_expansion_says_where_it_was_written(lexicon):
    question = "UBND tỉnh giao Bộ KH&CN làm gì?"
    for expansion in lexicon.expand(question, accented=True):
        assert question[expansion.start : expansion.end] == expansion.written
    assert lexicon.expand("giao TTHC", accented=True) == (
        Expansion("TTHC", ("thủ tục hành chính",), 5, 9, "abbreviation"),
    )


def test_what_documents_define_is_learnt():
    full = "cơ chế mua bán điện trực tiếp"
    learnt = build_lexicon([Definition("DPPA", full, 0, 0), Definition("Chương trình", "Chương trình số", 0, 0)])
    assert readings(learnt, "dppa la gi", accented=False) == [full]
    assert readings(learnt, full, "full form") == ["DPPA"]
    assert learnt.expand("Chương trình gồm gì", accented=True) == ()
    assert readings(build_lexicon(), "DPPA") == []


def test_what_is_known_comes_before_what_is_learnt():
    learnt = build_lexicon([Definition("TTHC", "trung tâm hợp chuẩn", 0, 0)])
    assert readings(learnt, "TTHC") == ["thủ tục hành chính", "trung tâm hợp chuẩn"]


def test_no_syllable_in_small_letters_is_an_abbreviation(lexicon):
    syllables = (Path(DATA.parent.parent) / "index/knowledge/data/everyday.txt").read_text("utf-8").split()
    understood = {word: readings(lexicon, word.lower()) for word in syllables if len(word) > 1 and word.isalpha()}
    assert {word: found for word, found in understood.items() if found} == {}


def test_the_lexicon_is_generous_and_each_row_is_said_once():
    table = rows("abbreviations.tsv")
    pairs = [(short, full) for row in table for short in row[0].split(" | ") for full in row[1].split(" | ")]
    assert len(table) >= 250
    assert len(set(pairs)) == len(pairs)
    assert {flag for row in table for flag in (row[2].split(", ") if len(row) > 2 else [])} <= {
        "hoa",
        "thường",
        "một chiều",
    }


def test_every_former_province_and_ministry_has_a_successor_that_is_known():
    table = rows("renamed_bodies.tsv")
    provinces = Path(DATA.parent.parent / "index/anatomy/data/provinces.txt").read_text("utf-8").splitlines()
    names = [line.split("\t")[0] for line in provinces if line and not line.startswith("#")]
    former = {row[0].rstrip("*"): row[1].split(" | ") for row in table}
    assert len([name for name in names if name not in former]) == 34
    for name, presents in former.items():
        if is_province(name) or name.startswith("Bộ "):
            assert all(canonical_name(present.removeprefix("Thành phố ")) for present in presents), name
            assert not any(present in former for present in presents), name


PIECES = ["Bộ", "KH", "&", "CN", "TTHC", "57", "/", "-", "số", "bo", "AI", ".", "\n", "Đ", "Hòa Bình", "tinh"]


@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_offsets_are_those_of_the_question(text):
    span = (0, 0)
    for expansion in build_lexicon().expand(text, accented=True):
        assert text[expansion.start : expansion.end] == expansion.written
        assert expansion.readings
        assert (expansion.start, expansion.end) == span or expansion.start >= span[1]
        span = (expansion.start, expansion.end)


def test_it_costs_next_to_nothing(lexicon):
    definitions = [Definition(f"XQ{i}Z", f"xứ quán {i} zeta", 0, 0) for i in range(1000)]
    start = time.process_time()
    build_lexicon(definitions)
    assert time.process_time() - start < 0.5
    start = time.process_time()
    for _ in range(100):
        lexicon.expand("UBND tỉnh giao Bộ KH&CN rà soát TTHC, báo cáo Thủ tướng Chính phủ khi nào?", accented=True)
    assert time.process_time() - start < 0.5

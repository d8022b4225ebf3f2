"""Names typed in small letters get the capitals that the documents write them with."""

from hypothesis import given
from hypothesis import strategies as st

from index.knowledge.capitals import count_pairs, names_among, with_capitals

TEXT = """Bộ Tài chính và Ủy ban nhân dân tỉnh Đắk Lắk báo cáo Phó Thủ tướng Mai Văn Chính.
Tỉnh Đắk Lắk và Bộ Tài chính rà soát. Đồng chí Mai Văn Chính chủ trì, các bộ tài chính công cùng dự.
KẾ HOẠCH ĐẦU TƯ CÔNG CỦA TỈNH"""


def test_names_of_the_documents_are_written_as_there():
    names = names_among([count_pairs(TEXT)])
    assert with_capitals("ông mai văn chính lên đắk lắk", names) == "Ông Mai Văn Chính lên Đắk Lắk"
    assert with_capitals("bộ tài chính làm gì", names) == "Bộ Tài chính làm gì"


def test_a_line_in_capitals_makes_no_names():
    assert not names_among([count_pairs("KẾ HOẠCH ĐẦU TƯ CÔNG\nKẾ HOẠCH ĐẦU TƯ CÔNG")])


@given(st.text(max_size=60))
def test_only_capitals_change(text):
    names = names_among([count_pairs(TEXT), count_pairs(text + "\n" + text)])
    written = with_capitals(text, names)
    assert written.lower() == text.lower()

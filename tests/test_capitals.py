"""Names typed in small letters get the capitals that the documents write them with."""

from hypothesis import given
from hypothesis import strategies as st

from index.knowledge.capitals import capital_pairs, names_among, with_capitals
from index.knowledge.syllables import SyllableModel

TEXT = """Bộ Tài chính và Ủy ban nhân dân tỉnh Đắk Lắk báo cáo Phó Thủ tướng Mai Văn Chính.
Tỉnh Đắk Lắk và Bộ Tài chính rà soát. Đồng chí Mai Văn Chính chủ trì, các bộ tài chính công cùng dự.
KẾ HOẠCH ĐẦU TƯ CÔNG CỦA TỈNH"""


def names_of(*texts):
    return names_among(map(capital_pairs, texts), SyllableModel.everyday().learn(texts))


def test_names_of_the_documents_are_written_as_there():
    names = names_of(TEXT)
    assert with_capitals("ông mai văn chính lên đắk lắk", names) == "Ông Mai Văn Chính lên Đắk Lắk"
    assert with_capitals("bộ tài chính làm gì", names) == "Bộ Tài chính làm gì"


def test_a_line_in_capitals_makes_no_names():
    assert not names_of("KẾ HOẠCH ĐẦU TƯ CÔNG\nKẾ HOẠCH ĐẦU TƯ CÔNG")


NAMES = names_of(TEXT)


@given(st.text(max_size=60))
def test_only_capitals_change(text):
    assert with_capitals(text, NAMES).lower() == text.lower()

"""What support promises: a body, place or person that the quotes do not name is noticed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.support import MIN_SHARE, named_bodies_supported, supported_share

SAMPLES = sorted((Path(__file__).resolve().parent.parent / "samples").glob("*.md"))
LIST = "Bộ trưởng các Bộ: Xây dựng, Công Thương, Văn hóa, Thể thao và Du lịch, Y tế đôn đốc các đơn vị; báo cáo."


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Việc này do Bộ Công an chủ trì.", "giao Bộ Công an chủ trì"),
        ("Chủ tịch UBND tỉnh Hà Tĩnh báo cáo.", "Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh báo cáo"),
        ("Uỷ ban nhân dân tỉnh Khánh Hoà thực hiện.", "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA thực hiện"),
        ("Phó Thủ tướng Trần Hồng Hà chỉ đạo.", "Phó Thủ tướng Chính phủ Trần Hồng Hà chỉ đạo"),
        ("Việc này giao Thủ tướng quyết định.", "trình Thủ tướng Chính phủ quyết định"),
        ("Bộ Xây dựng, Bộ Văn hóa, Thể thao và Du lịch và Bộ Y tế đôn đốc.", LIST),
        ("Các Bộ Công an, Quốc phòng phối hợp.", "Bộ Công an, Bộ Quốc phòng phối hợp"),
        ("Theo Công điện, thành phố Thủ Đức báo cáo.", "thành phố Thủ Đức báo cáo"),
        ("Người dân và Nhân dân vùng lũ được hỗ trợ.", "hỗ trợ nhân dân vùng lũ"),
        ("Tập đoàn Điện lực Việt Nam bảo đảm điện.", "giao Tập đoàn Điện lực Việt Nam bảo đảm điện"),
    ],
)
def test_a_name_that_stands_in_the_quote_supports(statement, quote):
    assert named_bodies_supported(statement, [quote])


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Bộ Công an chủ trì.", "giao Bộ Công Thương chủ trì"),
        ("Bộ Công an chủ trì.", "giao các đơn vị chủ trì"),
        ("Chính phủ yêu cầu.", "Thủ tướng Chính phủ yêu cầu"),
        ("Thủ tướng Chính phủ chỉ đạo.", "Phó Thủ tướng Chính phủ chỉ đạo"),
        ("Cục Thuế báo cáo.", "Tổng cục Thuế báo cáo"),
        ("Ủy ban nhân dân tỉnh Hà Tĩnh báo cáo.", "Ủy ban nhân dân tỉnh Nghệ An báo cáo"),
        ("Người chỉ đạo là ông Nguyễn Hồng Hà.", "Người chỉ đạo là ông Trần Hồng Hà"),
        ("Việc này giao Sở Tài chính.", "Việc này giao Sở Tài nguyên"),
        ("Việc này giao Tập đoàn Dầu khí.", "Việc này giao Tập đoàn Điện lực"),
        ("Bộ Ngoại giao đôn đốc.", LIST),
        ("Bộ Tài chính đôn đốc.", "các bộ liên quan đôn đốc; tài chính do địa phương tự lo"),
    ],
)
def test_a_name_that_stands_nowhere_in_the_quote_does_not(statement, quote):
    assert not named_bodies_supported(statement, [quote])


def test_the_names_of_a_statement_may_stand_in_different_quotes():
    quotes = ["giao Bộ Công an chủ trì", "tỉnh Hà Tĩnh phối hợp"]
    assert named_bodies_supported("Bộ Công an và tỉnh Hà Tĩnh cùng làm.", quotes)
    assert not named_bodies_supported("Bộ Công an và tỉnh Hà Tĩnh cùng làm.", quotes[:1])
    assert not named_bodies_supported("Bộ Công an làm.", [])


def test_a_sentence_of_a_document_is_supported_by_itself():
    lines = [line.strip() for path in SAMPLES for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert lines
    assert [line for line in lines if not named_bodies_supported(line, [line])] == []


WORDS = ["Bộ", "Công", "an", "phó", "Phó", "Thủ", "tướng", "Hà", "Tĩnh", "UBND", "các", "Bộ:", "và", ".", "—"]
WORDS += ["Y", "tế", "Thương,", "đ́", "ﬁ", "İ", "12/CĐ", ";", "\n"]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4)).map(" ".join))
def test_any_text_is_supported_by_itself(text):
    assert named_bodies_supported(text, [text])


def test_the_share_of_words_tells_a_rewriting_from_an_invention():
    quote = "Bố trí trước lực lượng, phương tiện, lương thực tại các điểm xung yếu theo phương châm 4 tại chỗ."
    rewritten = "Lực lượng, phương tiện và lương thực phải được bố trí sẵn ở những điểm xung yếu."
    invented = "Mọi khoản hỗ trợ được chi trả ngay bằng tiền mặt cho hộ nghèo."
    assert supported_share(quote, [quote]) == 1.0
    assert supported_share(rewritten, [quote]) >= MIN_SHARE > supported_share(invented, [quote])

"""Answers that say what was asked and stop: long sentences lose ends, lead-ins answer alone, marks tell words apart."""

from datetime import date
from pathlib import Path

import pytest
from conftest import ingest

from index.library import Library
from index.text.tokens import spelt_syllables_of
from rag.answer import Answer
from rag.assistant import Assistant
from rag.conversation.asked import understand_in_talk
from rag.conversation.turns import turns_of
from rag.understanding.question import understand
from rag.understanding.question_terms import QuestionTerms

PLAN = """ỦY BAN NHÂN DÂN TỈNH SÔNG VÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/KH-UBND
Sông Vân, ngày 05 tháng 6 năm 2025
KẾ HOẠCH
Phát triển kinh tế số năm 2026
1. Phấn đấu tỷ trọng kinh tế số của tỉnh năm 2026 đạt từ 18% trở lên, số doanh nghiệp công nghệ tăng đều qua từng quý và bám sát chỉ tiêu của Trung ương, cụ thể như sau:
a) Sở Công Thương mở ba lớp bán hàng qua mạng cho hợp tác xã.
b) Sở Tài chính bố trí vốn cho hạ tầng dùng chung.
2. Sở Khoa học và Công nghệ xây dựng trung tâm dữ liệu của tỉnh tại khu đô thị Bắc Hà với 240 tủ máy chủ; tổ chức các lớp bồi dưỡng cho cán bộ thôn xóm về chữ ký điện tử, khuyến khích phụ nữ và thanh niên mở gian hàng, phối hợp với báo đài đưa tin về những cách làm hay của từng xã trong suốt cả năm; rà soát, thanh lý thiết bị cũ hỏng theo quy định hiện hành về tài sản công.
CHỦ TỊCH
Lê Văn Bình
"""  # noqa: E501


@pytest.fixture
def assistant(library: Library, tmp_path: Path) -> Assistant:
    path = tmp_path / "41-KH-UBND.txt"
    path.write_text(PLAN, encoding="utf-8")
    ingest(library, path)
    return Assistant(library)


def ask(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    for citation in answer.citations:
        text = assistant._library.documents.text(citation.document_id)
        assert text[citation.start : citation.end] == citation.quote
    return answer


def test_a_long_sentence_ends_where_it_no_longer_says_what_is_asked(assistant):
    answer = ask(assistant, "Trung tâm dữ liệu của tỉnh ở khu đô thị Bắc Hà có bao nhiêu tủ máy chủ?")
    assert "240 tủ máy chủ; …" in answer.text
    assert "thanh lý" not in answer.text


def test_a_long_sentence_stays_whole_where_its_end_is_asked_for(assistant):
    answer = ask(assistant, "Trung tâm dữ liệu có bao nhiêu tủ máy chủ, thiết bị cũ hỏng thì thanh lý thế nào?")
    assert "theo quy định hiện hành về tài sản công" in answer.text


def test_a_lead_in_that_answers_is_said_without_what_stands_below_it(assistant):
    answer = ask(assistant, "Tỷ trọng kinh tế số của tỉnh năm 2026 phấn đấu đạt bao nhiêu phần trăm?")
    assert "từ 18% trở lên" in answer.text
    assert "Sở Tài chính bố trí vốn" not in answer.text


def test_a_question_that_is_asked_again_means_what_it_meant(assistant):
    question = "Sở Khoa học và Công nghệ xây dựng trung tâm dữ liệu tại khu đô thị nào?"
    told = turns_of([("user", question), ("assistant", ask(assistant, question).text)])
    again = understand_in_talk(question, told, library=assistant._library, on=date(2025, 7, 1))
    assert again.text == question


def test_words_that_differ_in_their_marks_are_told_apart_where_the_marks_are_sure(assistant):
    asked = understand("Ai giao dự án cho xã?", library=assistant._library)
    terms = QuestionTerms.spelt(asked)
    assert "giao" in terms.said_by(spelt_syllables_of("Bộ giao việc"))
    assert "giao" not in terms.said_by(spelt_syllables_of("nhà giáo"))

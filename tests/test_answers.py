"""Answers as officials get them: the right document by its number, who signed, and silence where it is due."""

import pytest

from index.catalog.records import NumberedDocument
from rag.assistant import Assistant
from rag.references.documents import named_documents, named_numbers
from rag.understanding.question import understand

HELD = [
    NumberedDocument("a", "226/CĐ-TTg", "công điện"),
    NumberedDocument("b", "57-NQ/TW", "nghị quyết"),
    NumberedDocument("c", "15/2020/NĐ-CP", "nghị định"),
    NumberedDocument("d", "15/2024/NĐ-CP", "nghị định"),
    NumberedDocument("e", "5/KH-UBND", "kế hoạch"),
    NumberedDocument("f", "254/2025/QH15", "nghị quyết"),
]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Công điện số 226/CĐ-TTg nói gì?", ["a"]),
        ("công điện 226", ["a"]),
        ("cd 226 ttg", ["a"]),
        ("cong dien so 226", ["a"]),
        ("Nghị quyết 57", ["b"]),
        ("nq57 của Bộ Chính trị", ["b"]),
        ("Nghị định 15/2020/NĐ-CP", ["c"]),
        ("nghị định 15/2024", ["d"]),
        ("Nghị quyết số 254/2025/QH15", ["f"]),
        ("Kế hoạch 5 năm 2026-2030", []),
        ("trước ngày 30/6/2025 có 11.500 trạm", []),
        ("Chỉ thị 226", []),
    ],
)
def test_a_document_is_known_by_its_number_in_any_spelling(question, named):
    assert named_documents(named_numbers(question), HELD) == named


@pytest.mark.parametrize(
    ("question", "number", "words"),
    [
        ("Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?", "227/CĐ-TTg", "30/11/2025"),
        ("Ai ký công điện 217?", "217/CĐ-TTg", "Trần Hồng Hà"),
        ("Mưa lũ Nam Trung Bộ gây thiệt hại ước tính bao nhiêu tiền?", "227/CĐ-TTg", "9.035 tỷ đồng"),
        ("uy ban du lieu quoc gia giao ai, han thang may", "03/NQ-CP", "3/2025"),
    ],
)
def test_a_question_is_answered_from_the_right_document(samples, question, number, words):
    answer = Assistant(samples).ask(question)
    assert words in answer.text
    assert any(c.document_number == number and words in c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    ["Cách nấu phở bò ngon tại nhà?", "Đội nào vô địch World Cup 2022?", "Ai ký công điện 225/CĐ-TTg?", "??? !!!"],
)
def test_what_the_documents_do_not_tell_is_not_answered(samples, question):
    answer = Assistant(samples).ask(question)
    assert answer.abstained
    assert answer.citations == ()


def test_words_that_only_look_like_function_words_count():
    assert understand("Hà Nội cần làm gì?").content == ("ha", "noi", "can", "lam")
    assert understand("Vấn đề đê điều thế nào?").content == ("van", "de", "dieu")
    assert understand("Đầu tư từ đâu?").content == ("dau", "tu")


def test_a_passed_session_or_period_is_no_signature(samples):
    answer = Assistant(samples).ask("Người dân được hỗ trợ gì trong kỳ nghỉ Tết?")
    assert "Phạm Minh Chính" not in answer.text

"""What a follow-up takes from the talk, and what it leaves: whole questions, new subjects, bare numbers."""

from datetime import date

import pytest

from index.catalog.records import NumberedDocument
from rag.conversation.standalone import CitedDocument, Standalone, Turn, standalone

ON = date(2025, 12, 1)
HELD = [
    NumberedDocument("d61", "61/CĐ-TTg", "công điện"),
    NumberedDocument("d64", "64/CĐ-TTg", "công điện"),
    NumberedDocument("d18", "18/NQ-CP", "nghị quyết"),
    NumberedDocument("d19", "19/NQ-CP", "nghị quyết"),
    NumberedDocument("d77", "77/QĐ-TTg", "quyết định"),
]
FLOOD = Turn(
    "Công điện 61/CĐ-TTg yêu cầu sửa xong trường cho học sinh trước ngày nào?",
    "Trước ngày 31/12/2025 [1]",
    (CitedDocument("d61", "61/CĐ-TTg", "công điện"),),
)
WORKS = Turn("Bộ Tài chính được giao gì tại 64?", "Bố trí vốn [1]", (CitedDocument("d64", "64/CĐ-TTg", "công điện"),))
BROADCASTER = Turn("Hạn của VTV là bao giờ?", "Trước ngày 10/12/2025 [1]")
SIGNED = Turn("Ai ký 18/NQ-CP?", "Phạm Minh Chính [1]", (CitedDocument("d18", "18/NQ-CP", "nghị quyết"),))
MAIL = Turn("Hộp thư công vụ thống nhất giao bộ nào làm?", "Bộ Khoa học và Công nghệ [1]")
HERD = Turn("Sở Y tế chủ trì tiêm phòng cho bao nhiêu con trâu bò?", "12.500 con [1]")


def read(question: str, *turns: Turn) -> Standalone:
    return standalone(question, turns, on=ON, held=HELD)


@pytest.mark.parametrize(
    "question",
    [
        "Sân bay Cam Ranh có áp dụng thị thực điện tử ngay không?",
        "Cửa khẩu nào của Quảng Trị nhận thị thực điện tử?",
        "Hạn trước ngày 10/12/2025 có những việc gì?",
        "Ai chịu trách nhiệm lập quy hoạch cảng biển nước sâu?",
        "San bay Cam Ranh co ap dung thi thuc dien tu ngay khong?",
    ],
)
def test_a_whole_question_on_another_topic_is_not_locked_to_the_document_before(question):
    assert read(question, FLOOD) == Standalone(question)


@pytest.mark.parametrize("question", ["Bộ Tài chính được giao gì?", "Thủ tướng chỉ đạo gì?"])
def test_one_that_may_be_about_the_same_document_only_leans_to_it(question):
    assert read(question, FLOOD) == Standalone(question, documents=("d61",))


@pytest.mark.parametrize("question", ["Ai ký?", "Hạn là khi nào?", "Còn kinh phí sửa trường lấy ở đâu?"])
def test_one_that_leaves_something_out_is_still_made_whole(question):
    understood = read(question, FLOOD)
    assert understood.follows and "61/CĐ-TTg" in understood.text


def test_a_question_asked_again_in_full_is_not_prefixed_with_itself():
    again = "Sở Y tế chủ trì tiêm phòng cho bao nhiêu con trâu, bò?"
    assert read(again, HERD) == Standalone(again)


def test_the_body_that_was_asked_of_last_is_the_one_replaced():
    assert read("Còn Bộ Nội vụ?", WORKS, BROADCASTER).text == "Theo Công điện 64/CĐ-TTg, hạn của Bộ Nội vụ là bao giờ?"
    unheld = standalone("Còn Bộ Nội vụ?", [Turn(WORKS.question), BROADCASTER], on=ON).text
    assert "hạn của Bộ Nội vụ là bao giờ?" in unheld
    assert "Tài chính" not in unheld and "VTV" not in unheld


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Thế còn 19?", "Ai ký 19/NQ-CP?"),
        ("Còn số 19 thì sao?", "Ai ký 19/NQ-CP?"),
        ("the con 19", "Ai ký 19/NQ-CP?"),
        ("Còn 77?", "Ai ký Quyết định 77/QĐ-TTg?"),
        ("Còn 19 ban hành ngày nào?", "19/NQ-CP ban hành ngày nào?"),
    ],
)
def test_a_bare_number_after_a_numbered_document_is_another_document(question, understood):
    assert read(question, SIGNED).text == understood
    assert read(question, SIGNED).documents == ()


@pytest.mark.parametrize("question", ["Còn 19 tỉnh thì sao?", "Thế 19 % thì sao?", "Thế năm 2024?"])
def test_a_quantity_or_a_year_is_no_document(question):
    assert "19/NQ-CP" not in read(question, SIGNED).text


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("Thế chuỗi khối quốc gia ai chủ trì?", "Chuỗi khối quốc gia giao bộ nào làm?"),
        ("Còn trợ lý ảo thì bộ nào làm?", "Trợ lý ảo giao bộ nào làm?"),
        ("Thế chuỗi khối quốc gia?", "Chuỗi khối quốc gia giao bộ nào làm?"),
        ("Thế chuỗi khối quốc gia ai chủ trì, hạn nào?", "Chuỗi khối quốc gia giao bộ nào làm, hạn nào?"),
    ],
)
def test_a_new_subject_of_the_same_question_replaces_the_old_one(question, understood):
    assert read(question, MAIL).text == understood


def test_the_new_subject_is_what_the_talk_goes_on_about():
    after = Turn("Thế chuỗi khối quốc gia ai chủ trì?", "Bộ Công an [1]")
    assert "chuỗi khối quốc gia" in read("Hạn là khi nào?", MAIL, after).text


@pytest.mark.parametrize(
    "question",
    [
        "Thị thực điện tử áp dụng tỉnh nào? Hà Tĩnh có không?",
        "Thị thực điện tử áp dụng tỉnh nào? Hà Tĩnh thì sao?",
        "Thị thực điện tử áp dụng ở tỉnh nào? Còn Hà Tĩnh?",
    ],
)
def test_two_questions_in_one_are_left_as_they_are(question):
    for turns in ((), (FLOOD,), (MAIL,), (SIGNED, FLOOD)):
        assert read(question, *turns).text == question


def test_after_two_questions_in_one_the_last_is_asked_of_another():
    both = Turn("Thị thực điện tử áp dụng tỉnh nào? Hà Tĩnh có không?", "Có [1]")
    assert read("Còn Nghệ An?", both).text == "Thị thực điện tử áp dụng tỉnh nào? Nghệ An có không?"


def test_an_aspect_is_said_in_full():
    assert read("Bao giờ xong?", MAIL).text.endswith(": hạn hoàn thành là khi nào?")
    issued = Turn("Tỉnh nào ban hành quy chế?", "Hà Tĩnh [1]", (CitedDocument("d77", "77/QĐ-TTg", "quyết định"),))
    assert read("Tỉnh ra văn bản này hôm nào?", issued).text == "Quyết định 77/QĐ-TTg ra hôm nào?"

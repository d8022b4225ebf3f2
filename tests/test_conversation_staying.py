"""Follow-ups that only the documents can place: what stays with those of the talk, what leaves, what was said."""

from datetime import date

import pytest

from index.library import Library
from rag.conversation.asked import understand_in_talk
from rag.conversation.leads import with_joining_words
from rag.conversation.said_before import unsaid_first
from rag.conversation.standalone import Turn, standalone
from rag.conversation.staying import Fit, fit
from rag.evidence.evidence import rank_evidence
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import Question, understand

ON = date(2025, 12, 1)
REPAIRS = Turn("Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?", "Trước ngày 30/11/2025.")
CHILDREN = Turn(
    "Ai phải xây dựng quy trình phát hiện, tiếp nhận trẻ bị bỏ rơi?",
    "Chỉ đạo Đảng uỷ Bộ Y tế chủ trì xây dựng và hoàn thiện quy trình liên thông từ phát hiện - tiếp nhận [1]",
)


def whole(question: str, *turns: Turn) -> str:
    return standalone(question, turns, on=ON).text


def in_talk(library: Library, question: str, *turns: Turn) -> Question:
    return understand_in_talk(question, turns, library=library, on=ON)


@pytest.mark.parametrize(
    ("before", "question", "read"),
    [
        ("Sở Xây dựng Huế được giao gì?", "Còn Sở Y tế?", "Sở Y tế Huế được giao gì?"),
        (
            "Chi cục Thuỷ lợi phải nộp hồ sơ khi nào?",
            "Thế Ban Quản lý rừng?",
            "Ban Quản lý rừng phải nộp hồ sơ khi nào?",
        ),
        ("Giai đoạn 1 của cầu cảng xong khi nào?", "Còn giai đoạn 2?", "Giai đoạn 2 của cầu cảng xong khi nào?"),
        ("Nhà 2 người được hỗ trợ bao nhiêu?", "5 người?", "Nhà 5 người được hỗ trợ bao nhiêu?"),
        ("Dự báo từ Hà Tĩnh đến Huế mưa bao nhiêu?", "Khánh Hòa thì sao?", "Dự báo từ Khánh Hòa mưa bao nhiêu?"),
        (
            "Quyết định 84 của Hà Tĩnh bãi bỏ văn bản nào?",
            "Còn quyết định 38 của Đà Nẵng?",
            "Quyết định 38 của Đà Nẵng bãi bỏ văn bản nào?",
        ),
    ],
)
def test_a_thing_gives_way_to_another_of_its_kind(before, question, read):
    assert whole(question, Turn(before)) == read


def test_a_person_that_is_pointed_at_is_named():
    signer = Turn("Ai được giao chỉ đạo chống bão?", "Phó Thủ tướng Trần Hồng Hà [1]")
    assert "Trần Hồng Hà phụ trách" in whole("Ông ấy phụ trách mảng gì?", signer)


def test_what_is_asked_besides_of_another_thing_is_asked_of_it():
    power = Turn("Nhà máy Ô Môn bao giờ ký hợp đồng mua bán điện?", "Trong tháng 12.")
    read = whole("Nhơn Trạch thì sao, có vướng giải phóng mặt bằng không?", power)
    assert read == "Nhơn Trạch có vướng giải phóng mặt bằng không?"


@pytest.mark.parametrize(
    ("typed", "restored", "meant"),
    [
        ("con so y te thi sao", "con sở y tế thị sao", "còn sở y tế thì sao"),
        ("do thi ai quan ly", "đô thị ai quản lý", "đô thị ai quản lý"),
        ("con bao nhieu ho", "còn bao nhiêu hộ", "còn bao nhiêu hộ"),
        ("Còn Sở Y tế?", "Còn Sở Y tế?", "Còn Sở Y tế?"),
    ],
)
def test_joining_words_typed_without_marks_are_read_as_such(typed, restored, meant):
    assert with_joining_words(typed, restored) == meant


def test_a_question_that_any_document_may_answer_stays_with_the_one_that_is_talked_of(samples):
    told = in_talk(samples, "Bộ Công Thương phải làm gì?", REPAIRS)
    assert told.text == "Theo Công điện 227/CĐ-TTg, Bộ Công Thương phải làm gì?"
    assert told.asked == "Bộ Công Thương phải làm gì?"
    assert told.likely == told.named != frozenset()


@pytest.mark.parametrize(
    "question",
    ["Hội nghị lần này nghe bao nhiêu bản tham luận về chuyển đổi số?", "Kinh tế số đến năm 2030 chiếm bao nhiêu GDP?"],
)
def test_a_question_that_others_say_far_more_of_is_left_alone(samples, question):
    told = in_talk(samples, question, REPAIRS)
    assert not told.named and not told.text.startswith(("Theo", "Về"))


def test_the_document_of_a_conversation_held_elsewhere_is_found_anew(samples):
    assert in_talk(samples, "Ai ký văn bản đó?", CHILDREN).text == "Ai ký Thông báo 432-TB/VPTW?"
    assert in_talk(samples, "Văn bản đó ban hành hôm nào?", Turn("Chào bạn")).text == "Văn bản đó ban hành hôm nào?"


def test_context_does_not_change_what_is_asked_for(samples):
    before = Turn("Nghị quyết về khắc phục thiên tai miền Trung có hiệu lực khi nào?", "Từ ngày ký.")
    assert (
        in_talk(samples, "Thế hỗ trợ bao nhiêu tiền?", before).kinds == understand("Thế hỗ trợ bao nhiêu tiền?").kinds
    )


@pytest.mark.parametrize("whole", [True, False])
def test_a_longer_question_needs_more_to_stay(whole):
    assert Fit(said=0.6, nearer=0.0, words=4).stays(whole=whole)
    assert not Fit(said=0.6, nearer=0.0, words=10).stays(whole=whole)
    assert not Fit(said=0.6, nearer=-0.1, words=4).stays(whole=whole)


def test_documents_that_the_filter_shuts_out_keep_no_question(samples):
    question = understand("Bộ Công Thương phải làm gì?", library=samples)
    assert fit(question, (), samples) is None


def test_what_the_last_answer_quoted_yields_to_what_it_did_not(samples):
    first = understand("Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?", library=samples)
    quoted = rank_evidence(first, retrieve(library=samples, question=first))[0]
    asked = in_talk(samples, "Thế trường lớp bị ngập thì tổng hợp ra sao?", Turn(first.text, f"{quoted.text} [1]"))
    evidence = rank_evidence(asked, retrieve(library=samples, question=asked))
    said = [e.score for e in evidence if e.text == quoted.text]
    now = [e.score for e in unsaid_first(asked, evidence, f"{quoted.text} [1]") if e.text == quoted.text]
    assert all(after < before for before, after in zip(said, now, strict=True))
    again = in_talk(samples, "Hạn là khi nào?", Turn(first.text, f"{quoted.text} [1]"))
    kept = rank_evidence(again, retrieve(library=samples, question=again))
    assert unsaid_first(again, kept, f"{quoted.text} [1]") == kept

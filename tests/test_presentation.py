"""What surrounds an answer: its kind, its answering words, the documents nearest to silence, what to ask next."""

import random
import re
from datetime import date
from itertools import pairwise

import pytest
from conftest import ingest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text.folding import fold
from rag.answer import Statement
from rag.assistant import Assistant
from rag.evidence.answer_spans import spans_of
from rag.presentation.answer_kind import answer_kind
from rag.presentation.emphasis import MOST_EMPHASISED, answering_words, with_emphasis
from rag.presentation.nearest import MOST_NEAREST
from rag.presentation.related import MOST_RELATED, Answered, related_questions
from rag.saying import render
from rag.understanding.question import understand


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Đã phủ sóng bao nhiêu phần trăm dân số?", "number"),
        ("Thiệt hại ước tính bao nhiêu tiền?", "number"),
        ("Có bao nhiêu trạm phát sóng được xây mới?", "count"),
        ("Hạn báo cáo là khi nào?", "date"),
        ("Ai ký công điện này?", "person"),
        ("Bộ nào chủ trì việc sửa nhà cho dân?", "body"),
        ("Gồm những nhiệm vụ chủ yếu nào?", "list"),
        ("Bộ Y tế được giao làm gì?", "task"),
        ("Công điện nói về chuyện gì?", "document"),
        ("Các tỉnh đã báo cáo hay chưa?", "yesno"),
        ("Học sinh có phải nghỉ học không?", "yesno"),
        ("Tỷ lệ này so với năm trước tăng hay giảm?", "comparison"),
        ("Vì sao phải sơ tán dân?", "reason"),
        ("KPI nghĩa là gì?", "definition"),
        ("Phương châm chống bão của tỉnh", "fact"),
    ],
)
@pytest.mark.parametrize("accented", [True, False])
def test_the_kind_of_a_question_is_told_with_and_without_marks(question, kind, accented):
    asked = question if accented else fold(question)
    assert answer_kind(understand(asked)) == kind


@pytest.mark.parametrize(
    ("question", "statement", "words"),
    [
        ("Bộ Tài chính phải trình trước ngày nào?", "Bộ Tài chính trình Chính phủ trước ngày 26/11/2025.",
         ["trước ngày 26/11/2025"]),
        ("Thiệt hại bao nhiêu tiền?", "Mưa làm 98 người chết, thiệt hại ước tính 9.035 tỷ đồng.",
         ["ước tính 9.035 tỷ đồng"]),
        ("Mỗi vạn dân có bao nhiêu người làm nghiên cứu?",
         "Nhân lực nghiên cứu đạt 12 người trên một vạn dân; có 40 - 50 tổ chức khoa học được xếp hạng.", ["12 người"]),
        ("Mưa bao nhiêu mm?", "Khu vực này có mưa phổ biến 200-400mm.", ["200-400mm"]),
        ("Ai phê duyệt đề án?", "Ông Nguyễn Hòa Bình đã phê duyệt đề án tại tỉnh Hòa Bình.", ["Ông Nguyễn Hòa Bình"]),
        ("Bộ Y tế phối hợp với bộ nào?", "Bộ Y tế chủ trì, phối hợp với Bộ Công an kiểm tra.", ["Bộ Công an"]),
        ("Chi bao nhiêu phần trăm?", "Theo khoản 4 Điều 10, bố trí ít nhất 15% ngân sách.", ["15%"]),
        ("Cử mấy Ủy viên, mấy Phó Thủ tướng?", "Cử 4 Ủy viên Bộ Chính trị; phân công 3 Phó Thủ tướng đi kiểm tra.",
         ["4 Ủy viên", "3 Phó"]),
        ("Vì sao phải sơ tán dân?", "Do mưa lớn 300mm, các tỉnh sơ tán dân trước 17 giờ ngày 20/11/2025.", []),
    ],
)  # fmt: skip
def test_the_answering_words_are_of_the_asked_kind_and_not_the_questions_own(question, statement, words):
    spans = answering_words(understand(question), statement, on=date(2025, 11, 20))
    found = [statement[start:end] for start, end in spans]
    assert len(found) == len(words)
    assert all(one.startswith(word) for one, word in zip(found, words, strict=True)), found


def test_a_remark_has_no_answering_words_and_an_agency_in_brackets_has(samples):
    statements = (
        Statement("(Trước đó, ngày 01/3/2025: “mưa làm 12 người chết”)", (1,), remark=True),
        Statement("(Chinhphu.vn) - Bão làm 98 người chết.", (1,)),
    )
    (citation, *_) = Assistant(samples).ask("Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?").citations
    remark, said = with_emphasis(understand("Bão làm bao nhiêu người chết?"), statements, [citation])
    assert remark.emphasis == ()
    assert [said.text[start:end] for start, end in said.emphasis] == ["98 người"]
    assert render((remark, said), listed=True).splitlines()[1].startswith("- (Chinhphu.vn)")
    assert not render((remark,), listed=True).startswith("-")


KINDS = ("money", "percent", "number", "date", "person", "body", "place", "document_number", "list")
PIECES = ["Bộ Y tế ", "các bộ, ", "12.500 ", "tỷ đồng ", "%", "15 - 18", "ngày 3/4/2025 ", "tháng 7 ", "Trần Văn A ",
          "226/CĐ-TTg", "khoản 4 ", "| ", ", ", "tỉnh Hà Tĩnh ", "x", "\n", "2025", "Sở ", "quý II "]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join), st.sampled_from(KINDS))
def test_spans_lie_within_their_text_in_order_and_apart(text, kind):
    spans = spans_of(kind, text, on=date(2025, 11, 20))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_what_is_read_of_a_long_text_is_bounded():
    question = understand("Bao nhiêu tiền, trước ngày nào, bộ nào, ai?")
    for piece in PIECES:
        answering_words(question, piece * (20_000 // len(piece)))


def test_statements_keep_their_words_and_carry_at_most_a_few_in_bold(samples):
    answer = Assistant(samples).ask("Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?")
    assert answer.kind == "date"
    shown = [s.text[start:end] for s in answer.statements for start, end in s.emphasis]
    assert any("30/11/2025" in words for words in shown)
    assert all(len(s.emphasis) <= MOST_EMPHASISED for s in answer.statements)
    assert all(s.text in answer.text for s in answer.statements)


def test_silence_offers_documents_and_no_answer(samples):
    answer = Assistant(samples).ask("Ai ký công điện 225/CĐ-TTg về ứng phó mưa lũ?")
    assert answer.abstained
    assert (answer.citations, answer.statements) == ((), ())
    assert 1 <= len({record.id for record in answer.nearest}) == len(answer.nearest) <= MOST_NEAREST
    assert answer.related
    assert all(record.identity.number not in answer.text for record in answer.nearest)


@pytest.mark.parametrize(
    "question", ["Cách nấu phở bò ngon tại nhà?", "Đội nào vô địch World Cup 2022?", "??? !!!", "ai là gì", "😀"]
)
def test_silence_offers_nothing_where_nothing_is_related(samples, question):
    answer = Assistant(samples).ask(question)
    assert answer.abstained
    assert answer.nearest == ()
    assert answer.related == ()


def test_an_answer_offers_no_nearest_documents(samples):
    assert Assistant(samples).ask("Ai ký công điện 217?").nearest == ()


QUESTIONS = (
    "Ai ký {}?",
    "{} ban hành ngày nào?",
    "{} nói về việc gì?",
    "{} giao nhiệm vụ gì?",
    "{} có hiệu lực từ khi nào?",
    "{} yêu cầu báo cáo trước ngày nào?",
    "Bộ Tài chính phải làm gì theo {}?",
    "{} quy định bao nhiêu tiền?",
)


def test_questions_that_are_offered_are_answered_and_new(real_library):
    library, _ = real_library
    assistant = Assistant(library)
    held = [one for one in library.documents.numbered() if one.type]
    drawn = random.Random(6).sample(
        [(question, f"{one.type} số {one.number}") for one in held for question in QUESTIONS], 24
    )
    offered: set[str] = set()
    for question, name in drawn:
        asked = question.format(name)
        answer = assistant.ask(asked)
        assert len(answer.related) <= MOST_RELATED
        assert fold(asked) not in map(fold, answer.related)
        offered.update(answer.related)
    answered = [not assistant.ask(question).abstained for question in sorted(offered)]
    assert len(answered) >= 20
    assert sum(answered) >= 0.9 * len(answered)


def test_what_was_asked_or_told_is_not_offered_again(samples):
    assistant = Assistant(samples)
    assert not any(re.match("Ai ký", question) for question in assistant.ask("Ai ký công điện 217?").related)
    related = assistant.ask("Công điện 227 giao Bộ Xây dựng làm gì?").related
    assert related
    assert not any(question.startswith("Bộ Xây dựng được giao") for question in related)


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Việt Nam tham gia thị trường các-bon", "Việt Nam tham gia thị trường các-bon"),
        ("Trách nhiệm của Bộ Tài chính", "trách nhiệm của Bộ Tài chính"),
        ("UBND cấp xã báo cáo tiến độ", "UBND cấp xã báo cáo tiến độ"),
    ],
)
def test_a_name_that_begins_a_heading_keeps_its_capital_in_a_question(library, tmp_path, heading, asked):
    path = tmp_path / "quyet-dinh.txt"
    path.write_text(
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 12/QĐ-TTg\nHà Nội, ngày 3 tháng 2 năm 2025\nQUYẾT ĐỊNH\n"
        f"Điều 1. Phạm vi\nQuyết định này quy định việc giảm phát thải.\nĐiều 2. {heading}\n"
        "Các doanh nghiệp lập hồ sơ theo mẫu và nộp trước khi giao dịch.\n",
        encoding="utf-8",
    )
    ingest(library, path)
    (id_,) = library.documents.locations().values()
    document = library.documents.document(id_)
    related = related_questions(understand("Quyết định này quy định gì?"), [Answered(document, 10)], "")
    assert any(f"{asked}" in question for question in related), related

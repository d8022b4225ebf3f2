"""Questions to the register about time: overdue, due before a day, a body's deadline, and tasks told twice."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.encoder.encoder import Encoder
from index.library import Library
from index.settings import Settings
from rag.answer import Answer
from rag.assistant import Assistant
from tests.conftest import ingest
from ui.chat.answer_html import turn_html
from ui.present import ask_response
from ui.task_register import tasks_out
from ui.understood import left_out_line, understood_line

ON = date(2025, 12, 20)
NOTICE = """# THÔNG BÁO

VĂN PHÒNG CHÍNH PHỦ

Số: 912/TB-VPCP

Hà Nội, ngày 01 tháng 11 năm 2025

Kết luận về Ngày hội văn hóa đọc

1. Bộ Y tế lập 30 tủ thuốc lưu động phục vụ người dự Ngày hội, hoàn thành trước ngày 15 tháng 12 năm 2025.

2. Bộ Tư pháp rà soát quy định về lưu chiểu sách nói.

PHỤ LỤC

| TT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn | Tình trạng |
|---|---|---|---|---|
| 1 | Lập 30 tủ thuốc lưu động phục vụ người dự Ngày hội | Bộ Y tế | 15/12/2025 | Đang thực hiện |
| 2 | In sổ tay sơ cứu cho tình nguyện viên | Bộ Y tế | 30/11/2025 | Đã hoàn thành |
| 3 | Tập huấn sơ cứu cho đội phục vụ bạn đọc | Bộ Y tế | 25/11/2025 | Đang thực hiện |
| 4 | Khám sức khỏe đoàn diễu hành xe sách | Bộ Y tế | 28/12/2025 | Chưa thực hiện |
| 5 | Cấp phép gian hàng sách cũ | Bộ Công an | 10/01/2026 | Chưa thực hiện |
"""
OTHER = """THỦ TƯỚNG CHÍNH PHỦ
-------
Số: 913/CĐ-TTg
Hà Nội, ngày 05 tháng 11 năm 2025

CÔNG ĐIỆN
Về việc bảo đảm an toàn Ngày hội văn hóa đọc

Thủ tướng Chính phủ yêu cầu:

1. Bộ Y tế bố trí xe cứu thương tại các cổng vào trước ngày 22 tháng 12 năm 2025.

2. Bộ Công an phân luồng giao thông quanh quảng trường.

THỦ TƯỚNG

Phạm Văn Giáp
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Assistant]:
    """An assistant of a notice whose annex tells how its tasks stand, and of a telegram."""
    folder = tmp_path_factory.mktemp("due")
    (folder / "912-TB-VPCP.md").write_text(NOTICE, "utf-8")
    (folder / "913-CD-TTg.txt").write_text(OTHER, "utf-8")
    library = Library(Settings(data_dir=tmp_path_factory.mktemp("data")), encoder)
    assert {document.status for document in ingest(library, folder)} == {"added"}
    yield Assistant(library)
    library.close()


def _ask(assistant: Assistant, question: str, on: date = ON) -> Answer:
    answer = assistant.ask(question, as_of=on)
    for citation in answer.citations:
        text = assistant._library.documents.text(citation.document_id)
        assert text[citation.start : citation.end] == citation.quote
    return answer


def _ends(answer: Answer) -> list[date | None]:
    return [record.task.deadline.end if record.task.deadline else None for record in answer.tasks]


@pytest.mark.parametrize(
    "question",
    [
        "Bộ Y tế có những nhiệm vụ nào quá hạn?",
        "Nhiệm vụ quá hạn của Bộ Y tế",
        "nhiem vu qua han cua bo y te",
        "Nhiệm vụ quá hạn của Bộ Y tế tính đến 20/12/2025",
        "Thông báo 912 có những nhiệm vụ nào giao Bộ Y tế quá hạn?",
        "Những việc Thủ tướng giao Bộ Y tế quá hạn là gì?",
    ],
)
def test_overdue_is_what_is_past_and_not_done_the_newest_first(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert _ends(answer) == [date(2025, 12, 15), date(2025, 11, 25)]
    assert "sổ tay sơ cứu" not in answer.text
    assert any("quá hạn tính đến 20/12/2025" in line for line in answer.understood)


def test_the_day_that_is_named_counts_and_no_later_one(assistant: Assistant) -> None:
    assert _ends(_ask(assistant, "Nhiệm vụ quá hạn của Bộ Y tế tính đến 01/12/2025")) == [date(2025, 11, 25)]
    # The last day of a deadline is still in time.
    assert _ask(assistant, "Bộ Y tế có nhiệm vụ nào quá hạn?", date(2025, 11, 25)).abstained
    # A month that has not ended makes nothing of it overdue before its day.
    assert _ends(_ask(assistant, "Việc nào quá hạn trong tháng 12/2025?")) == [date(2025, 12, 15)]


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("Hạn trước ngày 29/12/2025 có những việc gì?", [date(2025, 12, 22), date(2025, 12, 28)]),
        ("Nhiệm vụ nào Bộ Y tế phải xong trước 29/12/2025?", [date(2025, 12, 22), date(2025, 12, 28)]),
        ("Hạn của Bộ Công an là bao giờ?", [date(2026, 1, 10)]),
        ("Thời hạn Bộ Y tế bố trí xe cứu thương theo CĐ 913?", [date(2025, 12, 22)]),
        ("thoi han bo y te bo tri xe cuu thuong theo cd 913", [date(2025, 12, 22)]),
    ],
)
def test_what_is_due_is_told_the_soonest_first(assistant: Assistant, question: str, ends: list[date]) -> None:
    assert _ends(_ask(assistant, question)) == ends


def test_a_bodys_deadlines_begin_with_those_to_come(assistant: Assistant) -> None:
    answer = _ask(assistant, "Hạn của Bộ Y tế là bao giờ?")
    assert _ends(answer) == [date(2025, 12, 22), date(2025, 12, 28), date(2025, 11, 25), date(2025, 12, 15)]
    assert "sổ tay sơ cứu" not in answer.text


def test_a_task_and_its_row_in_the_annex_are_one(assistant: Assistant) -> None:
    answer = _ask(assistant, "Thông báo 912 giao Bộ Y tế làm gì?")
    assert sum("30 tủ thuốc lưu động" in statement.text for statement in answer.statements) == 1


def test_bare_digits_name_a_document_that_is_held(assistant: Assistant) -> None:
    answer = _ask(assistant, "Bộ Y tế được giao gì tại 913")
    assert {record.document_number for record in answer.tasks} == {"913/CĐ-TTg"}
    assert "trước ngày 22 tháng 12 năm 2025" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "So sánh nhiệm vụ của Bộ Công an ở thông báo 912 và công điện 913",
        "Thông báo 912 và công điện 913 giao Bộ Công an làm gì?",
    ],
)
def test_of_two_documents_tasks_of_both_are_told(assistant: Assistant, question: str) -> None:
    told = [record.document_number for record in _ask(assistant, question).tasks]
    assert told == ["912/TB-VPCP", "913/CĐ-TTg"]


@pytest.mark.parametrize("question", ["Hạn của Công an xã trong CĐ 913?", "Hạn của Bộ Công an trong CĐ 913?"])
def test_where_a_document_gives_no_deadline_there_is_silence(assistant: Assistant, question: str) -> None:
    assert _ask(assistant, question).abstained


@pytest.mark.parametrize(
    "question", ["Mức xử phạt khi Bộ Y tế quá hạn nhiệm vụ là gì?", "Việc nộp hồ sơ quá hạn bị xử lý thế nào?"]
)
def test_a_penalty_is_not_for_the_register(assistant: Assistant, question: str) -> None:
    assert not _ask(assistant, question).tasks


def test_a_list_is_not_told_again_and_what_it_leaves_out_stands_behind_it(assistant: Assistant) -> None:
    answer = _ask(assistant, "Bộ Y tế có những nhiệm vụ nào quá hạn?")
    response = ask_response(answer, "c", tasks=tasks_out(assistant._library, answer.tasks))
    response.understood.append("Còn 7 nhiệm vụ khác, xem tab Nhiệm vụ")
    page = turn_html(response)
    assert 'class="answer-tasks"' not in page
    assert page.index("Còn 7 nhiệm vụ khác") > page.index('class="answer"')
    assert "Còn 7" not in understood_line(response.understood)
    assert left_out_line(response.understood).startswith("Còn 7")

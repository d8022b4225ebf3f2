"""Questions that the register of tasks answers: each task in the document's words, cited, the soonest first."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from index.catalog.task_records import TaskFilter
from index.encoder.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.store.protocol import StoreFilter
from rag.answer import Answer
from rag.assistant import Assistant
from rag.register.cutting import LONGEST_LISTED, LONGEST_OF_MANY
from rag.register.lines import task_line
from tests.conftest import ingest
from ui.chat.answer_html import turn_html
from ui.present import ask_response
from ui.task_register import tasks_out
from ui.wire import AskResponse

ON = date(2025, 12, 1)
DIRECTIVE = """THỦ TƯỚNG CHÍNH PHỦ
-------
Số: 901/CĐ-TTg
Hà Nội, ngày 20 tháng 11 năm 2025

CÔNG ĐIỆN
Về việc chuẩn bị Ngày hội văn hóa đọc

Thủ tướng Chính phủ yêu cầu:

1. Bộ Y tế:

a) Chuẩn bị 40 trạm cấp cứu lưu động tại các điểm tổ chức, hoàn thành trước ngày 15 tháng 12 năm 2025.

b) Tổng hợp danh sách nhân viên trực, báo cáo Thủ tướng Chính phủ trước ngày 05 tháng 12 năm 2025.

2. Bộ Nội vụ chủ trì, phối hợp với Bộ Y tế hướng dẫn khen thưởng các thư viện xuất sắc trước ngày 10 tháng 01 năm 2026.

3. Bộ Tư pháp rà soát quy định về lưu chiểu sách nói.

4. Các bộ, ngành, địa phương bố trí kinh phí cho Ngày hội trong tháng 12 năm 2025.

Nơi nhận:
- Các bộ, cơ quan ngang bộ;
- Lưu: VT.

THỦ TƯỚNG

Phạm Văn Giáp
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Assistant]:
    """An assistant of one small directive."""
    folder = tmp_path_factory.mktemp("directive")
    (folder / "901-CD-TTg.txt").write_text(DIRECTIVE, "utf-8")
    yield from _assistant(tmp_path_factory.mktemp("small"), encoder, folder)


@pytest.fixture(scope="module")
def of_real(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, corpus: Path) -> Iterator[Assistant]:
    """An assistant of a few real documents, prose and tables."""
    files = [
        corpus / "official" / name for name in ("224-CD-TTg.md", "217-CD-TTg.md", "09-CT-UBND.md", "624-TB-VPCP.md")
    ]
    yield from _assistant(tmp_path_factory.mktemp("real"), encoder, *files)


def _assistant(folder: Path, encoder: Encoder, *files: Path) -> Iterator[Assistant]:
    library = Library(Settings(data_dir=folder), encoder)
    assert {document.status for document in ingest(library, *files)} == {"added"}
    yield Assistant(library)
    library.close()


def _ask(assistant: Assistant, question: str, *, on: date = ON, filter: StoreFilter | None = None) -> Answer:
    answer = assistant.ask(question, as_of=on, filter=filter or StoreFilter())
    texts = {c.document_id: assistant._library.documents.text(c.document_id) for c in answer.citations}
    for citation in answer.citations:
        assert texts[citation.document_id][citation.start : citation.end] == citation.quote
    used = {number for statement in answer.statements for number in statement.citations}
    assert used == {citation.number for citation in answer.citations}
    assert all(statement.verified for statement in answer.statements)
    return answer


def _actions(answer: Answer) -> list[str]:
    return [record.task.action for record in answer.tasks]


@pytest.mark.parametrize(
    "question",
    ["Bộ Y tế được giao việc gì, hạn khi nào?", "bo y te duoc giao viec gi, han khi nao", "BYT phải làm những gì?"],
)
def test_a_body_is_told_its_tasks_the_soonest_first(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert [record.matched for record in answer.tasks] == ["lead", "lead", "support", "collective"]
    assert "danh sách nhân viên trực" in answer.statements[0].text
    assert "40 trạm cấp cứu" in answer.statements[1].text
    assert answer.kind == "task"


def test_each_task_says_who_and_until_when(assistant: Assistant) -> None:
    first = _ask(assistant, "Bộ Y tế được giao việc gì?").statements[0]
    assert first.text.startswith("Bộ Y tế:")
    assert "05 tháng 12 năm 2025" in first.text
    assert len(first.citations) == 2


def test_tasks_of_a_period_are_those_due_in_it(assistant: Assistant) -> None:
    answer = _ask(assistant, "Bộ Y tế được giao những gì trong tháng 12?")
    ends = [record.task.deadline.end for record in answer.tasks if record.task.deadline]
    assert len(ends) == len(answer.tasks) == 3
    assert all(date(2025, 12, 1) <= end <= date(2025, 12, 31) for end in ends if end)
    assert "khen thưởng" not in answer.text


def test_a_month_without_a_year_may_be_that_of_last_year(assistant: Assistant) -> None:
    answer = _ask(assistant, "Bộ Y tế được giao những gì trong tháng 12?", on=date(2026, 3, 1))
    assert "40 trạm cấp cứu" in answer.text


def test_what_is_due_and_what_is_late(assistant: Assistant) -> None:
    due = _ask(assistant, "Tuần này có việc gì đến hạn?")
    assert ["danh sách nhân viên trực" in action for action in _actions(due)] == [True]
    late = _ask(assistant, "Việc nào quá hạn tính đến 20/12/2025?", on=date(2025, 12, 25))
    assert [record.task.deadline.end for record in late.tasks if record.task.deadline] == [
        date(2025, 12, 15), date(2025, 12, 5),
    ]  # fmt: skip
    none = _ask(assistant, "Việc nào quá hạn tính đến 01/12/2025?")
    assert none.abstained
    assert "01/12/2025" in none.text


def test_a_document_is_told_task_by_task(assistant: Assistant) -> None:
    answer = _ask(assistant, "Công điện 901 giao những việc gì?")
    assert len(answer.tasks) == len(answer.statements) == 5
    assert answer.text.count("\n") == 4


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Ai chủ trì hướng dẫn khen thưởng thư viện xuất sắc, hạn nào?", ("Bộ Nội vụ", "10 tháng 01 năm 2026")),
        ("Bao giờ phải chuẩn bị xong 40 trạm cấp cứu lưu động?", ("Bộ Y tế", "15 tháng 12 năm 2025")),
    ],
)
def test_one_task_is_told_with_who_and_until_when(assistant: Assistant, question: str, said: tuple[str, str]) -> None:
    answer = _ask(assistant, question)
    assert all(words in answer.text for words in said)
    assert len(answer.tasks) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Công điện 225 giao Bộ Quốc phòng làm gì?",
        "Công điện 901 giao EVN làm gì?",
        "UBND Vĩnh Long yêu cầu Bộ Y tế làm gì?",
    ],
)
def test_the_register_is_silent_where_nothing_was_given(assistant: Assistant, question: str) -> None:
    assert _ask(assistant, question).abstained


@pytest.mark.parametrize(
    "question",
    ["Có bao nhiêu trạm cấp cứu lưu động?", "Ai ký công điện 901?", "Công điện 901 nói về việc gì?", "Việc này là gì?"],
)
def test_facts_and_figures_are_not_for_the_register(assistant: Assistant, question: str) -> None:
    assert not _ask(assistant, question).tasks


def test_a_filter_and_the_day_hold_for_the_register(assistant: Assistant) -> None:
    assert not _ask(assistant, "Bộ Tư pháp được giao việc gì?", filter=StoreFilter(types=("chỉ thị",))).tasks
    assert not _ask(assistant, "Bộ Tư pháp được giao việc gì?", on=date(2025, 11, 1)).tasks
    assert _ask(assistant, "Bộ Tư pháp được giao việc gì?", filter=StoreFilter(types=("công điện",))).tasks


def test_the_doors_show_the_tasks_and_keep_them(assistant: Assistant) -> None:
    answer = _ask(assistant, "Bộ Y tế được giao việc gì?")
    response = ask_response(answer, "c", tasks=tasks_out(assistant._library, answer.tasks))
    kept = AskResponse.model_validate_json(response.model_dump_json(by_alias=True))
    assert kept == response
    assert kept.tasks[0].deadline and kept.tasks[0].deadline.to == date(2025, 12, 5)
    assert "trước ngày 05 tháng 12 năm 2025" in turn_html(kept)


@pytest.mark.parametrize("longest", [None, LONGEST_LISTED, LONGEST_OF_MANY])
def test_what_is_said_of_a_task_keeps_its_deadline(of_real: Assistant, longest: int | None) -> None:
    documents = cache(of_real._library.documents.document)
    records, more = of_real._library.tasks.find(TaskFilter(), 1000)
    assert records and not more
    for record in records:
        line = task_line(of_real._library, documents(record.document_id), record, longest=longest)
        deadline = record.task.deadline
        assert line and not line.text.endswith(":")
        assert deadline is None or " ".join(deadline.text.split()).lower() in line.text.lower()
    assert "hoàn thành trước ngày 15 tháng 12 năm 2025" in _ask(of_real, "Bộ Tài chính được giao gì tại 224").text


def test_real_directives_answer_from_the_register(of_real: Assistant) -> None:
    answer = _ask(of_real, "Công điện 224 giao Bộ Xây dựng làm gì?")
    assert {record.document_number for record in answer.tasks} == {"224/CĐ-TTg"}
    assert answer.tasks[0].task.lead == ("Bộ Xây dựng",)
    assert "13 tháng 12 năm 2025" in answer.statements[0].text
    health = _ask(of_real, "Sở Y tế Cần Thơ phải làm gì?")
    assert [record.task.lead for record in health.tasks[:2]] == [("Sở Y tế",), ("Sở Y tế",)]
    assert _ask(of_real, "Công điện 217 giao Bộ Ngoại giao làm gì?").abstained
    assert _ask(of_real, "Sở Y tế Vĩnh Long phải làm gì?").abstained


def test_a_table_row_is_quoted_without_its_number(of_real: Assistant) -> None:
    answer = _ask(of_real, "EVN được giao gì?")
    assert answer.tasks[0].task.lead == ("Tập đoàn Điện lực Việt Nam",)
    assert answer.statements[0].text.startswith("Chủ trì xây dựng phương án cung cấp điện")
    assert "30/11/2025" in answer.statements[0].text

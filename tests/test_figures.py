"""Figures that change: the newest known on the day asked for comes first, earlier ones follow with their dates."""

import re
from datetime import date

import pytest
from conftest import ingest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.encoder.encoder import Encoder
from index.library import Library
from index.settings import Settings
from rag.answer import Answer
from rag.assistant import Assistant
from rag.verify import verify
from ui.chat.answer_html import turn_html
from ui.present import ask_response
from ui.wire import AskResponse

DISPATCH = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/CĐ-TTg
Hà Nội, ngày {day} tháng {month} năm 2025
CÔNG ĐIỆN
Về việc số hóa hộ tịch và phủ sóng cho vùng cao
THỦ TƯỚNG CHÍNH PHỦ điện:
{told}
Thủ tướng Chính phủ yêu cầu các địa phương tập trung chỉ đạo, không để ùn tắc hồ sơ của người dân.
KT. THỦ TƯỚNG
PHÓ THỦ TƯỚNG
Nguyễn Văn Đông
"""
PRESS = """Họp về số hóa hộ tịch
Sáng {when}/2025, tại Hà Nội, Phó Thủ tướng Nguyễn Văn Đông chủ trì cuộc họp trực tuyến với các địa phương về số hóa \
dữ liệu hộ tịch và phủ sóng cho vùng cao.
Cuộc họp có sự tham dự của lãnh đạo các bộ, ngành và đại diện các địa phương ở vùng cao, cùng các doanh nghiệp viễn \
thông đang tham gia chương trình.
{told}
Phó Thủ tướng đề nghị các bộ, ngành và địa phương tiếp tục đẩy nhanh tiến độ để người dân không phải đi lại nhiều \
lần, coi đây là việc làm thường xuyên.
"""
TOLD = {
    "thang-3.txt": DISPATCH.format(
        number=31,
        day=18,
        month="3",
        told="Đến nay, cả nước đã có 1.200 xã hoàn thành số hóa dữ liệu hộ tịch.\n"
        "Tỷ lệ hồ sơ hộ tịch được nộp trực tuyến đạt 41,5%.\n"
        "Còn 300 thôn bản vùng cao chưa có sóng di động.\n"
        "Chỉ số chính phủ điện tử của nước ta xếp hạng 50 thế giới.",
    ),
    "thang-5.txt": PRESS.format(
        when="20/5",
        told="Theo báo cáo, cả nước có 1.850 xã đã hoàn thành số hóa dữ liệu hộ tịch, tăng 650 xã so với tháng 3.\n"
        "Hồ sơ hộ tịch nộp trực tuyến đạt 52% và 96 thôn bản được kéo điện lưới.\n"
        "Hiện 0,3 nghìn thôn bản vùng cao chưa có sóng di động.",
    ),
    "thang-9.txt": DISPATCH.format(
        number=187,
        day=22,
        month="9",
        told="Đến ngày 15 tháng 9 năm 2025, cả nước đã có hơn 2.400 xã hoàn thành số hóa dữ liệu hộ tịch.\n"
        "Tỷ lệ hồ sơ hộ tịch được nộp trực tuyến đạt 63,2%, phấn đấu đến hết năm 2026 đạt 80%.\n"
        "Còn 300 thôn bản vùng cao chưa có sóng di động.\n"
        "Chỉ số chính phủ điện tử của nước ta xếp hạng 44 thế giới.",
    ),
}
ON = date(2026, 11, 27)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder):
    folder = tmp_path_factory.mktemp("figures")
    for name, text in TOLD.items():
        (folder / name).write_text(text, encoding="utf-8")
    library = Library(Settings(data_dir=tmp_path_factory.mktemp("data")), encoder)
    assert [document.status for document in ingest(library, folder)] == ["added"] * len(TOLD)
    yield library
    library.close()


@pytest.fixture(scope="module")
def assistant(held: Library) -> Assistant:
    return Assistant(held)


def of(assistant: Assistant, question: str, on: date = ON) -> Answer:
    return assistant.ask(question, as_of=on)


HOW_MANY = "Cả nước có bao nhiêu xã hoàn thành số hóa dữ liệu hộ tịch?"


@pytest.mark.parametrize("question", [HOW_MANY, "co bao nhieu xa hoan thanh so hoa ho tich"])
def test_the_newest_comes_first_and_the_earlier_ones_with_their_dates(assistant, question):
    answer = of(assistant, question)
    assert "2.400 xã" in answer.statements[0].text
    assert [(f.issued_on, f.text) for f in answer.earlier_figures] == [
        (
            date(2025, 5, 20),
            "Theo báo cáo, cả nước có 1.850 xã đã hoàn thành số hóa dữ liệu hộ tịch, tăng 650 xã so với tháng 3.",
        ),
        (date(2025, 3, 18), "Đến nay, cả nước đã có 1.200 xã hoàn thành số hóa dữ liệu hộ tịch."),
    ]
    assert "(Trước đó, ngày 20/5/2025: “Theo báo cáo" in answer.text
    assert "(Trước đó, ngày 18 tháng 3 năm 2025: “Đến nay" in answer.text
    assert [statement.remark for statement in answer.statements].count(True) == 2
    earlier = re.search('class="earlier">(.*?)</p>', turn_html(ask_response(answer, "c")))
    assert earlier and re.findall(r"20/05/2025|18/03/2025|data-source", earlier[1]) == [
        "20/05/2025", "data-source", "18/03/2025", "data-source",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "on", "first", "earlier"),
    [
        (HOW_MANY, date(2025, 6, 1), "1.850 xã", ["1.200 xã"]),
        (HOW_MANY, date(2025, 3, 31), "1.200 xã", []),
        ("Tính đến tháng 3/2025 có bao nhiêu xã hoàn thành số hóa hộ tịch?", ON, "1.200 xã", []),
        ("Tính đến tháng 3 có bao nhiêu xã hoàn thành số hóa hộ tịch?", ON, "1.200 xã", []),
        ("Đến hết quý II/2025 có bao nhiêu xã hoàn thành số hóa hộ tịch?", ON, "1.850 xã", ["1.200 xã"]),
        ("Công điện 31/CĐ-TTg: có bao nhiêu xã hoàn thành số hóa hộ tịch?", ON, "1.200 xã", []),
    ],
)
def test_the_day_asked_for_decides_which_is_newest(assistant, question, on, first, earlier):
    answer = of(assistant, question, on)
    assert first in answer.statements[0].text
    assert len(answer.earlier_figures) == len(earlier)
    assert all(figure in told.text for figure, told in zip(earlier, answer.earlier_figures, strict=True))
    if first == "1.200 xã":
        assert not re.search(r"2\.400|1\.850", answer.text)


def test_the_same_figure_said_again_is_not_an_earlier_one(assistant):
    answer = of(assistant, "Còn bao nhiêu thôn bản vùng cao chưa có sóng di động?")
    assert "300 thôn bản" in answer.text or "0,3 nghìn thôn bản" in answer.text
    assert answer.earlier_figures == ()


def test_figures_of_other_things_and_plans_are_not_mixed_in(assistant):
    answer = of(assistant, "Tỷ lệ hồ sơ hộ tịch nộp trực tuyến là bao nhiêu phần trăm?")
    assert "63,2%" in answer.statements[0].text
    assert [re.findall(r"[\d,]+%", figure.text) for figure in answer.earlier_figures] == [["52%"], ["41,5%"]]
    assert of(assistant, "Bao nhiêu thôn bản được kéo điện lưới?").earlier_figures == ()


def test_asked_how_it_changed_the_figures_stand_side_by_side(assistant):
    answer = of(assistant, "Số xã hoàn thành số hóa dữ liệu hộ tịch tăng hay giảm qua các tháng?")
    lines = answer.text.splitlines()
    assert lines[0].startswith("- Tăng: từ 1.850 xã lên hơn 2.400 xã.")
    assert ["2.400" in lines[1], "1.850" in lines[2], "1.200" in lines[3]] == [True] * 3


def test_a_smaller_number_is_a_higher_rank(assistant):
    answer = of(assistant, "Thứ hạng chỉ số chính phủ điện tử của nước ta tăng hay giảm?")
    assert answer.statements[0].text == "Tăng hạng: từ hạng 50 lên hạng 44."
    assert all(statement.verified for statement in answer.statements)


WORDS = st.sampled_from(
    [
        *["bao nhiêu xã", "hộ tịch", "số hóa", "tăng hay giảm", "tỷ lệ", "tính đến", "tháng 3/2025", "mấy", "so với"],
        *[
            "năm ngoái",
            "thôn bản",
            "31/2/2025",
            "1,2 nghìn",
            "phấn đấu",
            "<b>",
            "[9]",
            "🙂",
            "thay đổi thế nào",
            "?",
            "top mấy",
        ],
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, min_size=1, max_size=7), on=st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_offsets_and_verification_hold_for_any_question(held, assistant, words, on):
    answer = of(assistant, " ".join(words), on)
    texts = {id_: held.documents.document(id_).text for id_ in {c.document_id for c in answer.citations}}
    assert all(texts[c.document_id][c.start : c.end] == c.quote for c in answer.citations)
    numbers = [citation.number for citation in answer.citations]
    used = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)} if not answer.abstained else set()
    assert used == set(numbers) and numbers == list(range(1, len(numbers) + 1))
    assert len(verify(answer.statements, answer.citations, texts.__getitem__)[0]) == len(answer.statements)
    assert all(figure.citation in numbers for figure in answer.earlier_figures)
    kept = AskResponse.model_validate_json(ask_response(answer, "c").model_dump_json(by_alias=True))
    assert len(kept.earlier_figures) == len(answer.earlier_figures)

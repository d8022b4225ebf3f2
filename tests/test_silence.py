"""Near-misses and false premises: a question that differs in the one thing which the documents do not say."""

import time

import pytest
from conftest import ingest

from index.library import Library
from index.settings import Settings
from index.text.data_lines import data_lines
from rag.abstention.ground import Ground
from rag.abstention.hinges import lacks_hinge, lacks_unit, says_it_of_a_sibling, says_the_opposite
from rag.abstention.numbered import asks_of_another_number, numbered
from rag.abstention.talk import is_request, is_talk
from rag.assistant import Assistant
from rag.evidence.evidence import rank_evidence
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import understand

WATERWORKS = """ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 88/QĐ-UBND
Lâm Đồng, ngày 05 tháng 12 năm 2025

QUYẾT ĐỊNH
Về việc đầu tư Nhà máy nước Đạ Tẻh giai đoạn 1

ỦY BAN NHÂN DÂN TỈNH

Căn cứ Nghị định số 117/2007/NĐ-CP ngày 11 tháng 7 năm 2007 của Chính phủ về sản xuất, cung cấp và tiêu thụ nước sạch;

QUYẾT ĐỊNH:

Điều 1. Giao Sở Xây dựng khởi công Nhà máy nước Đạ Tẻh giai đoạn 1 trước ngày 20 tháng 01 năm 2026.

Điều 2. Ngân sách tỉnh tăng mức hỗ trợ lắp đặt đường ống cho hộ dân từ 30% lên 45% trong năm 2026.

Điều 3. Sở Tài chính bố trí 120 tỷ đồng cho dự án; biểu dương các xã đã bàn giao mặt bằng sớm.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Sáu
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder):
    folder = tmp_path_factory.mktemp("waterworks")
    (folder / "quyet-dinh-88.txt").write_text(WATERWORKS, "utf-8")
    library = Library(Settings(data_dir=folder / "data"), encoder)
    ingest(library, folder / "quyet-dinh-88.txt")
    yield library
    library.close()


@pytest.fixture(scope="module")
def assistant(library):
    return Assistant(library)


@pytest.mark.parametrize(
    ("answered", "said"),
    [
        ("Nhà máy nước Đạ Tẻh giai đoạn 1 phải khởi công trước ngày nào?", "20 tháng 01 năm 2026"),
        ("Mức hỗ trợ lắp đặt đường ống cho hộ dân tăng lên bao nhiêu phần trăm?", "45%"),
        ("Sở Tài chính bố trí bao nhiêu tỷ cho dự án nhà máy nước?", "120 tỷ"),
        ("Ai ký Quyết định 88/QĐ-UBND?", "Trần Văn Sáu"),
        ("Nghị định 117/2007/NĐ-CP nói về việc gì?", "nước sạch"),
        ("Nghị định 117/2007/NĐ-CP ban hành ngày nào?", "11 tháng 7 năm 2007"),
    ],
)
def test_what_the_document_says_is_still_answered(assistant, answered, said):
    assert said in assistant.ask(answered).text


@pytest.mark.parametrize(
    "near",
    [
        "Nhà máy nước Đạ Tẻh giai đoạn 2 khởi công ngày nào?",
        "Nhà máy nước Đạ Tẻh công suất bao nhiêu?",
        "Đường ống của nhà máy nước Đạ Tẻh dài mấy km?",
        "Khởi công nhà máy nước chậm bị phạt bao nhiêu tiền?",
        "Số điện thoại của Sở Xây dựng là gì?",
        "Mức hỗ trợ lắp đặt đường ống cho hộ dân năm 2030 là bao nhiêu phần trăm?",
        "Nhà máy nước Bảo Thạch phải khởi công trước ngày nào?",
    ],
)
def test_another_thing_than_the_document_speaks_of_is_not_answered(assistant, near):
    answer = assistant.ask(near)
    assert answer.abstained
    assert not answer.citations


@pytest.mark.parametrize(
    "premise",
    [
        "Vì sao tỉnh giảm mức hỗ trợ lắp đặt đường ống cho hộ dân?",
        "Vì sao mức hỗ trợ lắp đặt đường ống chỉ lên 80%?",
        "Sao Ủy ban nhân dân tỉnh lại phê bình các xã bàn giao mặt bằng?",
        "Theo Điều 9 Quyết định 88/QĐ-UBND thì ai chịu trách nhiệm?",
        "Vì sao hủy dự án Nhà máy nước Đạ Tẻh?",
    ],
)
def test_a_false_premise_is_not_confirmed(assistant, premise):
    assert assistant.ask(premise).abstained


def test_of_a_document_only_cited_it_is_not_told_who_signed_it(assistant):
    assert assistant.ask("Nghị định 117/2007/NĐ-CP do ai ký?").abstained


@pytest.mark.parametrize("said", ["Bạn là ai?", "Chào em", "Em là ChatGPT à?", "ban lam duoc gi"])
def test_who_speaks_to_the_assistant_is_told_what_it_is_for(assistant, said):
    answer = assistant.ask(said)
    assert answer.abstained
    if said != said.lower():
        assert "trợ lý tra cứu văn bản" in answer.text


def test_work_to_be_written_is_no_question():
    assert is_request(understand("Viết giúp tôi bài phát biểu khai giảng"))
    assert is_request(understand("Dịch câu này sang tiếng Anh hộ anh"))
    assert not is_request(understand("Bộ nào viết báo cáo về nhà máy nước?"))
    assert not is_talk(understand("Chào em, cho anh hỏi hạn khởi công nhà máy nước là khi nào?"))


def test_a_question_whether_it_is_so_may_be_answered_by_the_opposite(library):
    ground = _ground(library, "Mức hỗ trợ lắp đặt đường ống cho hộ dân có giảm không?")
    assert not says_the_opposite(ground)
    assert says_the_opposite(_ground(library, "Vì sao giảm mức hỗ trợ lắp đặt đường ống?"))


def test_each_veto_is_silent_on_the_plain_question(library):
    ground = _ground(library, "Sở Xây dựng phải khởi công Nhà máy nước Đạ Tẻh giai đoạn 1 trước ngày nào?")
    vetoes = (lacks_hinge, lacks_unit, says_it_of_a_sibling, says_the_opposite, asks_of_another_number)
    assert not any(veto(ground) for veto in vetoes)


def test_numbers_in_figures_letters_and_words_are_one():
    assert set(numbered("phiên họp lần thứ sáu, Quý III, bão số 05")) == {("phien", 6), ("quy", 3), ("bao", 5)}
    assert not set(numbered("giai đoạn năm 2025"))


@pytest.mark.parametrize("file", ["hinges.tsv", "opposites.tsv", "siblings.tsv", "asked_units.tsv"])
def test_the_rows_of_a_list_have_their_columns(file):
    columns = {len(line.split("\t")) for line in data_lines("rag", file)}
    assert min(columns) >= 2
    assert file == "siblings.tsv" or len(columns) == 1


def test_a_long_odd_question_takes_no_time(library):
    for odd in (
        "giá " * 400,
        "bao nhiêu kinh phí " + "mục " * 400,
        "sao lại " * 250,
        "Điều 1 khoản 2 " * 130,
        "“a " * 600,
    ):
        ground = _ground(library, odd[:2000])
        started = time.perf_counter()
        for veto in (lacks_hinge, lacks_unit, says_it_of_a_sibling, says_the_opposite, asks_of_another_number):
            veto(ground)
        assert time.perf_counter() - started < 0.5


def _ground(library: Library, text: str) -> Ground:
    question = understand(text, library=library)
    retrieval = retrieve(library=library, question=question, limit=20)
    return Ground.of(question, retrieval, rank_evidence(question, retrieval))

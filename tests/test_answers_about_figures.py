"""Questions about figures, counts and tables: asked of every kind they name, with what says whose figure it is."""

from collections.abc import Iterator, Sequence

import pytest

from index.blocks import Block, ReadDocument
from index.document import Document, build_document
from index.encoder.encoder import Encoder
from index.library import Library
from index.settings import Settings
from rag.answer import Statement
from rag.assistant import Assistant
from rag.composition.counted import asks_twice, count_told, counts, units_counted, with_count
from rag.composition.table_rows import headings_of_row, period_of_row
from rag.understanding.question import understand
from tests.conftest import ingest

_TEXT = """ỦY BAN NHÂN DÂN
TỈNH AN HÒA

Số: 15/2025/QĐ-UBND

An Hòa, ngày 05 tháng 11 năm 2025

QUYẾT ĐỊNH

Về mức hỗ trợ và danh mục bến cảng

Điều 1. Mức hỗ trợ di dời như sau:

Khu vực

Hộ độc thân

Hộ từ 2 người

Các phường: Bình Minh, Tân Lập

3.000.000 đ

5.000.000 đ

Các xã: Hòa Sơn, Phú Lâm

2.500.000 đ

4.000.000 đ

Điều 2. Danh mục bến cảng mở cho tàu khách

1. Bến cảng Mũi Né, tỉnh Lâm Đồng;

2. Bến cảng Cửa Tùng, tỉnh Quảng Trị;

3. Bến cảng Cửa Việt, tỉnh Quảng Trị;

4. Bến cảng Hòn La, tỉnh Quảng Trị;

5. Bến cảng Sa Kỳ, tỉnh Quảng Ngãi.

Điều 3. Tàu hai mươi chỗ trở lên nộp phí neo đậu 120.000 đồng một ngày.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("figures")
    (folder / "quyet-dinh.md").write_text(_TEXT, "utf-8")
    library = Library(Settings(data_dir=folder / "data"))
    ingest(library, folder / "quyet-dinh.md")
    yield Assistant(library)
    library.close()


def test_a_rows_figures_are_said_with_the_headings_of_their_columns(assistant: Assistant) -> None:
    answer = assistant.ask("Hộ độc thân ở phường Tân Lập được hỗ trợ di dời bao nhiêu?")
    assert "3.000.000 đ" in answer.text
    assert "Hộ độc thân | Hộ từ 2 người" in answer.text
    assert "2.500.000" not in answer.text


def test_of_a_list_all_items_are_said_that_fit_and_no_others(assistant: Assistant) -> None:
    answer = assistant.ask("Quảng Trị có mấy bến cảng mở cho tàu khách?")
    assert all(name in answer.text for name in ("Cửa Tùng", "Cửa Việt", "Hòn La"))
    assert "Mũi Né" not in answer.text and "Sa Kỳ" not in answer.text


def test_what_is_asked_of_two_is_said_of_both(assistant: Assistant) -> None:
    answer = assistant.ask("Phường Bình Minh với xã Phú Lâm mỗi nơi hộ hai người được hỗ trợ bao nhiêu?")
    assert "5.000.000 đ" in answer.text and "4.000.000 đ" in answer.text


@pytest.mark.parametrize(
    ("question", "units", "twice"),
    [
        ("Mấy ngân hàng đã đăng ký?", {"ngan hang"}, False),
        ("xong mấy việc, quá hạn mấy việc?", {"nhiem vu"}, True),
        ("Bão mạnh cấp mấy, mai lên cấp mấy?", set(), True),
        ("Doanh thu bao nhiêu, tăng mấy phần trăm?", {"%"}, False),
        ("Ai ký công điện này?", set(), False),
    ],
)
def test_what_a_question_counts(question: str, units: set[str], twice: bool) -> None:
    understood = understand(question)
    assert units <= units_counted(understood) and asks_twice(understood) is twice


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đến nay, 21 NHTM đã có văn bản đăng ký.", True),
        ("Có 28 ngân hàng và 04 tổ chức đã triển khai.", True),
        ("Ngân hàng Nhà nước báo cáo ngày 20/11/2025.", False),
        ("Chương trình 500 nghìn tỷ đồng của các ngân hàng.", False),
    ],
)
def test_a_text_counts_what_is_asked_in_other_words_too(text: str, told: bool) -> None:
    question = understand("Mấy ngân hàng tham gia chương trình 500 nghìn tỷ?")
    assert counts(question, units_counted(question), text) is told


def test_a_count_is_carried_by_every_item_it_counts() -> None:
    items = [Statement("Bến cảng Cửa Tùng", (1,)), Statement("Bến cảng Cửa Việt", (2,))]
    told = with_count(items, count_told(understand("Có mấy bến cảng ở Quảng Trị?"), 2))
    assert told[-1].citations == (1, 2) and told[-1].remark
    assert "2 bến cảng" in told[-1].text
    assert with_count(items, None) == tuple(items)


def test_nothing_is_counted_that_is_not_all_said_or_no_list() -> None:
    lead_in, item = Statement("Các bến cảng sau:", (1,)), Statement("Bến cảng Cửa Việt", (2,))
    asked = understand("Có mấy bến cảng ở Quảng Trị?")
    assert with_count([lead_in, item], count_told(asked, 3)) == (lead_in, item)
    assert count_told(asked, 1) is None
    assert count_told(understand("Tỉnh xin bao nhiêu tiền?"), 3) is None


def _table(rows: Sequence[tuple[str, ...]], *, above: str = "Phụ lục") -> Document:
    head = ("TT", "Địa phương", "Kinh phí")
    blocks = [Block("paragraph", above), Block("row", " | ".join(head), cells=head)]
    for row in rows:
        group = len([cell for cell in row if cell]) == 2
        text = " | ".join(cell for cell in row if cell)
        blocks.append(Block("row", text, 1 if group else 0, cells=row, columns=head))
    return build_document(ReadDocument(tuple(blocks)), source="a", location="a", data_sha256="")


def test_a_bare_figure_has_its_headings_and_the_tables_unit() -> None:
    document = _table([("1", "LÂM ĐỒNG", "135.200"), ("2", "HUẾ", "11.400")], above="Đơn vị: Triệu đồng")
    head = headings_of_row(document, 3, "p")
    assert head is not None
    assert head.text == "Đơn vị: Triệu đồng\nTT | Địa phương | Kinh phí"
    assert document.text[head.start : head.end] == head.text


def test_a_figure_with_its_unit_needs_no_headings() -> None:
    assert headings_of_row(_table([("1", "LÂM ĐỒNG", "95%")]), 2, "p") is None


def test_a_row_is_said_with_the_years_that_head_it() -> None:
    document = _table([("I", "Đến năm 2030", ""), ("1", "HUẾ", "95%"), ("II", "Đến năm 2045", ""), ("2", "HUẾ", "99%")])
    found = [period_of_row(document, at, "p") for at in (3, 5)]
    assert [quote.text for quote in found if quote] == ["I | Đến năm 2030", "II | Đến năm 2045"]

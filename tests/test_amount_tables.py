"""Tables of names and amounts whose cells stand one below the other: every row is whole again, and nothing else is."""

from pathlib import Path

import pytest

from index.readers.amount_tables import is_amount
from index.readers.markdown import read_markdown
from index.readers.reading import read_document


def _rows(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.text, block.columns) for block in read_markdown(text).blocks if block.kind == "row"]


def test_a_name_and_one_amount_are_a_row_under_their_headings() -> None:
    text = (
        "Mức thu như sau:\n\nKhu vực\n\nMức thu (đồng)\n\nCác phường: An Hòa, Bình\nMinh.\n\n350.000\n\n"
        "Các xã còn lại\n\n200.000\n\nĐiều 2. Hiệu lực thi hành."
    )
    heads = ("Khu vực", "Mức thu (đồng)")
    assert _rows(text) == [
        ("Khu vực | Mức thu (đồng)", ()),
        ("Các phường: An Hòa, Bình Minh. | 350.000", heads),
        ("Các xã còn lại | 200.000", heads),
    ]


def test_a_name_and_several_amounts_are_a_row() -> None:
    text = "Khu vực\n\nHộ 1 người\n\nHộ 2 người\n\nPhường\n\n3.000.000 đ\n\n5.000.000 đ\n\nXã\n\n-\n\n4.000.000 đ"
    assert [row for row, _ in _rows(text)] == [
        "Khu vực | Hộ 1 người | Hộ 2 người",
        "Phường | 3.000.000 đ | 5.000.000 đ",
        "Xã | - | 4.000.000 đ",
    ]


@pytest.mark.parametrize(
    "text",
    [
        # No headings, or fewer than there are cells in a row.
        "Mức thu như sau:\n\nPhường\n\n350.000\n\nXã\n\n200.000",
        # One row only.
        "Khu vực\n\nMức thu\n\nPhường\n\n350.000\n\nCác nội dung khác không đổi.",
        # Articles with a figure of their own below them.
        "Tên\n\nSố\n\nĐiều 1. Phạm vi\n\n10\n\nĐiều 2. Đối tượng\n\n20",
        # The rows do not keep step.
        "Khu vực\n\nMức thu\n\nPhường\n\n350.000\n\n400.000\n\nXã\n\n200.000",
    ],
)
def test_other_short_paragraphs_stay_paragraphs(text: str) -> None:
    assert _rows(text) == []


def test_an_amount_is_a_figure_and_its_unit_alone() -> None:
    assert all(map(is_amount, ["350.000", "≥ 95", "2,5 %", "40 - 50", "3.000.000 đ", "12 triệu đồng", "-"]))
    assert not any(map(is_amount, ["Điều 5", "05 hộ dân nghèo", "12/2025", "", "3.000.000 đồng cho mỗi hộ"]))


def test_real_tables_of_amounts_are_whole(corpus: Path) -> None:
    read = read_document(corpus / "official" / "97-2025-QD-UBND.md", max_bytes=10**8)
    rows = [block for block in read.blocks if block.kind == "row" and block.columns]
    assert len(rows) == 7
    assert all(len(row.cells) == len(row.columns) and all(map(is_amount, row.cells[1:])) for row in rows)
    assert any("Vân Đồn" in row.cells[0] and row.cells[1] == "300.000.000" for row in rows)

"""Attachments in files of their own: no news, named by the document that they came with, or by none."""

from datetime import date
from pathlib import Path

import pytest

from index.anatomy.identity import Identity, identify
from index.blocks import Block, ReadDocument
from index.readers.reading import read_document

PROSE = "\n".join(["Tăng cường đầu tư, phát triển hạ tầng và bảo đảm nguồn lực cho các nhiệm vụ được giao. " * 3] * 4)


def identity(text: str, **container) -> Identity:
    blocks = tuple(Block("paragraph", line) for line in text.strip().split("\n"))
    return identify(ReadDocument(blocks, **container))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n(Kèm theo Nghị quyết số 77/NQ-CP ngày 09 tháng 01 năm 2025 của Chính phủ)",
         ("77/NQ-CP", "phụ lục", "Chính phủ", date(2025, 1, 9))),
        ("Phụ lục\nBẢNG GIÁ\n(Ban hành kèm theo Quyết định số: 15/2025/QĐ-UBND ngày 3/4/2025 của UBND tỉnh Lạng Sơn)",
         ("15/2025/QĐ-UBND", "phụ lục", None, date(2025, 4, 3))),
        ("QUY CHẾ\nHOẠT ĐỘNG CỦA HỘI ĐỒNG\n(Ban hành kèm theo Quyết định số 12/QĐ-TTg ngày 5 tháng 6 năm 2025)",
         ("12/QĐ-TTg", "quy chế", None, date(2025, 6, 5))),
        ("PHỤ LỤC II\nDANH MỤC THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW NGÀY 22 THÁNG 12 NĂM 2024\n"
         "(Kèm theo Nghị quyết số    /NQ-CP ngày 01 tháng 01 năm 2025 thực hiện Nghị quyết số 57-NQ/TW)",
         (None, "phụ lục", None, None)),
        ("PHỤ LỤC III\nDANH MỤC CÁC DỰ ÁN KHỞI CÔNG NGÀY 19 THÁNG 12 NĂM 2025", (None, "phụ lục", None, None)),
        ("PHỤ LỤC\n(Kèm theo Kế hoạch số 8/KH-UBND)", ("8/KH-UBND", "phụ lục", None, None)),
    ],
)  # fmt: skip
def test_an_attachment_has_the_number_and_day_of_the_document_it_names_or_none(head, expected):
    found = identity(f"{head}\n{PROSE}")
    assert (found.number, found.type, found.issuer, found.issued_on) == expected
    assert found.event_on is None and found.signer is None


def test_a_report_and_a_document_that_speak_of_annexes_are_none():
    report = f"Thủ tướng yêu cầu đẩy nhanh tiến độ\n05/06/2025\n{PROSE}\nPhụ lục\n(Kèm theo Công điện số 3/CĐ-TTg)"
    assert (identity(report).type, identity(report).issued_on) == ("tin báo chí", date(2025, 6, 5))
    own = (
        "BỘ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/QĐ-BYT\nHà Nội, ngày 5 tháng 6 năm 2025\nQUYẾT ĐỊNH\n"
        "Ban hành Quy chế\nKèm theo Quyết định này là Quy chế.\nĐiều 1. Ban hành."
        "\nPHỤ LỤC\n(Kèm theo Quyết định số 1/QĐ-BYT)"
    )
    assert (identity(own).number, identity(own).type) == ("9/QĐ-BYT", "quyết định")


def test_real_annexes_are_no_news(corpus: Path):
    annexes = [path for path in sorted(corpus.rglob("*phu-luc*")) if path.is_file()]
    assert annexes
    for path in annexes:
        found = identify(read_document(path, max_bytes=10_000_000))
        assert found.type == "phụ lục", path
        assert (found.number is None) == (found.issued_on is None), path

"""Tables: every cell under its heading, whatever became of the table's lines on the way into the file."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.blocks import Block
from index.readers.reading import read_bytes, read_document
from index.readers.row_labels import row_label

LIMIT = 10_000_000
OFFICIAL = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "official"


def read(source: str, suffix: str = ".md") -> tuple[Block, ...]:
    return read_bytes(source.encode(), f"a{suffix}", max_bytes=LIMIT).blocks


def rows(source: str, suffix: str = ".md") -> list[Block]:
    return [block for block in read(source, suffix) if block.kind == "row"]


def paragraphs(source: str, suffix: str = ".md") -> list[str]:
    return [block.text for block in read(source, suffix) if block.kind != "row"]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFC", text))


def flattened(*cells: str) -> str:
    """Cells as portals' Markdown leaves them: one below the other between blank lines."""
    return "\n\n".join(cells) + "\n"


# Cells that lost their table ------------------------------------------------------------------------------------------

HEADS = ("**STT**", "**Tên nhiệm vụ**", "**Cơ quan\nchủ trì**", "**Thời hạn**", "**Tiến độ**")
COLUMNS = ("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Tiến độ")
BODY = [
    ("1.", "Trồng lại rừng ngập mặn ven cửa sông Mây", "Sở Nông nghiệp và Môi trường", "15/3/2026", "Đang thực hiện"),
    ("2.", "Đóng cọc tre\ngiữ đất ở ba thôn", "UBND xã Bãi Sậy", "Quý II/2026", "Chưa hoàn thành"),
    ("3.", "Lập bản đồ các đoạn đê yếu", "Sở Xây dựng", "30/4/2026", "Đã hoàn thành"),
    ("4.", "Tập huấn cho đội xung kích", "Công an tỉnh", "Thường xuyên", "Đang thực hiện"),
]


def one_line(*cells: str) -> tuple[str, ...]:
    return tuple(cell.replace("\n", " ") for cell in cells)


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_cells_one_below_the_other_become_rows_under_their_headings(suffix):
    heads = HEADS if suffix == ".md" else tuple(head.strip("*") for head in HEADS)
    source = flattened("PHỤ LỤC", *heads, *(cell for row in BODY for cell in row), "Nơi nhận:", "- Như trên;")
    header, *found = rows(source, suffix)
    assert header.cells == COLUMNS
    assert header.columns == ()
    assert [row.cells for row in found] == [one_line(*row) for row in BODY]
    assert {row.columns for row in found} == {COLUMNS}
    assert found[0].text == " | ".join(BODY[0])
    assert paragraphs(source, suffix) == ["PHỤ LỤC", "Nơi nhận:", "- Như trên;"]


def test_cells_one_a_line_become_rows_too():
    source = "\n".join(["STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])
    for row in BODY:
        source += "\n" + "\n".join(row[:4])
    assert [row.cells for row in rows(source, ".txt")[1:]] == [one_line(*row[:4]) for row in BODY]


@pytest.mark.parametrize("pattern", ["{}\t{}\t{}\t{}", "| {} | {} | {} | {} |"])
def test_rows_of_a_text_file_with_tabs_or_drawn_lines_are_rows(pattern):
    body = [tuple(cell.replace("\n", " ") for cell in row[:4]) for row in BODY]
    lines = ["PHỤ LỤC", pattern.format("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")]
    source = "\n".join([*lines, *(pattern.format(*row) for row in body), "Nơi nhận:"])
    assert [row.cells for row in rows(source, ".txt")[1:]] == body
    assert {row.columns for row in rows(source, ".txt")[1:]} == {("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")}
    assert paragraphs(source, ".txt") == ["PHỤ LỤC", "Nơi nhận:"]


def test_a_missing_cell_is_left_empty_where_its_kind_belongs():
    short = [("5.", "Mua thêm hai xuồng máy", "Công an tỉnh", "Đang thực hiện"), ("6.", "Cắm biển báo", "15/6/2026")]
    source = flattened(*HEADS, *(cell for row in [*BODY[:2], *short, *BODY[2:]] for cell in row))
    found = rows(source)[1:]
    assert found[2].cells == ("5.", "Mua thêm hai xuồng máy", "Công an tỉnh", "", "Đang thực hiện")
    assert found[3].cells == ("6.", "Cắm biển báo", "", "15/6/2026", "")
    assert [found[0].cells, found[4].cells] == [one_line(*BODY[0]), one_line(*BODY[2])]


def test_a_cell_of_several_paragraphs_stays_one_cell():
    long = ("5.", "Khảo sát ba hồ chứa.", "Báo cáo kết quả hằng tuần.", "Sở Xây dựng", "01/7/2026", "Đang thực hiện")
    source = flattened(*HEADS, *(cell for row in [*BODY[:2], long, ("6.", *BODY[3][1:])] for cell in row))
    third = rows(source)[3]
    assert third.cells == ("5.", "Khảo sát ba hồ chứa. Báo cáo kết quả hằng tuần.", "Sở Xây dựng", "01/7/2026", long[5])


def test_group_rows_between_are_rows_with_a_level():
    source = flattened(
        *HEADS,
        *("**I**", "**Giai đoạn 2026-2027**", "**I.1**", "**Ven biển**"),
        *(cell for row in BODY[:2] for cell in row),
        *("**II**", "**Giai đoạn 2028-2030**"),
        *(cell for row in BODY[:2] for cell in row),
    )
    found = rows(source)
    assert [(row.level, row.text) for row in found if row.level] == [
        (1, "I | Giai đoạn 2026-2027"),
        (2, "I.1 | Ven biển"),
        (1, "II | Giai đoạn 2028-2030"),
    ]
    assert all(row.columns == COLUMNS and len(row.cells) == 5 for row in found[1:])


def test_a_group_title_alone_is_not_taken_for_a_missing_cell():
    source = flattened(
        *HEADS,
        *(cell for row in BODY[:2] for cell in row),
        *("3.", "Cắm biển báo lũ", "Công an tỉnh", "15/6/2026"),
        "**Nhiệm vụ giao Chủ tịch UBND các xã**",
        *(cell for row in BODY[3:] for cell in row),
        *("5.", *BODY[0][1:]),
    )
    assert rows(source)[3].cells == ("3.", "Cắm biển báo lũ", "Công an tỉnh", "15/6/2026", "")
    assert (rows(source)[4].level, rows(source)[4].text) == (1, "Nhiệm vụ giao Chủ tịch UBND các xã")


def test_sums_stand_under_their_figures():
    source = flattened(
        *("STT", "Địa phương", "Kinh phí (triệu đồng)"), "TỔNG", "2.500", "1", "XÃ MAI", "1.000", "2", "XÃ ĐÀO", "1.500"
    )
    assert [row.cells for row in rows(source, ".txt")[1:]] == [
        ("", "TỔNG", "2.500"),
        ("1", "XÃ MAI", "1.000"),
        ("2", "XÃ ĐÀO", "1.500"),
    ]


def test_small_figures_are_not_taken_for_row_numbers():
    body = [("1", "Xã Mai", "2", "3"), ("2", "Xã Đào", "3", "4"), ("3", "Xã Lê", "4", "12"), ("4", "Xã Na", "1", "5")]
    source = flattened("STT", "Tên đơn vị", "Số nhà sập", "Số nhà tốc mái", *(cell for row in body for cell in row))
    assert [row.cells for row in rows(source, ".txt")[1:]] == body


def test_headings_repeated_on_the_next_page_are_no_data():
    source = flattened(*HEADS, *(c for row in BODY[:2] for c in row), *HEADS, *(c for row in BODY[2:] for c in row))
    assert [row.cells for row in rows(source) if row.cells[0] != "STT"] == [one_line(*row) for row in BODY]


def test_prose_after_a_table_stays_prose_even_where_the_last_row_is_short():
    prose = ["Các xã báo cáo kết quả trước ngày 20 hằng tháng để tổng hợp.", "Sở Xây dựng theo dõi việc thực hiện."]
    source = flattened(
        *HEADS, *(c for row in BODY for c in row), "5.", "Cắm biển báo", "Công an tỉnh", "15/6/2026", *prose
    )
    assert paragraphs(source) == prose
    assert rows(source)[-1].cells == ("5.", "Cắm biển báo", "Công an tỉnh", "15/6/2026", "")


@pytest.mark.parametrize(
    "source",
    [
        "1. Nhiệm vụ\n\nCác xã trồng rừng.\n\n2. Thời hạn\n\nTrước 15/3.\n",
        "STT là số thứ tự trong bảng.\n\n1\n\nMột\n\n2\n\nHai\n",
        "TT\n\nNội dung các cuộc họp trong tháng được ghi lại như sau.\n\n1\n\nHọp giao ban.\n",
        "STT\n\nTên nhiệm vụ\n\nThời hạn\n\nBảng này chưa có dòng nào.\n",
    ],
)
def test_when_in_doubt_paragraphs_are_left_alone(source):
    assert rows(source, ".txt") == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "STT",
                "Nội dung",
                "Thời hạn",
                "1",
                "2.",
                "3",
                "I",
                "Giao Sở A",
                "15/3/2026",
                "Tổng",
                "5.000",
                "**B**",
                "** **",
            ]
        ),
        max_size=40,
    ),
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from([".md", ".txt"]),
)
def test_whatever_stands_between_blank_lines_no_word_is_lost(cells, gap, suffix):
    source = f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM{gap}" + gap.join(cells)
    found = read(source, suffix)
    assert words(" ".join(block.text for block in found)) == words(source)
    assert all(block.text == " | ".join(cell for cell in block.cells if cell) for block in found if block.kind == "row")
    assert all(len(block.cells) == len(block.columns) for block in found if block.columns)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1.", ("number", (1,))),
        ("02", ("number", (2,))),
        ("IV", ("roman", (4,))),
        ("III.1.2", ("roman.2", (3, 1, 2))),
        ("11.10", ("number.1", (11, 10))),
        ("b)", ("small", (2,))),
        ("2025", None),
        ("152.100", None),
        ("Xã", None),
    ],
)
def test_row_labels(text, label):
    found = row_label(text)
    assert ((found.kind, found.numbers) if found else None) == label


# Tables that kept their lines -----------------------------------------------------------------------------------------


def test_headings_under_headings_and_column_counts_are_headings():
    source = (
        "| STT | Nội dung | Kinh phí | | Ghi chú |\n|---|---|---|---|---|\n| | | Trung ương | Địa phương | |\n"
        "| (1) | (2) | (3) | (4) | (5) |\n| 1 | Kè sông | 500 | 200 | |\n| 2 | Cầu treo | 100 | | Dân góp |"
    )
    found = rows(source)
    columns = ("STT", "Nội dung", "Kinh phí – Trung ương", "Kinh phí – Địa phương", "Ghi chú")
    assert [row.columns for row in found] == [(), (), (), columns, columns]
    assert found[4].cells == ("2", "Cầu treo", "100", "", "Dân góp")
    assert found[4].text == "2 | Cầu treo | 100 | Dân góp"


def test_group_rows_of_a_real_table_have_levels_and_rows_below_keep_their_columns():
    source = "\n".join(
        [
            "| TT | Nhiệm vụ | Chủ trì | Thời hạn |",
            "|---|---|---|---|",
            "| **I.** | **Thể chế** | | |",
            "| 1 | Kè sông | Sở A | 2026 |",
            "| 2 | Hạ tầng số | | |",
            "| 2.1 | Cáp quang | Sở B | 2027 |",
            "| II. | Nhân lực | | |",
            "| 3 | Lớp học | Sở C | |",
        ]
    )
    assert [row.level for row in rows(source)] == [0, 1, 0, 2, 0, 1, 0]
    assert {row.columns for row in rows(source)[1:]} == {("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")}


def test_a_merged_cell_that_a_converter_wrote_into_every_place_is_read_once():
    source = "| TT | Nhiệm vụ | Thời hạn |\n|---|---|---|\n| Khối đảng | Khối đảng | Khối đảng |\n| 1 | Họp | 2026 |"
    assert (rows(source)[1].text, rows(source)[1].level) == ("Khối đảng", 1)


def test_headings_without_marks_in_a_page_table_are_headings():
    cells = [("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"), ("1", "Kè sông", "Sở A", "Quý I/2026")]
    cells += [("2", "Cầu treo", "Sở B", "Năm 2027"), ("3", "Trạm bơm", "", "30/6/2026")]
    table = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in cells)
    found = rows(f"<p>Danh mục nhiệm vụ giao các sở, ngành trong năm 2026 như sau.</p><table>{table}</table>", ".html")
    assert [row.cells for row in found] == cells
    assert {row.columns for row in found[1:]} == {cells[0]}


# The corpus -----------------------------------------------------------------------------------------------------------


def pipes(path: Path) -> list[tuple[str, ...]]:
    """The rows of a file's pipe table, read by a few lines of the test's own."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip().startswith("|")]
    split = [[re.sub(r"[*]{1,2}|<br ?/?>", " ", cell) for cell in line.strip("|").split("|")] for line in lines]
    cells = [tuple(" ".join(unicodedata.normalize("NFC", cell).split()) for cell in row) for row in split]
    return [row for row in cells if any(row) and not set("".join(row)) <= set("-: ")]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("03-NQ-CP-phu-luc-1.md", ("TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi, đánh giá")),
        (
            "03-NQ-CP-phu-luc-2.md",
            ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"),
        ),
    ],
)
def test_every_row_of_a_real_annex_stands_under_its_headings(corpus, name, columns):
    expected = pipes(corpus / "official" / name)
    header, *found = [b for b in read_document(corpus / "official" / name, max_bytes=LIMIT).blocks if b.kind == "row"]
    assert header.cells == columns == expected[0]
    assert {row.columns for row in found} == {columns}
    assert [row.cells for row in found] == expected[1:]
    groups = [row.cells[0].rstrip(".") for row in found if row.level == 1]
    assert groups == [row[0].rstrip(".") for row in expected if re.fullmatch(r"[IVX]+\.?", row[0])]


def gaps(path: Path) -> list[str]:
    """The paragraphs of a file between blank lines, without marks."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    parts = [" ".join(part.replace("*", " ").split()) for part in re.split(r"\n[^\S\n]*\n", text)]
    return [part for part in parts if part]


def test_every_row_of_a_real_flattened_table_is_whole(corpus):
    path = corpus / "official" / "624-TB-VPCP.md"
    blocks = read_document(path, max_bytes=LIMIT).blocks
    tables: list[list[Block]] = []
    for block in blocks:
        if block.kind == "row" and not block.columns:
            tables.append([])
        elif block.kind == "row":
            tables[-1].append(block)
    first = ("STT", "Nhiệm vụ", "Văn bản giao nhiệm vụ", "Cơ quan chủ trì thực hiện", "Thời hạn hoàn thành")
    second = ("STT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả thực hiện", "Tiến độ")
    assert [table[0].columns for table in tables] == [first, first, first, second]
    assert all(
        row.columns == table[0].columns and len(row.cells) == len(row.columns) for table in tables for row in table
    )
    numbers = [[row.cells[0].rstrip(".") for row in table if not row.level] for table in tables]
    assert numbers[:3] == [[str(n) for n in range(1, last + 1)] for last in (9, 46, 19)]
    # The document itself misnumbers three of its rows.
    assert numbers[3] == [str(n) for n in [*range(1, 20), 22, 20, 21, *range(22, 38), 37, *range(39, 49)]]
    cells = [words(gap) for gap in gaps(path)]
    for table in tables:
        lead, deadline = (3, 4) if len(table[0].columns) == 5 else (2, 3)
        for row in table:
            if row.level:
                continue
            assert re.fullmatch(r"\d{2}/\d{2}/\d{4}|Nhiệm vụ thường xuyên", row.cells[deadline]), row.cells
            assert re.match(r"Bộ|Các|UBND|Ủy ban|Văn phòng|Cơ quan|Ngân hàng|Tổng|EVN", row.cells[lead])
            filled = [words(cell) for cell in row.cells if cell]
            at = next(n for n in range(len(cells)) if cells[n : n + 2] == filled[:2])
            assert cells[at : at + len(filled)] == filled
            del cells[at : at + len(filled)]
    groups = [row.text for row in tables[3] if row.level]
    assert len(groups) == 15
    assert all(group.startswith("Nhiệm vụ giao ") for group in groups)
    assert {row.cells[5] for row in tables[3] if row.cells[5]} == {
        "Đã hoàn thành quá hạn",
        "Đã hoàn thành",
        "Chưa hoàn thành",
        "Đang thực hiện",
        "Đang hoàn thành",
    }
    source = Counter(words(path.read_text(encoding="utf-8")))
    assert Counter(word for block in blocks for word in words(block.text)) == source


@pytest.mark.parametrize(
    ("name", "counts"),
    [("2629-QD-TTg.md", [28, 89]), ("2639-QD-TTg.md", [28])],
)
def test_other_real_flattened_tables_are_whole(corpus, name, counts):
    blocks = read_document(corpus / "official" / name, max_bytes=LIMIT).blocks
    found: list[int] = []
    for block in blocks:
        if block.kind == "row":
            found = [*found, 0] if not block.columns else [*found[:-1], found[-1] + 1]
            assert len(block.cells) == len(block.columns or block.cells)
    assert found == counts
    assert not [block.text for block in blocks if block.kind != "row" and row_label(block.text)]


# Columns laid out with spaces and tabs --------------------------------------------------------------------------------

SPACED = """\
Các xã thực hiện như sau:
TT    Nhiệm vụ             Cơ quan chủ trì      Thời hạn
I     NHIỆM VỤ CHUNG CỦA CÁC XÃ VÀ PHÒNG, BAN TRONG NĂM 2026
1     Lập danh sách hộ    UBND xã Bản Mây       Quý II/2026
      dân phải di dời
2     Thẩm định           Phòng Nông nghiệp     30/6/2026

3     Báo cáo             UBND xã Suối Đá
Các xã báo cáo kết quả trước ngày 15 tháng 3.
"""


def test_columns_laid_out_with_spaces_are_a_table():
    blocks = read_bytes(SPACED.encode(), "a.txt", max_bytes=1_000_000).blocks
    assert [block.kind for block in blocks] == ["paragraph", *["row"] * 5, "paragraph"]
    assert [row.cells for row in blocks[1:6]] == [
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"),
        ("I", "NHIỆM VỤ CHUNG CỦA CÁC XÃ VÀ PHÒNG, BAN TRONG NĂM 2026", "", ""),
        ("1", "Lập danh sách hộ dân phải di dời", "UBND xã Bản Mây", "Quý II/2026"),
        ("2", "Thẩm định", "Phòng Nông nghiệp", "30/6/2026"),
        ("3", "Báo cáo", "UBND xã Suối Đá", ""),
    ]
    assert {row.columns for row in blocks[2:6]} == {blocks[1].cells}


@pytest.mark.parametrize(
    "source",
    [
        "TT    Nhiệm vụ    Thời hạn\nCác xã trồng cây ven đường trước ngày 15 tháng 3 theo kế hoạch.\nHết.",
        "Nội dung   của   kế hoạch\nđược    duyệt   hôm nay\ntại    xã    Bản Mây",
        "TT    Nhiệm vụ    Thời hạn\n1     Trồng cây   6/2026",
    ],
    ids=["prose under headings", "justified prose", "one row"],
)
def test_spaces_alone_make_no_table(source):
    assert rows(source, ".txt") == []


def test_two_columns_with_a_tab_are_a_table_under_known_headings_only():
    found = rows("Ngày\tNgười trực\n01/5\tLê Văn Nam\n02/5\t\nHết.", ".txt")
    assert [row.cells for row in found] == [("Ngày", "Người trực"), ("01/5", "Lê Văn Nam"), ("02/5", "")]
    assert rows("1.\tTrồng cây.\n2.\tTưới cây.\n3.\tBáo cáo.", ".txt") == []

"""What the readers promise: clean blocks with every word of the document, and the reason where a file is refused."""

import json
import re
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.blocks import Block, ReadDocument
from index.errors import ReadError
from index.readers.flow import Cell, Paragraph, Table, flow_blocks
from index.readers.legacy_runs import Run
from index.readers.plain import _lines
from index.readers.reading import SUPPORTED_SUFFIXES, read_bytes, read_document

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
OFFICIAL = sorted((SHARED / "official").glob("*.md"))
LIMIT = 50 * 1024 * 1024
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
needs_corpus = pytest.mark.skipif(not OFFICIAL, reason="the shared corpus is not beside the repository")


def read(text: str, suffix: str = ".md") -> ReadDocument:
    return read_bytes(text.encode(), f"van-ban{suffix}", max_bytes=LIMIT)


def texts(text: str, suffix: str = ".md") -> list[str]:
    return [block.text for block in read(text, suffix).blocks]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))


def assert_clean(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        assert block.text
        assert block.text == " ".join(block.text.split())
        assert block.text == unicodedata.normalize("NFC", block.text)
        assert "**" not in block.text
        assert (block.kind == "row") == bool(block.cells)
        assert not block.columns or len(block.columns) == len(block.cells)
        assert 0 <= block.level <= 6


# Refusals -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("bang.xls", b"x", "đuôi .xls"),
        ("congvan.doc", b"x", "Hãy lưu thành .docx"),
        ("khong-duoi", b"x", "không có đuôi"),
        ("a.txt", b"", "rỗng"),
        ("a.txt", " \n\u00a0 ".encode(), "không có chữ"),
        ("a.md", b"---\n\n***\n", "không có chữ"),
        ("a.txt", b"%PDF-1.7 \x00", "tệp PDF"),
        ("a.md", b"PK\x03\x04abc", "tệp nén ZIP"),
        ("a.html", b"\x89PNG\r\n", "ảnh PNG"),
        ("a.txt", b"abc\x00\x01\x02 x\x00y", "NUL"),
        ("a.txt", b"".join(bytes([n % 9]) for n in range(1, 400)), "nhị phân"),
        ("a.docx", b"PK\x03\x04 cut off", "ZIP không mở được"),
        ("bang.xlsx", b"PK\x03\x04", "Hãy lưu thành .pdf"),
        ("trinh-chieu.ppt", b"x", "Hãy lưu thành .pdf"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "bị hỏng"),
        ("a.rtf", b"x", "không phải Word, RTF"),
        ("a.png", b"x", "ảnh bị hỏng"),
        ("a.pdf", b"%PDF-1.4 cut off", "PDF bị hỏng"),
        ("a.html", ("<div>" * 400 + "x").encode(), "quá sâu"),
        ("a.txt", ("q¸x z®k wµ¹r " * 20).encode(), "phông chữ cũ"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(name, data, reason):
    with pytest.raises(ReadError, match=re.escape(reason)):
        read_bytes(data, name, max_bytes=LIMIT)


def test_a_file_over_the_limit_is_not_opened(tmp_path):
    path = tmp_path / "lon.txt"
    path.write_bytes(b"x" * 3000)
    path.chmod(0)
    with pytest.raises(ReadError, match=r"2,9 KB.*giới hạn là 1,0 KB"):
        read_document(path, max_bytes=1024)


def test_a_missing_file_is_a_reason_not_a_crash(tmp_path):
    with pytest.raises(ReadError, match="Không mở được"):
        read_document(tmp_path / "khong-co.txt", max_bytes=LIMIT)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"\x00" * 60_000_000)
    started = time.perf_counter()
    with pytest.raises(ReadError, match="bom nén"):
        read_bytes(package.getvalue(), "bom.docx", max_bytes=LIMIT)
    assert time.perf_counter() - started < 5


def test_a_docx_without_its_text_is_called_damaged():
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(ReadError, match="bị hỏng"):
        read_bytes(package.getvalue(), "hong.docx", max_bytes=LIMIT)


@pytest.mark.parametrize("suffix", sorted(SUPPORTED_SUFFIXES))
@settings(max_examples=30, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(suffix, data):
    try:
        document = read_bytes(data, f"a{suffix}", max_bytes=LIMIT)
    except ReadError:
        return
    assert_clean(document.blocks)


# Characters -----------------------------------------------------------------------------------------------------------


def in_windows_1258(text: str) -> bytes:
    """Windows-1258 keeps the five tones as letters of their own, after the vowel."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    encoded = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        vowel = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        encoded += (vowel + "".join(mark for mark in marks if mark in tones)).encode("cp1258")
    return encoded


SENTENCE = "Ủy ban nhân dân các xã phải báo cáo số cây sống trước ngày 15 tháng 3; nơi thiếu nước phải nói rõ."


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        unicodedata.normalize("NFD", SENTENCE).encode(),
        in_windows_1258(SENTENCE),
        SENTENCE.replace(" ", "\u00a0").replace("xã", "x\u00adã\u200b").encode() + "\ufeff\x07".encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 without mark", "decomposed", "windows-1258", "invisible characters"],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_one_text_however_it_is_encoded(data, suffix):
    assert [block.text for block in read_bytes(data, f"a{suffix}", max_bytes=LIMIT).blocks] == [SENTENCE]


# Line breaks ----------------------------------------------------------------------------------------------------------


def break_verdicts():
    """(shape, break, should join, did join) for every labelled break of the sample."""
    sample = Path(__file__).parent / "data" / "line_breaks.jsonl"
    for row in map(json.loads, sample.read_text(encoding="utf-8").splitlines()):
        blocks = texts("\n".join(row["lines"]), f".{row['format']}")
        ends, position = set(), 0
        for block in blocks:
            position += len("".join(words(block)))
            ends.add(position)
        lines, position = [line for line in row["lines"] if line], 0
        for line, following, join in zip(lines, lines[1:], row["joins"], strict=False):
            position += len("".join(words(line)))
            if join is not None and words(line) and words(following):
                yield row["shape"], f"{line} ⏎ {following}", join, position not in ends


def test_soft_line_breaks_are_told_from_paragraph_ends():
    verdicts = list(break_verdicts())
    joined = [verdict for verdict in verdicts if verdict[3]]
    soft = [verdict for verdict in verdicts if verdict[2]]
    right = sum(verdict[2] for verdict in joined)
    wrong = [verdict for verdict in verdicts if verdict[2] != verdict[3]]
    assert len(verdicts) >= 120
    assert right / len(joined) >= 0.98, wrong
    assert right / len(soft) >= 0.98, wrong


def test_a_paragraph_cut_by_a_page_break_is_mended():
    long = "- Đến năm 2030, mỗi xã có ít nhất một vườn ươm đạt chuẩn, cung cấp đủ cây giống cho trồng rừng và trồng"
    rest = "cây phân tán, trong đó cây bản địa chiếm ít nhất 60 phần trăm tổng số cây."
    assert texts(f"{long}\n   \n\n{rest}") == [f"{long} {rest}"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="aăâbđeêAÂ Đ.,;:-()1290", max_size=40), max_size=12))
def test_joining_lines_keeps_all_words_in_order(lines):
    source = "\n".join([MOTTO, "", "Điều 1. Phạm vi.", "", *lines])
    document = read(source)
    assert_clean(document.blocks)
    assert "".join(words(" ".join(texts(source)))) == "".join(words(source))


# Markdown -------------------------------------------------------------------------------------------------------------


def test_typed_numbers_and_dashes_stay_in_the_text():
    source = "1. Một việc.\n2. Hai việc.\n\na) Việc nhỏ;\n\n- Việc vặt.\n\n    (1) Thụt lề.\n\n"
    assert texts(source + "\\- Gạch thoát.\n\n57\\-NQ/TW.") == [
        "1. Một việc.",
        "2. Hai việc.",
        "a) Việc nhỏ;",
        "- Việc vặt.",
        "(1) Thụt lề.",
        "- Gạch thoát.",
        "57-NQ/TW.",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**Điều 1. **Giao việc.", "Điều 1. Giao việc."),
        ("**1. ***Giữ rừng: *việc chính.", "1. Giữ rừng: việc chính."),
        ("__Nơi nhận__: các xã.", "Nơi nhận: các xã."),
        ("Tích 2*3 và chú thích (*).", "Tích 2*3 và chú thích (*)."),
        ("Tệp van_ban_so_1.pdf.", "Tệp van_ban_so_1.pdf."),
        ("Xem [Nghị định](https://a.vn/x) và ![ảnh](b.png) [1].", "Xem Nghị định và [1]."),
        ("R&amp;D đạt 2% <br> GDP", "R&D đạt 2%"),
        ("Chữ** lạc **dấu", "Chữ lạc dấu"),
    ],
)
def test_marks_are_taken_off(source, expected):
    assert texts(source)[0] == expected


def test_headings_keep_their_level():
    blocks = read("## I. MỤC TIÊU\n\nNâng tỷ lệ cây sống.").blocks
    assert [(block.kind, block.level) for block in blocks] == [("heading", 2), ("paragraph", 0)]


def test_two_bold_sentences_that_touch_are_two_paragraphs():
    lead = "Ngày 3/2/2026, tỉnh Sao Mai ban hành kế hoạch trồng cây ven đường năm 2026."
    assert texts(f"**{lead}****Trồng cây ven đường năm 2026 **\nTheo đó, mỗi xã nhận 500 cây.") == [
        lead,
        "Trồng cây ven đường năm 2026",
        "Theo đó, mỗi xã nhận 500 cây.",
    ]


def test_a_table_gives_rows_with_their_columns():
    table = (
        "| TT | Nhiệm vụ | Thời hạn |\n|---|---|---|\n| **I** | **Năm 2026** | |\n| 1 | Ươm cây<br>bản địa | 6/2026 |"
    )
    header, section, row = read(table).blocks
    assert {block.kind for block in (header, section, row)} == {"row"}
    assert header.columns == ()
    assert section.cells == ("I", "Năm 2026", "")
    assert section.text == "I | Năm 2026"
    assert row.cells == ("1", "Ươm cây bản địa", "6/2026")
    assert row.columns == ("TT", "Nhiệm vụ", "Thời hạn")


# Letterhead -----------------------------------------------------------------------------------------------------------

LETTERHEAD = ["ỦY BAN NHÂN DÂN", "TỈNH SAO MAI", MOTTO, "Độc lập - Tự do - Hạnh phúc", "Số: 15/QĐ-UBND"]
PLACE_AND_DATE = "Sao Mai, ngày 03 tháng 02 năm 2026"


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (
            ".md",
            "|\n**ỦY BAN NHÂN DÂN**\nTỈNH SAO MAI\n-------\n|\n**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\n"
            "Độc lập - Tự do - Hạnh phúc\n-----\n|\n|\nSố: 15/QĐ-UBND\n|\n*Sao Mai, ngày 03\ntháng 02 năm 2026*\n|",
        ),
        (
            ".md",
            f"| ỦY BAN NHÂN DÂN<br>TỈNH SAO MAI<br>---- | {MOTTO}<br>Độc lập - Tự do - Hạnh phúc |\n|---|---|\n"
            f"| Số: 15/QĐ-UBND | *{PLACE_AND_DATE}* |",
        ),
        (
            ".html",
            f"<table><tr><td><p>ỦY BAN NHÂN DÂN<br>TỈNH SAO MAI<br>-----</p></td><td><b>{MOTTO}<br>Độc lập - Tự do - "
            f"Hạnh phúc</b></td></tr><tr><td>Số: 15/QĐ-UBND</td><td><i>Sao Mai, ngày 03\n tháng 02 năm 2026</i></td>"
            "</tr></table>",
        ),
        (
            ".txt",
            f"ỦY BAN NHÂN DÂN {MOTTO}\nTỈNH SAO MAI Độc lập - Tự do - Hạnh phúc\nSố: 15/QĐ-UBND {PLACE_AND_DATE}\n",
        ),
    ],
    ids=["lone pipes", "table", "page table", "columns on one line"],
)
def test_the_two_columns_of_a_letterhead_come_apart(suffix, source):
    assert sorted(texts(source, suffix)) == sorted([*LETTERHEAD, PLACE_AND_DATE])


def test_a_subject_line_is_cut_off_the_first_sentence():
    subject = "KẾT LUẬN CỦA CHỦ TỊCH TỈNH VỀ TRỒNG CÂY VÀ ĐỀ ÁN 06"
    sentence = "Ngày 03 tháng 02 năm 2026, tại trụ sở, Chủ tịch tỉnh đã họp với các sở."
    assert texts(f"**THÔNG BÁO**\n{subject} {sentence}") == ["THÔNG BÁO", subject, sentence]
    assert texts("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:") == ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:"]


# Press ----------------------------------------------------------------------------------------------------------------

ARTICLE = """Thứ ba 03/02/2026 07:15

Sao Mai: phát động Tết trồng cây năm 2026

Theo dõi Báo Cây Xanh trên
Sáng 03/02, tỉnh Sao Mai phát động Tết trồng cây với hơn 500 người tham gia.
Chủ tịch tỉnh trồng cây lưu niệm - Ảnh: Báo CX/Hoa Lá
Chủ tịch tỉnh trồng cây lưu niệm - Ảnh: Báo CX/Hoa Lá

Phát biểu tại lễ, Chủ tịch tỉnh đề nghị các xã giữ cây sống sau khi trồng.
Tin liên quan
Xã Bản Mây trồng 300 cây ban
Toàn cảnh lễ phát động tại xã Suối Đá

Theo báo cáo, năm 2025 toàn tỉnh trồng 12.500 cây, 87% còn sống.

Giữ rừng đầu nguồn ở Nà Hoa
Hoa Lá
Báo Cây Xanh

Có thể bạn quan tâm
Tin mới hơn
Xem thêm»
Xã Khe Lau mở vườn ươm mới

Sáng nay, xã Khe Lau khai trương vườn ươm mới với 2.000 cây giống.
Mời bạn quét mã QR để theo dõi Báo Cây Xanh
X
Phiên bản di động"""


def test_of_a_copied_news_page_only_the_article_is_left():
    document = read(ARTICLE, ".txt")
    assert document.title == "Sao Mai: phát động Tết trồng cây năm 2026"
    assert document.published_on == date(2026, 2, 3)
    assert document.blocks[0] == Block("heading", document.title, level=1)
    assert [block.text for block in document.blocks[1:]] == [
        "Sáng 03/02, tỉnh Sao Mai phát động Tết trồng cây với hơn 500 người tham gia.",
        "Phát biểu tại lễ, Chủ tịch tỉnh đề nghị các xã giữ cây sống sau khi trồng.",
        "Theo báo cáo, năm 2025 toàn tỉnh trồng 12.500 cây, 87% còn sống.",
    ]


def test_a_date_stamp_before_the_first_sentence_is_taken_off():
    document = read(" date 2026-02-03 Tham dự có lãnh đạo các xã.\n\nCác xã đã nhận đủ cây giống.", ".txt")
    assert document.published_on == date(2026, 2, 3)
    assert document.blocks[0].text == "Tham dự có lãnh đạo các xã."


def test_an_official_text_loses_nothing_to_the_rules_for_news():
    source = (
        f"{MOTTO}\nĐộc lập - Tự do - Hạnh phúc\n\nĐiều 1. Giao việc.\n\nBình luận\n\nCác đại biểu dự họp\n\nX. Hết."
    )
    assert words(" ".join(texts(source, ".txt"))) == words(source)


# HTML -----------------------------------------------------------------------------------------------------------------

NEWS_PAGE = """<!DOCTYPE html><html><head><title>Trồng cây | Báo Cây Xanh</title>
<meta property="og:title" content="Tết trồng cây năm 2026">
<meta property="article:published_time" content="2026-02-03T07:15:00+07:00">
<script>var x = "không phải văn bản";</script></head><body><form id="aspnetForm">
<header><nav><a href="/a">Thời sự</a> <a href="/b">Kinh tế</a></nav></header>
<table><tr><td><ul><li><a href="/c">Đọc nhiều nhất tuần qua trên Báo Cây Xanh</a></li></ul></td><td>
<h1>Tết trồng cây năm 2026</h1><div><span>03/02/2026 07:15</span></div>
<h2>Sáng nay tỉnh Sao Mai phát động Tết trồng cây, mỗi xã nhận 500 cây giống từ vườn ươm của tỉnh.</h2>
<div class="noi-dung"><p>Chủ tịch tỉnh yêu cầu các xã trồng xong
trước ngày 15/3 và báo cáo số cây sống vào cuối mỗi quý, nêu rõ nguyên nhân cây chết.</p>
<figure><img src="x.jpg"><figcaption>Quang cảnh buổi lễ</figcaption></figure>
<h3>Giữ cây sau khi trồng</h3>
<p>Mỗi thôn cử 2 người chăm cây; diện tích trồng thêm là 12 km<sup>2</sup>, theo <a href="/vb">Quyết định
số 15/QĐ-UBND</a> của tỉnh về trồng cây ven đường.</p>
<ol><li>Xã lập danh sách hộ nhận cây.</li><li>Hộ ký cam kết giữ cây.</li></ol></div>
<div><h3>Tin cùng chuyên mục</h3><div><a href="/1">Khe Lau mở vườn ươm</a><p>Xã Khe Lau vừa mở vườn ươm với 2.000 cây
giống các loại phục vụ bà con trong vùng.</p></div></div></td></tr></table>
<footer><p>Bản quyền thuộc về Báo Cây Xanh. Giấy phép số 1. Ghi rõ nguồn khi phát hành lại thông tin này.</p></footer>
</form></body></html>"""


def test_of_a_saved_news_page_only_the_article_is_left():
    document = read(NEWS_PAGE, ".html")
    assert (document.title, document.published_on) == ("Tết trồng cây năm 2026", date(2026, 2, 3))
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "Tết trồng cây năm 2026"),
        (
            "paragraph",
            0,
            "Sáng nay tỉnh Sao Mai phát động Tết trồng cây, mỗi xã nhận 500 cây giống từ vườn ươm của tỉnh.",
        ),
        (
            "paragraph",
            0,
            "Chủ tịch tỉnh yêu cầu các xã trồng xong trước ngày 15/3 và báo cáo số cây sống vào cuối mỗi quý, "
            "nêu rõ nguyên nhân cây chết.",
        ),
        ("heading", 3, "Giữ cây sau khi trồng"),
        (
            "paragraph",
            0,
            "Mỗi thôn cử 2 người chăm cây; diện tích trồng thêm là 12 km2, theo Quyết định số 15/QĐ-UBND của tỉnh "
            "về trồng cây ven đường.",
        ),
        ("paragraph", 0, "1. Xã lập danh sách hộ nhận cây."),
        ("paragraph", 0, "2. Hộ ký cam kết giữ cây."),
    ]


def test_merged_cells_of_a_page_table_stand_under_their_headings():
    page = """<p>Bảng phân bổ cây giống cho các xã trong năm 2026 và kế hoạch năm 2027 như sau đây.</p><table>
    <tr><th rowspan="2">Xã</th><th colspan="2">Số cây</th></tr><tr><th>2026</th><th>2027</th></tr>
    <tr><td>Bản Mây</td><td>500</td><td>600</td></tr><tr><td rowspan="2">Suối Đá</td><td>100</td><td></td></tr>
    <tr><td>200</td><td>300</td></tr></table>"""
    rows = [block for block in read(page, ".html").blocks if block.kind == "row"]
    assert rows[2].columns == ("Xã", "Số cây – 2026", "Số cây – 2027")
    assert [row.cells for row in rows[2:]] == [("Bản Mây", "500", "600"), ("Suối Đá", "100", ""), ("", "200", "300")]


# Word -----------------------------------------------------------------------------------------------------------------


def docx_bytes(build) -> bytes:
    from docx import Document

    document = Document()
    build(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_blocks(build) -> tuple[Block, ...]:
    return read_bytes(docx_bytes(build), "a.docx", max_bytes=LIMIT).blocks


def test_a_word_document_is_read_in_body_order():
    def build(document):
        document.sections[0].header.paragraphs[0].text = "Đầu trang lặp lại"
        letterhead = document.add_table(1, 2)
        letterhead.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH SAO MAI\n_____"
        letterhead.cell(0, 1).text = f"{MOTTO}\nĐộc lập - Tự do - Hạnh phúc"
        document.add_heading("Chương I", level=2)
        document.add_paragraph("Điều 1. Giao việc\xa0cho các xã.")
        table = document.add_table(3, 3)
        for cell, text in zip(table.rows[0].cells, ["TT", "Nhiệm vụ", "Thời hạn"], strict=True):
            cell.text = text
        table.cell(1, 0).merge(table.cell(1, 2)).text = "Năm 2026"
        for cell, text in zip(table.rows[2].cells, ["1", "Ươm cây", "6/2026"], strict=True):
            cell.text = text
        document.add_paragraph("Điều 2. Hiệu lực.")

    blocks = docx_blocks(build)
    assert_clean(blocks)
    assert [block.text for block in blocks] == [
        *LETTERHEAD[:4],
        "Chương I",
        "Điều 1. Giao việc cho các xã.",
        "TT | Nhiệm vụ | Thời hạn",
        "Năm 2026",
        "1 | Ươm cây | 6/2026",
        "Điều 2. Hiệu lực.",
    ]
    assert (blocks[4].kind, blocks[4].level) == ("heading", 2)
    assert blocks[7].cells == ("Năm 2026", "", "")
    assert blocks[8].columns == ("TT", "Nhiệm vụ", "Thời hạn")


def test_word_numbers_are_part_of_the_text_and_deleted_words_are_not():
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def build(document):
        document.add_paragraph("Lập danh sách.", style="List Number")
        document.add_paragraph("Ký cam kết.", style="List Number")
        document.add_paragraph("Tưới cây.", style="List Bullet")
        changed = document.add_paragraph("Hạn là ngày ")
        changed._p.append(parse_xml(f"<w:del {w}><w:r><w:delText>10</w:delText></w:r></w:del>"))
        changed._p.append(parse_xml(f"<w:ins {w}><w:r><w:t>15</w:t></w:r></w:ins>"))

    assert [block.text for block in docx_blocks(build)] == [
        "1. Lập danh sách.",
        "2. Ký cam kết.",
        "- Tưới cây.",
        "Hạn là ngày 15",
    ]


# PDF ------------------------------------------------------------------------------------------------------------------


def pdf_bytes(pages: list[list[tuple[float, float, float, str]]], trailer: str = "", objects: str = "") -> bytes:
    """A PDF with, on every page, lines of (x, y, size, text) in a standard typeface; ASCII only."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    parts = [
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        f"2 0 obj<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>endobj",
        "3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
        "4 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        "stream\n0\nendstream endobj",
        objects,
    ]
    for number, lines in enumerate(pages):
        show = "".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n" for x, y, size, text in lines)
        stream = show or "q 500 0 0 700 50 50 cm /I Do Q"
        resources = "<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>"
        page = f"/MediaBox[0 0 595 842]/Resources{resources}/Contents {11 + 2 * number} 0 R"
        parts.append(f"{10 + 2 * number} 0 obj<</Type/Page/Parent 2 0 R{page}>>endobj")
        parts.append(f"{11 + 2 * number} 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj")
    return ("%PDF-1.4\n" + "\n".join(parts) + f"\ntrailer<</Root 1 0 R{trailer}>>\n%%EOF").encode("latin-1")


def pdf_texts(data: bytes) -> list[str]:
    return [block.text for block in read_bytes(data, "a.pdf", max_bytes=LIMIT).blocks]


def test_pdf_lines_become_paragraphs_over_lines_and_pages_without_page_furniture():
    full = "Cac xa lap danh sach ho nhan cay va bao cao so cay song vao cuoi moi quy theo mau"
    head = [(200, 815, 9, "CONG BAO/So 12/Ngay 03-02-2026")]
    first = [
        *head,
        (114, 760, 12, f"Dieu 1. {full[:72]}"),
        (85, 742, 12, f"{full} so"),
        (85, 724, 12, "hai."),
        (114, 706, 12, f"Dieu 2. {full[:72]}"),
        (85, 688, 12, f"{full} nay"),
        (300, 40, 10, "1"),
    ]
    second = [*head, (85, 760, 12, "va gui ve tinh."), (114, 742, 12, "Dieu 3. Hieu luc."), (300, 40, 10, "2")]
    assert pdf_texts(pdf_bytes([first, second])) == [
        f"Dieu 1. {full[:72].rstrip()} {full} so hai.",
        f"Dieu 2. {full[:72].rstrip()} {full} nay va gui ve tinh.",
        "Dieu 3. Hieu luc.",
    ]


def test_pdf_columns_side_by_side_are_not_glued():
    lines = [(70, 780, 12, "UY BAN NHAN DAN"), (300, 780, 12, "CONG HOA XA HOI"), (70, 762, 12, "TINH SAO MAI")]
    lines += [(300, 762, 12, "Doc lap - Tu do"), (85, 700, 12, "Dieu 1. Giao viec cho cac xa trong toan tinh.")]
    found = pdf_texts(pdf_bytes([lines]))
    assert "UY BAN NHAN DAN" in " / ".join(found)
    assert not any("DAN CONG" in text or "MAI Doc" in text for text in found)


def test_a_scanned_pdf_says_so():
    with pytest.raises(ReadError, match="bản quét"):
        pdf_texts(pdf_bytes([[], []]))


def test_a_locked_pdf_says_so():
    lock = "5 0 obj<</Filter/Standard/V 1/R 2/O<" + "61" * 32 + ">/U<" + "62" * 32 + ">/P -4>>endobj"
    data = pdf_bytes([[(70, 700, 12, "x")]], f"/Encrypt 5 0 R/ID[<{'63' * 16}><{'63' * 16}>]", lock)
    with pytest.raises(ReadError, match="mật khẩu"):
        pdf_texts(data)


# The corpus -----------------------------------------------------------------------------------------------------------


@needs_corpus
@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
def test_no_word_of_an_official_document_is_lost_or_made_up(path):
    document = read_document(path, max_bytes=LIMIT)
    assert_clean(document.blocks)
    read_words = Counter(word for block in document.blocks for word in words(block.text))
    assert read_words == Counter(words(path.read_text(encoding="utf-8")))


@needs_corpus
@pytest.mark.parametrize("path", OFFICIAL, ids=lambda path: path.stem)
def test_letterheads_stand_by_themselves(path):
    found = [block.text for block in read_document(path, max_bytes=LIMIT).blocks]
    glued = [text for text in found if MOTTO in text and text != MOTTO]
    assert not glued
    assert not [text for text in found if text.startswith("Số: ") and " ngày " in text]


@needs_corpus
def test_reading_the_official_documents_takes_seconds():
    started = time.perf_counter()
    for path in OFFICIAL:
        read_document(path, max_bytes=LIMIT)
    assert time.perf_counter() - started < 10


@needs_corpus
def test_a_real_news_page_keeps_its_article_and_nothing_else():
    path = next((SHARED / "press").glob("004_*.txt"))
    source = unicodedata.normalize("NFC", path.read_text(encoding="utf-8")).splitlines()
    end = next(number for number, line in enumerate(source) if "Có thể bạn quan tâm" in line)
    found = {block.text for block in read_document(path, max_bytes=LIMIT).blocks}
    sentences = {line.strip() for line in source[:end] if line.strip().endswith((".", "…", ":")) and "Ảnh:" not in line}
    assert sentences <= found
    extra = found - sentences
    assert len(extra) == 2, "the headline and one heading inside the article"
    assert not found & {line.strip() for line in source[end:]}


@needs_corpus
@pytest.mark.parametrize("path", sorted((SHARED / "formats").glob("*.*")), ids=lambda path: path.name)
def test_every_other_format_shows_its_letterhead_apart_and_its_articles(path):
    if path.suffix not in SUPPORTED_SUFFIXES:
        pytest.skip("a format that is refused")
    document = read_document(path, max_bytes=LIMIT)
    assert_clean(document.blocks)
    found = [block.text for block in document.blocks]
    assert not any("\ufffd" in text or "Ký bởi" in text or "CÔNG BÁO" in text for text in found)
    if found[0].startswith("Phụ lục"):
        return  # An annex in a file of its own has neither letterhead nor articles.
    assert MOTTO in found[:8]
    assert "Độc lập - Tự do - Hạnh phúc" in found[:8]
    assert any(re.match(r"Điều 1\. \S", text) for text in found)


# Columns side by side in a text file ----------------------------------------------------------------------------------

SIDE_BY_SIDE = """\
 ỦY BAN NHÂN DÂN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
  TỈNH SAO MAI                       Độc lập - Tự do - Hạnh phúc
  ------------                       ---------------------------
Số: 15/UBND-KT                   Sao Mai, ngày 03 tháng 02 năm 2026
V/v trồng cây
ven đường

                         Kính gửi: Các xã.

Các xã trồng cây ven đường   và báo cáo trước ngày 15 tháng 3.
                                 TM. ỦY BAN NHÂN DÂN
Nơi nhận:                          KT. CHỦ TỊCH
- Như trên;                        PHÓ CHỦ TỊCH
- Lưu: VT.

                                    (Đã ký)

                                  Lê Văn Nam
                     PHỤ LỤC
"""
IN_TURN = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH SAO MAI",
    "Số: 15/UBND-KT",
    "V/v trồng cây ven đường",
    MOTTO,
    "Độc lập - Tự do - Hạnh phúc",
    "Sao Mai, ngày 03 tháng 02 năm 2026",
    "Kính gửi: Các xã.",
    "Các xã trồng cây ven đường và báo cáo trước ngày 15 tháng 3.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "(Đã ký)",
    "Lê Văn Nam",
    "PHỤ LỤC",
]


@pytest.mark.parametrize("gap", ["spaces", "tabs"])
def test_a_letterhead_and_a_signature_beside_the_recipients_are_read_column_by_column(gap):
    source = SIDE_BY_SIDE if gap == "spaces" else re.sub(r"(?<=\S) {4,}|^ {30,}", "\t", SIDE_BY_SIDE, flags=re.M)
    assert texts(source, ".txt") == IN_TURN


def test_prose_with_wide_spaces_is_never_cut():
    prose = "Các xã trồng cây ven đường    và báo cáo trước ngày 15 tháng 3."
    letterhead = "\n".join(SIDE_BY_SIDE.splitlines()[:6])
    assert texts(f"{letterhead}\n\n{prose}\n", ".txt")[-1] == " ".join(prose.split())
    signature = "\n".join(SIDE_BY_SIDE.splitlines()[10:-1])
    assert texts(f"{MOTTO}\n\n{signature}\n\n{prose}\n", ".txt")[-1] == " ".join(prose.split())


@given(
    st.lists(
        st.sampled_from(
            [*SIDE_BY_SIDE.splitlines(), "TT    Nhiệm vụ    Thời hạn    Ghi chú", "1     Trồng cây   Quý I       Xã A"]
        ),
        max_size=25,
    )
)
def test_taking_columns_apart_loses_and_makes_up_no_word(lines):
    taken = _lines("\n".join(lines))
    assert sorted(words(" ".join(line.text for line in taken))) == sorted(words(" ".join(lines)))


# Tables in tables -----------------------------------------------------------------------------------------------------


def _table_of(*rows: Sequence[Cell]) -> Table:
    return Table(tuple(map(tuple, rows)))


def _filled(*parts: str | Table, span: int = 1) -> Cell:
    return Cell(tuple(part if isinstance(part, Table) else Paragraph((Run(part),)) for part in parts), span)


def test_a_table_inside_a_cell_is_text_of_that_cell():
    inner = _table_of([_filled("lớp 1"), _filled("lớp 2")], [_filled("40 người"), _filled("50 người")])
    head = [_filled("STT"), _filled("Nhiệm vụ"), _filled("Chủ trì"), _filled("Thời hạn")]
    first = [_filled("1"), _filled("Đào tạo", inner, "tại xã"), _filled("Phòng A"), _filled("Quý III")]
    second = [_filled("2"), Cell((), continues=True), _filled("Phòng B"), _filled("15/12")]
    blocks = flow_blocks([_table_of(head, first, second)])
    assert [block.cells for block in blocks] == [
        ("STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"),
        ("1", "Đào tạo lớp 1; lớp 2; 40 người; 50 người tại xã", "Phòng A", "Quý III"),
        ("2", "", "Phòng B", "15/12"),
    ]
    assert blocks[2].columns == blocks[0].cells


def test_a_table_inside_a_letterhead_or_a_frame_stays_a_table():
    inner = _table_of([_filled("TT"), _filled("Nhiệm vụ")], [_filled("1"), _filled("Trồng cây")])
    assert [block.kind for block in flow_blocks([_table_of([_filled("Kế hoạch:", inner)])])] == [
        "paragraph",
        "row",
        "row",
    ]
    page = _table_of([_filled("ỦY BAN NHÂN DÂN"), _filled(MOTTO)], [_filled("Nhiệm vụ:", inner), _filled("Xã A")])
    assert [block.text for block in flow_blocks([page]) if block.kind == "row"] == ["TT | Nhiệm vụ", "1 | Trồng cây"]

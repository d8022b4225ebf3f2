"""What the anatomy promises: the identity of documents in many layouts, their parts, and a tree that is true."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.anatomy.identity import Identity, identify
from index.anatomy.sections import Section, label_of
from index.blocks import Block, ReadDocument
from index.document import Document, build_document

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


def read(text: str, **container) -> ReadDocument:
    return ReadDocument(tuple(Block("paragraph", line) for line in text.strip().split("\n")), **container)


def identity(text: str, **container) -> Identity:
    return identify(read(text, **container))


def built(blocks) -> Document:
    return build_document(ReadDocument(tuple(blocks)), source="a.md", location="a.md", data_sha256="0")


def document(text: str) -> Document:
    """A text whose first line is not yet part of its tree: it is taken for the title."""
    return built(read(text if "\nSố" in text else f"Tên văn bản\n{text}").blocks)


def trail(document: Document, text: str) -> tuple[str, ...]:
    return section(document, text).heading


def section(document: Document, text: str) -> Section:
    return next(s for s in document.sections if document.text[s.start : s.end].startswith(text))


LAYOUTS = {
    "two columns one below the other": (
        f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n{STATE}\nSố: 4101/QĐ-UBND\nLạng Sơn, ngày 06 tháng 5 năm 2025\nQUYẾT ĐỊNH\n"
        "VỀ VIỆC PHÊ DUYỆT ĐỀ ÁN\nỦY BAN NHÂN DÂN TỈNH LẠNG SƠN\nCăn cứ Luật Đất đai;\nQUYẾT "
        "ĐỊNH:\nĐiều 1. Phê duyệt.\n"
        "Nơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nĐoàn Văn Thử",
        ("4101/QĐ-UBND", "quyết định", "Tỉnh Lạng Sơn", "Đoàn Văn Thử", date(2025, 5, 6), "VỀ VIỆC PHÊ DUYỆT ĐỀ ÁN"),
    ),
    "both columns on each line": (
        "UBND TỈNH GIA LAI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 915/SYT-NV Gia Lai, ngày 3 tháng 7 năm 2025\nV/v tăng cường phòng bệnh mùa mưa\n"
        "Kính gửi: Các cơ sở y tế trên địa bàn.\nĐề nghị các đơn vị thực hiện.\nGIÁM ĐỐC\n(Đã ký)\nBS. Lê Thị Mẫu",
        ("915/SYT-NV", "công văn", "Sở Y tế tỉnh Gia Lai", "Lê Thị Mẫu", date(2025, 7, 3),
         "V/v tăng cường phòng bệnh mùa mưa"),
    ),
    "cells of a table row": (
        "HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 88/NQ-HĐND | Huế, ngày 9 tháng 12 năm 2025\n"
        "NGHỊ QUYẾT\nVề dự toán ngân sách\nCăn cứ Luật Ngân sách nhà nước;\nCHỦ TỊCH\nLê Trường Thử",
        ("88/NQ-HĐND", "nghị quyết", "Thành phố Huế", "Lê Trường Thử", date(2025, 12, 9), "Về dự toán ngân sách"),
    ),
    "a draft without number and day": (
        f"BỘ Y TẾ\n{STATE}\nSố:      /QĐ-BYT\nHà Nội, ngày      tháng     năm 2025\nQUYẾT ĐỊNH\n"
        "Sửa đổi Quyết định số 3003/QĐ-BYT\nCăn cứ Quyết định số 3003/QĐ-BYT ngày 5 tháng 6 năm "
        "2020;\nĐiều 1. Sửa đổi.",
        (None, "quyết định", "Bộ Y tế", None, None, "Sửa đổi Quyết định số 3003/QĐ-BYT"),
    ),
    "a day written with dots": (
        f"BỘ NỘI VỤ\n{STATE}\nSố: 77/TB-BNV\nHà Nội, ngày … tháng … năm 2025\nTHÔNG BÁO\nVề lịch nghỉ\n"
        "Ngày 02 tháng 9 năm 2025 là ngày nghỉ.",
        ("77/TB-BNV", "thông báo", "Bộ Nội vụ", None, None, "Về lịch nghỉ"),
    ),
    "the short form of a city": (
        f"UBND TP. HỒ CHÍ MINH\n{STATE}\nSố: 12/CT-UBND\nTP. Hồ Chí Minh, ngày 15 tháng 8 năm 2025\nCHỈ THỊ\n"
        "Về an toàn giao thông\n1. Các sở thực hiện.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNGUYỄN VĂN MẪU",
        ("12/CT-UBND", "chỉ thị", "Thành phố Hồ Chí Minh", "Nguyễn Văn Mẫu", date(2025, 8, 15), "Về an "
        "toàn giao thông"),
    ),
    "a date in figures": (
        f"BỘ CÔNG AN\n{STATE}\nSố: 3/2025/TT-BCA\nHà Nội, 05/6/2025\nTHÔNG TƯ\nQuy định về trang phục\n"
        "Căn cứ Luật Công an nhân dân;\nĐiều 1. Phạm vi\nBỘ TRƯỞNG\nThượng tướng Phan Văn Thử",
        ("3/2025/TT-BCA", "thông tư", "Bộ Công an", "Phan Văn Thử", date(2025, 6, 5), "Quy định về trang phục"),
    ),
    "a rank on a line of its own": (
        f"BỘ QUỐC PHÒNG\n{STATE}\nSố: 44/CĐ-BQP\nHà Nội, ngày 1 tháng 9 năm 2025\nCÔNG ĐIỆN\nVề ứng phó bão\n"
        "1. Các đơn vị trực.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nThượng tướng\nHoàng Xuân Thử",
        ("44/CĐ-BQP", "công điện", "Bộ Quốc phòng", "Hoàng Xuân Thử", date(2025, 9, 1), "Về ứng phó bão"),
    ),
    "academic titles": (
        f"BỘ Y TẾ\nVIỆN DINH DƯỠNG\n{STATE}\nSố: 501/VDD-KH\nHà Nội, ngày 2 tháng 2 năm 2025\nV/v báo cáo\n"
        "Kính gửi: Bộ Y tế\nViện Dinh dưỡng báo cáo như sau.\nQ. VIỆN TRƯỞNG\nĐã ký\nPGS, TS Trần Thanh Mẫu",
        ("501/VDD-KH", "công văn", "Viện Dinh dưỡng", "Trần Thanh Mẫu", date(2025, 2, 2), "V/v báo cáo"),
    ),
    "an office below a ministry": (
        f"BỘ XÂY DỰNG\nCỤC ĐƯỜNG BỘ VIỆT NAM\n{STATE}\nSố: 6006/CĐBVN-QLVT\nHà Nội, ngày 8 tháng 4 năm 2025\n"
        "V/v kiểm soát tải trọng xe\nKính gửi: Các Khu Quản lý đường bộ.\nTUQ. CỤC TRƯỞNG\nTRƯỞNG PHÒNG\nVũ Đình Thử",
        ("6006/CĐBVN-QLVT", "công văn", "Cục Đường bộ Việt Nam", "Vũ Đình Thử", date(2025, 4, 8),
         "V/v kiểm soát tải trọng xe"),
    ),
    "the office of a provincial Party committee": (
        f"TỈNH ỦY NGHỆ AN\nVĂN PHÒNG\n*\n{PARTY}\nSố 310-TB/VPTU\nNghệ An, ngày 4 tháng 3 năm 2025\nTHÔNG BÁO\n"
        "lịch làm việc\nK/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nPhạm Thị Thử",
        ("310-TB/VPTU", "thông báo", "Văn phòng Tỉnh ủy Nghệ An", "Phạm Thị Thử", date(2025, 3, 4), "lịch làm việc"),
    ),
    "the Politburo": (
        f"BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 901-NQ/TW\n{PARTY}\nHà Nội, ngày 22 tháng 12 năm 2024\nNGHỊ QUYẾT\n"
        "CỦA BỘ CHÍNH TRỊ\nvề phát triển kinh tế biển\nI- QUAN ĐIỂM\nT/M BỘ CHÍNH TRỊ\nTỔNG BÍ THƯ\nNguyễn Thử Nghiệm",
        ("901-NQ/TW", "nghị quyết", "Bộ Chính trị", "Nguyễn Thử Nghiệm", date(2024, 12, 22),
         "CỦA BỘ CHÍNH TRỊ về phát triển kinh tế biển"),
    ),
    "the Secretariat, known by the signature": (
        f"BAN CHẤP HÀNH TRUNG ƯƠNG\n*\n{PARTY}\nSố 902-CT/TW\nHà Nội, ngày 2 tháng 1 năm 2025\nCHỈ THỊ\n"
        "về tổ chức đại hội\n1. Các cấp ủy thực hiện.\nT/M BAN BÍ THƯ\nTHƯỜNG TRỰC BAN BÍ THƯ\nTrần Cẩm Thử",
        ("902-CT/TW", "chỉ thị", "Ban Bí thư", "Trần Cẩm Thử", date(2025, 1, 2), "về tổ chức đại hội"),
    ),
    "a law": (
        f"QUỐC HỘI\n{STATE}\nLuật số: 199/2025/QH15\nLUẬT\nBẢO VỆ BỜ BIỂN\nCăn cứ Hiến pháp;\n"
        "Quốc hội ban hành Luật Bảo vệ bờ biển.\nĐiều 1. Phạm vi điều chỉnh\n"
        "Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 9 thông qua "
        "ngày 20 tháng 6 "
        "năm 2025.\nCHỦ TỊCH QUỐC HỘI\nTrần Văn Thử",
        ("199/2025/QH15", "luật", "Quốc hội", "Trần Văn Thử", date(2025, 6, 20), "BẢO VỆ BỜ BIỂN"),
    ),
    "the President": (
        f"CHỦ TỊCH NƯỚC\n{STATE}\nSố: 31/2025/L-CTN\nHà Nội, ngày 30 tháng 6 năm 2025\nLỆNH\nVỀ VIỆC CÔNG BỐ LUẬT\n"
        "CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nCăn cứ Hiến pháp;\nNAY CÔNG BỐ:\nCHỦ TỊCH NƯỚC\nLương Thử",
        ("31/2025/L-CTN", "lệnh", "Chủ tịch nước", "Lương Thử", date(2025, 6, 30), "VỀ VIỆC CÔNG BỐ LUẬT"),
    ),
    "a joint circular": (
        f"BỘ TÀI CHÍNH - BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH\n{STATE}\nSố: 144/2014/TTLT-BTC-BVHTTDL\n"
        "Hà Nội, ngày 8 tháng 10 năm 2014\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn kinh phí\nCăn cứ Luật Ngân "
        "sách;\nĐiều 1. Phạm vi\n"
        "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH\nTHỨ TRƯỞNG\nNguyễn Thị Đầu\n"
        "KT. BỘ TRƯỞNG BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH\nTHỨ TRƯỞNG\nHuỳnh Vĩnh Sau",
        ("144/2014/TTLT-BTC-BVHTTDL", "thông tư liên tịch", "Bộ Tài chính; Bộ Văn hóa, Thể thao và Du lịch",
         "Nguyễn Thị Đầu", date(2014, 10, 8), "Hướng dẫn kinh phí"),
    ),
    "the signature above the recipients, and a signed form below": (
        f"THỦ TƯỚNG CHÍNH PHỦ\n{STATE}\nSố: 1818/QĐ-TTg\nHà Nội, ngày 7 tháng 7 năm 2025\nQUYẾT "
        f"ĐỊNH\nVề việc ban hành mẫu\n"
        "Căn cứ Luật Tổ chức Chính phủ;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành mẫu.\nKT. THỦ TƯỚNG\nPHÓ THỦ "
        "TƯỚNG\nHồ Thị Thật\n"
        "Nơi nhận:\n- Các bộ;\n- Lưu: VT.\nPHỤ LỤC\nMẪU GIẤY MỜI\nSố: 01/GM-ABC\nGIÁM ĐỐC\nNguyễn Văn Mẫu",
        ("1818/QĐ-TTg", "quyết định", "Thủ tướng Chính phủ", "Hồ Thị Thật", date(2025, 7, 7), "Về việc ban hành mẫu"),
    ),
    "a quoted provision with a number and a signature": (
        f"CHÍNH PHỦ\n{STATE}\nSố: 222/2025/NĐ-CP\nHà Nội, ngày 1 tháng 8 năm 2025\nNGHỊ ĐỊNH\nSửa đổi một số điều\n"
        "Căn cứ Luật Tổ chức Chính phủ;\nĐiều 1. Sửa đổi Điều 4\n“Điều 4. Công bố\nSố: 05/2019/NĐ-CP”\n"
        "TM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nBùi Thị Thử",
        ("222/2025/NĐ-CP", "nghị định", "Chính phủ", "Bùi Thị Thử", date(2025, 8, 1), "Sửa đổi một số điều"),
    ),
    "a ward of 2025": (
        f"ỦY BAN NHÂN DÂN\nPHƯỜNG AN LẠC ĐÔNG\n{STATE}\nSố: 5/KH-UBND\nAn Lạc Đông, ngày 2 tháng 8 năm 2025\nKẾ HOẠCH\n"
        "Thực hiện cải cách hành chính\nI. MỤC TIÊU\nCHỦ TỊCH\nLý Thử",
        ("5/KH-UBND", "kế hoạch", "Phường An Lạc Đông", "Lý Thử", date(2025, 8, 2), "Thực hiện cải cách hành chính"),
    ),
    "trade unions": (
        f"LIÊN ĐOÀN LAO ĐỘNG TỈNH CÀ MAU\n{STATE}\nSố: 61/HD-LĐLĐ\nCà Mau, ngày 12 tháng 5 năm 2025\nHƯỚNG DẪN\n"
        "tổ chức Tháng Công nhân\n1. Mục đích",
        ("61/HD-LĐLĐ", "hướng dẫn", "Liên đoàn Lao động tỉnh Cà Mau", None, date(2025, 5, 12), "tổ chức "
        "Tháng Công nhân"),
    ),
    "a name of many lines, the court's": (
        f"TÒA ÁN NHÂN DÂN\nTỐI CAO\n{STATE}\nSố: 210/TANDTC-PC\nHà Nội, ngày 24 tháng 12 năm 2024\nV/v giải đáp\n"
        "Kính gửi: Các Tòa án nhân dân\nPHÓ CHÁNH ÁN Nguyễn Trí Thử",
        ("210/TANDTC-PC", "công văn", "Tòa án nhân dân tối cao", "Nguyễn Trí Thử", date(2024, 12, 24), "V/v giải đáp"),
    ),
    "a consolidated text": (
        f"BỘ TƯ PHÁP\n{STATE}\nSố: 17/VBHN-BTP\nHà Nội, ngày 9 tháng 9 năm 2025\nNGHỊ ĐỊNH\nVề hộ tịch\n"
        "Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ.",
        ("17/VBHN-BTP", "văn bản hợp nhất", "Bộ Tư pháp", None, date(2025, 9, 9), "Về hộ tịch"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_document_is_known_in_every_layout(layout):
    text, expected = LAYOUTS[layout]
    found = identity(text)
    assert (found.number, found.type, found.issuer, found.signer, found.issued_on, found.title) == expected


ISSUERS = {
    "BỘ TÀI CHÍNH\nCỤC THUẾ": "Cục Thuế",
    "BỘ TÀI CHÍNH THUẾ TỈNH HÀ TĨNH": "Thuế tỉnh Hà Tĩnh",
    "BỘ Y TẾ\nTHANH TRA BỘ": "Thanh tra Bộ Y tế",
    "BỘ NÔNG NGHIỆP VÀ\nMÔI TRƯỜNG": "Bộ Nông nghiệp và Môi trường",
    "NGÂN HÀNG NHÀ NƯỚC\nVIỆT NAM": "Ngân hàng Nhà nước Việt Nam",
    "UỶ BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG\nSỞ GIÁO DỤC VÀ ĐÀO TẠO": "Sở Giáo dục và Đào tạo thành phố Hải Phòng",
    "UBND THÀNH PHỐ HỒ CHÍ MINH\nSỞ XÂY DỰNG": "Sở Xây dựng Thành phố Hồ Chí Minh",
    "UBND TỈNH ĐẮK LẮK\nVĂN PHÒNG": "Văn phòng Ủy ban nhân dân tỉnh Đắk Lắk",
    "UBND XÃ TÂN LẬP\nTỈNH HÀ TĨNH": "Xã Tân Lập, tỉnh Hà Tĩnh",
    "UBND HUYỆN ĐÔNG ANH\nPHÒNG NỘI VỤ": "Phòng Nội vụ huyện Đông Anh",
    "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG": "Thành phố Đà Nẵng",
    "TÒA ÁN NHÂN DÂN TỈNH PHÚ THỌ": "Tòa án nhân dân tỉnh Phú Thọ",
    "VIỆN KIỂM SÁT NHÂN DÂN\nTỐI CAO": "Viện kiểm sát nhân dân tối cao",
    "BẢO HIỂM XÃ HỘI TỈNH CÀ MAU": "Bảo hiểm xã hội tỉnh Cà Mau",
    "CÔNG AN TỈNH HƯNG YÊN": "Công an tỉnh Hưng Yên",
    "ĐẠI HỌC QUỐC GIA HÀ NỘI\nTRƯỜNG ĐẠI HỌC CÔNG NGHỆ": "Trường Đại học Công nghệ",
    "BAN CHỈ ĐẠO CỦA CHÍNH PHỦ VỀ\nPHÁT TRIỂN NHÀ Ở": "Ban Chỉ đạo của Chính phủ về phát triển nhà ở",
    "THÀNH ỦY HÀ NỘI": "Thành ủy Hà Nội",
    "TỈNH ỦY LÂM ĐỒNG\nBAN NỘI CHÍNH": "Ban Nội chính Tỉnh ủy Lâm Đồng",
    "ĐẢNG BỘ TỈNH LÂM ĐỒNG\nĐẢNG ỦY XÃ ĐÔNG GIANG": "Đảng ủy xã Đông Giang",
    "BAN CHẤP HÀNH TRUNG ƯƠNG\nBAN TỔ CHỨC": "Ban Tổ chức Trung ương",
    "BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG": "Văn phòng Ban Chấp hành Trung ương",
    "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG": "Trung ương Hội Liên hiệp Phụ nữ Việt Nam",
}


@pytest.mark.parametrize("letterhead", ISSUERS)
def test_the_issuing_body_is_told_from_the_bodies_above_it(letterhead):
    found = identity(f"{letterhead}\n{STATE}\nSố: 12/ABC-XYZ\nHà Nội, ngày 5 tháng 6 năm 2025\nTHÔNG BÁO\nVề việc nghỉ")
    assert found.issuer == ISSUERS[letterhead]


def test_the_documents_own_spelling_of_an_unknown_body_counts():
    found = identity(
        f"BỘ Y TẾ\nVIỆN SỐT RÉT - KÝ SINH TRÙNG\n{STATE}\nSố: 12/VSR\nHà Nội, ngày 5 tháng 6 năm 2025\nTHÔNG BÁO\n"
        "Về việc nghỉ\n"
        "Viện Sốt rét - Ký sinh trùng thông báo lịch nghỉ."
    )
    assert found.issuer == "Viện Sốt rét - Ký sinh trùng"


def test_an_annex_in_a_file_of_its_own_is_named_by_its_heading():
    assert identity("PHỤ LỤC II\nDanh mục nhiệm vụ\n(Kèm theo Nghị quyết)").title == "PHỤ LỤC II Danh mục nhiệm vụ"


def test_real_documents_are_known(corpus):
    import json

    from index.readers.reading import read_document

    rows = json.loads((corpus / "official.json").read_text("utf-8"))
    agree = told = 0
    for row in rows:
        found = identify(read_document(corpus / row["file"], max_bytes=10**8))
        for field in ("number", "type", "issuer", "signer", "issued_on"):
            told += row[field] is not None
            agree += row[field] is not None and str(getattr(found, field)) == row[field]
    assert agree / told > 0.98


REPORT = (
    "Thủ tướng làm việc với tỉnh\n{first}\n" + "Tại buổi làm việc, các đại biểu đã nêu nhiều ý kiến về "
    "phát triển kinh tế - xã hội của "
    "địa phương trong thời gian tới và những khó khăn cần tháo gỡ.\n" * 3
)  # fmt: skip
PLACE = (
    ", tại trụ sở Chính phủ, Thủ tướng đã chủ trì buổi làm việc với lãnh đạo chủ chốt của tỉnh về tình hình kinh tế."
)


@pytest.mark.parametrize(
    ("first", "published", "expected"),
    [
        ("Sáng 18/3" + PLACE, date(2025, 3, 19), date(2025, 3, 18)),
        ("Chiều ngày 17/5/2025" + PLACE, date(2025, 5, 17), date(2025, 5, 17)),
        ("(VGP) - Ngày 15 tháng 11 năm 2025" + PLACE, None, date(2025, 11, 15)),
        ("Tối 30/12" + PLACE, date(2026, 1, 1), date(2025, 12, 30)),
        ("Sáng nay (18/3)" + PLACE, date(2025, 3, 18), date(2025, 3, 18)),
        ("Chiều nay" + PLACE, date(2025, 3, 18), date(2025, 3, 18)),
        ("Ngày 20/12/2025" + PLACE, date(2025, 12, 1), None),
        ("Sáng 18/3" + PLACE, None, None),
    ],
)
def test_a_report_tells_the_day_of_the_event(first, published, expected):
    found = identity(REPORT.format(first=first).strip(), published_on=published)
    assert (found.type, found.event_on) == ("tin báo chí", expected)


DISPATCH = (
    f"THỦ TƯỚNG CHÍNH PHỦ\n{STATE}\nSố: 999/CĐ-TTg\nHà Nội, ngày 1 tháng 10 năm 2025\nCÔNG ĐIỆN\nVề ứng phó bão\n"
    "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: Hà Tĩnh, Huế;\n"
    "- Các Bộ: Tài chính, Văn hóa, Thể thao và Du lịch, Xây dựng;\n- Đài Truyền hình Việt Nam.\n"
    "Bão đang đi vào đất liền.\n1. Các địa phương trực ban."
)


def test_addressees_are_bodies_and_lists_of_them_are_taken_apart():
    found = document(DISPATCH)
    assert found.identity.addressees == (
        "Tỉnh Hà Tĩnh", "Thành phố Huế", "Bộ Tài chính", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Xây dựng",
        "Đài Truyền hình Việt Nam",
    )  # fmt: skip
    parts = {s.part for s in found.sections if "Các Bộ:" in found.text[s.start : s.end]}
    assert parts == {"addressees"}
    assert section(found, "Bão đang").part == "body"


def test_a_letter_says_whom_it_is_sent_to():
    found = document(
        f"BỘ NỘI VỤ\n{STATE}\nSố: 15/BNV-TL\nHà Nội, ngày 1 tháng 10 năm 2025\nV/v tiền lương\nKính gửi:\n"
        "- Bộ Y tế;\n- Ngân hàng Nhà nước Việt Nam.\nCăn cứ Luật Cán bộ, Bộ Nội vụ đề nghị báo cáo.\n- "
        "Số liệu năm 2024;"
    )
    assert found.identity.addressees == ("Bộ Y tế", "Ngân hàng Nhà nước Việt Nam")
    assert found.identity.legal_bases == ()
    assert section(found, "Căn cứ").part == section(found, "- Số liệu").part == "body"


def test_sample_forms_address_nobody():
    head = (
        f"BỘ Y TẾ\n{STATE}\nSố: 15/QĐ-BYT\nHà Nội, ngày 1 tháng 10 năm 2025\nQUYẾT ĐỊNH\nVề mẫu đơn\nĐiều 1. Ban hành."
    )
    sign, form = "BỘ TRƯỞNG\nNguyễn Văn Thử", "ĐƠN ĐỀ NGHỊ\nKính gửi: Bộ Nội vụ\nTôi đề nghị."
    assert document(f"{head}\n{sign}\n{form}").identity.addressees == ()
    assert document(f"{head}\nPHỤ LỤC I\n{form}").identity.addressees == ()
    assert document(f"{head}\nKính gửi: …………………\n{sign}").identity.addressees == ()


def test_the_closing_lines_stand_below_no_list_item():
    found = document(
        f"BỘ Y TẾ\n{STATE}\nSố: 15/CT-BYT\nHà Nội, ngày 1 tháng 10 năm 2025\nCHỈ THỊ\nVề một việc\nI. NHIỆM VỤ\n"
        "1. Việc một.\nNói thêm về việc một.\n2. Việc hai.\na) Việc con.\nTrong quá trình thực hiện, nếu có "
        "vướng mắc thì báo cáo.\nNơi nhận:\n- Lưu: VT.\nBỘ TRƯỞNG\nNguyễn Văn Thử"
    )
    assert trail(found, "Nói thêm") == ("I. NHIỆM VỤ", "1. Việc một")
    assert trail(found, "Trong quá trình") == ("I. NHIỆM VỤ",)
    law = document(
        f"QUỐC HỘI\n{STATE}\nLuật số: 90/2025/QH15\nHà Nội, ngày 1 tháng 10 năm 2025\nLUẬT\nVỀ MỘT VIỆC\n"
        "Chương I\nCHUNG\nĐiều 1. Việc\n1. Việc một.\nLuật này được Quốc hội khóa XV thông qua ngày "
        "20 tháng 6 năm 2025.\nCHỦ TỊCH QUỐC HỘI\nNguyễn Văn Thử"
    )
    assert trail(law, "Luật này được") == ()


def test_bases_are_kept_in_the_documents_own_words():
    found = document(LAYOUTS["two columns one below the other"][0].replace(
        "Căn cứ Luật Đất đai;", "Căn cứ Luật Đất đai số 31/2024/QH15;\nXét đề nghị của Giám đốc Sở Xây "
        "dựng tại Tờ trình số 5/TTr-SXD,"
    ))  # fmt: skip
    assert found.identity.legal_bases == (
        "Căn cứ Luật Đất đai số 31/2024/QH15",
        "Xét đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 5/TTr-SXD",
    )
    assert [section(found, start).part for start in ("Căn cứ", "Xét", "Điều 1")] == ["basis", "basis", "body"]


def test_markers_nest_from_part_to_point():
    found = document(
        "Phần thứ nhất\nQUY ĐỊNH CHUNG\nChương II\nTỔ CHỨC\nMục 1\nBỘ MÁY\nTiểu mục 1\nCƠ CẤU\nĐiều 7. Nhiệm vụ\n"
        "1. Khoản một:\na) Điểm a;\nb) Điểm b.\n2. Khoản hai.\nĐiều 8. Quyền hạn\nChương III\nTHI "
        "HÀNH\nĐiều 9. Hiệu lực"
    )
    assert trail(found, "b) Điểm") == (
        "Phần thứ nhất QUY ĐỊNH CHUNG", "Chương II TỔ CHỨC", "Mục 1 BỘ MÁY", "Tiểu mục 1 CƠ CẤU", "Điều 7. Nhiệm vụ",
        "1. Khoản một",
    )  # fmt: skip
    assert trail(found, "Điều 9") == ("Phần thứ nhất QUY ĐỊNH CHUNG", "Chương III THI HÀNH")


def test_decimal_numbers_nest_and_words_that_look_like_ordinals_do_not_count():
    found = document("1. Một\n1.1. Hai\n1.1.1. Ba\n1.1.2. Bốn\n1.2. Năm\nThứ trưởng Bộ Y tế dự họp\nMột là, giữ nghiêm")
    assert trail(found, "1.1.2") == ("1. Một", "1.1. Hai")
    assert trail(found, "1.2.") == ("1. Một",)
    assert section(found, "Thứ trưởng").rank is None
    assert section(found, "Một là").rank is not None


def test_a_quoted_article_stays_under_the_article_that_amends():
    found = document(
        "Điều 1. Sửa đổi một số điều\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Hồ sơ\n1. Đơn đề nghị.\n2. Bản sao.”\n"
        "2. Bãi bỏ Điều 6.\nĐiều 2. Hiệu lực"
    )
    above = ("Điều 1. Sửa đổi một số điều", "1. Sửa đổi Điều 5 như sau")
    assert trail(found, "“Điều 5") == above
    assert trail(found, "2. Bản sao") == (*above, "“Điều 5. Hồ sơ")
    assert trail(found, "2. Bãi bỏ") == ("Điều 1. Sửa đổi một số điều",)
    assert trail(found, "Điều 2") == ()


def test_a_quotation_that_is_never_closed_swallows_nothing():
    found = document("Điều 1. Sửa đổi\n“Điều 5. Hồ sơ\n1. Đơn.\nĐiều 2. Hiệu lực")
    assert trail(found, "Điều 2") == ()


def test_an_annex_begins_a_tree_of_its_own_and_is_named_by_the_line_below():
    found = document("Chương I\nQUY ĐỊNH\nĐiều 3. Việc\nPHỤ LỤC II\nDANH MỤC NHIỆM VỤ\nI. NHÓM MỘT\n1. Việc đầu")
    assert trail(found, "1. Việc đầu") == ("PHỤ LỤC II DANH MỤC NHIỆM VỤ", "I. NHÓM MỘT")


def test_a_title_over_two_lines_is_one_heading():
    found = document("I. NHIỆM VỤ\nTĂNG CƯỜNG CÔNG TÁC\nCỦA CHÍNH PHỦ\n1. Đến năm 2030")
    assert trail(found, "1. Đến") == ("I. NHIỆM VỤ", "TĂNG CƯỜNG CÔNG TÁC CỦA CHÍNH PHỦ")


def test_what_is_attached_below_the_signature_is_a_tree_of_its_own():
    found = document(
        "Điều 1. Ban hành Quy chế.\nĐiều 2. Hiệu lực.\nNơi nhận:\n- Các bộ;\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNgô Văn Thử\n"
        "QUY CHẾ HOẠT ĐỘNG\nCỦA HỘI ĐỒNG\n(Kèm theo Quyết định)\nChương I\nCHUNG\nĐiều 1. Phạm vi quy chế"
    )
    assert trail(found, "Điều 1. Phạm vi") == ("QUY CHẾ HOẠT ĐỘNG CỦA HỘI ĐỒNG", "Chương I CHUNG")


def test_rows_stand_under_their_group_rows():
    columns = ("TT", "Nhiệm vụ", "Cơ quan", "Thời hạn")

    def row(*cells: str, level: int = 0) -> Block:
        return Block("row", " | ".join(c for c in cells if c), level=level, cells=cells, columns=columns)

    found = built(
        [
            Block("paragraph", "Tên văn bản"),
            Block("paragraph", "PHỤ LỤC I"),
            row("I", "Hoàn thiện thể chế", "", "", level=1),
            row("1", "Nhóm luật", "", "", level=2),
            row("1.1", "Sửa luật", "Bộ Tư pháp", "2025"),
            row("2", "Trình nghị định", "Bộ Nội vụ", "2026"),
            row("II", "Hạ tầng", "", "", level=1),
            row("3", "Xây cầu", "Bộ Xây dựng", "2027"),
            Block("paragraph", "Ghi chú"),
        ]
    )
    assert trail(found, "1.1") == ("PHỤ LỤC I", "I | Hoàn thiện thể chế", "1 | Nhóm luật")
    assert trail(found, "2 |") == ("PHỤ LỤC I", "I | Hoàn thiện thể chế")
    assert trail(found, "3 |") == ("PHỤ LỤC I", "II | Hạ tầng")
    assert trail(found, "Ghi chú") == ("PHỤ LỤC I",)


MARKS = [
    "Chương I",
    "Chương II",
    "Mục 1",
    "Điều 1. Việc",
    "Điều 2. Việc",
    "I. NHÓM",
    "1. Một",
    "2. Hai",
    "1.1. Con",
    "a) Điểm",
]
MARKS += ["b) Điểm", "(1) Ngoặc", "- Gạch", "+ Cộng", "PHỤ LỤC I", "Câu thường không có dấu.", "TÊN CHƯƠNG VIẾT HOA"]
MARKS += ["“Điều 9. Trích", "Hết trích.”", "Mẫu số 01", "Thứ nhất, việc"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=40))
def test_every_heading_of_a_trail_stands_before_what_it_heads(texts):
    found = built([Block("paragraph", text) for text in texts])
    for number, below in enumerate(found.sections):
        earlier = [found.text[s.start : s.end] for s in found.sections[:number]]
        for label in below.heading:
            assert any(label.startswith(label_of(text)) for text in earlier)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([mark for mark in MARKS if "“" not in mark and "”" not in mark]), min_size=1, max_size=40)
)
def test_ranks_increase_along_a_trail(texts):
    found = built(
        [Block("paragraph", f"{text} thứ {at}" if text[0] in "+-(" else text) for at, text in enumerate(texts)]
    )
    open_at: dict[str, int] = {}
    for below in found.sections:
        if below.part != "body":
            continue
        ranks = [open_at[label] for label in below.heading if label in open_at]
        nested = [rank for rank in ranks if rank not in (11, 12)]
        assert nested == sorted(nested)
        if below.rank is not None:
            open_at[label_of(found.text[below.start : below.end])] = below.rank


LINES = st.lists(
    st.sampled_from(["Số: 1/QĐ-UBND", "Kính gửi:", "“", "- Bộ Y tế;", "Nơi nhận:", "BỘ TRƯỞNG", "QUYẾT ĐỊNH", "|"])
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(LINES)
def test_any_text_whatever_has_an_anatomy(lines):
    found = built([Block("paragraph", line) for line in lines])
    assert len(found.sections) == len(lines)
    for relation in found.relations:
        assert 0 <= relation.start < relation.end <= len(found.text)


def test_the_headline_of_a_summary_above_the_letterhead_is_no_heading_of_the_document():
    lines = [
        "Hỗ trợ dân sửa nhà trước cuối tháng",
        "Theo công điện, các tỉnh rà soát thiệt hại.",
        "THỦ TƯỚNG CHÍNH PHỦ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 955/CĐ-TTg",
        "Hà Nội, ngày 05 tháng 6 năm 2025",
        "CÔNG ĐIỆN",
        "Về việc khắc phục hậu quả mưa lũ",
        "1. Bộ Xây dựng sửa đường.",
    ]
    blocks = tuple(Block("heading" if at == 0 else "paragraph", line, int(at == 0)) for at, line in enumerate(lines))
    document = build_document(ReadDocument(blocks), source="a", location="a", data_sha256="0")
    assert document.sections[1].heading == (lines[0],)
    assert document.sections[-1].heading == ()

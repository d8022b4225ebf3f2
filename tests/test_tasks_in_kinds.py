"""What is a task in each kind of document: under which headings, by whose words, and what only tells."""

import time
from datetime import date

import pytest

from index.blocks import Block, ReadDocument
from index.document import Document, build_document
from index.readers.reading import read_bytes

CALL = """THỦ TƯỚNG CHÍNH PHỦ
Số: 300/CĐ-TTg
Hà Nội, ngày 20 tháng 11 năm 2025
CÔNG ĐIỆN
Về việc khắc phục hậu quả mưa lũ
Thủ tướng Chính phủ yêu cầu:
"""
ITEMS = """
a) Bộ Y tế:
- Rà soát thuốc dự trữ tại các địa phương.
b) Bộ Tài chính bố trí kinh phí thực hiện."""
BOTH = [("Bộ Y tế",), ("Bộ Tài chính",)]


def document(lines: str) -> Document:
    blocks = tuple(Block("paragraph", line) for line in lines.split("\n") if line)
    return build_document(ReadDocument(blocks), source="a.md", location="a.md", data_sha256="0")


def leads(lines: str) -> list[tuple[str, ...]]:
    return [task.lead for task in document(lines).tasks]


def actions(lines: str) -> list[str]:
    return [task.action for task in document(lines).tasks]


OPEN = [
    "II. MỤC TIÊU, NHIỆM VỤ",
    "II. MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP",
    "1. Khó khăn, vướng mắc và giải pháp tháo gỡ",
    "1. Đánh giá, xếp loại cán bộ",
    "1. Hạn chế phương tiện cá nhân",
    "1. Dự báo, cảnh báo thiên tai",
    "1. Đánh giá kết quả thực hiện năm 2025 và phương hướng, nhiệm vụ năm 2026",
    "2. Về tình hình xuất khẩu nông sản",
]
CLOSED = [
    "I. MỤC TIÊU",
    "1. Đánh giá chung",
    "1. Khó khăn, vướng mắc",
    "1. Hạn chế và nguyên nhân",
    "1. Dự báo tình hình",
    "1. Kết quả thực hiện các mục tiêu, nhiệm vụ năm 2025",
    "1. Về đánh giá tình hình hoạt động năm 2025",
    "1. Về kết quả đạt được",
]


@pytest.mark.parametrize("heading", OPEN)
def test_tasks_stand_below_a_heading_that_names_some_or_says_what_to_do(heading):
    assert leads(CALL + heading + ITEMS) == BOTH


@pytest.mark.parametrize("heading", CLOSED)
def test_no_task_stands_below_an_assessment(heading):
    assert leads(CALL + heading + ITEMS) == []


def test_an_item_that_a_body_is_to_do_closes_nothing():
    body = "1. Bộ Xây dựng:\na) Đánh giá tình hình các cầu yếu\nb) Hạn chế xe quá tải qua cầu yếu"
    assert leads(CALL + body) == [("Bộ Xây dựng",)] * 2


def test_a_resolution_commands_from_quyet_nghi_on_in_small_letters_too():
    head = "CHÍNH PHỦ\nSố: 12/NQ-CP\nHà Nội, ngày 08 tháng 01 năm 2026\nNGHỊ QUYẾT\nPhiên họp Chính phủ thường kỳ\n"
    assert leads(head + "Trên cơ sở thảo luận, Chính phủ quyết nghị:\n1. Về phát triển kinh tế" + ITEMS) == BOTH


def test_a_letter_commands_from_its_first_request_on():
    letter = """SỞ Y TẾ TỈNH GIA LAI
Số: 12/SYT-NVY
V/v phòng, chống dịch
Gia Lai, ngày 2 tháng 6 năm 2026
Sở Y tế đề nghị các bệnh viện báo cáo kết quả trước ngày 10/6/2026.
Trung tâm Kiểm soát bệnh tật tổng hợp, trình Giám đốc Sở trước ngày 15/6/2026.
Nơi nhận:
- Các bệnh viện;"""
    assert leads(letter) == [("các bệnh viện",), ("Trung tâm Kiểm soát bệnh tật",)]


def test_a_council_that_agrees_has_no_task_and_a_report_only_asks():
    head = "HỘI ĐỒNG NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 88/NQ-HĐND\nLâm Đồng, ngày 10 tháng 12 năm 2025\nNGHỊ QUYẾT\n"
    council = "Điều 1. Hội đồng nhân dân tỉnh thống nhất ban hành mức hỗ trợ học phí năm 2026.\n"
    council += "Điều 2. Ủy ban nhân dân tỉnh ban hành kế hoạch thu học phí trước ngày 31/12/2025."
    assert leads(head + "Về học phí\nQUYẾT NGHỊ:\n" + council) == [("Ủy ban nhân dân tỉnh",)]
    report = (
        "ỦY BAN NHÂN DÂN TỈNH GIA LAI\nSố: 57/BC-UBND\nGia Lai, ngày 9 tháng 1 năm 2026\nBÁO CÁO\nTình hình năm 2025\n"
    )
    report += "I. CÔNG TÁC CHỈ ĐẠO\n1. Chủ tịch UBND tỉnh chỉ đạo Sở Xây dựng kiểm tra các công trình.\n"
    report += "II. KIẾN NGHỊ\n1. Đề nghị Bộ Tài chính bổ sung 500 tỷ đồng cho tỉnh trước ngày 30/6/2026."
    assert leads(report) == [("Bộ Tài chính",)]


def test_days_of_a_report_in_the_press_count_from_the_day_it_tells_of():
    press = """Chủ tịch tỉnh kiểm tra dự án, yêu cầu xong trước ngày 31/12/2025
Chiều 03/12/2025, Chủ tịch UBND tỉnh Gia Lai kiểm tra tiến độ và yêu cầu bàn giao mặt bằng trước ngày 31/12/2025. {}
Theo báo cáo của Ban Quản lý dự án, đến nay đã bàn giao 97,2% diện tích, các nhà thầu đang thi công 15 mũi. {}
Chủ tịch UBND tỉnh giao Sở Xây dựng chủ trì rà soát vướng mắc của hạ tầng kỹ thuật ngầm, báo cáo trước 10/12.
Dự án dài 112,8 km với tổng mức đầu tư 85.800 tỷ đồng, đi qua địa bàn của nhiều xã, phường của tỉnh. {}"""
    press = press.format(*["Người dân hai bên tuyến đường đều mong công trình sớm xong."] * 3)
    built = document(press)
    assert built.identity.issued_on == date(2025, 12, 3)
    assert [task.deadline.end for task in built.tasks if "10/12" in task.action] == [date(2025, 12, 10)]


def test_what_a_document_says_of_itself_and_of_money_is_no_task():
    body = """1. Bộ Tài chính khẩn trương phân bổ vốn cho các địa phương.
2. Chỉ thị này có hiệu lực từ ngày ký.
3. Công điện này thay thế Công điện số 12/CĐ-TTg ngày 2/1/2025.
4. Nguồn kinh phí thực hiện từ ngân sách nhà nước.
5. Trong quá trình thực hiện, nếu có khó khăn thì báo cáo Thủ tướng.
6. Tình hình mưa lũ còn diễn biến phức tạp."""
    told = CALL.replace("yêu cầu:", "yêu cầu các bộ, ngành, địa phương thực hiện các nhiệm vụ sau:") + body
    assert leads(told) == [("Bộ Tài chính",)]


def test_when_the_result_is_to_be_reported_dates_the_task_before():
    (task,) = document(
        CALL + "1. Bộ Xây dựng rà soát hiện trạng các cầu yếu. Kết quả báo cáo Thủ tướng trước ngày 15/12/2025."
    ).tasks
    assert task.action.startswith("rà soát") and task.deadline.end == date(2025, 12, 15)


def test_few_words_are_enough_where_the_lead_stands_beside_them():
    assert actions(CALL + "1. Phân công Phó Thủ tướng Hồ Đức Phớc chỉ đạo.\n2. Giao Bộ Nội vụ chủ trì.") == [
        "chỉ đạo",
        "chủ trì",
    ]


def test_a_paragraph_behind_a_whole_item_is_not_its_lead_s():
    closing = "\nBáo cáo kết quả về Thủ tướng Chính phủ trước ngày 15/12/2025."
    assert ("Bộ Y tế",) not in leads(CALL + "1. Bộ Tài chính bố trí vốn.\n2. Bộ Y tế rà soát thuốc dự trữ." + closing)[
        2:
    ]
    assert leads(CALL + "1. Bộ Y tế:" + closing) == [("Bộ Y tế",)]


def test_helpers_stand_in_brackets_too():
    (task,) = document(CALL + "1. Giao Sở Xây dựng (phối hợp Sở Tư pháp) xem xét, trình trước ngày 15/12/2025.").tasks
    assert (task.lead, task.support) == (("Sở Xây dựng",), ("Sở Tư pháp",))


TABLE = """| TT | Nội dung công việc | Đơn vị thực hiện | Đơn vị phối hợp | Thời gian |
|---|---|---|---|---|
| 1 | Rà soát văn bản | VP HĐND&UBND | | 30/11/2026 |
| 2 | Niêm yết công khai | TTPVHCC | MTTQ xã, Đoàn TN | nt |
| 3 | Thống kê | - | | |
| 4 | Kiểm tra | Đ/c Nguyễn Văn An - PCT UBND | | 15/3/2026 |
| 5 | Thu gom rác | Toàn dân | | |
| 6 | Quét đường | | | 30/9/2026 |
"""


def test_a_row_keeps_the_words_for_its_lead_and_a_dash_names_nobody():
    read = read_bytes(TABLE.encode(), "a.md", max_bytes=100_000)
    told = {task.action: task for task in build_document(read, source="a.md", location="a.md", data_sha256="0").tasks}
    assert [task.lead[0] for task in told.values()] == [
        "VP HĐND&UBND",
        "TTPVHCC",
        "Đ/c Nguyễn Văn An - PCT UBND",
        "Toàn dân",
        "Toàn dân",
    ]
    assert "Thống kê" not in told and told["Niêm yết công khai"].support == ("MTTQ xã", "Đoàn TN")
    assert told["Niêm yết công khai"].deadline.end == date(2026, 11, 30)


def test_a_paragraph_of_thousands_of_parts_takes_linear_time():
    began = time.process_time()
    document(CALL + "1. Bộ Y tế: " + "(1) rà soát; " * 23_000)
    assert time.process_time() - began < 15

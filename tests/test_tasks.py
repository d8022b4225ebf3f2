"""Tasks: who must do what, until when, read from sentences and tables; and nothing from what assigns none."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.blocks import Block, ReadDocument
from index.document import Document, build_document
from index.readers.reading import read_bytes, read_document

LIMIT = 10_000_000
HEAD = """THỦ TƯỚNG CHÍNH PHỦ
Số: 300/CĐ-TTg
Hà Nội, ngày 20 tháng 11 năm 2025
CÔNG ĐIỆN
Về việc khắc phục hậu quả mưa lũ
THỦ TƯỚNG CHÍNH PHỦ điện:
- Bộ trưởng các Bộ: Quốc phòng, Công an;
- Chủ tịch UBND các tỉnh: Gia Lai, Đắk Lắk.
Mưa lũ đã gây thiệt hại lớn. Bộ Quốc phòng đã điều động 5.000 cán bộ, chiến sĩ. Thủ tướng Chính phủ yêu cầu:
"""


def document(lines: str) -> Document:
    blocks = tuple(Block("paragraph", line) for line in lines.split("\n") if line)
    return build_document(ReadDocument(blocks), source="a.md", location="a.md", data_sha256="0")


def tasks(body: str) -> list[tuple]:
    """Lead, support, the action's first words and the last day, of each task."""
    found = document(HEAD + body).tasks
    return [
        (" | ".join(t.lead), " | ".join(t.support), t.action, t.deadline and t.deadline.end and str(t.deadline.end))
        for t in found
    ]


def leads(body: str) -> list[str]:
    return [lead for lead, *_ in tasks(body)]


def test_a_body_is_told_what_to_do_with_whom_and_until_when():
    assert tasks(
        "1. Bộ Y tế chủ trì, phối hợp với Bộ Tài chính rà soát thuốc dự trữ, báo cáo trước ngày 10/12/2025."
    ) == [
        (
            "Bộ Y tế",
            "Bộ Tài chính",
            "chủ trì, phối hợp với Bộ Tài chính rà soát thuốc dự trữ, báo cáo trước ngày 10/12/2025",
            "2025-12-10",
        )
    ]


def test_items_below_a_lead_in_have_its_lead_unless_they_name_their_own():
    body = """1. Bộ trưởng Bộ Xây dựng:
a) Khẩn trương khôi phục giao thông trên các tuyến quốc lộ bị chia cắt.
b) Hướng dẫn các địa phương sửa chữa nhà ở, hoàn thành trước 30/11.
c) Giao Cục Đường bộ Việt Nam thường trực 24/24 giờ để xử lý sự cố.
2. Văn phòng Chính phủ theo dõi, đôn đốc việc thực hiện Công điện này."""
    assert leads(body) == ["Bộ Xây dựng", "Bộ Xây dựng", "Cục Đường bộ Việt Nam", "Văn phòng Chính phủ"]
    assert [end for *_, end in tasks(body)] == [None, "2025-11-30", None, None]


def test_counted_parts_and_new_deadlines_are_tasks_of_their_own():
    counted = "1. Bộ Công an: (1) Bảo đảm an ninh trật tự vùng lũ; (2) Cấp lại giấy tờ cho người dân bị mất do lũ."
    assert leads(counted) == ["Bộ Công an", "Bộ Công an"]
    dated = (
        "1. UBND tỉnh Gia Lai tập trung sửa chữa nhà hư hỏng, hoàn thành trước ngày 30/11/2025; "
        "xây dựng lại nhà bị sập, hoàn thành trước ngày 31/01/2026."
    )
    assert [end for *_, end in tasks(dated)] == ["2025-11-30", "2026-01-31"]
    one = "1. Bộ Y tế rà soát thuốc dự trữ; tổ chức khám bệnh cho người dân; phòng, chống dịch sau lũ."
    assert len(tasks(one)) == 1


def test_who_tells_whom():
    told = "1. Thủ tướng Chính phủ giao Phó Thủ tướng Trần Hồng Hà trực tiếp chỉ đạo công tác khắc phục hậu quả mưa lũ."
    assert leads(told) == ["Phó Thủ tướng Trần Hồng Hà"]
    listed = "1. Chủ tịch UBND các tỉnh: Gia Lai, Đắk Lắk rà soát, hỗ trợ chỗ ở tạm cho các hộ dân mất nhà."
    assert leads(listed) == ["Ủy ban nhân dân tỉnh Gia Lai | Ủy ban nhân dân tỉnh Đắk Lắk"]
    both = "1. Bộ Tài chính chỉ đạo Cục Dự trữ Nhà nước chủ trì xuất cấp gạo cứu trợ cho các tỉnh bị thiệt hại."
    assert leads(both) == ["Bộ Tài chính | Cục Dự trữ Nhà nước"]


NOTHING = [
    "1. Bộ Y tế đã rà soát thuốc dự trữ và cấp cho các tỉnh 20 cơ số thuốc.",
    "1. Kết quả đạt được\nCác bộ, ngành, địa phương chủ động triển khai công tác phòng, chống mưa lũ.",
    "I. NHIỆM VỤ CỦA BỘ Y TẾ",
    "Nơi nhận:\n- Bộ Y tế;\n- UBND tỉnh Gia Lai;\n- Lưu: VT, NN.",
    "1. Theo báo cáo của Bộ Y tế, nhiều trạm y tế bị ngập.",
]


@pytest.mark.parametrize("body", NOTHING)
def test_what_was_done_headings_and_recipients_assign_nothing(body):
    assert tasks(body) == []


def test_a_meeting_s_chair_and_time_are_no_task_but_what_must_be_prepared_is():
    invitation = document("""VĂN PHÒNG CHÍNH PHỦ
Số: 220/GM-VPCP
Hà Nội, ngày 12 tháng 11 năm 2025
GIẤY MỜI
Họp về các dự án đường sắt
1. Chủ trì: Phó Thủ tướng Trần Hồng Hà.
2. Thời gian: 14 giờ 00 ngày 14 tháng 11 năm 2025.
3. Địa điểm: Trụ sở Chính phủ.
4. Phân công chuẩn bị:
- Bộ Xây dựng báo cáo tình hình triển khai, gửi tài liệu trước ngày 13 tháng 11 năm 2025.""")
    assert [t.lead for t in invitation.tasks] == [("Bộ Xây dựng",)]


def test_a_plan_s_labelled_lines_say_who_and_until_when():
    plan = document("""ỦY BAN NHÂN DÂN TỈNH GIA LAI
Số: 12/KH-UBND
Gia Lai, ngày 5 tháng 3 năm 2026
KẾ HOẠCH
Chuyển đổi số năm 2026
1. Biên soạn tài liệu hướng dẫn kỹ năng số cơ bản cho người dân.
- Cơ quan chủ trì: Sở Khoa học và Công nghệ.
- Cơ quan phối hợp: Sở Giáo dục và Đào tạo.
- Thời gian hoàn thành: Tháng 6/2026.""")
    (task,) = plan.tasks
    assert (task.lead, task.support) == (("Sở Khoa học và Công nghệ",), ("Sở Giáo dục và Đào tạo",))
    assert task.action.startswith("Biên soạn tài liệu") and task.deadline.end == date(2026, 6, 30)


def test_a_regulation_assigns_only_where_it_says_who_carries_it_out():
    decree = document("""CHÍNH PHỦ
Số: 99/2025/NĐ-CP
Hà Nội, ngày 20 tháng 11 năm 2025
NGHỊ ĐỊNH
Quy định về quản lý hồ chứa
Điều 1. Quyền của người dân
Người dân có quyền được thông tin về xả lũ. Chủ hồ phải vận hành hồ chứa an toàn.
Điều 2. Trách nhiệm thi hành
Bộ Nông nghiệp và Môi trường hướng dẫn, kiểm tra việc thực hiện Nghị định này.
Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ chịu trách nhiệm thi hành Nghị định này.""")
    assert [t.lead for t in decree.tasks] == [("Bộ Nông nghiệp và Môi trường",), ("các bộ, cơ quan ngang bộ",)]


TABLE = """| TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Sản phẩm | Tiến độ |
|---|---|---|---|---|---|---|
| I | HẠ TẦNG |  |  |  |  |  |
| 1 | Xây dựng Đề án hạ tầng số | Bộ Khoa học và Công nghệ | BTC, các địa phương | Quý I/2026 | Đề án | Đang làm |
| 2 | Rà soát các trạm quan trắc | UBND tỉnh Gia Lai |  | Thường xuyên | Báo cáo | Hoàn thành |
"""


def test_a_table_s_row_is_a_task_whose_cells_say_all_of_it():
    read = read_bytes(TABLE.encode(), "a.md", max_bytes=LIMIT)
    built = build_document(read, source="a.md", location="a.md", data_sha256="0")
    first, second = built.tasks
    assert (first.lead, first.support) == (("Bộ Khoa học và Công nghệ",), ("Bộ Tài chính", "các địa phương"))
    assert (first.action, first.result, first.status) == ("Xây dựng Đề án hạ tầng số", "Đề án", "Đang làm")
    assert (first.deadline.text, first.deadline.begin, first.deadline.end) == (
        "Quý I/2026",
        date(2026, 1, 1),
        date(2026, 3, 31),
    )
    assert second.deadline.recurring and second.lead == ("Ủy ban nhân dân tỉnh Gia Lai",)
    assert built.text[first.start : first.end].startswith("1 ")


def test_a_table_of_figures_gives_no_tasks():
    table = "| TT | Đơn vị | Kinh phí (triệu đồng) | Ghi chú |\n|---|---|---|---|\n| 1 | Bộ Y tế | 2.500 | |\n"
    read = read_bytes(table.encode(), "a.md", max_bytes=LIMIT)
    assert build_document(read, source="a.md", location="a.md", data_sha256="0").tasks == ()


def assert_lawful(built: Document) -> None:
    starts = [task.start for task in built.tasks]
    assert starts == sorted(starts)
    for task in built.tasks:
        quote = built.text[task.start : task.end]
        assert task.action and task.action in quote
        assert task.lead and not set(task.lead) & set(task.support)
        assert task.lead_start is None or 0 <= task.lead_start < task.lead_end <= len(built.text)


WORDS = "Giao |Bộ Y tế |các bộ, ngành |chủ trì |phối hợp với |rà soát |báo cáo |trước ngày 10/12/2025|: |; |. |(1) "
WORDS += (
    "|(2) |a) |, |yêu cầu |đã |trong đó tập trung:|Cơ quan chủ trì: |Thời hạn: |(Bộ Công an chủ trì, quý I/2026)|🙂|n̂"
)
MARKS = ["", "", "1. ", "a) ", "- ", "Điều 3. ", "II. ", "Thủ tướng Chính phủ yêu cầu:", "Nơi nhận:"]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(MARKS), st.lists(st.sampled_from(WORDS.split("|")), max_size=20)), max_size=9)
)
def test_whatever_is_written_every_task_obeys_the_law_of_offsets(lines):
    assert_lawful(document(HEAD + "\n".join(mark + "".join(words) for mark, words in lines)))


def test_a_long_document_is_read_in_linear_time():
    line = "{}. Bộ Y tế chủ trì, phối hợp với các bộ, ngành, địa phương rà soát, báo cáo trước ngày 10/12/2025.\n"
    spent = []
    for count in (200, 800):
        body = HEAD + "".join(line.format(number) for number in range(1, count))
        began = time.process_time()
        assert len(document(body).tasks) == count - 1
        spent.append(time.process_time() - began)
    assert spent[1] < 10 * spent[0]


def test_real_documents_obey_the_law_and_budgets_assign_nothing(corpus):
    for path in sorted((corpus / "official").glob("*.md")):
        data = path.read_bytes()
        built = build_document(
            read_document(path, max_bytes=LIMIT), source=path.name, location=str(path), data_sha256=str(len(data))
        )
        assert_lawful(built)
        if path.name.startswith(("2639-", "983-")):
            assert built.tasks == (), path.name
        if path.name == "227-CD-TTg.md":
            assert len(built.tasks) > 15

"""What documents say of each other, and from when until when they are in force."""

from datetime import date

import pytest

from index.anatomy.relations import Relation
from index.blocks import Block, ReadDocument
from index.document import Document, build_document

HEAD = (
    "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 500/2025/NĐ-CP\n"
    "Hà Nội, ngày 20 tháng 6 năm 2025\nNGHỊ ĐỊNH\n{title}\nCăn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;\n"
    "{basis}\nChính phủ ban hành Nghị định.\n"
)
FOOT = "\nTM. CHÍNH PHỦ\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nNguyễn Văn Thử"


def decree(
    body: str, title: str = "Quy định về một việc", basis: str = "Theo đề nghị của Bộ trưởng Bộ Y tế;"
) -> Document:
    return document(HEAD.format(title=title, basis=basis) + body + FOOT)


def document(text: str) -> Document:
    read = ReadDocument(tuple(Block("paragraph", line) for line in text.split("\n")))
    return build_document(read, source="a.md", location="a.md", data_sha256="0")


def said(found: Document) -> set[tuple[str, str, bool]]:
    return {(r.kind, r.number, r.whole) for r in found.relations if r.number != "63/2025/QH15"}


ACTS = {
    "replaces": (
        "Điều 9. Hiệu lực\n1. Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2025 và thay thế Nghị "
        "định số 12/2019/NĐ-CP "
        "ngày 5 tháng 2 năm 2019 của Chính phủ quy định chi tiết Luật số 10/2018/QH14.",
        {("replaces", "12/2019/NĐ-CP", True), ("cites", "10/2018/QH14", True)},
    ),
    "replaces several": (
        "Điều 2. Nghị định này thay thế Nghị định số 12/2019/NĐ-CP ngày 5/2/2019 và Nghị định số 13/2020/NĐ-CP.",
        {("replaces", "12/2019/NĐ-CP", True), ("replaces", "13/2020/NĐ-CP", True)},
    ),
    "repeals a whole document": (
        "Điều 1. Bãi bỏ toàn bộ Quyết định số 10/2016/QĐ-TTg ngày 21/3/2016.",
        {("repeals", "10/2016/QĐ-TTg", True)},
    ),
    "repeals a provision": (
        "Điều 8. Bãi bỏ một số quy định\n1. Bãi bỏ khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP.",
        {("repeals", "30/2020/NĐ-CP", False)},
    ),
    "ends another by its own effect": (
        "Điều 3. Hiệu lực\n2. Nghị định số 15/2015/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
        {("repeals", "15/2015/NĐ-CP", True)},
    ),
    "lists what ends": (
        "Điều 3. Hiệu lực\n2. Các văn bản sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành:\n"
        "a) Nghị định số 15/2015/NĐ-CP;\nb) Quyết định số 7/2016/QĐ-TTg.\n3. Thực hiện theo Nghị định "
        "số 16/2017/NĐ-CP.",
        {("repeals", "15/2015/NĐ-CP", True), ("repeals", "7/2016/QĐ-TTg", True), ("cites", "16/2017/NĐ-CP", True)},
    ),
    "amends some articles": (
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP\n1. Sửa đổi Điều 2 như sau:\n"
        "“Điều 2. Bãi bỏ Nghị định số 99/2001/NĐ-CP.”",
        {("amends", "30/2020/NĐ-CP", False), ("cites", "99/2001/NĐ-CP", True)},
    ),
    "supplements": (
        "Điều 1. Bổ sung khoản 3 vào Điều 4 của Nghị định số 30/2020/NĐ-CP.",
        {("supplements", "30/2020/NĐ-CP", False)},
    ),
    "is said to be replaced": (
        "Điều 2. Nghị định số 12/2019/NĐ-CP được thay thế bằng Nghị định này.",
        {("replaces", "12/2019/NĐ-CP", True)},
    ),
    "does two things in one sentence": (
        "Điều 2. Thay thế Nghị định số 1/2020/NĐ-CP và bãi bỏ Nghị định số 2/2020/NĐ-CP; sửa đổi Điều 5 Nghị định số "
        "3/2020/NĐ-CP.",
        {("replaces", "1/2020/NĐ-CP", True), ("repeals", "2/2020/NĐ-CP", True), ("amends", "3/2020/NĐ-CP", False)},
    ),
    "ends what another put into force": (
        "Điều 2. Nghị định này có hiệu lực từ ngày 01/8/2025; Quy chế ban hành kèm theo Quyết định số 786/QĐ-TTg ngày "
        "31/3/2023 hết hiệu lực thi hành kể từ ngày Nghị định này có hiệu lực.",
        {("repeals", "786/QĐ-TTg", True)},
    ),
    "ends a chapter of another": (
        "Điều 2. Hiệu lực\n2. Các quy định tại Chương III Nghị định số 71/2007/NĐ-CP ngày 03 tháng 5 năm 2007 "
        "hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.",
        {("repeals", "71/2007/NĐ-CP", False)},
    ),
    "lists what it repeals": (
        "Điều 2. Hiệu lực\n2. Bãi bỏ các Nghị định sau:\na) Nghị định số 5/2011/NĐ-CP sửa đổi Nghị định số "
        "4/2010/NĐ-CP;\n3. Bãi bỏ khoản 7 Điều 15 và Phụ lục I kèm theo của Nghị định số 128/2025/NĐ-CP.",
        {("repeals", "5/2011/NĐ-CP", True), ("cites", "4/2010/NĐ-CP", True), ("repeals", "128/2025/NĐ-CP", False)},
    ),
    "gives somebody the task": (
        "Điều 4. Trách nhiệm\n1. Bộ Y tế nghiên cứu, trình Chính phủ sửa đổi, bổ sung Nghị định số "
        "30/2020/NĐ-CP, thay thế Quyết "
        "định số 5/2011/QĐ-TTg.",
        {("cites", "30/2020/NĐ-CP", True), ("cites", "5/2011/QĐ-TTg", True)},
    ),
    "denies it": (
        "Điều 4. Áp dụng\n1. Nghị định này không thay thế Nghị định số 30/2020/NĐ-CP.",
        {("cites", "30/2020/NĐ-CP", True)},
    ),
    "tells the history of another": (
        "Điều 4. Áp dụng\n1. Thực hiện theo Luật Đất đai số 31/2024/QH15 đã được sửa đổi, bổ sung một "
        "số điều theo Luật số "
        "43/2024/QH15.",
        {("cites", "31/2024/QH15", True), ("cites", "43/2024/QH15", True)},
    ),
    "names a provision": (
        "Điều 4. Áp dụng\n1. Thực hiện theo khoản 2 Điều 5 Nghị quyết số 57 -NQ/TW và Nghị định 30/2020/ NĐ-CP.",
        {("cites", "57-NQ/TW", False), ("cites", "30/2020/NĐ-CP", True)},
    ),
    "names itself only": ("Điều 4. Nghị định số 500/2025/NĐ-CP được đăng Công báo ngày 19/2/2025.", set()),
}  # fmt: skip


# Everything that only looks like an end of another document, or like the end of all of it.
ACTS |= {
    "says what another kind of document does": (
        "Điều 2. Thông tư này thay thế Thông tư số 12/2019/TT-BYT.",
        {("cites", "12/2019/TT-BYT", True)},
    ),
    "is only planned": (
        "1. Dự thảo Nghị định này thay thế Nghị định số 1/2020/NĐ-CP.\n2. Khi xây dựng Nghị định này thay thế Nghị "
        "định số 2/2020/NĐ-CP cần lưu ý.\n3. Khi trình Nghị định này thay thế Nghị định số 3/2020/NĐ-CP.\n4. Dự kiến "
        "Nghị định này thay thế Nghị định số 4/2020/NĐ-CP.",
        {("cites", f"{n}/2020/NĐ-CP", True) for n in (1, 2, 3, 4)},
    ),
    "excepts an article": (
        "Điều 2. Nghị định này thay thế Nghị định số 12/2019/NĐ-CP ngày 5/2/2019, trừ Điều 5.",
        {("replaces", "12/2019/NĐ-CP", False)},
    ),
    "excepts in another clause": (
        "Điều 2. Nghị định số 1/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực; riêng Chương II được áp "
        "dụng đến hết năm 2026.\nĐiều 3. Bãi bỏ Nghị định số 2/2020/NĐ-CP (ngoại trừ Điều 4).\nĐiều 4. Thay thế Nghị "
        "định số 3/2020/NĐ-CP tại khoản 2.\nĐiều 5. Bãi bỏ Nghị định số 4/2020/NĐ-CP. Riêng Điều 9 còn hiệu lực.",
        {("repeals", "1/2020/NĐ-CP", False), ("repeals", "2/2020/NĐ-CP", False), ("replaces", "3/2020/NĐ-CP", False),
         ("repeals", "4/2020/NĐ-CP", False)},
    ),
    "ends a form or a table": (
        "Điều 2. Bãi bỏ một phần Nghị định số 1/2020/NĐ-CP.\nĐiều 3. Thay thế mẫu 01 ban hành kèm theo Nghị định số "
        "2/2020/NĐ-CP.\nĐiều 4. Thay thế Mẫu B1 kèm theo Nghị định số 3/2020/NĐ-CP.\nĐiều 5. Bãi bỏ Danh mục ban hành "
        "kèm theo Nghị định số 4/2020/NĐ-CP.\nĐiều 6. Thay thế bảng giá kèm theo Nghị định số 5/2020/NĐ-CP.",
        {("repeals", "1/2020/NĐ-CP", False), ("replaces", "2/2020/NĐ-CP", False), ("replaces", "3/2020/NĐ-CP", False),
         ("repeals", "4/2020/NĐ-CP", False), ("replaces", "5/2020/NĐ-CP", False)},
    ),
    "is about what it replaces, not what that is about": (
        "Điều 2. Nghị định này thay thế Nghị định số 1/2020/NĐ-CP quy định chi tiết Luật Giá và Quyết định số "
        "2/2020/QĐ-TTg.",
        {("replaces", "1/2020/NĐ-CP", True), ("cites", "2/2020/QĐ-TTg", True)},
    ),
    "names a law before its number in a list": (
        "Điều 2. Bãi bỏ các văn bản sau:\n1. Luật Thuế sử dụng đất số 4/2007/QH12.\n2. Nghị định số 7/2019/NĐ-CP ngày "
        "1/1/2019 của Chính phủ;\n3. Điều 7 Nghị định số 8/2019/NĐ-CP.\nĐiều 3. Nghị định số 9/2019/NĐ-CP là căn cứ.",
        {("repeals", "4/2007/QH12", True), ("repeals", "7/2019/NĐ-CP", True), ("repeals", "8/2019/NĐ-CP", False),
         ("cites", "9/2019/NĐ-CP", True)},
    ),
    "goes on after its list": (
        "Điều 2. Hiệu lực\n1. Bãi bỏ các văn bản sau:\na) Nghị định số 7/2019/NĐ-CP;\n2. Nghị định số 8/2019/NĐ-CP là "
        "căn cứ.",
        {("repeals", "7/2019/NĐ-CP", True), ("cites", "8/2019/NĐ-CP", True)},
    ),
    "lists on one line": (
        "Điều 2. Bãi bỏ toàn bộ các Nghị định sau: Nghị định số 9/2019/NĐ-CP ngày 1/1/2019, Nghị định số "
        "10/2019/NĐ-CP.",
        {("repeals", "9/2019/NĐ-CP", True), ("repeals", "10/2019/NĐ-CP", True)},
    ),
    "keeps another in force for a while": (
        "Điều 2. Nghị định số 1/2020/NĐ-CP tiếp tục có hiệu lực cho đến khi hết hiệu lực.\nĐiều 3. Nghị định số "
        "2/2020/NĐ-CP vẫn có hiệu lực đến khi hết hiệu lực.\nĐiều 4. Nghị định số 3/2020/NĐ-CP trước khi hết hiệu lực.",
        {("cites", f"{n}/2020/NĐ-CP", True) for n in (1, 2, 3)},
    ),
    "ends something in another": (
        "Điều 2. Thay thế thành viên Hội đồng thành lập bởi Quyết định số 1/QĐ-TTg.\nĐiều 3. Bãi bỏ giấy phép cấp tại "
        "Quyết định số 2/QĐ-TTg và Quyết định số 3/QĐ-TTg.\nĐiều 4. Bãi bỏ các thủ tục nêu trong những Quyết định "
        "sau:\n1. Quyết định số 4/QĐ-TTg.",
        {("replaces", "1/QĐ-TTg", False), ("repeals", "2/QĐ-TTg", False), ("repeals", "3/QĐ-TTg", False),
         ("cites", "4/QĐ-TTg", True)},
    ),
    "excepts something of all it lists": (
        "Điều 2. Các Nghị định sau đây hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành, trừ trường "
        "hợp quy định tại Điều 3:\n- Nghị định số 1/2020/NĐ-CP;\n- Nghị định số 2/2020/NĐ-CP.",
        {("repeals", "1/2020/NĐ-CP", False), ("repeals", "2/2020/NĐ-CP", False)},
    ),
    "quotes with plain marks": (
        'Điều 2. Thay thế cụm từ "Nghị định số 5/2020/NĐ-CP" bằng cụm từ "Nghị định số 6/2021/NĐ-CP".',
        {("cites", "5/2020/NĐ-CP", False), ("cites", "6/2021/NĐ-CP", False)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_what_a_document_does_to_others(act):
    body, expected = ACTS[act]
    assert said(decree(body)) == expected


def test_a_title_acts_even_in_capitals():
    found = decree(
        "Điều 1. Phạm vi", title="SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA QUYẾT ĐỊNH SỐ 12/2019/QĐ-TTG NGÀY 5/2/2019"
    )
    assert said(found) == {("amends", "12/2019/QĐ-TTg", False)}
    assert [r.dated for r in found.relations if r.kind == "amends"] == [date(2019, 2, 5)]


def issued(number: str, kind: str, body: str, title: str = "Về một việc") -> Document:
    return document(
        f"BỘ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {number}\nHà Nội, ngày 20 tháng 6 năm 2025\n{kind}\n"
        f"{title}\n{body}\nBỘ TRƯỞNG\nNguyễn Văn Thử"
    )


SELF = "1. {kind} này thay thế {kind} số 12/2019/ABC-BYT."


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        ("15/QĐ-BYT", "Quyết định", "replaces"),
        ("15/TB-BYT", "Thông báo", "cites"),
        ("15/CĐ-BYT", "Công điện", "cites"),
        ("15/TTr-BYT", "Tờ trình", "cites"),
        ("     /QĐ-BYT", "Quyết định", "cites"),
    ],
)
def test_only_an_issued_document_of_a_kind_that_decides_replaces_another_by_saying_so(number, kind, expected):
    found = issued(number, kind.upper(), SELF.format(kind=kind))
    assert {r.kind for r in found.relations} == {expected}


def test_an_announcement_whose_title_repeals_does_repeal_and_a_draft_does_not():
    title = "Bãi bỏ Thông báo số 5/TB-BYT"
    assert {r.kind for r in issued("15/TB-BYT", "THÔNG BÁO", "1. Nội dung", title).relations} == {"repeals"}
    draft = issued("15/QĐ-BYT", "QUYẾT ĐỊNH", "Điều 1. Bãi bỏ Quyết định số 5/QĐ-BYT.", "Dự thảo quy chế làm việc")
    assert {r.kind for r in draft.relations} == {"cites"}


def test_a_law_ends_the_law_before_it():
    found = document(
        "QUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLuật số: 90/2025/QH15\nHà Nội, ngày 20 tháng 6 năm 2025\nLUẬT\n"
        "ĐẤT ĐAI\nĐiều 1. Phạm vi\nĐiều 2. Luật Đất đai số 45/2013/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực."
        "\nCHỦ TỊCH QUỐC HỘI\nNguyễn Văn Thử"
    )
    assert said(found) == {("repeals", "45/2013/QH13", True)}
    told = decree("Điều 2. Luật Đất đai số 45/2013/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực.")
    assert said(told) == {("cites", "45/2013/QH13", True)}


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Điều 2. Nghị định số 1/2020/NĐ-CP ngày 5/2/2020 hết hiệu lực kể từ ngày 01/01/2027.", date(2027, 1, 1)),
        ("Điều 2. Nghị định này thay thế Nghị định số 1/2020/NĐ-CP kể từ ngày 01/7/2026.", date(2026, 7, 1)),
        ("Điều 2. Kể từ ngày 01/7/2026, bãi bỏ Nghị định số 1/2020/NĐ-CP ngày 5/2/2020.", date(2026, 7, 1)),
        (
            "Điều 2. Các văn bản sau hết hiệu lực kể từ ngày 01/01/2027:\na) Nghị định số 1/2020/NĐ-CP.",
            date(2027, 1, 1),
        ),
        ("Điều 2. Nghị định này thay thế Nghị định số 1/2020/NĐ-CP ngày 05/2/2020.", None),
        ("Điều 2. Nghị định này thay thế Nghị định số 1/2020/NĐ-CP về phí thu từ ngày 01/3/2020.", None),
        ("Điều 2. Nghị định này có hiệu lực từ ngày 01/8/2025 và thay thế Nghị định số 1/2020/NĐ-CP.", None),
    ],
)
def test_an_end_may_come_later_than_the_document_that_says_so(body, day):
    found = [r for r in decree(body).relations if r.number == "1/2020/NĐ-CP"]
    assert [(r.kind in ("repeals", "replaces"), r.whole, r.from_day) for r in found] == [(True, True, day)]


def test_a_number_without_end_is_none():
    assert said(decree("Điều 1. Thay thế Nghị định số 1/" + "-".join(["ABCDE"] * 40) + ".")) == set()


def test_a_plan_to_carry_out_an_amending_decree_amends_nothing():
    found = decree(
        "Điều 1. Phạm vi", title="Triển khai thực hiện Nghị định số 5/2020/NĐ-CP sửa đổi Nghị định số 30/2015/NĐ-CP"
    )
    assert {kind for kind, _, _ in said(found)} == {"cites"}


def test_a_basis_is_cited_whatever_happened_to_it():
    found = decree(
        "Điều 1. Phạm vi", basis="Căn cứ Luật Giá số 16/2023/QH15 được sửa đổi, bổ sung bởi Luật số 44/2024/QH15;"
    )
    assert said(found) == {("cites", "16/2023/QH15", True), ("cites", "44/2024/QH15", True)}


def test_the_strongest_statement_is_kept_and_its_clause_is_shown():
    found = decree(
        "Điều 1. Thực hiện Nghị định số 12/2019/NĐ-CP.\nĐiều 2. Nghị định này thay thế Nghị định số "
        "12/2019/NĐ-CP. Bộ Y tế thi hành."
    )
    kept = [r for r in found.relations if r.number == "12/2019/NĐ-CP"]
    assert [type(r) for r in kept] == [Relation]
    assert found.text[kept[0].start : kept[0].end] == "Điều 2. Nghị định này thay thế Nghị định số 12/2019/NĐ-CP."


def test_dates_quantities_and_standards_are_no_numbers_of_documents():
    found = decree("Điều 1. Ngày 19/2/2025, số 12/Bộ và QCVN 01:2025/BXD, 500.000/USD, quyết định 5 việc.")
    assert said(found) == set()


VALIDITY = [
    ("Điều 9. Hiệu lực thi hành\n1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025.",
     date(2025, 7, 1), None),
    ("Điều 9. Nghị định này có hiệu lực kể từ ngày 15/01/2026, trừ khoản 2.", date(2026, 1, 15), None),
    ("Điều 9. Nghị định này có hiệu lực thi hành kể từ ngày ký ban hành.", date(2025, 6, 20), None),
    ("Điều 9. Nghị định này có hiệu lực sau 10 ngày, kể từ ngày ký.", date(2025, 6, 30), None),
    (
        "Điều 9. Nghị định này có hiệu lực từ ngày 01/7/2025 đến hết ngày 31 tháng 12 năm 2026.",
        date(2025, 7, 1),
        date(2026, 12, 31),
    ),
    ("Điều 9. Nghị định này hết hiệu lực từ ngày 01/03/2027.", None, date(2027, 2, 28)),
    ("Điều 9. Khoản 2 Điều 3 của Nghị định này có hiệu lực từ ngày 01/7/2027.", None, None),
    ("Điều 9. Nghị định số 12/2019/NĐ-CP có hiệu lực từ ngày 01/7/2019.", None, None),
    ("Điều 9. Dự án chuyển tiếp nộp trước ngày Nghị định này có hiệu lực thì thực hiện đến ngày "
    "31/12/2026.", None, None),
    ("Điều 9. Nghị định này có hiệu lực từ ngày ký và thay thế Nghị định số 3/2015/NĐ-CP về phí giai đoạn đến ngày "
    "31/12/2029.", date(2025, 6, 20), None),
    ("Điều 9. Nghị định này có hiệu lực từ ngày ký và áp dụng cho dự án được duyệt đến ngày 31/12/2029.",
     date(2025, 6, 20), None),
    ("Điều 9. Nghị định này có hiệu lực từ ngày 01/7/2025 cho đến khi có luật mới, chậm nhất đến ngày 01/3/2027.",
     date(2025, 7, 1), None),
    ("Điều 9. Nghị định này có hiệu lực từ ngày 01/7/2025, hết hiệu lực thi hành kể từ ngày 01/3/2027.",
     date(2025, 7, 1), date(2027, 2, 28)),
    ("Điều 9. Nghị định này có hiệu lực đến hết ngày 31/12/2026.", None, date(2026, 12, 31)),
    ("Điều 9. Nghị định này có hiệu lực từ ngày 01/7/2025 đến ngày 01/7/2024.", date(2025, 7, 1), None),
    ("Điều 9. Khoản 2 Điều 3 Nghị định này có hiệu lực từ ngày 01/7/2027.", None, None),
    ("Điều 9. Các quy định khác tại Chương II Nghị định này có hiệu lực từ ngày 01/7/2027.", None, None),
    ("Điều 9. Trừ khoản 2 Điều này, Nghị định này có hiệu lực từ ngày 01/7/2025.", date(2025, 7, 1), None),
    ("Điều 9. Nghị định có hiệu lực từ ngày 01/7/2025.", date(2025, 7, 1), None),
    ("Điều 9. Các bộ trình ban hành Nghị định có hiệu lực từ ngày 01/7/2026.", None, None),
    ("Điều 9. Nghị định này quy định các giấy phép có hiệu lực từ ngày 01/7/2026.", None, None),
    ("Điều 9. Nghị định này có hiệu lực sau bốn mươi lăm ngày kể từ ngày ký.", date(2025, 8, 4), None),
    ("Điều 9. Nghị định này có hiệu lực thi hành sau 45 (bốn mươi lăm) ngày kể từ ngày ký ban hành.",
     date(2025, 8, 4), None),
    ("Điều 9. Nghị định này có hiệu lực sau 45 ngày kể từ ngày đăng Công báo.", None, None),
    ("Điều 9. Sửa đổi như sau:\n“Nghị định này có hiệu lực từ ngày 01/7/2027.”", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "begins", "ends"), VALIDITY)
def test_a_document_says_when_it_is_in_force(body, begins, ends):
    found = decree(body).identity
    assert (found.effective_from, found.expires_on) == (begins, ends)


def test_a_decision_begins_with_the_rules_it_puts_into_force_when_it_says_nothing_of_itself():
    rules = "Điều 20. Quy chế này có hiệu lực kể từ ngày 01/01/2027."
    assert issued("15/QĐ-BYT", "QUYẾT ĐỊNH", rules).identity.effective_from == date(2027, 1, 1)
    both = "Điều 2. Quyết định này có hiệu lực từ ngày ký.\n" + rules
    assert issued("15/QĐ-BYT", "QUYẾT ĐỊNH", both).identity.effective_from == date(2025, 6, 20)


def test_a_resolution_passed_and_in_effect_on_different_days():
    found = document(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH CÀ MAU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 40/2025/NQ-HĐND\nCà "
        "Mau, ngày 11 tháng 12 năm "
        "2025\nNGHỊ QUYẾT\nVề phí\nQUYẾT NGHỊ:\nĐiều 1. Mức phí\nNghị quyết này được Hội đồng nhân dân "
        "tỉnh khóa X thông qua "
        "ngày 10 tháng 12 năm 2025 và có hiệu lực từ ngày 21 tháng 12 năm 2025./.\nCHỦ TỊCH\nNguyễn Văn Thử"
    )
    assert (found.identity.issued_on, found.identity.effective_from) == (date(2025, 12, 11), date(2025, 12, 21))

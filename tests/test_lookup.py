"""What a question refers to is found: documents by number however typed, clauses, kinds of document, issuers."""

import json
import re
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.anatomy.names import types_by_symbol
from index.catalog.records import NumberedDocument
from index.text.folding import fold, has_diacritics
from rag.references.documents import named_documents, named_numbers
from rag.references.numbers_here import unanswered
from rag.references.references import find_references, issued_by, names_clause

ON = date(2025, 12, 10)
HELD = [
    NumberedDocument("226", "226/CĐ-TTg", "công điện"),
    NumberedDocument("227", "227/CĐ-TTg", "công điện"),
    NumberedDocument("228", "228/CĐ-TTg", "công điện"),
    NumberedDocument("57", "57-NQ/TW", "nghị quyết"),
    NumberedDocument("57cp", "57/NQ-CP", "nghị quyết"),
    NumberedDocument("15/2020", "15/2020/NĐ-CP", "nghị định"),
    NumberedDocument("15/2024", "15/2024/NĐ-CP", "nghị định"),
    NumberedDocument("653", "653/TB-VPCP", "thông báo"),
    NumberedDocument("5348", "5348/CT-CS", "công văn"),
    NumberedDocument("48", "48/2024/QĐ-UBND", "quyết định"),
    NumberedDocument("254", "254/2025/QH15", "nghị quyết"),
    NumberedDocument("2629", "2629/QĐ-TTg", "quyết định"),
    NumberedDocument("12a", "12a/KH-UBND", "kế hoạch"),
]
FRAMES = (
    "{}",
    "{} nói gì?",
    "Ai ký {}?",
    "theo {} thì bộ nào chủ trì, hạn khi nào",
    "{} ban hành ngày nào",
    "Nội dung chính của {} là gì?",
    "{}: người ký là ai",
    "Trong {} có 20 nhiệm vụ và 3 tỉnh, đúng không?",
)


def read(question):
    return find_references(question, on=ON, accented=has_diacritics(question))


def named(question, held=HELD):
    return named_documents(named_numbers(question), held)


def spellings(number, kind):
    """The ways in which people type a document's number."""
    digits, year, rest = re.fullmatch(r"(\d+[a-z]?)(?:/(\d{4}))?[-/](.+)", number).groups()
    symbols = re.split(r"[-/]", rest)
    stem = f"{digits}/{year}" if year else digits
    short = next((symbol for symbol, name in types_by_symbol().items() if name == kind), None)
    written = [
        number,
        f"{stem}-{'/'.join(symbols)}",
        f"{stem}/{'-'.join(symbols)}",
        f"{stem} / {' - '.join(symbols)}",
        f"{stem}–{'–'.join(symbols)}",
        f"{digits.lstrip('0')}{number[len(digits) :]}",
        f"{kind} {number}",
        f"{kind} số {number}",
        f"{kind} {stem}",
        f"{kind} số {stem}",
        f"{kind} số: {stem}",
        f"{kind.capitalize()} {digits.lstrip('0')}",
        f"{kind}  {stem}",
        f"văn bản số {stem}",
        f"{short} {stem}",
        f"{short} số {stem}",
        f"{short}{stem}",
        f"{short}-{stem}",
        f"{short}.{stem}",
    ]
    if len(symbols) > 1 and symbols[0] == short:
        written += [
            number.replace("/", " ").replace("-", " "),
            f"{digits}{''.join(symbols)}" if not year else number,
            f"{short} {digits} {symbols[1]}",
            f"{'-'.join(symbols)} {digits}",
            f"{'-'.join(symbols)} số {digits}",
            f"{''.join(symbols)} {digits}",
        ]
    for way in written:
        yield from (way, fold(way), way.upper(), way.replace(" ", "\u00a0"), unicodedata.normalize("NFD", way))


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("226/CĐ-TTg", ["226"]),
        ("226 cđ ttg", ["226"]),
        ("226cdttg", ["226"]),
        ("cong dien so 226", ["226"]),
        ("cd 226 ttg", ["226"]),
        ("Côngđiện226", ["226"]),
        ("Công điện của Thủ tướng số 226", ["226"]),
        ("Công điện 226 về bão. Còn số 227 thì sao?", ["226", "227"]),
        ("các công điện 226, 227 và 228", ["226", "227", "228"]),
        ("226, 227/CĐ-TTg", ["227"]),
        ("Hai công điện 226 và 228 do phó thủ tướng nào ký?", ["226", "228"]),
        ("NQ 57-NQ/TW", ["57"]),
        ("nghị quyết 57 của Bộ Chính trị", ["57"]),
        ("nghi quyet 57 cua chinh phu", ["57cp"]),
        ("Nghị quyết 57", ["57", "57cp"]),
        ("nghị định 15", ["15/2020", "15/2024"]),
        ("nghị định 15 năm 2020", ["15/2020"]),
        ("nghị định 15 ban hành ngày 3/2/2020", ["15/2020"]),
        ("nghị định 15/2024", ["15/2024"]),
        ("nghị định 15/2023", []),
        ("thông báo 653 của VPCP", ["653"]),
        ("thông báo kết luận số 653", ["653"]),
        ("kết luận 653", ["653"]),
        ("văn bản số 5348", ["5348"]),
        ("cv 5348", ["5348"]),
        ("QĐ 48/2024", ["48"]),
        ("48 2024 qd ubnd", ["48"]),
        ("NQ 254/2025/qh15", ["254"]),
        ("Kế hoạch 12a của tỉnh", ["12a"]),
        ("nghị quyết 57 điều 3 quy định gì", ["57", "57cp"]),
        ("quyết định 2629 tỉnh nào được nhiều nhất", ["2629"]),
        ("quyết định 2629 ban hành ngày nào", ["2629"]),
        ("công điện 226 người dân phải làm gì", ["226"]),
        ("công điện 226 từ ngày nào", ["226"]),
        ("226/CĐ-TTg - về việc gì", ["226"]),
        ("bão số 226 trong công điện 227", ["227"]),
    ],
)
def test_a_document_is_named_by_its_number(question, ids):
    assert named(question) == ids


@pytest.mark.parametrize(
    "question",
    [
        "quý 3 năm 2025",
        "từ ngày 22/11 đến 30/11/2025",
        "Công điện 22/11 của Bộ Xây dựng",
        "20 công điện và 57 nghị quyết đã ban hành",
        "Kế hoạch 5 năm 2026-2030",
        "Chương trình 2026-2030",
        "kế hoạch 2025",
        "Thủ tướng quyết định 3 việc gì",
        "thong bao 15 truong hop",
        "nghị quyết 57 điều",
        "quyết định 2629 tỷ đồng",
        "tốc độ 226/giờ, 57/người",
        "nhiệm vụ số 57, bão số 15, quốc lộ 57",
        "Trung tâm dữ liệu quốc gia số 226",
        "Nghị quyết gỡ khó cho bão số 15",
        "công điện 226.000 người",
        "mạng 5G đạt 57% và 226 trạm",
    ],
)
def test_a_quantity_or_date_names_no_document(question):
    assert named_numbers(question) == []


def test_of_several_with_one_number_the_issuer_or_year_tells():
    held = [
        NumberedDocument("danang", "84/QĐ-UBND", "quyết định", "Thành phố Đà Nẵng", date(2024, 5, 2)),
        NumberedDocument("hatinh", "84/QĐ-UBND", "quyết định", "Tỉnh Hà Tĩnh", date(2025, 5, 2)),
    ]
    assert named("quyết định 84", held) == ["danang", "hatinh"]
    assert named("quyết định 84 của Hà Tĩnh", held) == ["hatinh"]
    assert named("qd 84 ubnd tp da nang", held) == ["danang"]
    assert named("quyết định 84 năm 2025", held) == ["hatinh"]
    # A year or issuer that none has hides none of them.
    assert named("quyết định 84 năm 2023 của Huế", held) == ["danang", "hatinh"]


def test_every_real_document_is_named_in_every_spelling(corpus):
    known = json.loads((corpus / "official.json").read_text("utf-8"))
    held = [NumberedDocument(entry["number"], entry["number"], entry["type"]) for entry in known]
    missed = []
    for document in held:
        ways = dict.fromkeys(spellings(document.number, document.type))
        assert len(ways) >= 12
        questions = [frame.format(way) for way in ways for frame in FRAMES]
        missed += [question for question in questions if named(question, held) != [document.id]]
    assert missed == []


@given(
    digits=st.integers(1, 99_999),
    year=st.none() | st.integers(1990, 2039),
    kind=st.sampled_from(["NQ", "NĐ", "QĐ", "CT", "TB", "KL", "CĐ", "TT", "KH", "HD", "BC", "TTr"]),
    body=st.sampled_from(["TTg", "CP", "UBND", "VPCP", "BTC", "BXD", "BKHCN", "NHNN", "HĐND"]),
    frame=st.sampled_from(FRAMES),
    choice=st.integers(0, 10_000),
)
def test_any_number_is_named_in_any_spelling(digits, year, kind, body, frame, choice):
    number = f"{digits:02}/{f'{year}/' if year else ''}{kind}-{body}"
    document = NumberedDocument("this", number, types_by_symbol()[kind])
    ways = [way for way in spellings(number, document.type) if not _may_be_a_year(way)]
    question = frame.format(ways[choice % len(ways)])
    others = [
        NumberedDocument("next", f"{digits + 1}/{kind}-{body}", document.type),
        NumberedDocument("tenfold", f"{digits}0/{kind}-{body}", document.type),
    ]
    assert named(question, [document, *others]) == ["this"], question


def _may_be_a_year(way):
    """ "kế hoạch 2025" is more likely about that year."""
    return re.fullmatch(r"(?:19|20)\d\d", re.sub(r"\D", "", way)) is not None and "/" not in way


@given(st.text(alphabet="226/-., CĐTgcđtsốqnăm57ệ%()" + "điều khoản", max_size=60))
def test_anything_typed_is_read_and_its_places_hold(question):
    found = read(question)
    for item in (*found.numbers, *found.clauses, *found.periods, *found.types, *found.issuers, *found.bodies):
        assert 0 <= item.start < item.end <= len(question)
        assert question[item.start : item.end] == item.text
        assert item.shown


def test_a_long_question_is_read_at_once():
    for awkward in (
        "công điện " * 190,
        "22/11-" * 330,
        "số 226, " * 240,
        "công điện của " + "1" * 1900,
        "từ đến " * 280,
    ):
        started = time.perf_counter()
        read(awkward[:2000])
        assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Điều 2 nói gì?", [("article", ("2",))]),
        ("khoản 1 điều 3", [("article", ("3",)), ("clause", ("1",))]),
        ("Điểm b, khoản 2 của Điều 198a", [("article", ("198a",)), ("clause", ("2",)), ("point", ("b",))]),
        ("diem d khoan 2 dieu 3", [("article", ("3",)), ("clause", ("2",)), ("point", ("d",))]),
        ("điểm đ khoản 2", [("clause", ("2",)), ("point", ("đ",))]),
        ("Điều 1, 2 và 4", [("article", ("1", "2", "4"))]),
        ("từ Điều 3-5", [("article", ("3", "4", "5"))]),
        ("phụ lục II", [("appendix", ("2",))]),
        ("mục 2 chương IV", [("chapter", ("4",)), ("division", ("2",))]),
        ("phần thứ nhất", [("part", ("1",))]),
        ("nhiệm vụ số 43 phụ lục", [("appendix", ()), ("row", ("43",))]),
    ],
)
def test_clauses_are_read_whatever_their_order(question, parts):
    (clause,) = read(question).clauses
    assert [(part.kind, part.labels) for part in clause.parts] == parts


@pytest.mark.parametrize(
    "question",
    [
        "mấy khoản 2 tỷ",
        "mục tiêu 2030",
        "phần mềm 2",
        "đạt điểm 10",
        "chiếm mấy phần 20%",
        "679 nhiệm vụ",
        "điêu tra 2",
    ],
)
def test_other_words_are_no_clause(question):
    assert read(question).clauses == ()


def test_a_passage_stands_in_a_clause():
    (clause,) = read("điểm b khoản 2 Điều 3").clauses
    heading = ("Chương I. QUY ĐỊNH CHUNG", "Điều 3. Trách nhiệm")
    assert names_clause(clause, heading, "2. Bộ Tài chính:\na) Chủ trì;\nb) Báo cáo.")
    assert names_clause(clause, (*heading, "2. Bộ Tài chính"), "b) Báo cáo.")
    assert not names_clause(clause, heading, "1. Bộ Tài chính:\nb) Báo cáo.")
    assert not names_clause(clause, ("Điều 4. Hiệu lực",), "2. Bộ Tài chính:\nb) Báo cáo.")
    assert not names_clause(clause, (), "Thực hiện điểm b khoản 2 Điều 3 Nghị định này.")


def test_a_row_and_an_appendix_are_clauses_too():
    (clause,) = read("nhiệm vụ số 43 phụ lục II").clauses
    assert names_clause(clause, ("PHỤ LỤC II",), "42 | Bộ Y tế | 2025\n43 | Bộ Công an | 2026")
    assert not names_clause(clause, ("PHỤ LỤC I",), "43 | Bộ Công an | 2026")
    assert names_clause(read("Phần III").clauses[0], ("III. NHIỆM VỤ, GIẢI PHÁP",), "Nội dung.")


@pytest.mark.parametrize(
    ("question", "issuers"),
    [
        ("Công điện của Bộ Xây dựng hôm 22/11 ông nào ký?", ["Bộ Xây dựng"]),
        ("Công điện 22/11 của Bộ Xây dựng", ["Bộ Xây dựng"]),
        ("chỉ thị của Cần Thơ", ["Cần Thơ"]),
        ("thong bao cua vpcp ve ha tang", ["Văn phòng Chính phủ"]),
        ("QĐ 97 của UBND tỉnh Quảng Ninh", ["Quảng Ninh"]),
        ("Bộ Xây dựng vừa ra công điện nào?", ["Bộ Xây dựng"]),
        ("nghị quyết 57 của Bộ Chính trị giao Bộ Công an việc gì", ["Bộ Chính trị"]),
        ("công văn Cục Thuế 5348", ["Cục Thuế"]),
        ("QĐ UBND Hà Tĩnh số 84", ["Hà Tĩnh"]),
        ("qd 84 ubnd tp da nang", ["Đà Nẵng"]),
        ("Bộ Y tế phải báo cáo Thủ tướng trước hôm nào?", []),
        ("Công điện 217 giao Bộ Công Thương lo việc gì?", []),
        ("Phó Thủ tướng nào phụ trách Đắk Lắk?", []),
    ],
)
def test_who_issued_is_told_from_who_is_only_named(question, issuers):
    assert [issuer.name for issuer in read(question).issuers if issuer.sure] == issuers


def test_an_issuer_that_is_not_sure_says_so():
    (issuer,) = read("quyết định ubnd hà nội về đất").issuers
    assert (issuer.name, issuer.sure, issuer.text) == ("Hà Nội", False, "ubnd hà nội")


@pytest.mark.parametrize(
    ("question", "bodies"),
    [
        ("bo khoa hoc va cong nghe voi bo ydt", ["Bộ Khoa học và Công nghệ"]),
        ("Bộ KH&CN, Bộ GD&ĐT và TP.HCM", ["Bộ Khoa học và Công nghệ", "Bộ Giáo dục và Đào tạo", "Hồ Chí Minh"]),
        ("Bộ Văn hóa, Thể thao và Du lịch", ["Bộ Văn hóa, Thể thao và Du lịch"]),
        ("Chính phủ số và Chính phủ điện tử", []),
        ("Hà Nam và hạ nằm", ["Hà Nam"]),
        ("226/CĐ-TTg", []),
    ],
)
def test_bodies_are_found_by_any_of_their_names(question, bodies):
    assert [body.name for body in read(question).bodies] == bodies


def test_a_document_is_known_by_its_issuer_or_its_symbol():
    assert issued_by("Hà Tĩnh", "Tỉnh Hà Tĩnh")
    assert issued_by("Bộ Tài chính", "Bộ Công an; Bộ Tài chính")
    assert issued_by("Văn phòng Chính phủ", "Thủ tướng Chính phủ", "653/TB-VPCP")
    assert not issued_by("Chính phủ", "Thủ tướng Chính phủ", "226/CĐ-TTg")
    assert not issued_by("Hà Tĩnh", None)


@pytest.mark.parametrize(
    ("question", "types"),
    [
        ("Ở công điện phát động thi đua", [("công điện", True)]),
        ("Thủ tướng quyết định hỗ trợ bao nhiêu", [("quyết định", False)]),
        ("thông báo kết luận của VPCP", [("thông báo", True)]),
        ("Bộ nào báo cáo?", [("báo cáo", False)]),
        ("theo quy định của pháp luật", []),
        ("qđ 2639", [("quyết định", True)]),
    ],
)
def test_kinds_of_document_are_told_from_deeds(question, types):
    assert [(type_.name, type_.sure) for type_ in read(question).types] == types


def test_what_was_understood_is_told():
    assert read("Công điện của Bộ Xây dựng hôm 22/11").shown == (
        "Thời gian: 22/11/2025",
        "Loại: công điện",
        "Cơ quan ban hành: Bộ Xây dựng",
    )
    assert read("diem b khoan 2 dieu 3 nd 15/2020 nd cp").shown == (
        "Văn bản: 15/2020/NĐ-CP",
        "Điều khoản: điểm b khoản 2 Điều 3",
    )
    assert read("cd 226 ttg").shown == ("Văn bản: 226/CĐ-TTg",)
    assert read("nghị quyết 57 nq tw").shown == ("Văn bản: 57-NQ/TW",)


def test_a_document_outside_the_filter_is_not_said_to_be_missing():
    said = unanswered({"cd 9: công điện số 9": "ngoài bộ lọc", "12/CĐ-TTg": "chưa có trong kho"})
    assert "chưa có 12/CĐ-TTg" in said
    assert "công điện số 9 nằm ngoài bộ lọc" in said

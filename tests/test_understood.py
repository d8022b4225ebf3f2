"""What the reader is told of how a question was understood, and of what a filter hides: API, terminal, storage."""

from collections.abc import Iterator
from datetime import date

import pytest
from conftest import ingest
from fastapi.testclient import TestClient
from running import chidao

from index.catalog.records import NumberedDocument
from index.encoder.encoder import Encoder
from index.library import Library
from index.settings import Settings
from index.store.protocol import StoreFilter
from rag.abstention.outside_filter import answers_outside
from rag.references.documents import named_numbers
from rag.references.numbers_here import remarks_on_numbers
from rag.retrieval.retrieve import retrieve
from rag.retrieval.within_filter import is_within
from rag.understanding.question import understand
from ui.api.app import build_app
from ui.api.state import open_state
from ui.understood import understood_line

DIRECTIVE = """ỦY BAN NHÂN DÂN TỈNH SƠN HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/CT-UBND
Sơn Hải, ngày 12 tháng 8 năm 2025

CHỈ THỊ
Về tiêm phòng [1] cho đàn gia súc trên địa bàn tỉnh

1. Sở Nông nghiệp và Môi trường chủ trì tiêm phòng cho 12.500 con trâu, bò, hoàn thành trước ngày 15/9/2025.
2. Sở Tài chính bố trí 3,7 tỷ đồng mua vắc-xin lở mồm long móng.
3. Bộ Công an và Đài Truyền hình Việt Nam phối hợp tuyên truyền về tiêm phòng cho đàn gia súc.
"""
DISPATCH = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 301/CĐ-TTg
Hà Nội, ngày 05 tháng 10 năm 2025

CÔNG ĐIỆN
Về sửa chữa trường học sau bão

1. Bộ Giáo dục và Đào tạo chỉ đạo sửa chữa 420 trường học bị hư hỏng, xong trước ngày 20/10/2025.
2. Bộ Tài chính xuất cấp 900 tấn gạo cho học sinh vùng lũ.
"""
UNMARKED = "so nong nghiep va moi truong chu tri tiem phong cho bao nhieu con trau bo"
SCHOOLS = "Bộ Giáo dục và Đào tạo chỉ đạo sửa chữa bao nhiêu trường học bị hư hỏng?"
DISPATCHES = {"types": ["công điện"]}
DIRECTIVES = {"types": ["chỉ thị"]}
NOWHERE = "Giá vé máy bay từ Hà Nội đi Paris tháng tới là bao nhiêu?"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("two")
    (folder / "chi-thi-41.txt").write_text(DIRECTIVE, "utf-8")
    (folder / "cong-dien-301.txt").write_text(DISPATCH, "utf-8")
    library = Library(Settings(data_dir=tmp_path_factory.mktemp("two-data")), encoder)
    assert [d.status for d in ingest(library, folder)] == ["added", "added"]
    yield library
    library.close()


@pytest.fixture(scope="module")
def client(two: Library) -> Iterator[TestClient]:
    state = open_state(two.settings, "owner-secret", two)
    with TestClient(build_app(state), base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as opened:
        yield opened


def post(client: TestClient, path: str, **body) -> dict:
    response = client.post(path, json=body)
    assert response.status_code == 200, response.text
    return response.json()


def test_an_answer_and_a_search_tell_how_the_question_was_read(client):
    answer = post(client, "/v1/ask", question=UNMARKED)
    assert answer["question"] == UNMARKED
    assert answer["understood"][0] == f"Đã hiểu: {answer['standalone_question']}"
    assert "tiêm phòng" in answer["understood"][0]
    assert "12.500" in answer["answer"]
    search = post(client, "/v1/search", query="VTV phối hợp tuyên truyền về việc gì")
    assert "VTV: Đài Truyền hình Việt Nam" in search["understood"]
    assert search["note"] is None


def test_a_question_that_means_its_own_words_says_no_more(client):
    assert post(client, "/v1/ask", question=SCHOOLS)["understood"] == []
    assert post(client, "/v1/search", query=SCHOOLS)["understood"] == []


def test_a_number_that_no_document_here_carries_is_said_to_be_missing(client):
    understood = post(client, "/v1/search", query="Công điện 301/CĐ-TTg và 999/CĐ-TTg giao việc gì?")["understood"]
    assert {"Văn bản: 301/CĐ-TTg", "Văn bản: 999/CĐ-TTg (chưa có trong kho)"} <= set(understood)
    in_haste = post(client, "/v1/search", query="cd 999 ttg")["understood"]
    # The letters of a number are told with it, not once more by themselves.
    assert in_haste == ["Văn bản: 999/CĐ-TTg (chưa có trong kho)"]


def test_a_named_document_that_the_filter_hides_is_said_to_be_outside(client):
    asked = {"question": "Công điện 301/CĐ-TTg giao Bộ Tài chính việc gì?", "filters": DIRECTIVES}
    assert "Văn bản: 301/CĐ-TTg (ngoài bộ lọc)" in post(client, "/v1/ask", **asked)["understood"]


def test_a_name_by_which_a_programme_goes_is_no_missing_document(client):
    understood = post(client, "/v1/search", query="Đề án 06 giao Bộ Công an việc gì?")["understood"]
    assert not any("chưa có trong kho" in line for line in understood)


def test_what_looks_alike_and_is_here_once_is_not_said_to_be_missing():
    held = [NumberedDocument("a", "84/QĐ-UBND", "quyết định", "Tỉnh Hà Tĩnh", date(2025, 5, 2))]
    twice = [*named_numbers("quyết định 84 năm 2025"), *named_numbers("quyết định 84")]
    assert remarks_on_numbers(twice, held, StoreFilter()) == {}
    outside = remarks_on_numbers(twice, held, StoreFilter(issued_to=date(2025, 5, 1)))
    assert set(outside.values()) == {"ngoài bộ lọc"}


def test_the_conversation_keeps_it_and_answers_from_before_load(client, two):
    answer = post(client, "/v1/ask", question=UNMARKED)
    kept = client.get(f"/v1/conversations/{answer['conversation_id']}").json()["answers"]
    assert kept == [answer] and kept[0]["understood"]
    old = {name: value for name, value in answer.items() if name != "understood"} | {"id": "old"}
    two.conversations.save_answer("old", "conversation-before", UNMARKED, old)
    loaded = client.get("/v1/conversations/conversation-before").json()["answers"]
    assert loaded == [answer | {"id": "old", "understood": []}]


def test_silence_within_a_filter_names_what_would_answer_outside(client):
    answer = post(client, "/v1/ask", question=SCHOOLS, filters=DIRECTIVES)
    assert answer["abstained"] and answer["citations"] == [] and answer["statements"] == []
    assert answer["answer"] == answer["abstain_reason"]
    assert "Ngoài bộ lọc có văn bản có thể liên quan: Công điện 301/CĐ-TTg (" in answer["abstain_reason"]
    assert "ngày 05/10/2025" in answer["abstain_reason"]
    assert "41/CT-UBND" not in answer["abstain_reason"]


def test_a_named_title_cannot_pass_for_a_citation(client):
    asked = {"question": "Sở Tài chính bố trí bao nhiêu tỷ đồng mua vắc-xin?", "filters": DISPATCHES}
    reason = post(client, "/v1/ask", **asked)["abstain_reason"]
    assert "Chỉ thị 41/CT-UBND (" in reason and "[1]" not in reason


@pytest.mark.parametrize("filters", [{}, DIRECTIVES])
def test_what_nothing_would_answer_names_nothing(client, filters):
    answer = post(client, "/v1/ask", question=NOWHERE, filters=filters)
    assert answer["abstained"] and "Ngoài bộ lọc" not in answer["abstain_reason"]


def test_the_filter_is_looked_past_only_when_there_is_one_and_it_hides_the_answer(client, two):
    assert answers_outside(two, understand(SCHOOLS, library=two), limit=20) is None
    within = post(client, "/v1/ask", question=SCHOOLS, filters=DISPATCHES)
    assert not within["abstained"]


def test_a_search_that_a_filter_empties_says_what_is_outside(client):
    nothing = post(client, "/v1/search", query="sửa chữa trường học", filters={"types": ["nghị định"]})
    assert nothing["hits"] == []
    assert "Công điện 301/CĐ-TTg" in nothing["note"]
    assert post(client, "/v1/search", query="zzz qqq", filters={"types": ["nghị định"]})["note"] is None
    assert post(client, "/v1/search", query="sửa chữa trường học", filters=DISPATCHES)["note"] is None


@pytest.mark.parametrize(
    "wanted",
    [
        StoreFilter(),
        StoreFilter(types=("chỉ thị",)),
        StoreFilter(types=("chỉ thị", "công điện")),
        StoreFilter(issuers=("Thủ tướng Chính phủ",)),
        StoreFilter(issued_from=date(2025, 8, 12), issued_to=date(2025, 10, 4)),
        StoreFilter(issued_to=date(2025, 8, 11)),
        StoreFilter(types=("công điện",), issued_to=date(2025, 8, 31)),
        StoreFilter(document_ids=("unknown",)),
    ],
)
def test_what_is_within_a_filter_is_what_the_store_finds_with_it(two, wanted):
    question = understand("Việc gì phải xong trước ngày nào?", wanted, library=two)
    found = {hit.passage.document.id for hit in retrieve(library=two, question=question, limit=50).passages}
    documents = two.documents.numbered()
    assert len(documents) == 2 and all(d.issuer and d.issued_on for d in documents)
    assert found == {
        d.id for d in documents if is_within(wanted, id=d.id, type=d.type, issuer=d.issuer, issued_on=d.issued_on)
    }


def test_a_document_without_a_date_is_outside_every_period():
    known = {"id": "a", "type": None, "issuer": None, "issued_on": None}
    assert is_within(StoreFilter(), **known)
    assert not is_within(StoreFilter(issued_to=date.max), **known)
    assert not is_within(StoreFilter(types=("chỉ thị",)), **known)


def test_one_line_for_the_reader():
    assert understood_line([]) == ""
    assert understood_line(["Đã hiểu: bộ công an", "Văn bản: 1/CĐ-TTg"]) == "Đã hiểu: bộ công an · Văn bản: 1/CĐ-TTg"
    assert understood_line(["Văn bản: 1/CĐ-TTg"]) == "Đã hiểu: Văn bản: 1/CĐ-TTg"


def test_the_terminal_tells_it_before_the_answer_and_what_a_filter_hides(tmp_path, encoder):
    (tmp_path / "chi-thi-41.txt").write_text(DIRECTIVE, "utf-8")
    data = tmp_path / "data"
    with_documents = Library(Settings(data_dir=data), encoder)
    ingest(with_documents, tmp_path / "chi-thi-41.txt")
    with_documents.close()
    lines = [line for line in chidao(data, "ask", UNMARKED).stdout.splitlines() if line]
    assert lines[0].startswith("Đã hiểu: ") and "tiêm phòng" in lines[0]
    assert "12.500" in lines[1]
    said = chidao(data, "search", "VTV tuyên truyền tiêm phòng", "--type", "nghị định").stdout
    assert said.startswith("Đã hiểu: VTV: Đài Truyền hình Việt Nam")
    assert "Không tìm thấy đoạn văn nào. Ngoài bộ lọc có văn bản có thể liên quan: Chỉ thị 41/CT-UBND" in said

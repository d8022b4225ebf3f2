"""The register of tasks through its doors: HTTP, downloads, terminal."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from registered import registered
from running import chidao, running_service

from index.library import Library
from index.settings import Settings
from ui.api.app import build_app
from ui.api.state import open_state


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Library]:
    with registered(tmp_path_factory.mktemp("register")) as library:
        yield library


@pytest.fixture(scope="module")
def client(register) -> Iterator[TestClient]:
    state = open_state(Settings(data_dir=register.settings.data_dir), "owner-secret", register)
    yield TestClient(build_app(state), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))


def test_the_api_answers_as_the_contract_says(client):
    page = client.get("/v1/tasks", params={"assignee": "bo y te", "document_id": "1/CĐ-TTg", "limit": 1}).json()
    (task,) = page["tasks"]
    assert set(task) >= {"id", "document_id", "document_number", "issued_on", "lead", "support", "action", "result",
                         "deadline", "status", "quote", "start", "end", "heading"}  # fmt: skip
    assert task["deadline"] == {"text": "trước ngày 10/12/2025", "from": None, "to": "2025-12-10", "recurring": False}
    assert (task["lead"], task["support"], task["matched"]) == (["Bộ Y tế"], ["Bộ Tài chính"], "lead")
    assert client.get(f"/v1/documents/{task['document_id']}").json()["tasks"] == 4
    text = client.get(f"/v1/documents/{task['document_id']}/text").text
    assert text[task["start"] : task["end"]] == task["quote"]
    following = {"assignee": "bo y te", "document_id": "1/CĐ-TTg", "cursor": page["next_cursor"]}
    rest = client.get("/v1/tasks", params=following).json()
    assert len(rest["tasks"]) == 2 and rest["next_cursor"] is None


@pytest.mark.parametrize(
    "query",
    ["role=boss", "due_from=10/12/2025", "due_from=2025-12-01T10:00", "due_to=hôm%20nay", "limit=0", "limit=201",
     "limit=x", "cursor=x", "cursor=2025-13-01~~00000000000000000000000000000000~1", "q=" + "a" * 501,
     "assignee=" + "a" * 201, "due_from=2025-12-02&due_to=2025-12-01"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/v1/tasks", "/v1/tasks.csv"])
def test_bad_input_is_a_vietnamese_problem_document(client, path, query):
    if path.endswith("csv") and ("limit" in query or "cursor" in query):
        pytest.skip("a download has no pages")
    response = client.get(f"{path}?{query}")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    detail = response.json()["detail"]
    assert detail != detail.encode("ascii", "ignore").decode(), detail


def test_only_those_who_may_read_see_the_register(client):
    outside = TestClient(client.app, base_url="http://chidao.example", client=("10.1.2.3", 50000))
    keys = client.app.state.chidao.library.keys
    read, ingest_only = (keys.create(scope, [scope]) for scope in ("read", "ingest"))
    for path in ("/v1/tasks", "/v1/tasks.csv", "/v1/tasks.xlsx"):
        assert outside.get(path).status_code == 401
        assert outside.get(path, headers={"Authorization": f"Bearer {ingest_only}"}).status_code == 403
        assert outside.get(path, headers={"Authorization": f"Bearer {read}"}).status_code == 200


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_downloads_hold_every_task_and_no_formula(client):
    downloaded = client.get("/v1/tasks.csv")
    assert downloaded.headers["content-disposition"] == 'attachment; filename="nhiem-vu.csv"'
    assert downloaded.content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(downloaded.content)
    assert len(rows) == 10
    assert rows[0]["Hạn đến ngày"] == "2025-06-30"
    assert {row["Nhiệm vụ"] for row in rows} >= {
        "lập danh sách <b>đối tượng</b>",
        '\'=HYPERLINK("http://evil.example")',
    }
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]

    book = load_workbook(io.BytesIO(client.get("/v1/tasks.xlsx", params={"document_id": "1/CĐ-TTg"}).content))
    heading, *tasks = list(book.active.iter_rows())
    assert [cell.value for cell in heading][:2] == ["Hạn đến ngày", "Thời hạn"]
    assert len(tasks) == 4
    assert tasks[0][0].value.date() == date(2025, 6, 30)
    assert {cell.data_type for row in tasks for cell in row} <= {"s", "d", "n"}
    assert "=HYPERLINK" in tasks[-1][4].value


def test_the_terminal_prints_and_writes_the_register(tmp_path, encoder, corpus):
    data = tmp_path / "data"
    assert chidao(data, "ingest", str(corpus / "official" / "227-CD-TTg.md")).returncode == 0
    written = tmp_path / "viec.csv"
    with running_service(data, "--no-ui"):
        forwarded = chidao(data, "tasks", "--assignee", "bo xay dung", "--json", "--csv", str(written))
    alone = chidao(data, "tasks", "--assignee", "Bộ Xây dựng", "--json")
    assert forwarded.returncode == alone.returncode == 0, forwarded.stderr + alone.stderr
    tasks = json.loads(alone.stdout)["tasks"]
    assert tasks and tasks == json.loads(forwarded.stdout)["tasks"]
    assert len(rows_of(written.read_bytes())) == len(tasks)
    plain = chidao(data, "tasks", "--due-from", "01/11/2025", "--due-to", "2025-12-31")
    assert "227/CĐ-TTg" in plain.stdout and "Thời hạn:" in plain.stdout
    assert chidao(data, "tasks", "--role", "boss").returncode == 2
    refused = chidao(data, "tasks", "--due-from", "2025-12-02", "--due-to", "2025-12-01")
    assert refused.returncode == 1 and "ngày bắt đầu" in refused.stderr
    unwritable = chidao(data, "tasks", "--xlsx", str(tmp_path / "không" / "có.xlsx"))
    assert unwritable.returncode == 1 and "Không ghi được" in unwritable.stderr

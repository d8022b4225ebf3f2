"""The HTTP door: the contract, on a real app over the bundled samples."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from index.library import Library
from index.settings import Settings
from ui.api.app import build_app
from ui.api.state import open_state

QUESTION = "Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, encoder) -> Iterator[TestClient]:
    samples = Path(__file__).resolve().parent.parent / "samples"
    settings = Settings(data_dir=tmp_path_factory.mktemp("api"), max_upload_mb=1)
    state = open_state(settings, "owner-secret", Library(settings, encoder))
    incoming, _ = state.library.incoming(sorted(samples.glob("cong-dien-*.md")))
    state.library.ingest(incoming, lambda _: None)
    with TestClient(build_app(state), base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as opened:
        yield opened


def ask(client: TestClient, question: str, **more) -> dict:
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def wait_for(client: TestClient, job_id: str) -> dict:
    import time

    for _ in range(600):
        job = client.get(f"/v1/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_an_answer_is_cited_to_the_character(client):
    answer = ask(client, QUESTION)
    assert not answer["abstained"]
    assert "30/11/2025" in answer["answer"]
    for citation in answer["citations"]:
        text = client.get(f"/v1/documents/{citation['document_id']}/text").text
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['number']}]" in answer["answer"]
    assert answer["citations"][0]["document_number"] == "227/CĐ-TTg"


def test_the_answer_is_kept_in_its_conversation_with_its_citations(client):
    first = ask(client, QUESTION)
    second = ask(client, "Bộ Công an làm gì?", conversation_id=first["conversation_id"])
    kept = client.get(f"/v1/conversations/{first['conversation_id']}").json()
    assert [a["id"] for a in kept["answers"]] == [first["id"], second["id"]]
    assert kept["answers"][0] == first
    assert client.post("/v1/feedback", json={"answer_id": first["id"], "rating": "up"}).status_code == 204


def test_a_stream_ends_with_the_whole_answer_and_its_pieces_are_it(client):
    with client.stream("POST", "/v1/ask", json={"question": QUESTION, "stream": True}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in response.iter_lines() if line]
    events = [(lines[i][7:], json.loads(lines[i + 1][6:])) for i in range(0, len(lines) - 1, 2)]
    names = [name for name, _ in events]
    assert names[0] == "status"
    assert names[-1] == "done"
    whole = events[-1][1]
    assert "".join(data["text"] for name, data in events if name == "delta") == whole["answer"]
    assert [data for name, data in events if name == "citation"] == whole["citations"]


def test_a_question_the_documents_do_not_answer_gets_silence(client):
    answer = ask(client, "Cách nấu phở bò ngon tại nhà?")
    assert answer["abstained"]
    assert answer["citations"] == []
    assert answer["abstain_reason"]


def test_filters_restrict_what_is_found(client):
    hits = client.post("/v1/search", json={"query": "ứng phó mưa lũ", "filters": {"issued_to": "2025-11-17"}}).json()[
        "hits"
    ]
    assert {hit["document_number"] for hit in hits} == {"217/CĐ-TTg"}
    spelt = {"query": "mưa lũ", "filters": {"types": ["CÔNG ĐIỆN"], "issuers": ["THỦ TƯỚNG CHÍNH PHỦ"]}}
    assert client.post("/v1/search", json=spelt).json()["hits"]
    assert len(client.get("/v1/documents", params={"type": "Công điện"}).json()["documents"]) == 4
    none = ask(client, QUESTION, filters={"types": ["nghị định"]})
    assert none["abstained"]


def test_search_gives_passages_best_first_with_their_places(client):
    hits = client.post("/v1/search", json={"query": "bao so 15 cap may", "limit": 5}).json()["hits"]
    assert len(hits) == 5
    assert hits[0]["document_number"] == "231/CĐ-TTg"
    assert [h["score"] for h in hits] == sorted((h["score"] for h in hits), reverse=True)
    for hit in hits:
        assert client.get(f"/v1/documents/{hit['document_id']}/text").text[hit["start"] : hit["end"]] == hit["text"]


def test_documents_are_uploaded_listed_read_and_removed(client):
    text = "Số: 999/CĐ-TTg\nCÔNG ĐIỆN\nVề việc thử nạp tệp\n1. Bộ Y tế kiểm tra <b>thuốc</b> trước ngày 01/12/2025."
    files = [
        ("files", ("../../thu.txt", text.encode())),
        ("files", ("rong.txt", b"")),
        ("files", ("to.txt", b"a" * 2**21)),
    ]
    response = client.post("/v1/documents", files=files)
    assert response.status_code == 202
    job = wait_for(client, response.json()["job_id"])
    status = {d["source"]: d["status"] for d in job["documents"]}
    assert status == {"thu.txt": "added", "rong.txt": "failed", "to.txt": "failed"}
    assert all(d["detail"] for d in job["documents"] if d["status"] == "failed")

    (listed,) = client.get("/v1/documents", params={"query": "999/cd-ttg"}).json()["documents"]
    assert listed["type"] == "công điện"
    stored = client.get(f"/v1/documents/{listed['id']}/text")
    assert stored.headers["content-type"].startswith("text/plain")
    assert "<b>thuốc</b>" in stored.text
    again = wait_for(client, client.post("/v1/documents", files=files[:1]).json()["job_id"])
    assert again["documents"][0]["status"] == "unchanged"
    assert client.delete(f"/v1/documents/{listed['id']}").status_code == 204
    assert client.get(f"/v1/documents/{listed['id']}").status_code == 404


def test_documents_are_listed_page_by_page(client):
    seen, cursor = [], None
    while True:
        page = client.get("/v1/documents", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += [d["id"] for d in page["documents"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 4


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/v1/ask", {"question": ""}, 422),
        ("POST", "/v1/ask", {"question": "   "}, 422),
        ("POST", "/v1/ask", {"question": "a" * 2001}, 422),
        ("POST", "/v1/ask", {"question": "a", "unknown": 1}, 422),
        ("POST", "/v1/search", {"query": "a", "limit": 0}, 422),
        ("POST", "/v1/search", {"query": "a", "filters": {"issued_from": "hôm qua"}}, 422),
        ("GET", "/v1/documents/khong-co", None, 404),
        ("GET", "/v1/documents?cursor=x", None, 422),
        ("GET", "/v1/jobs/khong-co", None, 404),
        ("GET", "/v1/conversations/khong-co", None, 404),
        ("GET", "/v1/khong-co", None, 404),
        ("PUT", "/v1/ask", None, 405),
    ],
)
def test_every_error_is_a_vietnamese_problem_document(client, method, path, body, status):
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert {"type", "title", "status", "detail", "request_id"} <= set(problem)
    assert problem["status"] == status
    assert "Traceback" not in response.text
    assert problem["detail"] != problem["detail"].encode("ascii", "ignore").decode()


def test_broken_json_is_a_problem_too(client):
    response = client.post("/v1/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_health_and_the_offline_documentation(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["status"] == "ready"
    assert client.get("/metrics").status_code == 200
    page = client.get("/docs").text
    assert "https://" not in page
    assert "http://" not in page


def test_only_this_machine_may_call_without_a_key(client):
    app = client.app
    state = app.state.chidao
    outside = TestClient(app, base_url="http://chidao.example", client=("10.1.2.3", 50000))
    assert outside.post("/v1/search", json={"query": "bão"}).status_code == 401
    key = state.library.keys.create("doc", ["read"])
    bearer = {"Authorization": f"Bearer {key}"}
    assert outside.post("/v1/search", json={"query": "bão"}, headers=bearer).status_code == 200
    assert outside.delete("/v1/documents/x", headers=bearer).status_code == 403
    assert outside.post("/v1/owner/ingest", json={"paths": ["/etc"]}, headers=bearer).status_code == 403
    state.library.keys.revoke("doc")
    assert outside.post("/v1/search", json={"query": "bão"}, headers=bearer).status_code == 401


def test_a_page_of_another_site_may_not_use_this_machine(client):
    foreign = {"Origin": "https://evil.example"}
    assert client.post("/v1/search", json={"query": "bão"}, headers=foreign).status_code == 403
    rebound = TestClient(client.app, base_url="http://evil.example", client=("127.0.0.1", 50000))
    assert rebound.post("/v1/search", json={"query": "bão"}).status_code == 401


def test_a_restriction_that_cannot_be_kept_is_refused(client):
    response = client.post("/v1/documents", files=[("files", ("a.txt", b"abc"))], data={"groups": "mat"})
    assert response.status_code == 422

"""A corpus that lives: files renamed, copied, zipped, replaced, broken, and two versions of one number."""

import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest
from conftest import ingest
from running import chidao, running_service

from index.encoder.hashing import HashingEncoder
from index.library import Library
from index.settings import Settings
from rag.assistant import Assistant
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import understand

LETTERHEAD = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Hà Nội, ngày {day:02} tháng {month:02} năm {year}
{kind}
{subject}
"""
SIGNATURE = """
THỦ TƯỚNG
Nguyễn Văn An
"""


def document(number: str, kind: str, subject: str, body: str, issued: date = date(2025, 6, 5)) -> str:
    head = LETTERHEAD.format(
        number=number, kind=kind, subject=subject, day=issued.day, month=issued.month, year=issued.year
    )
    return head + body + SIGNATURE


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


DISPATCH = document(
    "901/CĐ-TTg", "CÔNG ĐIỆN", "Về việc gia cố đê biển", "1. Bộ Xây dựng gia cố 37 km đê biển trước mùa lũ."
)
OTHER = document(
    "902/CĐ-TTg", "CÔNG ĐIỆN", "Về việc dự trữ thuốc", "1. Bộ Y tế dự trữ 12.000 cơ số thuốc tại các tỉnh."
)


@pytest.fixture
def own(tmp_path):
    library = Library(Settings(data_dir=tmp_path / "data"), HashingEncoder())
    yield library
    library.close()


def sources(library: Library) -> list[str]:
    return sorted(Path(location).name for location in library.documents.locations())


def test_a_renamed_file_stays_the_same_document(own, tmp_path):
    path = write(tmp_path / "in" / "cu.txt", DISPATCH)
    (added,) = ingest(own, path.parent)
    path.rename(path.with_name("moi.txt"))
    (moved,) = ingest(own, path.parent)
    assert (moved.status, moved.document_id) == ("updated", added.document_id)
    assert "cu.txt" in moved.detail
    assert own.documents.get(added.document_id).source.endswith("moi.txt")
    assert own.documents.counts()[0] == 1
    assert [d.status for d in ingest(own, path.parent)] == ["unchanged"]


def test_a_new_file_in_the_place_of_a_moved_one_is_another_document(own, tmp_path):
    path = write(tmp_path / "in" / "a.txt", DISPATCH)
    (first,) = ingest(own, path)
    path.rename(path.with_name("b.txt"))
    ingest(own, path.parent)
    write(path, OTHER)
    reported = {Path(d.source).name: d for d in ingest(own, path.parent)}
    assert reported["a.txt"].status == "added"
    assert reported["a.txt"].document_id != first.document_id == reported["b.txt"].document_id
    assert "902" in own.documents.text(reported["a.txt"].document_id)


def test_copies_are_both_kept_said_to_be_copies_and_shown_once(own, tmp_path):
    ingest(own, write(tmp_path / "in" / "a.txt", DISPATCH))
    reported = ingest(own, write(tmp_path / "in" / "sao" / "b.txt", DISPATCH))
    assert "Cùng nội dung" in reported[0].detail
    assert own.documents.counts()[0] == 2
    hits = retrieve(library=own, question=understand("gia cố đê biển"), limit=20).passages
    texts = [hit.passage.text for hit in hits]
    assert len(texts) == len(set(texts))
    (tmp_path / "in" / "a.txt").unlink()
    (gone,) = own.gone([tmp_path / "in"])
    own.remove(gone)
    assert retrieve(library=own, question=understand("gia cố đê biển"), limit=20).passages != ()


def test_of_two_versions_of_a_number_the_newer_answers_first(own, tmp_path):
    old = document(
        "903/CĐ-TTg", "CÔNG ĐIỆN", "Về việc hồ chứa", "1. Các tỉnh kiểm tra 45 hồ chứa xung yếu trước ngày 10/6/2025."
    )
    new = old.replace("45 hồ", "52 hồ").replace("ngày 05 tháng 06", "ngày 07 tháng 06")
    ingest(own, write(tmp_path / "in" / "ban-moi.txt", new))
    ingest(own, write(tmp_path / "in" / "ban-cu.txt", old))
    assert own.documents.counts()[0] == 2
    for question in ("kiểm tra bao nhiêu hồ chứa xung yếu", "45 hồ chứa xung yếu", "công điện 903 hồ chứa"):
        hits = retrieve(library=own, question=understand(question, library=own), limit=20).passages
        bodies = [hit.passage for hit in hits if "hồ chứa xung yếu" in hit.passage.text]
        assert Path(bodies[0].document.source).name == "ban-moi.txt", question
        assert {Path(p.document.source).name for p in bodies} == {"ban-moi.txt", "ban-cu.txt"}


def test_the_same_number_of_another_year_or_office_is_no_version(own, tmp_path):
    body = "1. Các xã kiểm tra 45 hồ chứa xung yếu."
    first = document("70/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc hồ chứa", body, date(2024, 3, 1))
    second = document("70/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc hồ chứa", body + " Báo cáo ngay.", date(2025, 3, 1))
    ingest(own, write(tmp_path / "in" / "a.txt", first), write(tmp_path / "in" / "b.txt", second))
    hits = retrieve(library=own, question=understand("hồ chứa xung yếu năm 2024"), limit=20).passages
    assert len({hit.passage.document.id for hit in hits}) == 2


def test_an_archive_is_a_folder_of_documents(own, tmp_path):
    path = tmp_path / "in" / "van-ban.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("công điện/901.txt", DISPATCH)
        archive.writestr("../../902.txt", OTHER)
        archive.writestr("hong.docx", b"PK\x03\x04")
        archive.writestr("ghi-chu.json", "{}")
        archive.writestr("trong.zip", b"PK\x05\x06" + b"\0" * 18)
    reported = {d.source.removeprefix(f"{path}/"): d for d in ingest(own, path.parent)}
    assert {name: d.status for name, d in reported.items()} == {
        "công điện/901.txt": "added",
        "902.txt": "added",
        "hong.docx": "failed",
        "trong.zip": "failed",
    }
    assert not (tmp_path / "902.txt").exists()
    assert {d.status for d in ingest(own, path.parent)} == {"unchanged", "failed"}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("công điện/901.txt", DISPATCH)
    assert [own.documents.get(id_).identity.number for id_ in own.gone([path.parent])] == ["902/CĐ-TTg"]
    path.unlink()
    write(path.parent / "khac.txt", OTHER)
    assert len(own.gone([path.parent])) == 2


def test_what_cannot_be_read_is_in_quarantine_until_it_can(own, tmp_path):
    path = write(tmp_path / "in" / "a.txt", DISPATCH)
    (added,) = ingest(own, path)
    path.write_bytes(b"")
    (failed,) = ingest(own, path)
    assert failed.status == "failed"
    ingest(own, path)
    (failure,) = own.failures.all(limit=10)
    assert (failure.attempts, failure.document_id) == (2, added.document_id)
    assert "rỗng" in failure.reason
    assert "37 km" in own.documents.text(added.document_id)
    write(path, DISPATCH + "2. Báo cáo kết quả.\n")
    ingest(own, path)
    assert own.failures.all(limit=10) == []


def test_the_quarantine_is_seen_in_the_terminal_and_over_http_and_can_be_dismissed(tmp_path):
    folder, data = tmp_path / "in", tmp_path / "data"
    write(folder / "tot.txt", DISPATCH)
    write(folder / "rong.txt", "")
    assert chidao(data, "ingest", str(folder)).returncode == 1
    shown = chidao(data, "documents", "failed")
    assert "rong.txt" in shown.stdout
    assert "rỗng" in shown.stdout
    with running_service(data, "--no-ui") as client:
        (failure,) = client.get("/v1/failures").json()["failures"]
        assert failure["source"].endswith("rong.txt")
        assert client.get("/v1/failures", params={"cursor": "x"}).status_code == 422
        assert client.delete(f"/v1/failures/{failure['id']}").status_code == 204
        assert client.delete(f"/v1/failures/{failure['id']}").status_code == 404
        assert client.get("/v1/failures").json() == {"failures": [], "next_cursor": None}


def test_pruning_lets_go_of_what_is_gone_failed_files_too(tmp_path):
    folder, data = tmp_path / "in", tmp_path / "data"
    write(folder / "tot.txt", DISPATCH)
    write(folder / "mat.txt", OTHER)
    write(folder / "rong.txt", "")
    chidao(data, "ingest", str(folder))
    (folder / "mat.txt").unlink()
    (folder / "rong.txt").unlink()
    run = chidao(data, "ingest", "--prune", str(folder))
    assert run.returncode == 0
    assert "mat.txt" in run.stdout
    assert "0 tệp không nạp được" in chidao(data, "documents", "failed").stdout


def test_uploads_at_the_same_time_all_come_in_whole(tmp_path):
    with running_service(tmp_path / "data", "--no-ui") as client:
        jobs: list[str] = []

        def upload(n: int) -> None:
            text = document(f"{n}/CĐ-TTg", "CÔNG ĐIỆN", "Về việc thử", f"1. Bộ Y tế làm việc số {n}.")
            files = [("files", ("chung.txt", text.encode())), ("files", (f"rieng-{n}.txt", text.encode()))]
            jobs.append(client.post("/v1/documents", files=files).json()["job_id"])

        threads = [threading.Thread(target=upload, args=(n,)) for n in range(910, 916)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        finished = [settled(client, job) for job in jobs]
        assert {d["status"] for job in finished for d in job["documents"]} <= {"added", "updated"}
        names = [d["source"] for d in client.get("/v1/documents", params={"limit": 200}).json()["documents"]]
        assert sorted(names) == ["chung.txt", *(f"rieng-{n}.txt" for n in range(910, 916))]


def settled(client, job_id: str) -> dict:
    import time

    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        job = client.get(f"/v1/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("the run did not end")


def test_an_uploaded_archive_is_opened(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("901.txt", DISPATCH)
        archive.writestr("902.txt", OTHER)
    with running_service(tmp_path / "data", "--no-ui") as client:
        answer = client.post("/v1/documents", files=[("files", ("a.zip", path.read_bytes()))])
        job = settled(client, answer.json()["job_id"])
        assert {d["source"]: d["status"] for d in job["documents"]} == {
            "a.zip/901.txt": "added",
            "a.zip/902.txt": "added",
        }
        assert (job["done"], job["total"]) == (2, 2)
        uploads = [p.name for p in (tmp_path / "data" / "uploads").iterdir()]
        assert sorted(uploads) == sorted(d["document_id"] for d in job["documents"])


REPLACED = document(
    "31/2024/QĐ-TTg",
    "QUYẾT ĐỊNH",
    "Quy định mức hỗ trợ nhà ở",
    "Điều 1. Mức hỗ trợ nhà ở là 40 triệu đồng một hộ.",
    date(2024, 5, 2),
)
REPLACING = document(
    "12/2025/QĐ-TTg",
    "QUYẾT ĐỊNH",
    "Quy định mức hỗ trợ nhà ở xã hội vùng thiên tai",
    "Điều 1. Các tỉnh lập danh sách hộ được nhận tiền.\n"
    "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2025 và thay thế "
    "Quyết định số 31/2024/QĐ-TTg ngày 02 tháng 5 năm 2024 của Thủ tướng Chính phủ.",
)


def test_a_replaced_document_is_said_to_be_so_in_its_answer(library, tmp_path):
    ingest(library, write(tmp_path / "a.txt", REPLACED), write(tmp_path / "b.txt", REPLACING))
    answer = Assistant(library).ask("Mức hỗ trợ nhà ở một hộ là bao nhiêu?", as_of=date(2025, 8, 1))
    assert "40 triệu đồng" in answer.text
    assert "đã bị thay thế" in answer.text
    proof = answer.citations[-1]
    assert proof.document_number == "12/2025/QĐ-TTg"
    assert "thay thế Quyết định số 31/2024/QĐ-TTg" in proof.quote
    assert library.documents.text(proof.document_id)[proof.start : proof.end] == proof.quote
    before = Assistant(library).ask("Mức hỗ trợ nhà ở một hộ là bao nhiêu?", as_of=date(2025, 6, 15))
    assert "thay thế" not in before.text


def test_a_document_out_of_force_says_so_with_its_own_clause(library, tmp_path):
    body = (
        "Điều 1. Mức phụ cấp trực đê là 90.000 đồng một ngày.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2025 đến hết ngày 31 tháng 12 năm 2025."
    )
    ingest(library, write(tmp_path / "a.txt", document("15/2025/QĐ-TTg", "QUYẾT ĐỊNH", "Phụ cấp trực đê", body)))
    asked = "Mức phụ cấp trực đê một ngày là bao nhiêu?"
    during, after, before = (
        Assistant(library).ask(asked, as_of=day) for day in (date(2025, 8, 1), date(2026, 2, 1), date(2025, 6, 10))
    )
    assert "90.000 đồng" in during.text
    assert "Lưu ý" not in during.text
    assert "đã hết hiệu lực" in after.text
    assert "chưa có hiệu lực" in before.text
    assert "đến hết ngày 31 tháng 12 năm 2025" in after.citations[-1].quote


def test_an_end_that_is_still_to_come_is_not_said_yet(own, tmp_path):
    later = REPLACING.replace("có hiệu lực từ ngày 01 tháng 7 năm 2025 và thay thế", "có hiệu lực từ ngày ký. Bãi bỏ")
    later = later.replace("của Thủ tướng Chính phủ.", "của Thủ tướng Chính phủ kể từ ngày 01/01/2027.")
    ingest(own, write(tmp_path / "a.txt", REPLACED), write(tmp_path / "b.txt", later))
    (old,) = [id_ for location, id_ in own.documents.locations().items() if location.endswith("a.txt")]
    assert own.relations.standing(old, date(2026, 1, 1)).state == "unknown"
    assert own.relations.standing(old, date(2027, 2, 1)).state == "repealed"


def test_a_number_that_many_offices_give_is_of_the_same_office_only(own, tmp_path):
    def of(place: str, number: str, issued: date, body: str) -> str:
        text = document(number, "QUYẾT ĐỊNH", "Về việc phân công", body, issued)
        return text.replace("THỦ TƯỚNG CHÍNH PHỦ", f"ỦY BAN NHÂN DÂN TỈNH {place}\nSỞ Y TẾ", 1)

    repeal = "Điều 1. Quyết định này thay thế Quyết định số 12/QĐ-SYT ngày 02/01/2025."
    ingest(
        own,
        write(tmp_path / "a.txt", of("HÀ TĨNH", "12/QĐ-SYT", date(2025, 1, 2), "Điều 1. Phân công trực.")),
        write(tmp_path / "b.txt", of("NGHỆ AN", "30/QĐ-SYT", date(2025, 3, 2), repeal)),
    )
    (first,) = [id_ for location, id_ in own.documents.locations().items() if location.endswith("a.txt")]
    assert own.relations.standing(first, date(2025, 6, 1)).state == "unknown"


def test_a_row_is_cited_with_its_cells_under_their_headings(library, tmp_path):
    rows = (
        "| STT | Nhiệm vụ | Cơ quan chủ trì | Thời hạn |\n|---|---|---|---|\n"
        "| 1 | Lập bản đồ ngập lụt vùng hạ du | Bộ Xây dựng | 30/9/2025 |\n"
        "| 2 | Kiểm kê tàu thuyền neo đậu | | 15/8/2025 |\n"
    )
    path = tmp_path / "a.md"
    path.write_text("# PHỤ LỤC\n\nDanh mục nhiệm vụ\n\n" + rows, encoding="utf-8")
    ingest(library, path)
    answer = Assistant(library).ask("Kiểm kê tàu thuyền neo đậu hạn khi nào?")
    cited = next(c for c in answer.citations if "Kiểm kê" in c.quote)
    assert dict(cited.cells) == {"Nhiệm vụ": "Kiểm kê tàu thuyền neo đậu", "Thời hạn": "15/8/2025"}


def test_pruning_does_not_lose_a_renamed_document(tmp_path):
    folder, data = tmp_path / "in", tmp_path / "data"
    path = write(folder / "cu.txt", DISPATCH)
    chidao(data, "ingest", str(folder))
    path.rename(folder / "moi.txt")
    said = chidao(data, "ingest", "--prune", str(folder)).stdout
    assert "cập nhật 1" in said
    assert "Đã gỡ" not in said


def test_a_document_tells_its_relations_both_ways_and_its_validity(tmp_path):
    folder = tmp_path / "in"
    write(folder / "a.txt", REPLACED)
    write(folder / "b.txt", REPLACING)
    chidao(tmp_path / "data", "ingest", str(folder))
    with running_service(tmp_path / "data", "--no-ui") as client:
        by_number = {d["number"]: d["id"] for d in client.get("/v1/documents").json()["documents"]}
        new = client.get(f"/v1/documents/{by_number['12/2025/QĐ-TTg']}").json()
        old = client.get(f"/v1/documents/{by_number['31/2024/QĐ-TTg']}").json()
        (relation,) = new["relations"]
        assert (relation["kind"], relation["number"], relation["document_id"]) == (
            "replaces",
            "31/2024/QĐ-TTg",
            old["id"],
        )
        text = client.get(f"/v1/documents/{new['id']}/text").text
        assert text[relation["start"] : relation["end"]] == relation["quote"]
        assert new["validity"]["effective_from"] == "2025-07-01"
        assert old["validity"]["state"] == "replaced"
        assert old["validity"]["ended_by"]["document_number"] == "12/2025/QĐ-TTg"
    shown = chidao(tmp_path / "data", "documents", "show", old["id"]).stdout
    assert "đã bị thay thế bởi 12/2025/QĐ-TTg" in shown


def test_a_catalog_of_the_first_release_loses_nothing_when_it_is_brought_up(tmp_path, own):
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, event, text

    from index.catalog import database

    engine = create_engine(f"sqlite:///{tmp_path / 'old.sqlite3'}")
    event.listen(engine, "connect", database._set_up_sqlite)
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(
            "INSERT INTO documents (id, location, source, sha256, pipeline, revision, number, folded, text, characters,"
            " passages, added_at, updated_at) VALUES ('d', '/a', 'a', 'x', '1', 'r', '1/CĐ-TTg', '', 'chữ', 3, 1,"
            " '2025-01-01', '2025-01-01')"
        ))  # fmt: skip
        connection.execute(text("INSERT INTO sections VALUES ('d', 0, 0, 3, 'paragraph', 'body', NULL, '[]', '[]')"))
        command.upgrade(config, "head")
        assert connection.execute(text("SELECT count(*) FROM sections")).scalar() == 1
        assert connection.execute(text("SELECT addressees, recognised FROM documents")).one() == ("[]", 0)
        assert connection.execute(text("SELECT cells FROM sections")).scalar() == "[]"
    engine.dispose()


@pytest.mark.parametrize("already", [(), ("ALTER TABLE sections ADD cells JSON NOT NULL DEFAULT '[]'",)])
def test_a_catalog_between_two_releases_gets_the_columns_that_it_lacks(tmp_path, already):
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine, inspect, text

    from index.catalog import database

    engine = create_engine(f"sqlite:///{tmp_path / database.CATALOG_FILE}")
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in already:
            connection.execute(text(statement))
    engine.dispose()
    opened = database.open_engine(tmp_path, None)
    columns = {table: {c["name"] for c in inspect(opened).get_columns(table)} for table in ("sections", "relations")}
    opened.dispose()
    assert "cells" in columns["sections"]
    assert "from_day" in columns["relations"]

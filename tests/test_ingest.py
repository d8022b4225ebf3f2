"""Bringing documents in: again changes nothing, bad files get their reason, an interruption harms nothing."""

import random
import signal
import subprocess
import time
from pathlib import Path

from conftest import ingest
from running import chidao, command, environment

from index.catalog.documents import DocumentCatalog
from index.library import Library
from index.settings import Settings
from rag.retrieval.retrieve import retrieve
from rag.understanding.question import understand

DIRECTIVE = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}/CĐ-TTg
Hà Nội, ngày 05 tháng 6 năm 2025
CÔNG ĐIỆN
Về việc thử nghiệm số {number}
1. Bộ Công an chủ trì {work}, hoàn thành trước ngày 30/6/2025.
2. Bộ Tài chính bố trí kinh phí theo quy định.
THỦ TƯỚNG
Phạm Minh Chính
"""


def write(folder: Path, number: int, work: str = "rà soát dữ liệu dân cư") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number}.txt"
    path.write_text(DIRECTIVE.format(number=number, work=work), encoding="utf-8")
    return path


def found_sources(library: Library, words: str) -> list[str]:
    hits = retrieve(library=library, question=understand(words), limit=10).passages
    return [Path(hit.passage.document.source).name for hit in hits]


def test_all_real_documents_come_in_and_again_changes_nothing(real_library, corpus):
    library, reported = real_library
    failed = {Path(d.source).name: d.detail for d in reported if d.status == "failed"}
    assert {name for name in failed if not name.endswith(".doc")} == set()
    assert len([d for d in reported if d.status == "added"]) >= 35
    before = library.documents.counts()
    again = ingest(library, corpus / "press", corpus / "official")
    assert {d.status for d in again} == {"unchanged"}
    assert library.documents.counts() == before


def test_a_changed_file_replaces_what_it_was(library, tmp_path):
    path = write(tmp_path / "in", 1, "rà soát dữ liệu dân cư")
    (added,) = ingest(library, path)
    write(tmp_path / "in", 1, "kiểm tra tàu thuyền neo đậu")
    (updated,) = ingest(library, path)
    assert (added.status, updated.status) == ("added", "updated")
    assert updated.document_id == added.document_id
    assert "tàu thuyền" in library.documents.text(added.document_id)
    assert library.store().count() == library.documents.counts()[1]
    assert library.documents.unfinished_revisions() == []


def test_a_removed_document_is_not_found(library, tmp_path):
    kept, removed = write(tmp_path / "in", 1), write(tmp_path / "in", 2, "kiểm tra tàu thuyền neo đậu")
    ingest(library, kept, removed)
    (record,) = [d for d in ids(library) if d.endswith("2.txt")]
    library.remove(library.documents.locations()[record])
    assert "2.txt" not in found_sources(library, "kiểm tra tàu thuyền neo đậu")
    assert library.store().count() == library.documents.counts()[1]


def ids(library: Library) -> list[str]:
    return list(library.documents.locations())


def test_documents_whose_file_is_gone_are_named_for_pruning(library, tmp_path):
    ingest(library, write(tmp_path / "in", 1), write(tmp_path / "in", 2), write(tmp_path / "elsewhere", 3))
    (tmp_path / "in" / "2.txt").unlink()
    (tmp_path / "elsewhere" / "3.txt").unlink()
    gone = library.gone([tmp_path / "in"])
    assert [library.documents.get(id_).source.rsplit("/", 1)[-1] for id_ in gone] == ["2.txt"]


def test_a_folder_with_bad_files_gives_the_good_one_and_a_reason_for_each_other(tmp_path):
    folder = tmp_path / "in"
    write(folder, 1)
    (folder / "hong.docx").write_bytes(b"PK\x03\x04" + random.Random(1).randbytes(4000))
    (folder / "rong.txt").write_bytes(b"")
    (folder / "nhi-phan.txt").write_bytes(random.Random(2).randbytes(4000))
    with (folder / "lon.txt").open("wb") as file:
        file.truncate(300 * 2**20)
    run = chidao(tmp_path / "data", "ingest", str(folder))
    assert run.returncode == 1
    said = " ".join(run.stdout.split())
    assert "thêm mới 1" in said
    assert "không nạp được 4" in said
    for name in ("hong.docx", "rong.txt", "nhi-phan.txt", "lon.txt"):
        assert f"{name}:" in said
    assert "300 MB" in said


def test_unusable_arguments_end_with_two(tmp_path):
    run = chidao(tmp_path / "data", "ingest", str(tmp_path / "khong-co"))
    assert run.returncode == 2
    assert "khong-co" in run.stderr


def test_killed_in_the_middle_nothing_half_written_is_seen_and_again_completes(tmp_path, encoder):
    folder, data = tmp_path / "in", tmp_path / "data"
    for number in range(120):
        write(folder, number, f"nhiệm vụ thứ {number} về rà soát dữ liệu dân cư " * 12)
    process = subprocess.Popen(command("ingest", str(folder)), env=environment(data), stdout=subprocess.DEVNULL)
    wait_for_some_documents(data, process)
    process.send_signal(signal.SIGKILL)
    process.wait()

    library = Library(Settings(data_dir=data), encoder)
    documents, passages = library.documents.counts()
    assert 0 < documents < 120
    assert library.store().count() == passages
    for hit in retrieve(library=library, question=understand("rà soát dữ liệu dân cư"), limit=50).passages:
        record = hit.passage
        assert library.documents.text(record.document.id)[record.start : record.end] == record.text
    assert {d.status for d in ingest(library, folder)} == {"added", "unchanged"}
    documents, passages = library.documents.counts()
    assert documents == 120
    assert library.store().count() == passages
    library.close()


def wait_for_some_documents(data: Path, process: subprocess.Popen) -> None:
    from index.catalog.database import CATALOG_FILE, open_engine

    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        if (data / CATALOG_FILE).exists():
            engine = open_engine(data, None)
            documents, _ = DocumentCatalog(engine).counts()
            engine.dispose()
            if documents:
                return
        time.sleep(0.2)
    raise AssertionError("the ingestion ended before it could be interrupted")


def test_another_encoder_is_refused_with_the_way_out_and_reindexing_is_it(tmp_path, encoder):
    from index.encoder.hashing import HashingEncoder
    from index.errors import EncoderMismatchError

    data = tmp_path / "data"
    library = Library(Settings(data_dir=data), HashingEncoder())
    ingest(library, write(tmp_path / "in", 1))
    library.close()
    other = Library(Settings(data_dir=data), encoder)
    try:
        other.store()
    except EncoderMismatchError as error:
        assert "--reindex" in str(error)
    else:
        raise AssertionError("a store of another encoder was opened")
    other.reindex(lambda _: None)
    assert found_sources(other, "rà soát dữ liệu dân cư") != []
    other.close()

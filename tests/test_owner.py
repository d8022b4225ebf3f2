"""One owner: a second process is forwarded to the first, never locked out and never harmful."""

import json
import subprocess
import sys
import threading
import time

import pytest
from running import chidao, command, environment, running_service

from index.owner import Ownership, find_owner


@pytest.fixture(scope="module")
def data(tmp_path_factory, encoder):
    folder = tmp_path_factory.mktemp("owner")
    source = folder / "in"
    source.mkdir()
    (source / "a.txt").write_text(
        "Số: 1/CĐ-TTg\nCÔNG ĐIỆN\nVề thử\n1. Bộ Công an rà soát tàu cá trước ngày 30/6/2025.", "utf-8"
    )
    run = chidao(folder / "data", "ingest", str(source))
    assert run.returncode == 0, run.stderr
    return folder


def test_commands_are_answered_by_the_running_service(data):
    with running_service(data / "data", "--no-ui"):
        asked = chidao(data / "data", "ask", "--json", "Bộ Công an rà soát tàu cá trước ngày nào?")
        assert asked.returncode == 0, asked.stderr
        assert "30/6/2025" in json.loads(asked.stdout)["answer"]
        (data / "in" / "b.txt").write_text(
            "Số: 2/CĐ-TTg\nCÔNG ĐIỆN\nVề thử\n1. Bộ Y tế cấp thuốc trước ngày 01/7/2025.", "utf-8"
        )
        ingested = chidao(data / "data", "ingest", str(data / "in"))
        assert ingested.returncode == 0, ingested.stderr
        assert "thêm mới 1" in ingested.stdout
        assert "không đổi 1" in ingested.stdout
        second = chidao(data / "data", "serve", "--port", "8999")
        assert second.returncode == 1
        assert "đang được dùng" in second.stderr
    listed = chidao(data / "data", "documents", "list", "--json")
    assert {d["number"] for d in json.loads(listed.stdout)} == {"1/CĐ-TTg", "2/CĐ-TTg"}


def test_two_commands_at_once_both_answer(data):
    runs = []

    def ask():
        runs.append(chidao(data / "data", "search", "--json", "rà soát tàu cá"))

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    assert all(json.loads(run.stdout)["hits"] for run in runs)


def test_a_killed_owner_leaves_nothing_in_the_way(tmp_path):
    script = "from pathlib import Path; import sys, time; from index.owner import Ownership; "
    script += (
        "held = Ownership.claim(Path(sys.argv[1])); held.announce('http://127.0.0.1:1'); print('held', flush=True); "
    )
    script += "time.sleep(60)"
    holder = subprocess.Popen(
        [*command()[:1], "-c", script, str(tmp_path)], env=environment(tmp_path), stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    assert Ownership.claim(tmp_path) is None
    assert find_owner(tmp_path).pid == holder.pid
    holder.kill()
    holder.wait()
    time.sleep(0.1)
    ownership = Ownership.claim(tmp_path)
    assert ownership is not None
    assert find_owner(tmp_path) is None
    ownership.release()


def test_the_owners_secret_is_for_its_user_alone(tmp_path):
    ownership = Ownership.claim(tmp_path)
    ownership.announce("http://127.0.0.1:1")
    assert (tmp_path / "owner.json").stat().st_mode & 0o077 == 0
    ownership.release()


def test_an_open_address_without_keys_is_refused_with_the_way_out(tmp_path):
    run = chidao(tmp_path, "serve", "--host", "0.0.0.0", "--port", "8998", "--no-ui")
    assert run.returncode == 1
    assert "chidao keys create" in run.stderr


def test_an_unknown_setting_is_named(tmp_path):
    run = chidao(tmp_path, "documents", "list", CHIDAO_QDRAN_URL="http://x")
    assert run.returncode == 1
    assert "CHIDAO_QDRAN_URL" in run.stderr


def test_processes_that_open_a_new_folder_at_once_all_find_its_catalog_whole(tmp_path):
    opening = (
        "import sys; from pathlib import Path; from index.catalog.database import open_engine; "
        "from index.catalog.documents import DocumentCatalog; "
        "print(DocumentCatalog(open_engine(Path(sys.argv[1]), None)).counts())"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", opening, str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    ended = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert [code for _, code in ended] == [0] * 6, [err.decode() for (_, err), _ in ended]
    assert {out.decode().strip() for (out, _), _ in ended} == {"(0, 0)"}

"""How a task stands: read from the right column of a table, and asked of the register on a day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from registered import due, made, publish, registered

from index.catalog.task_records import TaskFilter
from index.document import Document, build_document
from index.library import Library
from index.readers.reading import read_bytes, read_document
from index.settings import Settings
from index.tasks.assignees import addresses
from index.tasks.overdue import is_done, is_overdue
from ui.api.app import build_app
from ui.api.state import open_state

LIMIT = 10_000_000
TODAY = date(2025, 12, 1)
TOLD = "Bộ đã ban hành Công văn số 6/BYT-KH hướng dẫn các địa phương, đang tổng hợp báo cáo của các đơn vị có liên quan"


def table(head: str, *rows: str) -> Document:
    lines = [head, "|" + "---|" * (head.count("|") - 1), *rows]
    read = read_bytes(("Danh mục nhiệm vụ\n\n" + "\n".join(lines)).encode(), "a.md", max_bytes=LIMIT)
    return build_document(read, source="a.md", location="a.md", data_sha256="0")


@pytest.mark.parametrize("columns", ["Kết quả thực hiện | Tiến độ", "Tiến độ thực hiện | Trạng thái"])
def test_of_two_columns_of_progress_the_one_that_says_how_it_stands_is_the_status(columns):
    found = table(
        f"| TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn | {columns} |",
        f"| 1 | Xây dựng đề án khám bệnh | Bộ Y tế | 31/10/2025 | {TOLD} | Đã hoàn thành |",
        f"| 2 | Rà soát thuốc dự trữ | Bộ Y tế | 31/10/2025 | {TOLD} | Đã hoàn thành quá hạn |",
        f"| 3 | Sửa nghị định về thuốc | Bộ Y tế | 31/10/2025 | {TOLD} | Đang thực hiện |",
        "| 4 | Tập huấn cho địa phương | Bộ Y tế | 31/10/2025 | Đã hoàn thành tập huấn cho các tỉnh phía Bắc, còn lại"
        " các tỉnh phía Nam | Chưa hoàn thành |",
        f"| 5 | Lập danh mục thiết bị | Bộ Y tế | 31/10/2025 | {TOLD} | |",
    )
    stated = ["Đã hoàn thành", "Đã hoàn thành quá hạn", "Đang thực hiện", "Chưa hoàn thành", TOLD]
    assert [task.status for task in found.tasks] == stated
    assert [is_overdue(task.deadline, task.status, TODAY) for task in found.tasks] == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("status", "done"),
    [("Đã hoàn thành (quá hạn)", True), ("Hoàn thành chậm", True), ("Đã hoàn thành nhưng chậm tiến độ", True),
     ("Quá hạn, chưa hoàn thành", False), ("Chậm", False), ("Đang thực hiện, chậm", False), ("Quá hạn", False)],
)  # fmt: skip
def test_what_was_done_late_is_done(status, done):
    assert is_done(status) is done


def test_a_real_table_of_progress_says_which_tasks_are_done(corpus: Path):
    path = corpus / "official" / "624-TB-VPCP.md"
    found = build_document(read_document(path, max_bytes=LIMIT), source="a", location="a", data_sha256="0")
    stated = Counter(task.status for task in found.tasks)
    assert stated["Đã hoàn thành"] >= 10 and stated["Đang thực hiện"] >= 10 and stated["Chưa hoàn thành"] >= 5


def test_agencies_of_the_rank_of_a_ministry_are_no_ministries():
    for group in ("các cơ quan ngang bộ, cơ quan thuộc Chính phủ", "các cán bộ, công chức", "các cục đường bộ"):
        assert not addresses(group, "Bộ Y tế"), group
    assert addresses("các cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Thanh tra Chính phủ")
    for group in ("các bộ, cơ quan ngang bộ", "các Bộ trưởng", "các bộ, ngành, địa phương"):
        assert addresses(group, "Bộ Y tế"), group


LINES = [
    (("Bộ Y tế",), (), "việc đã qua", due("trước 1/11/2025", date(2025, 11, 1))),
    (("Bộ Y tế",), (), "việc xong", due("trước 2/11/2025", date(2025, 11, 2))),
    (("Bộ Y tế",), (), "việc hằng quý", due("hằng quý", date(2025, 11, 3), recurring=True)),
    (("Bộ Y tế",), (), "việc xa", due("trước 31/12/2025", date(2025, 12, 31))),
    (("các bộ, ngành",), (), "việc không hạn", None),
    (("Bộ Y tế",), (), "việc hôm nay", due("trước 1/12/2025", TODAY)),
]


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Library]:
    with registered(tmp_path_factory.mktemp("states")) as library:
        document = made("70/CĐ-TTg", date(2025, 10, 1), LINES)
        tasks = tuple(
            replace(task, status="Đã hoàn thành quá hạn") if task.action == "việc xong" else task
            for task in document.tasks
        )
        publish(library, replace(document, tasks=tasks))
        yield library


def actions(library: Library, **wanted) -> list[str]:
    return [record.task.action for record in library.tasks.find(TaskFilter(document="70/CĐ-TTg", **wanted))[0]]


def test_what_is_open_comes_soonest_first_and_what_is_past_or_done_stands_apart(register):
    ahead = ["việc hôm nay", "việc xa", "việc hằng quý", "việc không hạn"]
    assert actions(register, status="open", as_of=TODAY) == ahead
    assert actions(register, status="overdue", as_of=TODAY) == ["việc đã qua"]
    assert actions(register, status="done", as_of=TODAY) == ["việc xong"]
    assert actions(register, as_of=TODAY) == [*ahead, "việc đã qua", "việc xong"]
    assert actions(register, status="overdue", as_of=date(2025, 1, 1)) == []


@given(
    status=st.sampled_from([None, "open", "overdue", "done"]),
    as_of=st.dates(date(2025, 5, 1), date(2026, 1, 31)),
    limit=st.integers(1, 7),
)
def test_states_part_the_register_as_one_task_says_and_pages_join(register, status, as_of, limit):
    wanted = TaskFilter(status=status, as_of=as_of)
    whole = register.tasks.find(wanted, 1000)[0]
    assert register.tasks.total(wanted) == len(whole)
    for record in whole if status else ():
        late = is_overdue(record.task.deadline, record.task.status, as_of)
        said = "done" if is_done(record.task.status) else "overdue" if late else "open"
        assert said == status
    joined, cursor = [], None
    while len(joined) < 1000:
        page, cursor = register.tasks.find(wanted, limit, cursor)
        joined += page
        if cursor is None:
            break
    assert joined == whole


def test_the_api_finds_by_state_on_a_day(register):
    state = open_state(Settings(data_dir=register.settings.data_dir), "owner-secret", register)
    client = TestClient(build_app(state), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))
    query = {"document_id": "70/CĐ-TTg", "status": "overdue", "as_of": "2025-12-01"}
    assert [task["action"] for task in client.get("/v1/tasks", params=query).json()["tasks"]] == ["việc đã qua"]
    assert "việc đã qua" in client.get("/v1/tasks.csv", params=query).text
    assert client.get("/v1/tasks", params={"status": "xong"}).status_code == 422
    assert client.get("/v1/tasks", params={"as_of": "mai"}).status_code == 422
    first = client.get("/v1/tasks", params={"as_of": "2025-12-01", "limit": 2}).json()
    rest = client.get("/v1/tasks", params={"as_of": "2025-12-01", "limit": 200, "cursor": first["next_cursor"]}).json()
    assert len(first["tasks"]) + len(rest["tasks"]) == 16

"""The register of tasks: found by who, until when, where and in which words, the same through every door."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ingest
from hypothesis import given
from hypothesis import strategies as st
from registered import FIRST, SECOND, due, made, publish, registered

from index.catalog.task_records import TaskFilter
from index.document import document_id
from index.encoder.hashing import HashingEncoder
from index.errors import CatalogError
from index.library import Library
from index.settings import Settings
from index.tasks.overdue import is_overdue
from index.tasks.task import Deadline

REPEATED = "xây dựng và trình Chính phủ Nghị định quy định chi tiết việc quản lý, khai thác tàu cá ven bờ"


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Library]:
    with registered(tmp_path_factory.mktemp("register")) as library:
        yield library


def actions(library: Library, **wanted) -> list[str]:
    return [record.task.action for record in library.tasks.find(TaskFilter(**wanted))[0]]


def test_a_body_is_found_by_any_of_its_names_and_in_its_groups(register):
    for spelling in ("Bộ Y tế", "bo y te", "BỘ Y TẾ", "BYT"):
        found = register.tasks.find(TaskFilter(assignee=spelling, document="1/CĐ-TTg"))[0]
        assert [(record.task.action[:8], record.matched) for record in found] == [
            ("dự trữ 1", "lead"), ("báo cáo ", "support"), ("=HYPERLI", "collective"),
        ], spelling  # fmt: skip
        assert [record.collective for record in found] == [False, True, True]
    by_name = TaskFilter(assignee="Bộ Y tế", document="1/CĐ-TTg", named_only=True)
    assert [record.matched for record in register.tasks.find(by_name)[0]] == ["lead", "support"]
    led = register.tasks.find(TaskFilter(assignee="Bộ Y tế", role="lead", document="1/CĐ-TTg"))[0]
    assert [record.matched for record in led] == ["lead", "collective", "collective"]
    assert actions(register, assignee="Bộ Y tế", role="support", document="2/CĐ-TTg") == [SECOND[0][2]]
    assert actions(register, assignee="Bộ không có") == []


def test_a_task_is_due_in_the_period_that_its_last_day_is_in(register):
    june = {"due_from": date(2025, 6, 1), "due_to": date(2025, 6, 30), "document": "1/CĐ-TTg"}
    assert actions(register, **june) == ["rà soát nhà ở trọ"]
    assert actions(register, **{**june, "due_to": date(2025, 6, 29)}) == []
    # What comes again without a day is due in no period.
    everything = actions(register, due_from=date(1900, 1, 1), document="1/CĐ-TTg")
    assert everything == ["rà soát nhà ở trọ", "dự trữ 12.000 cơ số thuốc"]


def test_words_and_documents_narrow_with_and_without_marks(register):
    assert actions(register, words="CO SO thuoc", document="1/CĐ-TTg") == ["dự trữ 12.000 cơ số thuốc"]
    assert actions(register, words="cơ số gạo") == []
    assert actions(register, words="100%_") == []
    by_id = document_id("/kho/2-CĐ-TTg.txt")
    assert actions(register, document=by_id) == actions(register, document="02/cd-ttg") == [a for _, _, a, _ in SECOND]


def test_every_quote_is_in_its_document_and_days_come_first(register):
    found, following = register.tasks.find(TaskFilter())
    assert following is None
    assert register.tasks.total(TaskFilter()) == len(found) == 10
    for record in found:
        text = register.documents.text(record.document_id)
        assert text[record.task.start : record.task.end] == record.quote
    ends = [record.task.deadline.end if record.task.deadline else None for record in found]
    assert ends == sorted(ends, key=lambda end: end or date.max)


FILTERS = st.builds(
    TaskFilter,
    assignee=st.sampled_from(["", "Bộ Y tế", "Bộ Công an"]),
    role=st.sampled_from([None, "lead", "support"]),
    due_to=st.sampled_from([None, date(2025, 6, 30)]),
    words=st.sampled_from(["", "báo", "o"]),
    named_only=st.booleans(),
)


@given(wanted=FILTERS, limit=st.integers(1, 11))
def test_pages_join_to_the_whole(register, wanted, limit):
    whole = [record.id for record in register.tasks.find(wanted, 1000)[0]]
    joined, cursor = [], None
    while True:
        page, cursor = register.tasks.find(wanted, limit, cursor)
        joined += [record.id for record in page]
        assert len(page) == limit or cursor is None
        if cursor is None:
            break
    assert joined == whole
    assert len(whole) == register.tasks.total(wanted)


@given(st.text(max_size=60) | st.from_regex(r"\d{4}-\d\d-\d\d~~[0-9a-f]{32}~\d{1,9}", fullmatch=True))
def test_a_cursor_that_is_none_is_refused_and_never_breaks(register, cursor):
    try:
        register.tasks.find(TaskFilter(), 1, cursor)
    except CatalogError as error:
        assert "next_cursor" in str(error)


@pytest.fixture
def own(tmp_path):
    library = Library(Settings(data_dir=tmp_path / "data"), HashingEncoder())
    yield library
    library.close()


def ids(library: Library) -> list[str]:
    return [record.id for record in library.tasks.find(TaskFilter())[0]]


def test_tasks_come_and_go_with_their_document(own):
    first = made("1/CĐ-TTg", date(2025, 6, 1), FIRST)
    publish(own, first)
    before = ids(own)
    assert own.documents.document(first.id).tasks == first.tasks
    assert own.tasks.count(first.id) == len(set(before)) == 4
    publish(own, replace(first))
    assert ids(own) == before
    publish(own, made("1/CĐ-TTg", date(2025, 6, 1), FIRST, version="another file"))
    assert set(ids(own)).isdisjoint(before)
    own.documents.remove(first.id)
    assert ids(own) == []
    assert own.tasks.of_ids(before) == []


def test_two_tasks_of_one_place_are_two(own):
    document = made("1/CĐ-TTg", date(2025, 6, 1), FIRST[:1])
    (task,) = document.tasks
    publish(own, replace(document, tasks=(task, replace(task, action="dự trữ"))))
    assert len(set(ids(own))) == 2


def linked(library: Library) -> dict[str, tuple[list[str], list[str]]]:
    records = library.tasks.find(TaskFilter())[0]
    number = {record.id: record.document_number for record in records}
    links = library.task_links.of(records)
    return {
        number[id_]: ([same.document_number for same in of.earlier], [same.document_number for same in of.later])
        for id_, of in links.items()
    }


def test_the_same_work_in_a_later_document_is_linked_to_the_earlier_one(own):
    deadline = due("trước 30/9/2025", date(2025, 9, 30))
    lead = ("Bộ Công an",)
    publish(
        own,
        made("1/CĐ-TTg", date(2025, 6, 1), [(lead, (), REPEATED, deadline)]),
        made("5/CĐ-TTg", date(2025, 8, 1), [(lead, (), f"khẩn trương {REPEATED} và báo cáo kết quả", None)]),
        made("6/CĐ-TTg", date(2025, 8, 2), [(("Bộ Y tế",), (), REPEATED, None)]),
        made("7/CĐ-TTg", date(2025, 8, 3), [(lead, (), "rà soát các cơ sở kinh doanh dịch vụ lưu trú", None)]),
    )
    assert linked(own) == {"1/CĐ-TTg": ([], ["5/CĐ-TTg"]), "5/CĐ-TTg": (["1/CĐ-TTg"], [])}
    (again,) = own.tasks.find(TaskFilter(document="5/CĐ-TTg"))[0]
    (earlier,) = own.task_links.of([again])[again.id].earlier
    assert (earlier.issued_on, earlier.deadline) == (date(2025, 6, 1), "trước 30/9/2025")


def test_what_says_that_it_renews_is_linked_though_its_words_are_others(own):
    lead = ("Bộ Công an",)
    short = "gia hạn việc trình Nghị định quản lý tàu cá giao tại Công điện 1/CĐ-TTg đến 30/12/2025"
    other = "trình Nghị định về phòng cháy nêu trong Công điện 1/CĐ-TTg"
    publish(
        own,
        made("1/CĐ-TTg", date(2025, 6, 1), [(lead, (), REPEATED, None), (lead, (), "thống kê dân số cả nước", None)]),
        made("5/CĐ-TTg", date(2025, 8, 1), [(lead, (), short, None)], names="1/CĐ-TTg"),
        made("6/CĐ-TTg", date(2025, 8, 1), [(lead, (), other, None)], names="1/CĐ-TTg"),
    )
    assert linked(own) == {"1/CĐ-TTg": ([], ["5/CĐ-TTg"]), "5/CĐ-TTg": (["1/CĐ-TTg"], [])}


def test_carrying_out_this_document_is_another_task_in_each(own):
    formula = (
        "theo dõi, đôn đốc việc thực hiện Công điện này; kịp thời báo cáo Thủ tướng Chính phủ các vấn đề phát sinh"
    )
    lead = ("Văn phòng Chính phủ",)
    days = enumerate((date(2025, 6, 1), date(2025, 7, 1)), 1)
    publish(own, *(made(f"{number}/CĐ-TTg", day, [(lead, (), formula, None)]) for number, day in days))
    assert linked(own) == {}


@pytest.mark.parametrize(
    ("status", "overdue"),
    [(None, True), ("Đang thực hiện", True), ("Chưa hoàn thành", True), ("Hoàn thành 80%", True), ("Đảng ủy rà", True),
     ("Đã hoàn thành", False), ("Hoàn thành", False), ("100%", False), ("Cơ bản hoàn thành", True)],
)  # fmt: skip
def test_what_is_done_is_not_overdue(status, overdue):
    assert is_overdue(Deadline("trước 10/6/2025", end=date(2025, 6, 10)), status, date(2025, 6, 11)) is overdue
    assert not is_overdue(Deadline("trước 10/6/2025", end=date(2025, 6, 10)), status, date(2025, 6, 10))
    assert not is_overdue(Deadline("hằng tháng", recurring=True), status, date(2025, 6, 11))


@pytest.fixture(scope="module")
def real(tmp_path_factory, corpus: Path) -> Iterator[Library]:
    library = Library(Settings(data_dir=tmp_path_factory.mktemp("tasks") / "data"), HashingEncoder())
    official = corpus / "official"
    files = [*sorted(official.glob("2*-CD-TTg.md")), official / "624-TB-VPCP.md", official / "03-NQ-CP-phu-luc-2.md"]
    assert {item.status for item in ingest(library, *files)} == {"added"}
    yield library
    library.close()


def test_real_documents_fill_the_register(real):
    found = real.tasks.find(TaskFilter(), 5000)[0]
    assert len(found) > 100
    for record in found:
        text = real.documents.text(record.document_id)
        assert text[record.task.start : record.task.end] == record.quote
    asked = real.tasks.find(TaskFilter(assignee="bo cong an"), 5000)[0]
    assert {record.matched for record in asked} == {"lead", "support", "collective"}
    assert asked == real.tasks.find(TaskFilter(assignee="Bộ Công an"), 5000)[0]
    december = real.tasks.find(TaskFilter(due_from=date(2025, 12, 1), due_to=date(2025, 12, 31)), 5000)[0]
    assert december
    assert all(record.task.deadline.end.month == 12 for record in december)

"""Measuring tasks: which found task is the reader's, what agrees, what the gold sets promise, the command."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.errors import EvaluationError
from eval.tasks_command import read_for_tasks
from eval.tasks_gold import GoldDocument, GoldTask, gold_sets, load_gold_set
from eval.tasks_places import PlacedTask, SpacelessText, find_region, place_tasks
from eval.tasks_scoring import Alignment, TaskCounts, align, count, same_names
from index.tasks.task import Deadline, Task

HEALTH = "Bộ Y tế chủ trì, phối hợp với Bộ Công an rà soát thuốc, hoàn thành trước ngày 10/12/2025;"
FINANCE = "bố trí kinh phí cho các địa phương bị thiệt hại."
TEXT = f"Kết luận\n{HEALTH} Bộ Tài chính {FINANCE}\nNơi nhận: Bộ Y tế."
DUE = Deadline("trước ngày 10/12/2025", None, date(2025, 12, 10))


def gold(quote: str, lead: tuple[str, ...] = ("Bộ Y tế",), deadline: Deadline | None = None) -> GoldTask:
    return GoldTask(quote, lead, (), deadline)


def found(action: str, lead: tuple[str, ...] = ("Bộ Y tế",), quote: str = "", deadline: Deadline | None = None) -> Task:
    start = TEXT.index(quote or action)
    return Task(lead, (), action, start, start + len(quote or action), deadline=deadline)


def placed(text: str, *tasks: GoldTask) -> tuple[PlacedTask, ...]:
    return place_tasks(SpacelessText.of(text), "a.md", tasks, (0, len(text)))


def aligned(
    *read: GoldTask, program: list[Task], first: str | None = None, optional: tuple[GoldTask, ...] = ()
) -> Alignment:
    region = find_region(SpacelessText.of(TEXT), GoldDocument("a.md", read, first))
    return align(TEXT, placed(TEXT, *read), program, region, placed(TEXT, *optional))


def test_a_task_read_in_other_line_breaks_is_matched():
    quote = HEALTH.replace(" ", "\n", 3)
    result = aligned(gold(quote, deadline=DUE), program=[found("rà soát thuốc", quote=HEALTH, deadline=DUE)])
    assert count(result) == TaskCounts(gold=1, found=1, matched=1, lead=1, support=1, deadline=1)
    assert count(result).shares()["f1"] == 1


def test_what_nobody_asked_for_is_invented_and_what_was_not_found_missed():
    result = aligned(gold(HEALTH), program=[found("Nơi nhận: Bộ Y tế.")])
    assert [task.quote for task in result.missed] == [HEALTH]
    assert len(result.invented) == 1
    assert count(result).shares() == {
        "precision": 0, "recall": 0, "f1": 0, "lead": None, "support": None, "deadline": None,
    }  # fmt: skip


def test_one_sentence_of_two_tasks_found_as_one_misses_one():
    result = aligned(
        gold(HEALTH), gold(FINANCE), program=[found("rà soát thuốc", quote=f"{HEALTH} Bộ Tài chính {FINANCE}")]
    )
    assert (len(result.matched), len(result.missed), len(result.invented)) == (1, 1, 0)


def test_tasks_that_share_a_quote_are_told_apart_by_their_actions():
    whole = f"{HEALTH} Bộ Tài chính {FINANCE}"
    program = [found(FINANCE, ("Bộ Tài chính",), whole), found("rà soát thuốc", ("Bộ Y tế",), whole)]
    result = aligned(gold(HEALTH), gold(FINANCE, ("Bộ Tài chính",)), program=program)
    assert [match.lead_right for match in result.matched] == [True, True]


def test_a_task_shattered_into_pieces_is_matched_once_at_most():
    pieces = [found("chủ trì, phối hợp với Bộ Công an rà soát thuốc"), found("hoàn thành trước ngày 10/12/2025")]
    result = aligned(gold(HEALTH), program=pieces)
    assert (len(result.matched), len(result.invented)) == (1, 1)


def test_a_task_is_matched_by_its_beginning_however_much_of_it_the_reader_wrote_down():
    long = f"{HEALTH} Bộ Tài chính {FINANCE}\nNơi nhận: Bộ Y tế."
    program = [found(HEALTH[:60])]
    assert [len(aligned(gold(quote), program=program).matched) for quote in (long, long[:60])] == [1, 1]


def test_only_what_was_read_counts():
    program = [found("rà soát thuốc", quote=HEALTH), found(FINANCE, ("Bộ Tài chính",))]
    result = aligned(gold(FINANCE, ("Bộ Tài chính",)), program=program, first="Bộ Tài chính bố trí")
    assert (len(result.matched), len(result.invented)) == (1, 0)


@pytest.mark.parametrize(
    ("deadline", "right"),
    [
        (DUE, True),
        (Deadline("10/12", None, date(2025, 12, 10)), True),
        (Deadline("10/12", date(2025, 12, 10), date(2025, 12, 10)), False),
        (Deadline("trước ngày 10/12/2025", None, date(2025, 12, 10), recurring=True), False),
        (None, False),
    ],
)
def test_a_deadline_is_its_days_not_its_words(deadline, right):
    result = aligned(gold(HEALTH, deadline=DUE), program=[found(HEALTH, deadline=deadline)])
    assert result.matched[0].deadline_right is right


@pytest.mark.parametrize(
    ("read", "program", "same"),
    [
        (["Bộ Y tế", "Bộ Công an"], ["BỘ CÔNG AN", "Bộ Y tế"], True),
        (["Bộ Y tế", "Bộ Công an"], ["Bộ Y tế"], False),
        (["Bộ Y tế"], ["Bộ Y tế", "các địa phương"], False),
        (["Bộ Y tế", "Bộ Công an"], ["Bộ Y tế và Bộ Công an"], False),
        (["các bộ, ngành và địa phương"], ["các bộ", "ngành", "địa phương"], True),
        (["bộ, ngành có liên quan"], ["các bộ, ngành có liên quan"], True),
        (["các bộ, ngành", "Bộ Y tế"], ["Bộ Y tế", "các bộ, ngành, địa phương"], False),
    ],
)
def test_names_are_compared_as_sets(read, program, same):
    assert same_names(read, program) is same


def test_what_readers_may_think_either_way_of_does_not_count():
    result = aligned(gold(HEALTH), program=[found(HEALTH), found(FINANCE)], optional=(GoldTask(FINANCE),))
    assert (len(result.matched), len(result.missed), len(result.invented)) == (1, 0, 0)


def test_repeated_words_are_placed_one_after_another_or_where_it_is_said():
    text = "Quy mô kinh tế số\nHạ tầng số\nQuy mô kinh tế số"
    size, network = gold("Quy mô kinh tế số"), gold("Hạ tầng số")
    assert [task.start for task in placed(text, size, network, size)] == [0, 18, 29]
    assert [task.start for task in placed(text, replace(size, occurrence=2), network, size)] == [29, 18, 0]


def test_a_quote_that_is_not_in_the_document_is_named():
    with pytest.raises(EvaluationError, match=r"a\.md.*không có chữ này"):
        placed(TEXT, gold("không có chữ này"))


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "prose-dev.jsonl"
    path.write_text('{"doc": "a.md", "quote": "x", "lead": "Bộ Y tế", "support": [], "deadline": null}\n', "utf-8")
    with pytest.raises(EvaluationError, match="dòng 1"):
        load_gold_set(str(path))


@pytest.mark.parametrize("name", gold_sets())
def test_every_quote_and_deadline_of_the_gold_stands_in_its_document(name, corpus: Path):
    for document in load_gold_set(name).documents:
        path = next(corpus.rglob(document.name))
        text = SpacelessText.of(read_for_tasks(path).text)
        region = find_region(text, document)
        places = place_tasks(text, document.name, [*document.tasks, *document.optional], region)
        assert all(region[0] <= task.start and task.end <= region[1] for task in places), document.name
        due = [task.deadline for task in document.tasks if task.deadline]
        assert [deadline.text for deadline in due if not text.find(deadline.text)] == []
        assert all(d.begin <= d.end for d in due if d.begin and d.end)


def test_the_gold_is_large_enough_and_its_halves_share_nothing():
    sets = [load_gold_set(name) for name in gold_sets()]
    tasks = [
        (gold_set.name, document.name, task)
        for gold_set in sets
        for document in gold_set.documents
        for task in document.tasks
    ]
    assert len(tasks) >= 250
    assert len({document for _, document, _ in tasks}) >= 4
    halves = [{(doc, task.quote) for name, doc, task in tasks if name.endswith(split)} for split in ("dev", "frozen")]
    assert not halves[0] & halves[1]


def test_the_command_prints_and_writes_what_it_measured(tmp_path, corpus: Path):
    out = tmp_path / "tasks.json"
    told = ["tasks", "--set", "tables-dev", "--documents", str(corpus / "official"), "--errors", "--json", str(out)]
    result = CliRunner().invoke(app, told)
    assert result.exit_code == 0, result.output
    assert "03-NQ-CP-phu-luc-1.md" in result.output
    totals = json.loads(out.read_text("utf-8"))["totals"]
    assert totals["tables"]["counts"]["gold"] == 205
    assert totals["all"]["shares"].keys() == {"precision", "recall", "f1", "lead", "support", "deadline"}


def test_the_command_says_which_document_is_missing(tmp_path):
    result = CliRunner().invoke(app, ["tasks", "--set", "tables-dev", "--documents", str(tmp_path)])
    assert result.exit_code == 2
    assert "03-NQ-CP-phu-luc-1.md" in result.output

"""Two runs held against each other: paired, with significance, and strict enough to be a gate."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from evaluation_run import record, write_run
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.compare_command import PAST, UNUSABLE, WITHIN, compare
from eval.comparison import compare_runs
from eval.finished_run import read_run
from eval.significance import paired_difference


def scored(id_: str, right: float, **changed: object) -> dict[str, object]:
    return record(id_, scores={"answer_right": right, "citation_right": right}, **changed)


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return write_run(tmp_path / "a", [scored(f"q{at}", 1.0) for at in range(20)])


@pytest.fixture
def after(tmp_path: Path) -> Path:
    """Eight of the twenty questions got worse."""
    return write_run(tmp_path / "b", [scored(f"q{at}", float(at >= 8)) for at in range(20)])


def test_the_sign_flip_test_agrees_with_every_flip_counted_by_hand():
    differences = [0.5, -0.25, 1.0, 0.75, 0.5, 0.0]
    flips = [np.dot(signs, differences) for signs in itertools.product((1, -1), repeat=len(differences))]
    as_large = np.mean([abs(total) >= sum(differences) - 1e-12 for total in flips])
    assert paired_difference(differences, seed=0).p == pytest.approx(as_large)


def test_the_interval_agrees_with_a_bootstrap_by_hand():
    values = np.random.default_rng(5).normal(0.1, 0.3, 80)
    means = np.random.default_rng(1).choice(values, (20_000, 80)).mean(axis=1)
    found = paired_difference(list(values), seed=3)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(means, [0.025, 0.975])), abs=0.005)


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_turning_the_runs_around_turns_the_difference_and_keeps_the_chance(differences):
    there, back = paired_difference(differences, seed=1), paired_difference([-d for d in differences], seed=1)
    assert there.mean == pytest.approx(-back.mean)
    assert there.p == pytest.approx(back.p, abs=0.03)
    assert there.low <= there.mean + 1e-9 and there.mean <= there.high + 1e-9
    assert 0 < there.p <= 1


def test_a_run_compared_with_itself_differs_in_nothing(before):
    comparison = compare_runs(read_run(before), read_run(before))
    assert not comparison.better and not comparison.worse
    assert all(d.before == d.after for d in comparison.metrics.values())
    assert compare(before, before, max_drop=["answer_right=0", "citation_right=0"]) == WITHIN


def test_what_got_worse_is_told_question_by_question(before, after, capsys):
    assert compare(before, after) == WITHIN
    told = capsys.readouterr().out
    assert "Xấu đi: 8 câu" in told and "Tốt lên: 0 câu" in told
    assert "q3 · Đúng → Trả lời sai" in told
    comparison = compare_runs(read_run(before), read_run(after))
    difference = comparison.metrics["answer_right"]
    assert (difference.before, difference.after, difference.worse) == (1.0, 0.6, 8)
    assert difference.paired is not None and difference.paired.p < 0.05
    assert comparison.by_tag["deadline"]["answer_right"].after == 0.6


def test_limits_make_a_gate(before, after, capsys):
    assert compare(before, after, max_drop=["answer_right=0.5"]) == WITHIN
    assert compare(before, after, max_drop=["answer_right=0.4"]) == WITHIN
    assert compare(before, after, max_drop=["answer_right=0.02"]) == PAST
    assert compare(before, after, minimum=["answer_right=0.6"]) == WITHIN
    assert compare(before, after, minimum=["answer_right=0.7"]) == PAST
    assert compare(after, before, max_drop=["answer_right=0.02"]) == WITHIN
    assert "✗ Vượt giới hạn: Trả lời đúng xấu đi 40,0 điểm phần trăm, cho phép 2,0" in capsys.readouterr().out


def test_a_metric_of_the_whole_set_can_be_limited_too(tmp_path):
    runs = []
    for name, value in (("a", 0.9), ("b", 0.5)):
        means = {"answer_right": {"value": 1.0, "n": 1}, "refusal_recall": {"value": value, "n": 9}}
        runs.append(write_run(tmp_path / name, [scored("q", 1.0)], metrics=means, latency_ms={"p95": 100 / value}))
    assert compare(*runs, max_drop=["refusal_recall=0.1"]) == PAST
    assert compare(*runs, max_drop=["latency_p95=50"]) == PAST
    assert compare(*runs, max_drop=["latency_p95=100"]) == WITHIN


def test_new_errors_fail_a_gate_though_they_have_no_scores_to_drop(tmp_path, before):
    failed = {"error": "Hết giờ chờ", "answer": ""}
    rows = [scored(f"q{at}", 1.0) for at in range(19)]
    rows.append(record("q19", **failed, scores={"answer_right": None, "citation_right": None}))
    broken = write_run(tmp_path / "b", rows)
    assert compare(before, broken, max_drop=["answer_right=0.02"]) == PAST
    assert compare(before, broken, max_drop=["answer_right=0.02", "errors=0.1"]) == WITHIN


def test_scores_that_only_one_run_has_are_counted_not_compared(tmp_path, before):
    rows = [scored(f"q{at}", 1.0) for at in range(19)] + [
        record("q19", scores={"answer_right": 1.0, "citation_right": None})
    ]
    comparison = compare_runs(read_run(before), read_run(write_run(tmp_path / "b", rows)))
    assert comparison.metrics["citation_right"].unpaired == 1
    assert comparison.metrics["citation_right"].paired.n == 19


@pytest.mark.parametrize(
    ("limit", "told"),
    [("answr_right=0.1", "answr_right"), ("answer_right", "CHỈ_SỐ=SỐ"), ("answer_right=nan", "CHỈ_SỐ=SỐ")],
)
def test_a_limit_that_means_nothing_is_no_pass(before, after, limit, told, capsys):
    assert compare(before, after, max_drop=[limit]) == UNUSABLE
    assert told in capsys.readouterr().err


def test_runs_that_do_not_belong_together_are_refused(tmp_path, before, capsys):
    assert compare(before, write_run(tmp_path / "other", [scored("z", 1.0)])) == UNUSABLE
    assert "không có câu hỏi nào chung" in capsys.readouterr().err
    rows = [scored(f"q{at}", 1.0, question="câu hỏi khác") for at in range(20)]
    assert compare(before, write_run(tmp_path / "reworded", rows)) == UNUSABLE
    assert "khác nội dung" in capsys.readouterr().err
    assert compare(before, tmp_path / "nowhere") == UNUSABLE


def test_a_run_that_was_cut_short_passes_no_gate(tmp_path, before, capsys):
    half = write_run(tmp_path / "half", [scored(f"q{at}", 1.0) for at in range(10)])
    assert compare(before, half) == WITHIN
    assert "Bỏ qua 10 câu chỉ có trong A" in capsys.readouterr().out
    assert compare(before, half, max_drop=["answer_right=0.02"]) == UNUSABLE
    assert "thiếu 10 câu hỏi" in capsys.readouterr().err


def test_the_comparison_is_written_for_people_and_for_programs(tmp_path, before, after):
    markdown, as_json = tmp_path / "out" / "c.md", tmp_path / "out" / "c.json"
    assert compare(before, after, max_drop=["answer_right=0.02"], markdown=markdown, json_file=as_json) == PAST
    found = json.loads(as_json.read_text("utf-8"))
    assert found["within_limits"] is False and found["questions"] == 20
    assert found["limits"][0] == {
        "kind": "max_drop",
        "metric": "answer_right",
        "limit": 0.02,
        "found": 0.4,
        "past": True,
    }
    assert [change["verdicts"] for change in found["worse"]] == [["right", "wrong"]] * 8
    assert "## Xấu đi: 8 câu" in markdown.read_text("utf-8")


def test_what_a_run_holds_steers_no_terminal(tmp_path, capsys):
    nasty = "\x1b[2J[red]đỏ[/red]\x07"
    rows = [scored("q\x1b[31m", right, question=nasty, tags=[nasty]) for right in (1.0,)]
    worse = [{**rows[0], "scores": {"answer_right": 0.0}}]
    compare(write_run(tmp_path / "a", rows, run={"name": nasty}), write_run(tmp_path / "b", worse))
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\x07" not in out
    assert "[red]đỏ[/red]" in out


def test_the_same_seed_tells_the_same(before, after):
    first, second = (compare_runs(read_run(before), read_run(after), seed=4).metrics for _ in range(2))
    assert first == second

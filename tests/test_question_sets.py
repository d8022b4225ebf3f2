"""The bundled question sets: their labels hold, their halves do not overlap, their sizes are what is said of them."""

from pathlib import Path

import pytest
from conftest import PROJECT, SAMPLES

from eval.check_labels import LabelledText, texts_below, wrong_labels
from eval.question_set import EvalQuestion, load_question_set

SETS = PROJECT / "eval" / "sets"


def questions(name: str) -> tuple[EvalQuestion, ...]:
    return load_question_set(SETS / f"{name}.jsonl").questions


@pytest.mark.parametrize("name", ["samples-dev", "samples-frozen", "samples-smoke"])
def test_every_label_stands_in_a_sample(name):
    assert list(wrong_labels(questions(name), texts_below([SAMPLES]))) == []


def test_every_label_stands_in_a_real_document(corpus: Path):
    texts = texts_below([corpus / "official", corpus / "press"])
    assert list(wrong_labels([*questions("directives-dev"), *questions("directives-frozen")], texts)) == []


@pytest.mark.parametrize(("name", "most"), [("samples", 80), ("directives", 230)])
def test_the_halves_share_nothing_and_hold_every_kind(name, most):
    halves = [questions(f"{name}-dev"), questions(f"{name}-frozen")]
    asked = [(q.question, q.history) for half in halves for q in half]
    assert len(set(asked)) == len(asked) >= most
    for half in halves:
        assert {tag for q in half for tag in q.tags} >= {"number", "task", "unaccented", "followup", "near-miss"}


def test_a_label_that_does_not_hold_is_named():
    text = LabelledText("kho/a.md", "1/CĐ-TTg", "Bộ Y tế báo cáo trước ngày 30/6/2025.")
    wrong = EvalQuestion("q1", "?", must=(("01/7/2025",),), doc=("1/CĐ-TTg", "2/CĐ-TTg"), anchor=("Bộ Y tế báo cáo",))
    lines = list(wrong_labels([wrong], [text]))
    assert len(lines) == 2
    assert "2/CĐ-TTg" in lines[0]
    assert "01/7/2025" in lines[1]

"""A worse build is caught: runs of deliberately broken builds against a run of the sound one."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import PROJECT
from rich.console import Console

from eval.asking_in_process import InProcessAsker
from eval.compare_command import PAST, WITHIN, compare
from eval.configuration import Selection
from eval.question_set import load_question_set
from eval.run_command import RunOptions, evaluate
from index.library import Library
from rag.answer import Answer
from rag.retrieval.retrieve import Retrieval, retrieve

if TYPE_CHECKING:
    from pytest import MonkeyPatch

QUESTIONS = PROJECT / "eval" / "sets" / "samples-smoke.jsonl"
SELECTION = Selection(limit=20, seed=2)
LIMITS = ["answer_right=0.02", "citation_right=0.02", "citation_exact=0", "verbatim=0", "refusal_recall=0.02"]
BREAKAGE = Callable[["MonkeyPatch", Library], None]


def run_build(library: Library, out: Path, selection: Selection = SELECTION) -> Path:
    options = RunOptions(out=out, selection=selection, with_ragas=False, with_report=False)
    with InProcessAsker(library.settings, library=library) as asker:
        evaluate(library.settings, load_question_set(QUESTIONS), asker, out, options, Console(file=io.StringIO()))
    return out


@pytest.fixture(scope="module")
def sound(samples: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of the build as it is."""
    return run_build(samples, tmp_path_factory.mktemp("gate") / "sound")


def answering(monkeypatch: "MonkeyPatch", change: Callable[[Answer], Answer]) -> None:
    """Let every answer of the assistant be another one."""
    from rag.assistant import Assistant

    ask = Assistant.ask
    monkeypatch.setattr(Assistant, "ask", lambda *given, **named: change(ask(*given, **named)))


def offsets_shifted(monkeypatch: "MonkeyPatch", library: Library) -> None:
    def shifted(answer: Answer) -> Answer:
        moved = (replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations)
        return replace(answer, citations=tuple(moved))

    answering(monkeypatch, shifted)


def quotes_shifted_with_their_offsets(monkeypatch: "MonkeyPatch", library: Library) -> None:
    def shifted(answer: Answer) -> Answer:
        moved = []
        for citation in answer.citations:
            text, start, end = library.documents.text(citation.document_id), citation.start + 1, citation.end + 1
            moved.append(replace(citation, start=start, end=end, quote=text[start:end]))
        return replace(answer, citations=tuple(moved))

    answering(monkeypatch, shifted)


def top_passage_dropped(monkeypatch: "MonkeyPatch", library: Library) -> None:
    def without_the_best(**given: Any) -> Retrieval:
        found = retrieve(**given)
        return replace(found, passages=found.passages[1:])

    monkeypatch.setattr("rag.assistant.retrieve", without_the_best)
    monkeypatch.setattr("eval.asking_in_process.retrieve", without_the_best)


def abstention_off(monkeypatch: "MonkeyPatch", library: Library) -> None:
    monkeypatch.setattr("rag.assistant.reason_to_abstain", lambda *_: None)


def test_this_build_is_no_worse_than_the_recorded_one(samples, tmp_path):
    """Processors round differently, so two of the twenty-two answers may tip; an exact citation may not."""
    limits = ["answer_right=0.1", "citation_right=0.1", "citation_exact=0.01", "verbatim=0.01", "refusal_recall=0.15"]
    run = run_build(samples, tmp_path / "now", Selection())
    assert compare(PROJECT / "eval" / "gate", run, max_drop=limits) == WITHIN


def test_the_same_build_passes(samples, sound, tmp_path):
    assert compare(sound, run_build(samples, tmp_path / "again"), max_drop=LIMITS) == WITHIN


@pytest.mark.parametrize(
    "breakage", [offsets_shifted, quotes_shifted_with_their_offsets, top_passage_dropped, abstention_off]
)
def test_a_broken_build_is_caught(breakage: BREAKAGE, samples, sound, tmp_path, monkeypatch):
    breakage(monkeypatch, samples)
    assert compare(sound, run_build(samples, tmp_path / "broken"), max_drop=LIMITS) == PAST

"""Draft questions: taken from the documents, answered by them, and marked so that nobody takes them for a set."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES

from eval.draft_command import ALL_READ, PER_DOCUMENT, SOME_FAILED, draft
from eval.drafting.proposal import clause, word_list, wordings
from eval.drafting.rows import cells_by_role
from eval.errors import EvaluationError
from eval.matching import holds
from eval.question_set import load_question_set
from index.blocks import Block
from index.document import build_document
from index.readers.reading import read_document

DISPATCH = """ỦY BAN NHÂN DÂN TỈNH SƠN HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/CT-UBND
Sơn Hải, ngày 12 tháng 8 năm 2025

CHỈ THỊ
Về tiêm phòng cho đàn gia súc trên địa bàn tỉnh

1. Sở Nông nghiệp và Môi trường chủ trì tiêm phòng cho toàn bộ đàn trâu, bò, hoàn thành trước ngày 15/9/2025.
2. Toàn tỉnh hiện có 12.500 con trâu, bò chưa được tiêm mũi nhắc lại trong năm nay.

CHỦ TỊCH
Nguyễn Văn Biển
"""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def drafted(tmp_path: Path, *paths: Path, **options: int) -> list[dict[str, Any]]:
    out = tmp_path / f"draft-{len(list(tmp_path.iterdir()))}.jsonl"
    assert draft(paths, out, **options) == ALL_READ
    return lines(out)


@pytest.fixture
def dispatch(tmp_path: Path) -> Path:
    path = tmp_path / "van-ban" / "chi-thi-41.txt"
    path.parent.mkdir()
    path.write_text(DISPATCH, "utf-8")
    return path


def test_every_question_is_answered_by_its_document(tmp_path):
    questions = drafted(tmp_path, SAMPLES)
    assert len(questions) >= 5 * len(list(SAMPLES.iterdir()))
    texts = {}
    for path in SAMPLES.iterdir():
        read = read_document(path, max_bytes=10**8)
        texts[path.name] = build_document(read, source=path.name, location=path.name, data_sha256="").text
    for question in questions:
        text = texts[question["doc"][0]]
        assert all(anchor and anchor in text for anchor in question["anchor"]), question
        assert all(holds(text, group) for group in question["must"]) and question["must"], question


def test_a_draft_is_marked_and_can_be_loaded_as_a_set(tmp_path):
    out = tmp_path / "draft.jsonl"
    draft([SAMPLES], out)
    assert all(question["draft"] is True and question["tags"][0] == "draft" for question in lines(out))
    loaded = load_question_set(out)
    assert len(loaded.questions) == len(lines(out))
    assert all("draft" in question.tags for question in loaded.questions)


def test_figures_deadlines_tables_and_letterheads_are_asked_about(tmp_path):
    kinds = {question["tags"][1] for question in drafted(tmp_path, SAMPLES)}
    assert kinds >= {"lead", "support", "due", "deadline", "figure", "lookup", "heading", "signer", "issued"}


def test_the_answer_is_not_in_the_question(tmp_path):
    given_away = [q for q in drafted(tmp_path, SAMPLES) for group in q["must"] if holds(q["question"], group)]
    assert given_away == []


def test_a_figure_and_a_deadline_become_questions(tmp_path, dispatch):
    questions = {question["tags"][1]: question for question in drafted(tmp_path, dispatch)}
    assert "bao nhiêu con trâu" in questions["figure"]["question"]
    assert questions["figure"]["must"] == [["12.500 con"]]
    assert questions["deadline"]["must"] == [["15/9/2025"]]
    assert "tiêm phòng cho toàn bộ đàn trâu" in questions["deadline"]["question"]
    assert questions["signer"]["must"] == [["Nguyễn Văn Biển"]]
    assert "12/08/2025" in questions["issued"]["must"][0]


def test_a_copy_of_a_document_adds_nothing(tmp_path, dispatch):
    once = len(drafted(tmp_path, dispatch))
    (dispatch.parent / "ban-sao.txt").write_text(DISPATCH, "utf-8")
    assert len(drafted(tmp_path, dispatch.parent)) == once


def test_no_document_fills_the_draft_and_no_sentence_is_asked_twice(tmp_path):
    questions = drafted(tmp_path, SAMPLES, per_document=4)
    for name in {question["doc"][0] for question in questions}:
        of_one = [question["anchor"][0] for question in questions if question["doc"] == [name]]
        assert len(of_one) == len(set(of_one)) <= 4 < PER_DOCUMENT


def test_the_same_seed_drafts_the_same_and_another_seed_otherwise(tmp_path):
    assert drafted(tmp_path, SAMPLES, seed=1) == drafted(tmp_path, SAMPLES, seed=1)
    assert drafted(tmp_path, SAMPLES, seed=1) != drafted(tmp_path, SAMPLES, seed=2)


def test_a_corrected_draft_is_never_overwritten(tmp_path, dispatch):
    out = tmp_path / "draft.jsonl"
    out.write_text("đã sửa", "utf-8")
    with pytest.raises(EvaluationError, match="đã có"):
        draft([dispatch], out)
    assert out.read_text("utf-8") == "đã sửa"


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_drafted(tmp_path, dispatch, capsys):
    (dispatch.parent / "hong.docx").write_bytes(b"PK\x03\x04 not a package")
    out = tmp_path / "draft.jsonl"
    assert draft([dispatch.parent], out) == SOME_FAILED
    assert "hong.docx" in capsys.readouterr().err
    assert lines(out)


def test_nothing_to_draft_from_is_an_error(tmp_path):
    with pytest.raises(EvaluationError, match="Không có tệp"):
        draft([tmp_path / "nowhere"], tmp_path / "draft.jsonl")
    (tmp_path / "trong.txt").write_text("Không có gì để hỏi.", "utf-8")
    with pytest.raises(EvaluationError, match="Không soạn được"):
        draft([tmp_path / "trong.txt"], tmp_path / "draft.jsonl")


def test_columns_are_known_by_what_their_heading_begins_with():
    columns = ("TT", "Nội dung công việc", "Thời gian hoàn thành nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp")
    row = Block("row", "1 | a | b | c | d", cells=("1", "a", "b", "c", "d"), columns=columns)
    assert cells_by_role(row) == {"task": "a", "due": "b", "lead": "c", "support": "d"}


def test_a_clause_loses_its_marker_and_the_capital_of_its_beginning_only():
    assert clause("a) Rà soát toàn bộ hồ đập;") == "rà soát toàn bộ hồ đập"
    assert clause("2. Bộ Y tế bảo đảm thuốc.") == "Bộ Y tế bảo đảm thuốc"
    assert clause("ngắn quá") is None
    assert clause("(mở ngoặc mà không đóng lại") is None


def test_every_wording_can_be_filled_in():
    known = {"task", "lead", "clause", "title", "kind", "number", "heading"}
    for line in word_list("draft_questions.tsv"):
        names = {part.split("}")[0].lower() for part in line.split("{")[1:]}
        assert names <= known, line
    assert all(len(ways) > 1 for ways in wordings().values())

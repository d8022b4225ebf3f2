"""A run of a question set: read or refused, asked once, gone on with after an interruption, kept in its folder."""

import io
import json
from pathlib import Path

import httpx
import pytest
from evaluated import QUOTE, ScriptedAsker, question, reply, silence
from fastapi.testclient import TestClient
from rich.console import Console
from typer.testing import CliRunner

from eval.configuration import Selection
from eval.errors import EvaluationError
from eval.question_set import EvalQuestion, QuestionSet, Turn, load_question_set
from eval.run_command import RunOptions, evaluate
from eval.running import select
from index.encoder.hashing import HashingEncoder
from index.library import Library
from index.settings import Settings

LINE = {
    "id": "a",
    "question": "Ai lo?",
    "answerable": True,
    "must": [["Bộ Y tế"]],
    "doc": ["1/CĐ"],
    "anchor": ["Bộ Y tế"],
}


def written(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def questions(count: int = 4) -> tuple[EvalQuestion, ...]:
    tags = ("fact", "number")
    return tuple(question(id=f"q{at}", question=f"Câu {at}?", tags=(tags[at % 2],)) for at in range(count))


SET = QuestionSet("thu", questions(), "5e7")
REPLIES = {f"Câu {at}?": reply() if at else silence() for at in range(4)}


def run(out: Path, asker: ScriptedAsker, *, fresh: bool = False, question_set: QuestionSet = SET, **selected):
    options = RunOptions(selection=Selection(**selected), fresh=fresh, with_ragas=False)
    return evaluate(Settings(), question_set, asker, out, options, Console(file=io.StringIO()))


def records(out: Path) -> list[dict]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]


def test_a_set_of_the_contract_is_read(tmp_path):
    turns = [{"role": "user", "content": "Chào"}, {"role": "assistant", "content": "Chào anh"}]
    more = {**LINE, "id": "b", "history": turns, "draft": True, "note": "của riêng", "tags": ["x", "x"]}
    read = load_question_set(written(tmp_path / "bộ.jsonl", LINE, "", more))
    assert read.name == "bộ" and [q.id for q in read.questions] == ["a", "b"]
    assert read.questions[1].history == (Turn("user", "Chào"), Turn("assistant", "Chào anh"))
    assert read.questions[1].tags == ("x",) and read.questions[0].must == (("Bộ Y tế",),)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "dòng 2, không phải JSON"),
        ([1], "dòng 2, cần một đối tượng JSON"),
        ({**LINE, "id": ""}, "dòng 2, “id”"),
        ({**LINE, "id": "b", "question": " "}, "dòng 2, “question”"),
        ({**LINE, "id": "b", "must": ["Bộ"]}, "dòng 2, “must”"),
        ({**LINE, "id": "b", "must": [[]]}, "dòng 2, “must”"),
        ({**LINE, "id": "b", "answerable": "có"}, "dòng 2, “answerable”"),
        ({**LINE, "id": "b", "doc": "1/CĐ"}, "dòng 2, “doc”"),
        ({**LINE, "id": "b", "history": [{"role": "system", "content": ""}]}, "dòng 2, “history”"),
        ({**LINE, "id": "b", "anchors": ["x"]}, "có phải “anchor”"),
        (LINE, "trùng"),
    ],
)
def test_a_bad_line_is_named_with_its_field(tmp_path, line, told):
    with pytest.raises(EvaluationError, match=told):
        load_question_set(written(tmp_path / "set.jsonl", LINE, line))


def test_all_bad_lines_are_told_at_once(tmp_path):
    with pytest.raises(EvaluationError, match=r"2 lỗi: dòng 1, “id”.*; dòng 3, “question”"):
        load_question_set(written(tmp_path / "set.jsonl", {**LINE, "id": 7}, LINE, {"id": "c"}))


def test_a_run_writes_results_and_metrics(tmp_path):
    metrics = run(tmp_path / "r", ScriptedAsker(REPLIES))
    assert [r["id"] for r in records(tmp_path / "r")] == ["q0", "q1", "q2", "q3"]
    assert metrics == json.loads((tmp_path / "r" / "metrics.json").read_text("utf-8"))
    assert metrics["metrics"]["answer_right"]["value"] == 0.75 and metrics["metrics"]["answer_right"]["n"] == 4
    assert metrics["by_tag"]["number"]["answer_right"]["value"] == 1
    assert metrics["metrics"]["retrieval_r@1"]["value"] == 0 and metrics["metrics"]["mrr@10"]["value"] == 0.5
    assert metrics["metrics"]["verbatim"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 3}
    assert metrics["run"]["set_sha256"] == "5e7" and metrics["run"]["documents"] == 1


def test_a_killed_run_goes_on_after_its_last_whole_line(tmp_path):
    out, killed = tmp_path / "r", ScriptedAsker(REPLIES, stop_before="Câu 2?")
    with pytest.raises(KeyboardInterrupt):
        run(out, killed)
    with (out / "results.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "q2", "question": "Câu')
    again = ScriptedAsker(REPLIES)
    metrics = run(out, again)
    assert killed.asked == ["Câu 0?", "Câu 1?"] and again.asked == ["Câu 2?", "Câu 3?"]
    assert metrics["metrics"] == run(tmp_path / "whole", ScriptedAsker(REPLIES))["metrics"]
    run(out, once_more := ScriptedAsker(REPLIES))
    assert once_more.asked == []


def test_another_corpus_set_or_selection_does_not_go_on_with_a_run(tmp_path):
    run(tmp_path, ScriptedAsker(REPLIES))
    with pytest.raises(EvaluationError, match=r"corpus_sha256.*--fresh"):
        run(tmp_path, ScriptedAsker(REPLIES, digest="other"))
    with pytest.raises(EvaluationError, match="set_sha256"):
        run(tmp_path, ScriptedAsker(REPLIES), question_set=QuestionSet("thu", questions(), "other"))
    with pytest.raises(EvaluationError, match="limit"):
        run(tmp_path, ScriptedAsker(REPLIES), limit=2)
    run(tmp_path, afresh := ScriptedAsker(REPLIES, digest="other"), fresh=True)
    assert len(afresh.asked) == 4


def test_the_draw_is_the_seeds():
    drawn = [q.id for q in select(SET, Selection(limit=2, seed=3))]
    assert drawn == [q.id for q in select(SET, Selection(limit=2, seed=3))] and drawn == sorted(drawn)
    assert [q.id for q in select(SET, Selection(tags=("number",)))] == ["q1", "q3"]
    with pytest.raises(EvaluationError, match="vắng"):
        select(SET, Selection(tags=("vắng",)))


def test_no_secret_is_written_down(tmp_path):
    settings = Settings(
        llm_base_url="http://ai:matkhau@host/v1", llm_model="m", llm_api_key="bimat", judge_base_url="http://x:y@h/v1"
    )
    options = RunOptions(with_ragas=False)
    evaluate(settings, SET, ScriptedAsker(REPLIES), tmp_path, options, Console(file=io.StringIO()))
    everything = "".join(path.read_text("utf-8") for path in tmp_path.iterdir())
    assert "host/v1" in everything and "matkhau" not in everything and "bimat" not in everything


@pytest.fixture
def small_library(tmp_path: Path) -> Library:
    folder = tmp_path / "kho"
    folder.mkdir()
    head = "CÔNG ĐIỆN\nSố: 227/CĐ-TTg\nVề việc sửa nhà sau bão\n\n"
    (folder / "d1.md").write_text(f"{head}1. {QUOTE}\n\n2. Bộ Y tế cấp thuốc cho vùng lũ.\n", "utf-8")
    (folder / "d2.txt").write_text("Bắc Kinh là thủ đô của Trung Quốc, có nhiều cung điện.\n", "utf-8")
    library = Library(Settings(data_dir=tmp_path / "data"), HashingEncoder())
    library.ingest(library.incoming([folder])[0], lambda _: None)
    yield library
    library.close()


def through(client: TestClient) -> httpx.MockTransport:
    """Requests of another client, answered by the app under test."""

    def forward(request: httpx.Request) -> httpx.Response:
        headers = dict(request.headers)
        answered = client.request(request.method, str(request.url), content=request.content, headers=headers)
        return httpx.Response(answered.status_code, headers=dict(answered.headers), content=answered.content)

    return httpx.MockTransport(forward)


def test_both_ways_of_asking_give_the_same_record(small_library):
    from eval.asking_in_process import InProcessAsker
    from eval.asking_over_http import HttpAsker
    from eval.running import _answered
    from ui.api.app import build_app
    from ui.api.state import open_state

    settings = small_library.settings
    state = open_state(settings, "secret", small_library)
    with TestClient(build_app(state), base_url="http://127.0.0.1", client=("127.0.0.1", 5)) as client:
        over_http = HttpAsker("http://127.0.0.1", None, transport=through(client))
        inside = InProcessAsker(settings, library=small_library)
        asked = question(question="Hoàn thành sửa 1.250 ngôi nhà trước ngày nào?")
        one, other = _answered(inside, asked), _answered(over_http, asked)
        assert inside.documents() == over_http.documents() and len(inside.documents()) == 2
    one["timings_ms"] = other["timings_ms"] = {}
    assert one == other and one["retrieved"]
    assert all(citation["exact"] for citation in one["citations"])


def test_a_service_that_is_gone_or_refuses_the_key_ends_the_run_with_a_way_on():
    from eval.asking_over_http import HttpAsker

    def refuse(_):
        return httpx.Response(401, json={"detail": "Cần khóa."})

    def gone(_):
        raise httpx.ConnectError("không nối được")

    with pytest.raises(EvaluationError, match="--key"):
        HttpAsker("http://h", "k", transport=httpx.MockTransport(refuse)).ask("Ai?")
    with pytest.raises(EvaluationError, match="chạy lại"):
        HttpAsker("http://h", "k", transport=httpx.MockTransport(gone)).ask("Ai?")


def test_a_problem_of_the_service_is_kept_with_its_question():
    from eval.asking_over_http import HttpAsker

    transport = httpx.MockTransport(lambda _: httpx.Response(503, json={"detail": "Mô hình hỏng."}))
    assert HttpAsker("http://h", None, transport=transport).ask("Ai?").error == "Mô hình hỏng."


def test_a_beir_folder_measures_retrieval_by_document(tmp_path, small_library):
    from eval.asking_in_process import InProcessAsker

    beir = tmp_path / "beir"
    beir.mkdir()
    written(beir / "corpus.jsonl", {"_id": "d1", "text": QUOTE}, {"_id": "d2", "text": "Bắc Kinh"})
    written(beir / "queries.jsonl", {"_id": "q1", "text": "sửa ngôi nhà"}, {"_id": "q2", "text": "thủ đô Trung Quốc"})
    written(beir / "qrels.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t1", "q2\td2\t1")
    read = load_question_set(beir)
    asker = InProcessAsker(small_library.settings, library=small_library)
    metrics = evaluate(small_library.settings, read, asker, tmp_path / "r", RunOptions(), Console(file=io.StringIO()))
    assert metrics["metrics"]["retrieval_r@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 2}
    assert "answer_right" not in metrics["metrics"] and "refusal_recall" not in metrics["metrics"]
    (beir / "qrels.tsv").unlink()
    with pytest.raises(EvaluationError, match=r"thiếu qrels\.tsv"):
        load_question_set(beir)


def test_the_command_refuses_an_unusable_set_with_exit_code_two(tmp_path):
    from eval.cli import app

    result = CliRunner().invoke(app, ["run", str(written(tmp_path / "s.jsonl", "{"))])
    assert result.exit_code == 2 and "dòng 1" in result.stderr

"""Finding the right passage, however it is asked: without diacritics, by number, by abbreviation, by what is signed."""

import json
import re
from pathlib import Path

import pytest
from conftest import SAMPLES

from eval.fit_ranker import question_examples
from index.errors import EncoderError, SettingsError
from index.library import Library
from index.settings import SWITCHABLE_PARTS, Settings, load_settings
from index.text.folding import fold
from rag.retrieval.features import NAMES
from rag.retrieval.ranker import learnt_ranker
from rag.retrieval.retrieve import Retrieval, retrieve
from rag.understanding.question import understand

DEV = Path(__file__).parent.parent / "eval" / "sets" / "samples-dev.jsonl"


def ask(library: Library, text: str, limit: int = 5) -> Retrieval:
    return retrieve(library=library, question=understand(text, library=library), limit=limit)


def first(library: Library, text: str):
    return ask(library, text).passages[0].passage


@pytest.mark.parametrize(
    "text",
    ["Ai ký công điện 227?", "cong dien 227 do ai ky", "người ký công điện số 227/CĐ-TTg là ông nào"],
)
def test_who_signed_finds_the_signature_though_it_shares_no_word_with_the_question(samples, text):
    found = first(samples, text)
    assert found.document.identity.number == "227/CĐ-TTg"
    assert found.part == "signature"


@pytest.mark.parametrize("text", ["Công điện 231 nói về chuyện gì?", "cong dien 231 ve viec gi"])
def test_what_a_document_is_about_finds_its_title(samples, text):
    found = first(samples, text)
    assert found.document.identity.number == "231/CĐ-TTg"
    assert found.part == "title"


@pytest.mark.parametrize(
    "written",
    [
        "224/CĐ-TTg",
        "công điện 224",
        "cd 224 ttg",
        "CĐ số 224",
        "cong dien so 224",
        "224-CĐ/TTg",
        "công điện số 224 của Thủ tướng",
    ],
)
def test_a_number_in_any_spelling_puts_its_document_first(samples, written):
    found = first(samples, f"{written} yêu cầu những gì")
    assert found.document.identity.number == "224/CĐ-TTg"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("CSDL đất đai", "cơ sở dữ liệu đất đai"),
        ("TTHC không phụ thuộc địa giới", "thủ tục hành chính không phụ thuộc địa giới"),
        ("VTV làm gì trong lễ khánh thành", "Đài Truyền hình Việt Nam làm gì trong lễ khánh thành"),
    ],
)
def test_an_abbreviation_finds_what_its_full_form_finds(samples, short, full):
    by_short = {hit.passage.id for hit in ask(samples, short).passages}
    by_full = {hit.passage.id for hit in ask(samples, full).passages}
    assert len(by_short & by_full) >= 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bo cong an duoc giao nhung viec gi", "Bộ Công an được giao những việc gì"),
        ("Bộ côgn an được giao những việc gì", "Bộ công an được giao những việc gì"),
        ("Thủ tuớng chỉ đạo gì", "Thủ tướng chỉ đạo gì"),
    ],
)
def test_what_was_typed_in_haste_is_read_as_meant_and_said_so(samples, typed, meant):
    question = understand(typed, library=samples)
    assert question.text == meant
    assert f"Đã hiểu: {meant}" in question.understood


def test_what_was_typed_well_is_left_as_it_is(samples):
    for line in DEV.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not {"typo", "unaccented"} & set(row["tags"]):
            question = understand(row["question"], library=samples)
            assert question.text == re.sub(r"\bko\b", "không", row["question"])


def test_the_supporting_passage_comes_first_with_and_without_diacritics(samples, tmp_path):
    rows = [json.loads(line) for line in DEV.read_text("utf-8").splitlines()]
    single = [row for row in rows if row["answerable"] and row["doc"] and not row["history"]]
    shares = []
    for change in (str, fold):
        right = 0
        for row in single:
            found = ask(samples, change(row["question"]), limit=1).passages[0].passage
            text = " ".join(found.text.split()).casefold()
            right += any(" ".join(anchor.split()).casefold() in text for anchor in row["anchor"])
        shares.append(right / len(single))
    accented, stripped = shares
    # These questions are among those that the ranker is fitted on: .79 and .81 by
    # `python -m eval.bench_retrieval eval/sets/samples-dev.jsonl --documents samples`, three questions of 43 below that
    # another retrieval.
    assert accented >= 0.72
    assert stripped >= accented - 0.08


@pytest.mark.parametrize("part", SWITCHABLE_PARTS)
def test_every_part_can_be_left_out_and_search_still_works(samples, part):
    settings = samples.settings
    samples.settings = settings.model_copy(update={"without": (part,)})
    try:
        assert len(ask(samples, "CSDL dat dai phai xong truoc ngay nao").passages) == 5
    finally:
        samples.settings = settings


def test_a_part_that_does_not_exist_cannot_be_left_out(monkeypatch):
    monkeypatch.setenv("CHIDAO_WITHOUT", "ranker, magic")
    with pytest.raises(SettingsError, match="CHIDAO_WITHOUT"):
        load_settings()


def test_the_ranker_has_a_weight_for_each_feature_and_for_nothing_else():
    file = Path(__file__).parent.parent / "rag" / "data" / "ranker.json"
    assert set(json.loads(file.read_text("utf-8"))["weights"]) == set(NAMES)
    assert len(learnt_ranker().weights) == len(NAMES)


def test_what_the_ranker_is_fitted_on_is_what_retrieval_sees(samples, encoder, tmp_path):
    row = {
        "id": "x",
        "question": "Ai ký công điện 227?",
        "answerable": True,
        "doc": ["227/CĐ-TTg"],
        "anchor": ["Phạm Minh Chính"],
        "must": [],
    }
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    data = tmp_path / "data"
    library = Library(Settings(data_dir=data), encoder)
    incoming, _ = library.incoming([SAMPLES / "cong-dien-227-cd-ttg.md"])
    library.ingest(incoming, lambda _: None)
    library.close()
    (example,) = question_examples(file, data)
    assert example.rows.shape[1] == len(NAMES)
    assert example.right.any()


def test_a_cross_encoder_has_the_last_word_where_one_is_set(samples, tmp_path):
    folder = _tiny_cross_encoder(tmp_path / "reranker")
    settings = samples.settings
    before = [hit.passage.id for hit in ask(samples, "hỗ trợ nhà ở cho người dân vùng lũ", 10).passages]
    samples.settings = settings.model_copy(update={"reranker": str(folder)})
    try:
        after = ask(samples, "hỗ trợ nhà ở cho người dân vùng lũ", 10).passages
    finally:
        samples.settings = settings
    assert [hit.passage.id for hit in after] != before
    assert [hit.score for hit in after] == sorted((hit.score for hit in after), reverse=True)


def test_a_cross_encoder_that_is_not_there_is_said_so(samples, tmp_path):
    settings = samples.settings
    samples.settings = settings.model_copy(update={"reranker": str(tmp_path)})
    try:
        with pytest.raises(EncoderError, match="CHIDAO_RERANKER"):
            ask(samples, "hỗ trợ nhà ở")
    finally:
        samples.settings = settings


def _tiny_cross_encoder(folder: Path) -> Path:
    """A real cross-encoder with random weights, made on the spot: one layer, and the offline encoder's tokenizer."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification, set_seed

    from index.encoder.encoder import default_encoder_folder

    set_seed(0)
    tokenizer = AutoTokenizer.from_pretrained(default_encoder_folder())
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=512, num_labels=1,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder

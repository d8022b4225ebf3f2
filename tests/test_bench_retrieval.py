"""The retrieval benches measure what they say: the right figures, the right questions, honest copies."""

import sys
from typing import get_args

import numpy as np
import pytest

from eval.bench_search_latency import ASK, BARE, ENCODE, RETRIEVE, ratios
from eval.question_set import EvalQuestion, QuestionSet, Turn
from eval.replies import Found
from eval.retrieval_measuring import MEDIAN, measure, scored_questions
from eval.retrieval_peers import PEERS, PeerDocument
from eval.retrieval_peers.peer import Chunk
from eval.varied_corpus import fill
from index.anatomy.parts import Part
from index.catalog.records import DocumentQuery
from index.library import Library
from index.settings import Settings
from tests.conftest import SAMPLES, ingest

BEIR = QuestionSet(
    "beir",
    (EvalQuestion("q1", "Lũ ở đâu?"), EvalQuestion("q2", "Bão ở đâu?")),
    "",
    {"q1": {"lũ": 1}, "q2": {"bão": 1}},
)


def hit(name: str, text: str = "…") -> Found:
    return Found(name, name, None, f"{name}.txt", 0, len(text), text, 1.0)


def test_a_system_that_needs_diacritics_is_seen_to_need_them():
    asked = []

    def search(text: str) -> list[Found]:
        asked.append(text)
        return [hit("lũ"), hit("bão")] if "Lũ" in text else [hit("bão"), hit("lũ")]

    row = measure("it", search, BEIR, BEIR.questions, lambda: None)

    assert asked[-2:] == ["lu o dau?", "bao o dau?"]
    assert row.written["retrieval_r@1"] == row.written["ndcg@10"] == 1.0
    assert row.stripped["retrieval_r@1"] == 0.5
    assert row.stripped["retrieval_r@10"] == 1.0
    assert row.stripped["mrr@10"] == 0.75
    assert row.stripped[MEDIAN] >= 0


def test_the_supporting_passage_comes_first_when_one_of_two_anchors_does():
    question = EvalQuestion("q", "Ai?", doc=("a",), anchor=("Bộ Y tế báo cáo", "Bộ Công an kiểm tra"))
    questions = QuestionSet("s", (question,), "")
    found = [
        Chunk(PeerDocument("a.txt", None, ""), f"{text} hằng năm.").found(at, 1.0)
        for at, text in enumerate(question.anchor)
    ]

    row = measure("it", lambda _: found, questions, questions.questions, lambda: None)

    assert row.written["hit@1"] == 1.0
    assert row.written["retrieval_r@1"] == 0.5
    assert row.written["retrieval_r@5"] == 1.0


def test_only_questions_with_a_known_place_are_measured_and_follow_ups_when_asked_for():
    place = {"doc": ("a",), "anchor": ("chữ",)}
    plain = EvalQuestion("plain", "Ai?", **place)
    follow_up = EvalQuestion("follow-up", "Còn ai?", history=(Turn("user", "Ai?"),), **place)
    outside = EvalQuestion("outside", "Giá vàng?", answerable=False)
    questions = QuestionSet("s", (plain, follow_up, outside), "")

    assert scored_questions(questions, with_follow_ups=False) == (plain,)
    assert scored_questions(questions, with_follow_ups=True) == (plain, follow_up)


@pytest.mark.parametrize(
    ("name", "module"),
    [("bm25s", "bm25s"), ("txtai", "txtai.embeddings"), ("llama-index-bm25", "llama_index.retrievers.bm25")],
)
def test_a_peer_that_is_not_installed_says_so(name, module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError):
        PEERS[name]([PeerDocument("a.txt", None, "Một văn bản.")], None, limit=5)


@pytest.mark.parametrize("name", list(PEERS))
def test_each_peer_finds_the_document_and_names_it(name, encoder):
    documents = [
        PeerDocument("y-te.txt", "1/CĐ-BYT", "Bộ Y tế báo cáo Thủ tướng về phòng chống dịch trước ngày 15 tháng 11."),
        PeerDocument("mua-lu.txt", None, "Mưa lũ tại Đắk Lắk gây thiệt hại lớn về nhà ở và hoa màu."),
    ]
    try:
        search = PEERS[name](documents, encoder, limit=5)
    except ImportError as error:
        pytest.skip(f"{error.name} is not installed: pip install 'chidao[bench]'")
    best = search("Thiệt hại do mưa lũ ở Đắk Lắk")[0]
    assert (best.source, best.text) == ("mua-lu.txt", documents[1].text)


def test_copies_are_real_sentences_in_documents_of_their_own(tmp_path, encoder):
    library = Library(Settings(data_dir=tmp_path), encoder)
    ingest(library, *sorted(SAMPLES.iterdir())[:2])
    originals = {d.id for d in library.documents.find(DocumentQuery(limit=100))[0]}
    sentences = {text for id_ in originals for text in _sentences(library, id_)}
    _, held = library.documents.counts()

    fill(library, 3 * held, lambda _: None)

    copies = {d.id: d for d in library.documents.find(DocumentQuery(limit=100))[0] if d.id not in originals}
    assert library.documents.counts()[1] >= 3 * held
    assert library.store().count() == library.documents.counts()[1]
    assert all(set(_sentences(library, id_)) <= sentences for id_ in copies)
    numbers = [d.identity.number for d in copies.values() if d.identity.number]
    assert len(set(numbers)) == len(numbers)
    library.close()


def _sentences(library: Library, document_id: str) -> list[str]:
    text = library.documents.text(document_id)
    ids = library.passages.of_parts([document_id], get_args(Part))
    passages = library.passages.of_ids(ids, library.encoder().signature.dimension)
    assert len(passages) == library.documents.get(document_id).passages
    return [text[start:end] for passage in passages.values() for start, end in passage.sentences]


def test_the_ratio_is_of_95th_percentiles_and_sums_are_of_one_question():
    measured = {
        ENCODE: np.array([10.0, 20.0]),
        BARE: np.array([20.0, 10.0]),
        RETRIEVE: np.array([45.0, 45.0]),
        ASK: np.array([39.0, 39.0]),
    }
    retrieve, ask = ratios(measured).values()
    assert retrieve == (1.5, 1.5)
    assert ask == (2.0, 2.5)

"""The scores of answers: against cases reckoned by hand, and against the libraries' own values."""

import asyncio
import math
from dataclasses import replace

import numpy as np
import pytest
from evaluated import ANCHOR, OTHER, QUOTE, cited, passage, question, record, reply, silence
from hypothesis import given
from hypothesis import strategies as st

from eval.answer_scores import answer_scores
from eval.curves import calibration, latency, risk_coverage
from eval.intervals import summarize
from eval.matching import covers, holds, is_of
from eval.metrics_file import overhead_share, summaries
from eval.replies import Reply, Said
from eval.retrieval_scores import retrieval_scores


def scores(asked=None, said=None):
    return answer_scores(record(asked, said))


def test_an_answer_is_right_when_each_group_has_an_alternative_in_it():
    two_groups = question(must=(("15/12/2025",), ("1250", "1.250")))
    assert scores(two_groups)["answer_right"] == 1
    assert scores(question(must=(("15/12/2025",), ("900",))))["answer_right"] == 0
    assert scores(question(must=()))["answer_right"] is None


@pytest.mark.parametrize("written", ["TRƯỚC NGÀY 15 / 12 / 2025", "trước  ngày\n15/12/2025", "trước ngày 15/12/2025"])
def test_words_match_whatever_their_case_spaces_and_unicode_form(written):
    assert holds(written, ["Trước ngày 15/12/2025"])


def test_a_citation_mark_between_two_words_does_not_part_them():
    said = Reply("đến 15 [1] tháng 12 [2]", mode="extractive")
    assert scores(question(must=(("15 tháng 12",),)), said)["answer_right"] == 1


def test_silence_is_wrong_where_there_is_an_answer_and_right_where_there_is_none():
    answerable, unanswerable = scores(said=silence()), scores(question(answerable=False, must=()), silence())
    assert answerable["answer_right"] == answerable["citation_right"] == answerable["token_f1"] == 0
    assert answerable["refusal_right"] is None and unanswerable["refusal_right"] == 1
    assert unanswerable["answer_right"] is unanswerable["citation_recall"] is unanswerable["token_f1"] is None
    assert scores(question(answerable=False, must=()), reply())["refusal_right"] == 0


def test_the_words_of_a_refusal_are_no_answer_even_when_they_hold_the_answer():
    assert scores(said=silence(answer="Không rõ có phải 15/12/2025 không."))["answer_right"] == 0


def test_a_failure_is_a_wrong_answer():
    failed = scores(said=Reply(error="Mô hình hỏng."))
    assert failed["answer_right"] == 0 and failed["verbatim"] is None and failed["answer_words"] is None


def test_citations_are_precise_and_complete_by_the_anchors_they_reach():
    asked = question(anchor=(ANCHOR, "báo cáo Thủ tướng Chính phủ hằng tuần", "kinh phí lấy từ dự phòng"))
    mixed = reply(cited(1), cited(2, OTHER), cited(3, "Bão đang vào."), cited(4, QUOTE, document_number="1/CĐ-TTg"))
    found = scores(asked, mixed)
    assert found["citation_precision"] == pytest.approx(2 / 4)
    assert found["citation_recall"] == pytest.approx(2 / 3)
    assert found["citation_right"] == found["citation_right_given_right"] == 1


@pytest.mark.parametrize(
    ("quote", "reaches"),
    [(ANCHOR, True), ("ngày 15/12/2025", True), ("việc sửa 1.250 nhà", False), ("15/12/2025 việc sửa 1.250", True)],
)
def test_a_quote_reaches_an_anchor_it_holds_lies_in_or_overlaps_by_twelve_letters(quote, reaches):
    assert covers(quote, ANCHOR) is covers(ANCHOR, quote) is reaches


@pytest.mark.parametrize("label", ["227/CĐ-TTg", "227 / cđ-ttg", "0227/CD-TTG", "227.md", "khac/227.md", "227"])
def test_a_document_is_known_by_file_name_or_number_in_any_spelling(label):
    assert is_of(cited(), [label])
    assert not is_of(cited(source="kho/228.md", document_number="228/CĐ-TTg"), [label])


def test_shifted_citations_are_not_verbatim():
    shifted = cited(quote=QUOTE[1:] + " ", start=1, end=len(QUOTE) + 1)
    said = Said(QUOTE, (1,), verified=True)
    assert scores()["verbatim"] == 1
    assert scores(said=replace(reply(shifted), statements=(said,)))["verbatim"] == 0
    moved = reply(cited(start=1, end=len(QUOTE) + 1, exact=False))
    assert scores(said=moved)["verbatim"] == scores(said=moved)["citation_exact"] == 0


def test_figures_must_stand_in_the_quotes_of_their_own_statement():
    invented = Said("Sửa 1.260 ngôi nhà.", (1,), verified=True)
    found = scores(said=replace(reply(), statements=(invented, Said(QUOTE, (1,), verified=True))))
    assert found["numbers_supported"] == 0.5 and found["verbatim"] == 0.5


def test_token_f1_and_exact_match_by_hand():
    found = scores(question(reference="Xong trước ngày 15/12/2025"))
    # 5 of the reference's 6 tokens stand among the answer's 13: xong does not.
    assert found["token_f1"] == pytest.approx(2 * 5 / (13 + 6))
    assert scores(question(reference=QUOTE.upper()))["exact_match"] == 1
    assert found["exact_match"] == 0 and found["answer_words"] == 10


def test_ranking_scores_by_hand_and_by_the_library_itself():
    import ir_measures

    asked = question(anchor=(ANCHOR, "báo cáo Thủ tướng Chính phủ", "không nơi nào có câu này"))
    passages = [passage("a", "Bão số 15."), passage("b", QUOTE), passage("c", QUOTE + " "), passage("d", OTHER)]
    found = retrieval_scores([record(asked, found=passages)])["q1"]
    assert found["retrieval_r@1"] == 0 and found["retrieval_r@3"] == pytest.approx(1 / 3)
    assert found["retrieval_r@5"] == pytest.approx(2 / 3) and found["mrr@10"] == pytest.approx(1 / 2)
    gain = 1 / math.log2(3) + 1 / math.log2(5)
    assert found["ndcg@10"] == pytest.approx(gain / (1 + 1 / math.log2(3) + 1 / 2))
    qrels, run = {"q": {"b": 1, "d": 1, "lost": 1}}, {"q": {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}}
    own = ir_measures.calc_aggregate([ir_measures.nDCG @ 10, ir_measures.RR @ 10], qrels, run)
    assert found["ndcg@10"] == pytest.approx(own[ir_measures.nDCG @ 10])
    assert found["mrr@10"] == pytest.approx(own[ir_measures.RR @ 10])


def test_a_question_without_a_labelled_place_has_no_ranking_score():
    assert retrieval_scores([record(question(answerable=False, anchor=()))]) == {}


def test_documents_are_ranked_by_their_best_passage():
    found = [passage(name, "…", source=f"kho/{name[0]}.txt") for name in ("a1", "a2", "b1")]
    by_id = retrieval_scores([record(found=found)], {"q1": {"b": 1, "z": 1}})
    assert by_id["q1"]["retrieval_r@1"] == 0 and by_id["q1"]["retrieval_r@3"] == 0.5 and by_id["q1"]["mrr@10"] == 0.5


def test_an_interval_agrees_with_scipys_bootstrap():
    from scipy.stats import bootstrap

    values = [1.0] * 60 + [0.0] * 40
    ours = summarize([*values, None], seed=1)
    theirs = bootstrap((values,), np.mean, n_resamples=4000, method="percentile", random_state=1).confidence_interval
    assert ours["n"] == 100 and ours["value"] == 0.6
    assert (ours["low"], ours["high"]) == pytest.approx((theirs.low, theirs.high), abs=0.02)
    assert summarize([*values, None], seed=1) == ours


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_mean_lies_in_its_interval_and_the_interval_in_the_values(values):
    found = summarize(values, seed=0)
    slack = 1e-9
    assert min(values) - slack <= found["low"] <= found["high"] <= max(values) + slack


def test_nothing_to_average_is_no_zero():
    assert summarize([None, None], seed=0) == {"value": None, "low": None, "high": None, "n": 0}


def test_refusals_are_counted_both_ways():
    nothing = question(answerable=False, must=(), anchor=(), doc=())
    records = [record(nothing, silence()), record(nothing, reply()), record(said=silence()), record()]
    for item in records:
        item["scores"] = answer_scores(item)
    found = summaries(records, seed=0)
    assert found["refusal_precision"]["value"] == 0.5 and found["refusal_recall"]["value"] == 0.5


def scored(confidence: float, right: float):
    made = record(said=replace(reply(), confidence=confidence))
    return {**made, "scores": {"answer_right": right}}


def test_risk_rises_as_less_sure_answers_are_given():
    records = [
        scored(0.9, 1),
        scored(0.8, 0),
        scored(0.8, 1),
        {**record(said=silence()), "scores": {"answer_right": 0}},
    ]
    assert risk_coverage(records) == [
        {"coverage": 0.25, "risk": 0.0, "threshold": 0.9},
        {"coverage": 0.75, "risk": pytest.approx(1 / 3), "threshold": 0.8},
    ]
    assert calibration(records) == [
        {"chance": pytest.approx(0.8), "right": 0.5, "n": 2},
        {"chance": 0.9, "right": 1.0, "n": 1},
    ]


def test_latency_and_overhead():
    assert latency([record(), record()]) == {"p50": 12.0, "p95": 12.0, "p99": 12.0, "mean": 12.0}
    assert overhead_share(10.0, 9.0) == pytest.approx(0.1) and overhead_share(1.0, 0.0) is None


def test_ragas_values_are_ragas_own(monkeypatch):
    from eval.ragas_metrics import add_ragas_scores
    from index.encoder.hashing import HashingEncoder

    passages = [passage("p1", OTHER), passage("p2", QUOTE)]
    made = record(question(reference=QUOTE), found=passages)
    made["reference_passages"] = [{"passage_id": "p2", "text": QUOTE}]
    quiet = record(said=silence())
    run = add_ragas_scores([made, quiet], HashingEncoder(), seed=0)
    found = made["scores"]
    # One of the two contexts is the right one, and it stands second.
    assert found["id_based_context_precision"] == 0.5 and found["id_based_context_recall"] == 1
    assert found["non_llm_context_precision"] == pytest.approx(0.5) and found["non_llm_context_recall"] == 1
    assert found["semantic_similarity"] == pytest.approx(1) and found["ragas_exact_match"] == 1
    assert run["metrics"]["semantic_similarity"]["n"] == 1 and quiet["scores"] == {}

    from ragas.dataset_schema import SingleTurnSample
    from ragas.metrics._string import NonLLMStringSimilarity

    other = record(question(reference="Xong trước ngày 15/12/2025"))
    add_ragas_scores([other], HashingEncoder(), seed=0)
    sample = SingleTurnSample(reference="Xong trước ngày 15/12/2025", response=QUOTE)
    own = asyncio.run(NonLLMStringSimilarity().single_turn_ascore(sample))
    assert other["scores"]["non_llm_string_similarity"] == pytest.approx(own)

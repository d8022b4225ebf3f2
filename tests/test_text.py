"""Vietnamese text: nothing is cut where it belongs together, and typing without diacritics finds the same words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.folding import fold, has_diacritics
from index.text.sentences import sentence_spans
from index.text.terms import passage_terms, question_terms
from index.text.tokens import folded_syllables, tokenize
from index.text.tone_placement import unify_tones


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "UBND TP. Hồ Chí Minh báo cáo trước ngày 30/6/2025.",
        "GS. TS. Nguyễn Văn An và ThS. Trần Thị Bình chủ trì.",
        "Đạt 11.500 trạm, tăng 28,7% so với năm 2024.",
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
        "1. Bộ Công an chủ trì thực hiện.",
        "a) Bộ Y tế phối hợp thực hiện.",
        "Điều 3. Hiệu lực thi hành",
        "II. NHIỆM VỤ TRỌNG TÂM",
        "Các đơn vị chịu trách nhiệm thi hành Quyết định này./.",
    ],
)
def test_one_sentence_stays_whole(text):
    assert sentences(text) == [text]


def test_sentences_are_parted_where_they_end():
    text = 'Bộ Tài chính báo cáo trước 30/6/2025. Bộ Y tế phối hợp. Thủ tướng nói: "Làm ngay." Rồi họp tiếp./.'
    assert sentences(text) == [
        "Bộ Tài chính báo cáo trước 30/6/2025.",
        "Bộ Y tế phối hợp.",
        'Thủ tướng nói: "Làm ngay."',
        "Rồi họp tiếp./.",
    ]


def test_a_very_long_sentence_is_offered_in_clauses():
    clause = "rà soát, tổng hợp đầy đủ thiệt hại và báo cáo cấp có thẩm quyền xem xét theo đúng quy định hiện hành"
    text = "; ".join([clause] * 8) + "."
    pieces = sentences(text)
    assert len(pieces) > 1
    assert " ".join(pieces) == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n"), max_size=400))
def test_sentences_cover_all_but_blank_space(text):
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    left = list(text)
    for start, end in spans:
        left[start:end] = [" "] * (end - start)
    assert "".join(left).strip() == ""


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_folding_takes_every_mark():
    assert fold("Đẩy mạnh Chuyển đổi số ở ĐẮK LẮK") == "day manh chuyen doi so o dak lak"
    assert has_diacritics("Bộ Y tế")
    assert not has_diacritics("Bo Y te")


def test_words_typed_without_diacritics_share_their_terms_with_the_words_as_written():
    typed, written = (set(question_terms(text).indices) for text in ("bo cong an", "Bộ Công an"))
    passage = set(passage_terms("Bộ Công an chủ trì").indices)
    assert len(typed & passage) >= 5  # three syllables and two pairs
    assert len(written & passage) == 8  # and each syllable once more, as it is written


@pytest.mark.parametrize("written", ["11.500 trạm", "11,500 trạm", "11500 trạm"])
def test_a_figure_is_found_however_its_thousands_are_parted(written):
    assert "11500" in folded_syllables(written)


def test_a_document_number_is_found_whole_and_in_parts():
    syllables = folded_syllables("Công điện số 227/CĐ-TTg")
    assert {"227/cd-ttg", "227", "cd", "ttg"} <= set(syllables)


def test_a_word_said_more_often_weighs_more_but_never_without_bound():
    once, often = (passage_terms(text) for text in ("lũ", "lũ " * 50))
    weight = dict(zip(once.indices, once.values, strict=True))
    for index, value in zip(often.indices, often.values, strict=True):
        if index in weight:
            assert weight[index] < value < 2.2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình, sức khoẻ, Uỷ ban, thuý", "hòa bình, sức khỏe, Ủy ban, thúy"),
        ("UỶ BAN HOÀ GIẢI", "ỦY BAN HÒA GIẢI"),
        ("Luỹ kế, truỵ tim, hoạ sĩ, toả sáng", "Lũy kế, trụy tim, họa sĩ, tỏa sáng"),
    ],
)
def test_both_ways_to_place_a_tone_are_one_word(old, new):
    assert unify_tones(old) == new
    assert tokenize(old) == tokenize(new)


@pytest.mark.parametrize("text", ["quý II", "Quý khách", "hoàn thành", "ngoài ra", "khoản 2", "thuyền", "loại", "QUỸ"])
def test_what_is_written_in_one_way_only_is_left_alone(text):
    assert unify_tones(text) == text


@given(st.text())
def test_placing_tones_keeps_every_offset(text):
    unified = unify_tones(text)
    assert len(unified) == len(text)
    assert fold(unified) == fold(text)
    assert unify_tones(unified) == unified

"""How people ask is read again without its marks though no document speaks so, and what is no word is left alone."""

from functools import cache

import pytest

from index.knowledge.capitals import capital_pairs, names_among, with_capitals
from index.knowledge.syllables import SyllableModel
from index.text.folding import fold
from rag.spelling.restoration import restore
from rag.understanding.abbreviations import build_lexicon


@cache
def _everyday() -> SyllableModel:
    return SyllableModel.everyday()


@pytest.mark.parametrize(
    "meant",
    [
        "còn bộ tài chính thì sao",
        "vậy thì ai chịu trách nhiệm",
        "nộp trễ thì bị phạt bao nhiêu",
        "hồ sơ nộp ở đâu, cho ai",
        "do hãng nào xây",
        "nghệ an được bao nhiêu",
        "huế có mấy phường",
    ],
)
def test_spoken_questions_are_restored_without_any_document(meant: str) -> None:
    assert restore(fold(meant), _everyday()).text == meant


@pytest.mark.parametrize("typed", ["chi cho r&d", "e-visa", "gdp quý iv", "ubnd tinh", "thcs"])
def test_abbreviations_stay_as_they_are_typed(typed: str) -> None:
    assert fold(restore(typed, _everyday()).text) == fold(typed)


def test_what_cannot_be_spelt_so_is_a_slip_wherever_it_stands() -> None:
    assert restore("Bộ nào phhải làm việc này?", _everyday()).text == "Bộ nào phải làm việc này?"
    assert restore("Ai ký quyết định nàyy?", _everyday()).text == "Ai ký quyết định này?"


def test_letters_joined_to_a_figure_are_an_abbreviation() -> None:
    meant = build_lexicon().expand("ql14 dài bao nhiêu", accented=True)
    assert [(e.written, e.readings[0]) for e in meant] == [("ql", "quốc lộ")]


def test_names_in_the_midst_of_a_sentence_and_abbreviations_get_their_capitals() -> None:
    text = "Các bộ báo cáo Thủ tướng về tăng trưởng GDP. Sau đó trình Thủ tướng số liệu tăng trưởng GDP của Việt Nam."
    names = names_among([capital_pairs(text)], _everyday().learn([text]))
    assert with_capitals("báo cáo thủ tướng tăng trưởng gdp", names) == "Báo cáo Thủ tướng tăng trưởng GDP"

"""Questions typed in a hurry are read as they were meant; those written well are left alone."""

import threading
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from conftest import SAMPLES, ingest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NotFoundError
from index.knowledge.keeping import SyllableKeeper
from index.knowledge.syllables import SyllableModel
from index.library import Library
from index.text.folding import fold, has_diacritics
from rag.spelling.keys import decode
from rag.spelling.marks import STROKE, WHOLE, shape, well_formed
from rag.spelling.restoration import restore

TEXTS = [file.read_text("utf-8") for file in sorted(SAMPLES.glob("*.md"))]
LINES = [
    line for text in TEXTS for line in text.splitlines() if has_diacritics(line) and not any(c in line for c in "|*#")
]


@cache
def _model() -> SyllableModel:
    """The samples' model, learnt once; hypothesis calls it itself."""
    return SyllableModel.everyday().learn(TEXTS)


@pytest.fixture
def model() -> SyllableModel:
    return _model()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thu tuong giao viec gi cho bo cong an", "thủ tướng giao việc gì cho bộ công an"),
        ("cong dien so 217 do ai ky", "công điện số 217 do ai ký"),
        ("ban hanh ngay nao", "ban hành ngày nào"),
        ("THU TUONG CHI DAO", "THỦ TƯỚNG CHỈ ĐẠO"),
        ("Bo Cong an phai lam gi?", "Bộ Công an phải làm gì?"),
    ],
)
def test_marks_that_were_left_out_are_restored(model: SyllableModel, typed: str, meant: str) -> None:
    assert restore(typed, model).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bộ công an dc giao viec gi", "Bộ công an được giao việc gì"),
        ("Thủ tướng chi dao viec gi", "Thủ tướng chỉ đạo việc gì"),
    ],
)
def test_a_half_marked_question_is_restored(model: SyllableModel, typed: str, meant: str) -> None:
    assert restore(typed, model).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Thủ tuớng", "Thủ tướng"),
        ("bộ côgn an", "bộ công an"),
        ("thogn tin", "thông tin"),
        ("Bộ Nọi vụ", "Bộ Nội vụ"),
        ("Công diện 217", "Công điện 217"),
        ("nghị quyêt 57", "nghị quyết 57"),
        ("thutuong giao viec gi", "thủ tướng giao việc gì"),
    ],
)
def test_a_slip_of_the_keyboard_is_mended(model: SyllableModel, typed: str, meant: str) -> None:
    assert restore(typed, model).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thuwr tuowngs chir ddaoj gif", "thủ tướng chỉ đạo gì"),
        ("nghi quyeets 57", "nghị quyết 57"),
        ("cong6 d9ien65 217", "công điện 217"),
    ],
)
def test_keys_left_undone_become_marks(model: SyllableModel, typed: str, meant: str) -> None:
    assert restore(typed, model).text == meant


def test_shorthand_is_read_out(model: SyllableModel) -> None:
    assert restore("có bn nhiệm vụ, làm ntn", model).text == "có bao nhiêu nhiệm vụ, làm như thế nào"


@pytest.mark.parametrize(
    "written",
    [
        "226/CĐ-TTg", "nq57", "NQ57", "VNeID", "TTHC", "cd 226 ttg", "48/2024/QĐ-UBND", "5G", "covid19",
        "Điểm k khoản 2 Điều 198", "https://example.vn/thu-tuc", "van.thu@example.gov.vn", "11.500", "22/11/2025",
        "Alan Turing", "blockchain", "Make in Vietnam", "", "   ", "?!",
    ],
)  # fmt: skip
def test_codes_numbers_and_foreign_words_stay(model: SyllableModel, written: str) -> None:
    assert restore(written, model).text == written


@pytest.mark.parametrize(
    "written",
    [
        "Vợ chồng hoàng tử Đan Mạch cưới nhau ở lâu đài nào?",
        "Quả măng cụt chín vào mùa nào, ăn có béo không?",
        "Con voọc chà vá chân nâu sống ở bán đảo nào?",
        "Ung thư phổi khám ở đâu?",
        "Bà Nguyễn Thị Huệ quê ở Hoằng Hoá hay Quảng Xương?",
    ],
)
def test_good_words_that_no_document_has_are_not_corrected(model: SyllableModel, written: str) -> None:
    restored = restore(written, model)
    assert (restored.text, restored.trust, restored.changed) == (written, 1.0, False)


@given(st.data())
def test_what_documents_say_is_never_changed(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(LINES)).split()
    start = data.draw(st.integers(0, max(len(words) - 4, 0)))
    written = " ".join(words[start : start + data.draw(st.integers(4, 15))])
    if has_diacritics(written):
        assert restore(written, _model()).text == written


@given(st.text(max_size=80))
def test_whatever_is_typed_only_letters_change(typed: str) -> None:
    restored = restore(typed, _model())
    assert 0 <= restored.trust <= 1
    assert restored.changed == bool(restored.corrections)
    if not restored.changed:
        assert restored.text == typed


@given(st.sampled_from(LINES))
def test_restoring_twice_is_restoring_once(line: str) -> None:
    once = restore(fold(line)[:120], _model()).text
    assert fold(restore(once, _model()).text) == fold(once)


def test_decomposed_letters_are_the_same_question(model: SyllableModel) -> None:
    decomposed = unicodedata.normalize("NFD", "Thủ tướng giao việc gì?")
    assert restore(decomposed, model).text == decomposed


def test_trust_falls_where_the_documents_do_not_tell(model: SyllableModel) -> None:
    known = restore("thu tuong chinh phu", model)
    unknown = restore("chan trau bo ga", model)
    assert known.trust > 0.98
    assert unknown.trust < known.trust - 0.05


def test_corrections_tell_what_was_read(model: SyllableModel) -> None:
    assert restore("Thủ tuớng nói gì", model).corrections == (("tuớng", "tướng"),)


def test_keys_are_decoded_wherever_they_stand() -> None:
    horn_acute = {("u", "\u031b"), ("o", "\u031b"), (WHOLE, "\u0301")}
    for typed in ("tuowngs", "tuwowngs", "tuwongws", "tuongws"):
        decoded = decode(typed, "telex")
        assert decoded is not None and (decoded.letters, set(decoded.marks)) == ("tuong", horn_acute)
    stroke = decode("d9", "vni")
    assert stroke is not None and stroke.marks == {("d", STROKE)}
    assert decode("nq57", "vni") is None


def test_spelling_rules_know_what_cannot_be_written() -> None:
    assert all(well_formed(word) for word in ["nghiêng", "giếng", "quyết", "uỷ", "ủy", "khuya", "gì"])
    assert not any(well_formed(word) for word in ["viec", "luc", "quyêt", "tuớng", "kà", "ghan", "ngiêng"])
    assert shape("điện") == shape(unicodedata.normalize("NFD", "điện"))


def test_learning_in_parts_is_learning_at_once() -> None:
    parts = SyllableModel.everyday().learn(TEXTS[:2]).learn(TEXTS[2:])
    whole = SyllableModel.everyday().learn(TEXTS)
    assert parts.vocabulary == whole.vocabulary
    for one, other in ((parts.pairs, whole.pairs), (parts.triples, whole.triples)):
        assert np.array_equal(one.keys, other.keys) and np.array_equal(one.counts, other.counts)


def test_probabilities_of_all_that_may_follow_sum_to_one(model: SyllableModel) -> None:
    everything = np.arange(len(model.vocabulary))
    first, second = (np.array([model.id_of(word)]) for word in ("thủ", "tướng"))
    assert np.exp(model.log_probability(first, second, everything)).sum() == pytest.approx(1, abs=0.01)


def test_a_saved_model_reads_the_same(model: SyllableModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    question = "bao gio phai bao cao thu tuong"
    assert restore(question, SyllableModel.load(tmp_path / "model.npz")) == restore(question, model)


class _Documents:
    """A catalog's texts without a catalog; counts how often a text was asked for."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.asked: list[str] = []

    def state(self) -> str:
        return repr(sorted(self.texts.items()))

    def revisions(self) -> dict[str, str]:
        return dict(self.texts)

    def text(self, document_id: str) -> str:
        self.asked.append(document_id)
        if document_id not in self.texts:
            raise NotFoundError(document_id)
        return self.texts[document_id]


def _keeper(documents: _Documents, folder: Path) -> SyllableKeeper:
    return SyllableKeeper(documents, folder)  # type: ignore[arg-type]


def test_only_what_is_new_is_learnt(tmp_path: Path) -> None:
    documents = _Documents(a="kháng nguyên")
    keeper = _keeper(documents, tmp_path)
    assert keeper.model() is keeper.model()
    documents.texts["b"] = "hằng đẳng"
    assert _keeper(documents, tmp_path).model().forms("dang")
    assert documents.asked == ["a", "b"]


def test_words_of_a_removed_document_are_forgotten(tmp_path: Path) -> None:
    documents = _Documents(a="kuớng kuớng", b="hằng đẳng")
    keeper = _keeper(documents, tmp_path)
    assert keeper.model().forms("kuong")
    del documents.texts["a"]
    assert not keeper.model().forms("kuong")
    assert not _keeper(documents, tmp_path).model().forms("kuong")


def test_the_words_of_the_last_document_leave_the_disk_with_it(tmp_path):
    documents = _Documents(a="zuyxqua kuớng", b="đường")
    keeper = _keeper(documents, tmp_path)
    keeper.model()
    del documents.texts["a"]
    keeper.model()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 2
    saved = next(file for file in files if file.suffix == ".npz")
    assert not SyllableModel.load(saved).forms("kuong")


def test_a_disk_that_is_full_leaves_no_half_written_file_and_stops_no_question(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert _keeper(_Documents(a="kuớng"), tmp_path).model().forms("kuong")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.parametrize("name", ["syllables.npz", "syllables.json"])
def test_a_damaged_file_is_learnt_anew(tmp_path: Path, name: str) -> None:
    documents = _Documents(a="kuớng kuớng")
    _keeper(documents, tmp_path).model()
    (tmp_path / "knowledge" / name).write_bytes(b"\x00\x01")
    assert _keeper(documents, tmp_path).model().forms("kuong")


def test_a_folder_that_cannot_be_written_to_fails_no_question(tmp_path: Path) -> None:
    (tmp_path / "knowledge").write_text("a file where the folder should be")
    assert _keeper(_Documents(a="kuớng"), tmp_path).model().forms("kuong")


def test_several_threads_learn_once(tmp_path: Path) -> None:
    documents = _Documents(a="kuớng", b="hằng đẳng")
    keeper = _keeper(documents, tmp_path)
    threads = [threading.Thread(target=keeper.model) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert documents.asked == ["a", "b"]


def test_the_catalog_tells_when_anything_changed(library: Library, tmp_path: Path) -> None:
    states = [library.documents.state()]
    file = tmp_path / "a.md"
    for text in ("Thủ tướng giao Bộ Công an.", "Thủ tướng giao Bộ Y tế."):
        file.write_text(text)
        assert [document.status for document in ingest(library, file)] in (["added"], ["updated"])
        states.append(library.documents.state())
    [document_id] = library.documents.revisions()
    library.remove(document_id)
    states.append(library.documents.state())
    assert len(set(states[:3])) == 3 and states[3] == states[0]
    assert library.documents.revisions() == {}


@pytest.mark.parametrize(
    "typed", ["Quy định tại điểm r, z khoản 2 là gì", "KH 5 CỦA UBND TỈNH", "Tọa độ x, y, z ở đâu"]
)
def test_letters_that_are_no_shorthand_stay(typed):
    assert restore(typed, SyllableModel.everyday()).text == typed


@pytest.mark.parametrize("typed", ["a" * 2000, "aw" * 1000, "nghieng" * 285])
def test_a_word_without_end_is_no_word_and_is_left(typed):
    restored = restore(typed, SyllableModel.everyday())
    assert restored.text == typed
    assert not restored.changed

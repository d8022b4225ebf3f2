"""Footnotes stand under what they are put to, so that they are found by it."""

from index.anatomy.notes import note_mark, noted
from index.blocks import Block, ReadDocument
from index.document import Document, build_document
from index.passages import split_into_passages
from rag.composition.footnotes import notes_asked, put_to
from rag.composition.quote import Quote
from rag.composition.surroundings import section_at

_LINES = (
    "Theo báo cáo, còn 03 bộ, cơ quan[1] và 09 địa phương[2] chưa gửi báo cáo.",
    "Các cơ quan đang triển khai 21 nhiệm vụ[3].",
    "[1] Bộ Ngoại giao, Bộ Y tế, Bộ Xây dựng.",
    "[2] Các tỉnh: Cao Bằng, Điện Biên, Tây Ninh.",
    "[3] Trong đó 10 nhiệm vụ là thường xuyên.",
    "Phần còn lại chưa đến hạn.",
)


def _document() -> Document:
    read = ReadDocument(tuple(Block("paragraph", line) for line in _LINES))
    return build_document(read, source="a.md", location="a.md", data_sha256="")


def _quote(document: Document, line: int) -> Quote:
    section = document.sections[line]
    return Quote(document, section.start, section.end, section.heading, "p")


def test_a_note_is_put_to_the_sentence_with_its_mark() -> None:
    found = noted(_LINES)
    assert found[2] == found[3] == "Theo báo cáo, còn 03 bộ, cơ quan và 09 địa phương chưa gửi báo cáo."
    assert found[4] == found[5] == "Các cơ quan đang triển khai 21 nhiệm vụ."
    assert note_mark(_LINES[2]) == "[1]" and note_mark(_LINES[0]) is None


def test_brackets_that_nothing_points_to_are_no_notes() -> None:
    assert noted(["[1] Chỉ là một dòng.", "Không có chú thích."]) == {}


def test_of_a_long_sentence_what_stands_before_the_mark_is_shown() -> None:
    long = "phần mở đầu rất dài, " * 20 + "có 12 tỉnh chậm nộp[1], và phần sau cũng dài " * 3
    assert noted([long, "[1] Các tỉnh."])[1].endswith("có 12 tỉnh chậm nộp")


def test_notes_head_their_own_passages() -> None:
    document = _document()
    passages = split_into_passages(document, "r")
    of_notes = [p for p in passages if document.text[p.start] == "["]
    assert [len(p.sentences) for p in of_notes] == [2, 2]
    assert [p.heading[-1] for p in of_notes] == [
        "Theo báo cáo, còn 03 bộ, cơ quan và 09 địa phương chưa gửi báo cáo",
        "Các cơ quan đang triển khai 21 nhiệm vụ",
    ]


def test_a_note_is_said_after_its_sentence_and_a_sentence_with_the_note_that_was_asked_for() -> None:
    document = _document()
    above = put_to(document, section_at(document, document.sections[3].start), "p")
    assert above is not None and above.text == _LINES[0]
    asked = notes_asked(frozenset({"dia", "phuong"}), _quote(document, 0), document)
    assert [note.text for note in asked] == [_LINES[3]]

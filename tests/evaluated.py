"""What tests of the evaluation share: records made by hand, and an assistant that says what it is told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from eval.question_set import EvalQuestion, Turn
from eval.records import Record, new_record
from eval.replies import Cited, Found, IndexedDocument, Reply, Said

QUOTE = "Hoàn thành trước ngày 15/12/2025 việc sửa 1.250 ngôi nhà."
OTHER = "Các tỉnh báo cáo Thủ tướng Chính phủ hằng tuần về tiến độ."
ANCHOR = "trước ngày 15/12/2025 việc sửa"


def question(**changed: Any) -> EvalQuestion:
    known = EvalQuestion(
        id="q1",
        question="Bao giờ sửa xong nhà?",
        must=(("15/12/2025", "15 tháng 12"),),
        reference="Trước ngày 15/12/2025.",
        doc=("227/CĐ-TTg",),
        anchor=(ANCHOR,),
    )
    return replace(known, **changed)


def cited(number: int = 1, quote: str = QUOTE, **changed: Any) -> Cited:
    known = Cited(number, "d1", "227/CĐ-TTg", "kho/227.md", "Công điện", "2025-11-30", (), quote, 0, len(quote))
    return replace(known, **changed)


def reply(*citations: Cited, **changed: Any) -> Reply:
    """An answer in the words of its quotes."""
    citations = citations or (cited(),)
    statements = tuple(Said(c.quote, (c.number,), verified=True) for c in citations)
    text = " ".join(f"{s.text} [{s.citations[0]}]" for s in statements)
    return replace(Reply(text, mode="extractive", citations=citations, statements=statements), **changed)


def silence(**changed: Any) -> Reply:
    return replace(Reply("Xin lỗi, không thấy.", abstained=True, abstain_reason="Xin lỗi, không thấy."), **changed)


def passage(id_: str, text: str, score: float = 0.5, **changed: Any) -> Found:
    return replace(Found(id_, "d1", "227/CĐ-TTg", "kho/227.md", 0, len(text), text, score), **changed)


def record(asked: EvalQuestion | None = None, said: Reply | None = None, found: Sequence[Found] = ()) -> Record:
    return new_record(asked or question(), said or reply(), tuple(found), 12.0)


class ScriptedAsker:
    """Answers each question as the script says; ``stop_before`` is a question at which the process is killed."""

    target, encoder = "in-process", "script"

    def __init__(self, replies: dict[str, Reply], *, stop_before: str = "", digest: str = "d") -> None:
        self.replies, self.stop_before, self.digest = replies, stop_before, digest
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Reply:  # noqa: ARG002
        if question == self.stop_before:
            raise KeyboardInterrupt
        self.asked.append(question)
        return replace(self.replies[question], passages=self.search(question, limit=10))

    def search(self, query: str, *, limit: int, document_ids: Sequence[str] = ()) -> tuple[Found, ...]:  # noqa: ARG002
        return (passage("p1", OTHER, 0.9), passage("p2", QUOTE, 0.8))[:limit]

    def documents(self) -> tuple[IndexedDocument, ...]:
        return (IndexedDocument("d1", "kho/227.md", "227/CĐ-TTg", self.digest, 2),)

"""One line of ``results.jsonl``: the question, what was answered, what was found, how long it took."""

from dataclasses import asdict
from typing import Any

from eval.question_set import EvalQuestion
from eval.replies import Cited, Found, Reply, Said

Record = dict[str, Any]

# Of a set that has no answers, only passages are asked for.
RETRIEVAL_MODE = "retrieval"
ASKED_FIELDS = ("id", "question", "history", "tags", "answerable", "reference", "doc", "anchor", "must")


def new_record(question: EvalQuestion, reply: Reply, retrieved: tuple[Found, ...], wall_ms: float) -> Record:
    """A record without scores; ``wall_ms`` is what whoever asked waited for the answer."""
    return {
        **{name: asdict(question)[name] for name in ASKED_FIELDS},
        "answer": reply.answer,
        "abstained": reply.abstained,
        "abstain_reason": reply.abstain_reason,
        "mode": reply.mode,
        "standalone_question": reply.standalone_question or question.question,
        "confidence": reply.confidence,
        "citations": [asdict(citation) for citation in reply.citations],
        "statements": [asdict(statement) for statement in reply.statements],
        "retrieved": [asdict(passage) for passage in retrieved],
        "reference_passages": [],
        "scores": {},
        "judge": {"errors": {}},
        "timings_ms": {**reply.timings_ms, "wall": round(wall_ms, 2)},
        "error": reply.error,
    }


def cited(record: Record) -> tuple[Cited, ...]:
    """The citations of a record."""
    return tuple(Cited(**{**item, "heading": tuple(item["heading"])}) for item in record["citations"])


def said(record: Record) -> tuple[Said, ...]:
    """The statements of a record."""
    return tuple(
        Said(item["text"], tuple(item["citations"]), item["verified"], item.get("remark", False))
        for item in record["statements"]
    )


def found(record: Record) -> tuple[Found, ...]:
    """The passages retrieved for a record, best first."""
    return tuple(Found(**item) for item in record["retrieved"])


def answered(record: Record) -> bool:
    """Whether there is an answer, right or wrong."""
    return not record["abstained"] and not record["error"] and record["mode"] != RETRIEVAL_MODE


def confidence(record: Record) -> float | None:
    """How sure the assistant says it is, else the best passage's score; ``None`` without an answer."""
    if not answered(record):
        return None
    told: float | None = record["confidence"]
    return told if told is not None else max((item["score"] for item in record["retrieved"]), default=0.0)

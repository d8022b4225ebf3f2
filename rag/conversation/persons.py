"""Who "ông ấy" or "đồng chí đó" is: the person that was named last."""

from rag.conversation.words import first
from rag.evidence.answer_spans import spans_of

_LOOKED_AT = 1000


def with_persons(text: str, answer: str, question: str) -> str:
    """``text`` with the name of the person it points at, as the answer or else the question has it."""
    match = first("person", text)
    if match is None:
        return text
    for said in (answer[:_LOOKED_AT], question):
        spans = spans_of("person", said)
        if spans:
            start, end = spans[0]
            return text[: match.start()] + said[start:end] + text[match.end() :]
    return text

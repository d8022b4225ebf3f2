"""What kind of answer a question gets: a number, a date, a list, a task …, told beside the answer."""

from __future__ import annotations

from index.anatomy.identity import Identity
from rag.answer import AnswerKind
from rag.composition.document_parts import asks_parts_of
from rag.evidence.answer_type import answer_types
from rag.understanding.question import Question
from rag.understanding.question_kind import form_of

# What is asked for and what its answer is, the most telling first.
_BY_KIND: tuple[tuple[str, AnswerKind], ...] = (
    ("definition", "definition"), ("list", "list"), ("signer", "person"), ("issued", "date"), ("effective", "date"),
    ("addressees", "body"), ("percent", "number"), ("money", "number"), ("date", "date"), ("number", "number"),
    ("person", "person"), ("body", "body"), ("reason", "reason"), ("subject", "document"), ("own_number", "document"),
    ("document_number", "document"),
)  # fmt: skip
# Kinds that one word asks for, "ai": what is said decides between them.
_EITHER = ("person", "body")


def answer_kind(
    question: Question, identity: Identity | None = None, said: str = "", *, tasks: bool = False, compared: bool = False
) -> AnswerKind:
    """The kind of answer to a question.

    ``identity`` is that of the document found first, ``said`` what was answered, empty where nothing was; ``tasks``
    says that the register of tasks answered, ``compared`` that figures of several days are set side by side.
    """
    form = form_of(question.text, accented=question.accented)
    if tasks or form == "task":
        return "task"
    if compared or form == "comparison":
        return "comparison"
    if form == "yesno":
        return "yesno"
    parts = asks_parts_of(question, identity) if identity else ()
    if len(parts) > 1:
        return "document"
    kinds = frozenset(parts) or question.kinds
    kind: AnswerKind = next((kind for asked, kind in _BY_KIND if asked in kinds), "fact")
    if kind in _EITHER and "signer" not in question.kinds and question.kinds.issuperset(_EITHER):
        return "person" if answer_types().carries("person", said) else "body"
    return "count" if kind == "number" and form == "count" else kind

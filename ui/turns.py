"""The turns before a question: those of its conversation that are kept here, then those that came with it."""

from collections.abc import Mapping
from typing import Any

from index.catalog.conversations import ConversationCatalog
from rag.conversation.turns import MOST_TURNS, CitedDocument, Turn, turns_of
from ui.wire import AskRequest


def turns_before(request: AskRequest, conversations: ConversationCatalog) -> tuple[Turn, ...]:
    """The turns, the oldest first; a conversation that is not kept here has none."""
    kept = conversations.answers(request.conversation_id, last=MOST_TURNS) if request.conversation_id else []
    told = turns_of((message.role, message.content) for message in request.history)
    return (*map(_turn, kept), *told)


def _turn(answer: Mapping[str, Any]) -> Turn:
    """A turn of an answer as it was kept."""
    cited = (CitedDocument(c["document_id"], c["document_number"], c["type"]) for c in answer["citations"])
    # What silence says is no answer to go on from.
    said = "" if answer["abstained"] else answer["answer"]
    return Turn(answer["question"], said, tuple(dict.fromkeys(cited)), answer["standalone_question"])

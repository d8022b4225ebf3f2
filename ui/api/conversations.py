"""Conversations as they were held, and feedback on their answers."""

from fastapi import APIRouter

from ui.api.access import MayRead
from ui.api.state import State
from ui.present import conversation_out
from ui.wire import AskResponse, ConversationsResponse, ConversationWithAnswers, FeedbackRequest

router = APIRouter(prefix="/v1", tags=["Trò chuyện"])


@router.get("/conversations")
def list_conversations(state: State, _: MayRead) -> ConversationsResponse:
    """Conversations, the last used first."""
    return ConversationsResponse(conversations=[conversation_out(c) for c in state.library.conversations.latest()])


@router.get("/conversations/{conversation_id}")
def show(conversation_id: str, state: State, _: MayRead) -> ConversationWithAnswers:
    """A conversation with its answers, citations included, exactly as they were given."""
    kept = state.library.conversations
    record = conversation_out(kept.get(conversation_id))
    answers = [AskResponse.model_validate(answer) for answer in kept.answers(conversation_id)]
    return ConversationWithAnswers(**record.model_dump(), answers=answers)


@router.post("/feedback", status_code=204)
def feedback(request: FeedbackRequest, state: State, _: MayRead) -> None:
    """Say whether an answer was good."""
    state.library.conversations.add_feedback(request.answer_id, request.rating, request.comment)

"""Conversations and feedback on the wire."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from ui.wire.asking import AskResponse
from ui.wire.base import Wire


class FeedbackRequest(Wire):
    """What a reader thought of an answer."""

    answer_id: str = Field(max_length=64)
    rating: Literal["up", "down"]
    comment: str | None = Field(default=None, max_length=2000)


class ConversationOut(BaseModel):
    """A conversation; ``answers`` only when one is asked for."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime


class ConversationWithAnswers(ConversationOut):
    """A conversation and all its answers, the oldest first."""

    answers: list[AskResponse]


class ConversationsResponse(BaseModel):
    """Conversations, the last used first."""

    conversations: list[ConversationOut]

"""Conversations, the answers given in them and what readers thought of those."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from index.catalog.tables import AnswerRow, ConversationRow, FeedbackRow, now
from index.errors import NotFoundError

_TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class ConversationRecord:
    """A conversation: its title is its first question."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime


class ConversationCatalog:
    """Conversations and answers. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save_answer(self, answer_id: str, conversation_id: str, question: str, response: Mapping[str, Any]) -> None:
        """Keep an answer exactly as it was given; the conversation is begun when it is new."""
        self._begin(conversation_id, question)
        with Session(self._engine) as session, session.begin():
            used = update(ConversationRow).where(ConversationRow.id == conversation_id)
            session.execute(used.values(updated_at=now()))
            session.add(
                AnswerRow(id=answer_id, conversation_id=conversation_id, question=question, response=dict(response))
            )

    def _begin(self, conversation_id: str, question: str) -> None:
        with suppress(IntegrityError), Session(self._engine) as session, session.begin():
            # Two first questions at once begin one conversation: the second finds it there.
            if session.get(ConversationRow, conversation_id) is None:
                session.add(ConversationRow(id=conversation_id, title=question[:_TITLE_LENGTH]))

    def latest(self, limit: int = 50) -> list[ConversationRecord]:
        """Conversations, the last used first."""
        with Session(self._engine) as session:
            rows = session.scalars(select(ConversationRow).order_by(ConversationRow.updated_at.desc()).limit(limit))
            return [ConversationRecord(r.id, r.title, r.created_at, r.updated_at) for r in rows]

    def get(self, conversation_id: str) -> ConversationRecord:
        """One conversation; raises ``NotFoundError``."""
        with Session(self._engine) as session:
            row = session.get(ConversationRow, conversation_id)
            if row is None:
                raise NotFoundError(f"Không có cuộc trò chuyện mang mã {conversation_id!r}.")
            return ConversationRecord(row.id, row.title, row.created_at, row.updated_at)

    def answers(self, conversation_id: str, *, last: int | None = None) -> list[dict[str, Any]]:
        """The answers of a conversation as they were given, the oldest first; only the ``last`` few where so asked."""
        statement = select(AnswerRow.response).where(AnswerRow.conversation_id == conversation_id)
        latest = statement.order_by(AnswerRow.created_at.desc()).limit(last)
        with Session(self._engine) as session:
            return [dict(r) for r in reversed(session.scalars(latest).all())]

    def add_feedback(self, answer_id: str, rating: str, comment: str | None) -> None:
        """Keep a reader's opinion; raises ``NotFoundError`` for an unknown answer."""
        with Session(self._engine) as session, session.begin():
            if session.get(AnswerRow, answer_id) is None:
                raise NotFoundError(f"Không có câu trả lời mang mã {answer_id!r}.")
            session.add(FeedbackRow(id=uuid.uuid4().hex, answer_id=answer_id, rating=rating, comment=comment))

"""What the chat does when a person asks, resumes or begins anew; its outcome is what the page then shows."""

import logging
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import ChiDaoError
from ui.api.ask import answer_and_keep
from ui.api.state import ApiState
from ui.chat.answer_html import failed_html, pending_html, turn_html, welcome_html
from ui.chat.examples import example_questions
from ui.wire import AskRequest, AskResponse, Filters

LONGEST_QUESTION = 2000
_BROKEN = "Có lỗi không lường trước; xem nhật ký của dịch vụ."
_CONVERSATION_ID = re.compile(r"[\w-]{1,64}")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows after a step: the conversation, the text left in the question box, a remark below it."""

    conversation: str
    conversation_id: str | None
    question: str = ""
    notice: str = ""


class Asking:
    """The chat's steps over an open state."""

    def __init__(self, state: ApiState) -> None:
        self._state = state

    def ask(self, question: str, conversation_id: object, filters: Filters) -> Iterator[Shown]:
        """Show the question at once, then its answer; an unusable question stays in its box with a remark."""
        kept_id = _usable(conversation_id)
        if remark := _remark(question):
            yield Shown(self._conversation(kept_id), kept_id, question, remark)
            return
        kept_id = kept_id or uuid.uuid4().hex
        before = self._turns(kept_id)
        yield Shown(before + pending_html(question.strip()), kept_id)
        try:
            request = AskRequest(question=question, conversation_id=kept_id, filters=filters)
            answer = answer_and_keep(request, self._state)
        except ChiDaoError as error:
            yield Shown(before + failed_html(question.strip(), str(error)), kept_id, question)
        except Exception:  # noqa: BLE001
            # The page's last door: the person must be told something, and in Vietnamese.
            _log.exception("a question of the chat broke")
            yield Shown(before + failed_html(question.strip(), _BROKEN), kept_id, question)
        else:
            yield Shown(before + turn_html(answer), kept_id)

    def resume(self, conversation_id: object) -> Shown:
        """An earlier conversation as it was held; an unknown one is a new one."""
        kept_id = _usable(conversation_id)
        return Shown(self._conversation(kept_id), kept_id)

    def begin(self) -> Shown:
        """A new conversation."""
        return Shown(self._conversation(None), None)

    def _conversation(self, conversation_id: str | None) -> str:
        turns = self._turns(conversation_id) if conversation_id else ""
        return turns or welcome_html(example_questions(self._state))

    def _turns(self, conversation_id: str) -> str:
        answers = self._state.library.conversations.answers(conversation_id)
        return "".join(turn_html(AskResponse.model_validate(answer)) for answer in answers)


def _remark(question: str) -> str:
    length = len(question.strip())
    if not length:
        return "Hãy nhập câu hỏi."
    if length > LONGEST_QUESTION:
        return f"Câu hỏi dài {length} ký tự, tối đa {LONGEST_QUESTION}; hãy rút gọn."
    return ""


def _usable(conversation_id: object) -> str | None:
    """The id comes back from the browser: anything that is no id counts as none."""
    if isinstance(conversation_id, str) and _CONVERSATION_ID.fullmatch(conversation_id):
        return conversation_id
    return None

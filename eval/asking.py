"""Asking: one protocol, whether the assistant runs in this process or behind an address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from eval.errors import EvaluationError
from eval.question_set import Turn
from eval.replies import Found, IndexedDocument, Reply
from index.owner import Ownership, find_owner
from index.settings import Settings


class Asker(Protocol):
    """An assistant that can be asked. Raises ``EvaluationError`` when it cannot be reached at all."""

    @property
    def target(self) -> str:
        """``in-process``, or the address that is asked, without its secret."""

    @property
    def encoder(self) -> str | None:
        """The encoder's name, ``None`` where it is not told."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Reply:
        """The answer; a failure of the assistant is a reply with its ``error``."""

    def search(self, query: str, *, limit: int, document_ids: Sequence[str] = ()) -> tuple[Found, ...]:
        """Passages, best first."""

    def documents(self) -> tuple[IndexedDocument, ...]:
        """All documents that can be answered from."""


@contextmanager
def open_asker(settings: Settings, *, url: str | None = None, key: str | None = None) -> Iterator[Asker]:
    """The service at ``url``; else the owner of the data folder, which is this process where no other is."""
    from eval.asking_over_http import HttpAsker

    if url:
        with HttpAsker(url, key) as asker:
            yield asker
        return
    ownership = Ownership.claim(settings.data_dir)
    if ownership is None:
        with _owner(settings) as asker:
            yield asker
        return
    from eval.asking_in_process import InProcessAsker

    try:
        with InProcessAsker(settings) as inside:
            yield inside
    finally:
        ownership.release()


@contextmanager
def _owner(settings: Settings) -> Iterator[Asker]:
    from eval.asking_over_http import HttpAsker

    address = find_owner(settings.data_dir)
    if address is None:
        raise EvaluationError(
            f"Thư mục dữ liệu {settings.data_dir} đang do một tiến trình khác giữ mà tiến trình đó không trả lời. "
            "Chờ nó xong hoặc dừng nó, rồi chạy lại."
        )
    with HttpAsker(address.url, address.token) as asker:
        yield asker

"""The assistant behind an address: the same answers through ``/v1``."""

import time
from collections.abc import Sequence
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

import httpx

from eval.errors import EvaluationError
from eval.question_set import Turn
from eval.replies import PASSAGES, Cited, Found, IndexedDocument, Reply, Said, cited_from_wire, found_from_wire

_SECONDS = 600
_TEXTS_KEPT = 64
_PAGE = 200
_MOST_WAITS = 20
_LONGEST_WAIT = 60.0
_KEY_REFUSED = (401, 403)


class HttpAsker:
    """Asks a running service; raises ``EvaluationError`` when it is not there or refuses the key."""

    encoder = None

    def __init__(self, url: str, key: str | None, *, transport: httpx.BaseTransport | None = None) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            # As for every command: the environment's proxies are for the outside world.
            self._http = httpx.Client(
                base_url=url, headers=headers, timeout=_SECONDS, trust_env=False, transport=transport
            )
        except (httpx.InvalidURL, ValueError) as error:
            raise EvaluationError(f"Địa chỉ dịch vụ không dùng được: {error}.") from error
        self.target = str(self._http.base_url.copy_with(userinfo=b"")).rstrip("/")
        self._text = lru_cache(_TEXTS_KEPT)(self._load_text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Reply:
        """The answer; what the service answers with a problem is a reply with its ``error``."""
        turns = [{"role": turn.role, "content": turn.content} for turn in history]
        body = {"question": question, "history": turns, "passages": PASSAGES}
        response = self._send("POST", "/v1/ask", json=body)
        if not response.is_success:
            return Reply(error=_detail(response))
        try:
            return self._reply(response.json())
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(
                f"{self.target} trả lời không như dịch vụ Chỉ Đạo ({error}); kiểm tra --url."
            ) from error

    def search(self, query: str, *, limit: int, document_ids: Sequence[str] = ()) -> tuple[Found, ...]:
        """Passages, best first."""
        body = {"query": query, "limit": limit, "filters": {"document_ids": list(document_ids)}}
        return tuple(found_from_wire(hit) for hit in self._get("POST", "/v1/search", json=body)["hits"])

    def documents(self) -> tuple[IndexedDocument, ...]:
        """All documents of the service."""
        found: list[IndexedDocument] = []
        cursor: str | None = None
        while True:
            params = {"limit": _PAGE, **({"cursor": cursor} if cursor else {})}
            page = self._get("GET", "/v1/documents", params=params)
            found += [
                IndexedDocument(d["id"], d["source"], d["number"], d["sha256"], d["passages"])
                for d in page["documents"]
            ]
            cursor = page["next_cursor"]
            if cursor is None:
                return tuple(found)

    def _reply(self, raw: dict[str, Any]) -> Reply:
        return Reply(
            answer=raw["answer"],
            abstained=raw["abstained"],
            abstain_reason=raw["abstain_reason"],
            mode=raw["mode"],
            standalone_question=raw["standalone_question"],
            citations=tuple(self._cited(citation) for citation in raw["citations"]),
            statements=tuple(
                Said(s["text"], tuple(s["citations"]), s["verified"], s.get("remark", False)) for s in raw["statements"]
            ),
            timings_ms=raw["timings_ms"],
            confidence=raw.get("confidence"),
            passages=tuple(found_from_wire(hit) for hit in raw.get("passages", ())),
        )

    def _cited(self, citation: dict[str, Any]) -> Cited:
        text = self._text(citation["document_id"])
        return cited_from_wire(citation, exact=text[citation["start"] : citation["end"]] == citation["quote"])

    def _load_text(self, document_id: str) -> str:
        response = self._send("GET", f"/v1/documents/{document_id}/text")
        # A document that is gone supports nothing.
        return response.text if response.is_success else ""

    def _get(self, method: str, path: str, **arguments: Any) -> Any:  # noqa: ANN401
        response = self._send(method, path, **arguments)
        if not response.is_success:
            raise EvaluationError(f"Dịch vụ tại {self.target}: {_detail(response)}")
        try:
            return response.json()
        except ValueError as error:
            raise EvaluationError(f"{self.target} không trả lời JSON; kiểm tra --url.") from error

    def _send(self, method: str, path: str, **arguments: Any) -> httpx.Response:  # noqa: ANN401
        try:
            response = self._patiently(method, path, arguments)
        except httpx.HTTPError as error:
            raise EvaluationError(
                f"Dịch vụ tại {self.target} không trả lời: {error}. Các câu đã hỏi vẫn được giữ; "
                "khởi động lại dịch vụ rồi chạy lại đúng lệnh này để hỏi tiếp."
            ) from error
        if response.status_code in _KEY_REFUSED:
            raise EvaluationError(f"Dịch vụ tại {self.target} từ chối: {_detail(response)} Kiểm tra --key.")
        return response

    def _patiently(self, method: str, path: str, arguments: dict[str, Any]) -> httpx.Response:
        """A service with a rate limit is waited for: its refusal says nothing of its answers."""
        for _ in range(_MOST_WAITS):
            response = self._http.request(method, path, **arguments)
            if response.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            time.sleep(_wait_seconds(response))
        return response


def _wait_seconds(response: httpx.Response) -> float:
    told = response.headers.get("retry-after", "")
    return min(float(told), _LONGEST_WAIT) if told.isdigit() else 1.0


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"Dịch vụ trả lời mã {response.status_code}."
